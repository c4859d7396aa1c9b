<!DOCTYPE html>
<html lang="sv-FI"><head><meta charset="utf-8"><title>Arbetsstipendier för författare och konstnärer | Wikströmska fonden r.s.</title></head>
<body><div class="container"><div class="header clearfix"><h3 class="text-muted"><a href="/index.php">Wikströmska fonden</a></h3><ul class="nav nav-pills pull-right"><li role="presentation"><a href="/index.php">Framsida</a></li><li role="presentation"><a href="/bidrag.php">Bidrag och stipendier</a></li><li role="presentation"><a href="/aktuellt.php">Aktuellt</a></li><li role="presentation"><a href="/fonden.php">Fonden</a></li><li role="presentation"><a href="/kontakta.php">Kontakta oss</a></li></ul><p class="lang"><b>sv</b> | fi</p></div>
<div class="row"><div class="col-sm-9">
<h1>Arbetsstipendier för författare och konstnärer</h1>

<p class="lead">Lugn och ro att arbeta.</p>
<p>Stipendierna kan sökas av enskilda yrkesverksamma författare, bildkonstnärer, tonsättare och översättare som bor i Finland och arbetar på svenska. Arbetsgrupper och föreningar kan inte söka.</p>
<table class="table"><tr><td>Tre månader</td><td>6 000 euro</td></tr><tr><td>Sex månader</td><td>12 000 euro</td></tr><tr><td>Tolv månader</td><td>24 000 euro</td></tr></table>
<p>Ansökningstiden är 1–30.11.2026 och slutar kl. 16.00. Rekommendationsbrev kan komma in ännu en vecka senare. Stipendierna offentliggörs på fondens årsdag 12.3.2027.</p>
</div><div class="col-sm-3"><div class="well"><h4>Kansliet</h4><p>Rådhusgatan 21, 65100 Vasa<br>tfn 06 000 4410<br>må–to 9–15</p></div></div></div>
<div class="footer"><p>&copy; Wikströmska fonden r.s. &middot; <a href="/dataskydd.php">Dataskydd</a></p></div></div></body></html>
