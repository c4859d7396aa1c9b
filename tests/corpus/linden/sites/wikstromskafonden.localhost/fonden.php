<!DOCTYPE html>
<html lang="sv-FI"><head><meta charset="utf-8"><title>Fonden | Wikströmska fonden r.s.</title></head>
<body><div class="container"><div class="header clearfix"><h3 class="text-muted"><a href="/index.php">Wikströmska fonden</a></h3><ul class="nav nav-pills pull-right"><li role="presentation"><a href="/index.php">Framsida</a></li><li role="presentation"><a href="/bidrag.php">Bidrag och stipendier</a></li><li role="presentation"><a href="/aktuellt.php">Aktuellt</a></li><li role="presentation"><a href="/fonden.php">Fonden</a></li><li role="presentation"><a href="/kontakta.php">Kontakta oss</a></li></ul><p class="lang"><b>sv</b> | fi</p></div>
<div class="row"><div class="col-sm-9">
<h1>Fonden</h1>
<p>Handlanden Alfred Wikström testamenterade 1911 sin förmögenhet till fonden. Kapitalet är i dag 17,4 miljoner euro. Styrelsen har fem ledamöter.</p>
</div><div class="col-sm-3"><div class="well"><h4>Kansliet</h4><p>Rådhusgatan 21, 65100 Vasa<br>tfn 06 000 4410<br>må–to 9–15</p></div></div></div>
<div class="footer"><p>&copy; Wikströmska fonden r.s. &middot; <a href="/dataskydd.php">Dataskydd</a></p></div></div></body></html>
