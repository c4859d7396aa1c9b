<!DOCTYPE html>
<html lang="sv-FI"><head><meta charset="utf-8"><title>Integrationsbidrag: Språkkompis | Wikströmska fonden r.s.</title></head>
<body><div class="container"><div class="header clearfix"><h3 class="text-muted"><a href="/index.php">Wikströmska fonden</a></h3><ul class="nav nav-pills pull-right"><li role="presentation"><a href="/index.php">Framsida</a></li><li role="presentation"><a href="/bidrag.php">Bidrag och stipendier</a></li><li role="presentation"><a href="/aktuellt.php">Aktuellt</a></li><li role="presentation"><a href="/fonden.php">Fonden</a></li><li role="presentation"><a href="/kontakta.php">Kontakta oss</a></li></ul><p class="lang"><b>sv</b> | fi</p></div>
<div class="row"><div class="col-sm-9">
<h1>Integrationsbidrag: Språkkompis</h1>

<p class="lead">Allt fler österbottningar har kommit hit från andra länder. Fonden vill att de ska få svenska vänner, inte bara svenska kurser.</p>
<p>Registrerade föreningar, församlingar och kommuner i Österbotten kan ansöka om mellan 2 000 och 15 000 euro för språkkaféer, vänfamiljer, stödpersoner på arbetsplatser och liknande. Högst 80 procent av kostnaderna ersätts. Sammanlagt har fonden reserverat 90 000 euro.</p>
<p>Ansökan görs på blankett. Den går att lämna in t.o.m. 31.12.2026. Styrelsen sammanträder 27.1.2027 och pengarna betalas ut i februari.</p>
<p><small>Fonden ger inte bidrag till partipolitisk verksamhet. Företag kan inte söka.</small></p>
</div><div class="col-sm-3"><div class="well"><h4>Kansliet</h4><p>Rådhusgatan 21, 65100 Vasa<br>tfn 06 000 4410<br>må–to 9–15</p></div></div></div>
<div class="footer"><p>&copy; Wikströmska fonden r.s. &middot; <a href="/dataskydd.php">Dataskydd</a></p></div></div></body></html>
