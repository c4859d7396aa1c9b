<!DOCTYPE html>
<html lang="sv-FI"><head><meta charset="utf-8"><title>Byabidrag | Wikströmska fonden r.s.</title></head>
<body><div class="container"><div class="header clearfix"><h3 class="text-muted"><a href="/index.php">Wikströmska fonden</a></h3><ul class="nav nav-pills pull-right"><li role="presentation"><a href="/index.php">Framsida</a></li><li role="presentation"><a href="/bidrag.php">Bidrag och stipendier</a></li><li role="presentation"><a href="/aktuellt.php">Aktuellt</a></li><li role="presentation"><a href="/fonden.php">Fonden</a></li><li role="presentation"><a href="/kontakta.php">Kontakta oss</a></li></ul><p class="lang"><b>sv</b> | fi</p></div>
<div class="row"><div class="col-sm-9">
<h1>Byabidrag</h1>

<p class="lead">Byabidraget är till för det gemensamma i byn: byagården, badstranden, skidspåret, julmarknaden.</p>
<dl><dt>Ansökningstid</dt><dd>Varje år 15.1–15.2. Ansökan ska vara inne senast kl. 15.45 den sista dagen.</dd><dt>Vem</dt><dd>Registrerade föreningar (byaföreningar, ungdomsföreningar, hembygdsföreningar, marthaföreningar) i svenska Österbotten.</dd><dt>Hur mycket</dt><dd>Högst 8 000 euro. År 2026 delades 210 000 euro ut till 61 föreningar.</dd><dt>Besked</dt><dd>Senast vappen.</dd></dl>
<p>Bidraget får inte användas till löner. Bidrag som inte lyfts inom två år återgår till fonden.</p>
</div><div class="col-sm-3"><div class="well"><h4>Kansliet</h4><p>Rådhusgatan 21, 65100 Vasa<br>tfn 06 000 4410<br>må–to 9–15</p></div></div></div>
<div class="footer"><p>&copy; Wikströmska fonden r.s. &middot; <a href="/dataskydd.php">Dataskydd</a></p></div></div></body></html>
