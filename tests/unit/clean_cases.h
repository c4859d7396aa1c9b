/* clean_cases.h - markup and the blocks it must become; see test_clean.c. */

#define LOREM                                                                     \
    "Stödet vänder sig till er som vill pröva något nytt tillsammans med "    \
    "andra i bygden, och som har en plan för vad som händer när pengarna är " \
    "slut. Vi läser alla ansökningar och svarar inom åtta veckor."

static const struct snippet snippets[] = {
    /* --- headings and paragraphs --- */
    {"headings", "<h1>A</h1><h3>B c</h3><p>Text.", "H1 A\nH3 B c\nP Text.\n"},
    {"role heading",
     "<div role=heading aria-level=3>Vem?</div><p>Alla föreningar.",
     "H3 Vem?\nP Alla föreningar.\n"},
    {"block in heading",
     "<h1><p>Titel</p></h1><h2><div>Två <b>ord</b></div></h2>",
     "H1 Titel\nH2 Två ord\n"},
    {"unclosed heading", "<h2>Vem<p>Alla kan söka.<h2>När<p>Nu.",
     "H2 Vem\nP Alla kan söka.\nH2 När\nP Nu.\n"},
    {"image as heading",
     "<h1><img src=a.gif alt='Bygdemedel 2027'></h1><p>Sök.",
     "H1 Bygdemedel 2027\nP Sök.\n"},
    {"bold paragraph heads", "<p><b>Vem kan söka?</b><p>Ideella föreningar.",
     "H6 Vem kan söka?\nP Ideella föreningar.\n"},
    {"bold line heads",
     "<P><B>Vem kan söka?</B><BR>Ideella föreningar kan söka.",
     "H6 Vem kan söka?\nP Ideella föreningar kan söka.\n"},
    {"font size heads", "<FONT SIZE=5>Allmänna bidrag</FONT><P>Text om bidrag.",
     "H5 Allmänna bidrag\nP Text om bidrag.\n"},
    {"bold sentence is none",
     "<p><b>Ansökan är stängd sedan i går.</b></p><p>Välkommen åter.",
     "P Ansökan är stängd sedan i går.\nP Välkommen åter.\n"},
    {"last bold line heads nothing", "<p>Text.</p><p><b>Slut</b></p>",
     "P Text.\nP Slut\n"},
    {"two breaks part paragraphs",
     "<p>Ett stycke som är lite längre.<br><br>Ett till som också är det.<br />"
     "\n<br/>Tre.",
     "P Ett stycke som är lite längre.\nP Ett till som också är det.\nP "
     "Tre.\n"},
    {"one break joins text",
     "<p>En mening som någon har brutit<br>för hand mitt i, som förr i världen."
     "</p>",
     "P En mening som någon har brutit för hand mitt i, som förr i världen.\n"},
    {"breaks make a list",
     "<p>Skapande skola<br>Kultur i vården<br>Litteratur och läsning</p>",
     "I Skapande skola\nI Kultur i vården\nI Litteratur och läsning\n"},
    {"dashes make a list", "<p>Ni kan få<br>- hyra<br>- arvoden</p>",
     "P Ni kan få\nI hyra\nI arvoden\n"},
    {"words are not split",
     "<p>lands<b>bygds</b>ut<i>veckl</i>ing och CO<sub>2</sub></p>",
     "P landsbygdsutveckling och CO2\n"},
    {"blocks split words", "<div>ett</div><div>två</div><p>tre<p>fyra",
     "P ett\nP två\nP tre\nP fyra\n"},
    {"superscripts",
     "<p>kl. 14<sup>00</sup>, 500 000<sup>1</sup> kronor, 20 m<sup>2</sup>, "
     "bidraget<sup><a href='#f'>2</a></sup> är</p>",
     "P kl. 14.00, 500 000 kronor, 20 m2, bidraget är\n"},
    {"adjacent boxes are words",
     "<ul><li><a href=/x>Hemvändarcheck</a><span>Löpande</span></ul>",
     "I Hemvändarcheck Löpande\n"},
    {"loose text", "Bara text, utan taggar.", "P Bara text, utan taggar.\n"},
    {"pre keeps lines", "<pre>Öppnar: 1 mars\nStänger: 3 april</pre>",
     "= Öppnar | 1 mars\n= Stänger | 3 april\n"},

    /* --- characters --- */
    {"invisible characters",
     "<p>grund&shy;läggande\xe2\x80\x8b stöd\xef\xbb\xbf &nbsp;&nbsp; på "
     "50&nbsp;000\xe2\x80\xaf"
     "kr</p>",
     "P grundläggande stöd på 50 000 kr\n"},
    {"decomposed letters",
     "<p>fo\xcc\x88rening och A\xcc\x8a"
     "re</p>",
     "P förening och Åre\n"},
    {"entities of windows", "<p>1847 &#150; 2027 &#8217;s &amp; &Aring;re</p>",
     "P 1847 – 2027 ’s & Åre\n"},
    {"controls",
     "<p>a\x01"
     "b\x7f c\xc2\x96 d</p>",
     "P ab c– d\n"},
    {"icon glyphs", "<p>\xee\xa4\x80 Ladda ned <i class=fa-file></i></p>",
     "P Ladda ned\n"},

    /* --- labels and values --- */
    {"definition list",
     "<dl><dt>Sista dag</dt><dd>3 mars 2027</dd><dt>Belopp:</dt><dd>Högst 50 "
     "000 kr</dd></dl>",
     "= Sista dag | 3 mars 2027\n= Belopp | Högst 50 000 kr\n"},
    {"grouped terms",
     "<dl><div><dt>Öppnar</dt><dd>1 mars</dd></div><div><dt>Stänger</dt><dd>3 "
     "maj</dd></div></dl>",
     "= Öppnar | 1 mars\n= Stänger | 3 maj\n"},
    {"several values", "<dl><dt>Datum<dd>1 mars<dd>1 maj</dl>",
     "= Datum | 1 mars\n= Datum | 1 maj\n"},
    {"questions as terms",
     "<h2>Frågor</h2><dl><dt>Vem kan söka?</dt><dd><p>" LOREM "</p><p>" LOREM
     "</p></dd></dl>",
     "H2 Frågor\nH3 Vem kan söka?\nP " LOREM "\nP " LOREM "\n"},
    {"rows with heads",
     "<table><tr><th>Sista dag<td>3 mars 2027<tr><th>Pott<td>5 mkr</table>",
     "= Sista dag | 3 mars 2027\n= Pott | 5 mkr\n"},
    {"rows without heads",
     "<table border=1><tr><td>Ekonomisk förening<td>Ja<tr><td>Stiftelse<td>Nej"
     "</table>",
     "= Ekonomisk förening | Ja\n= Stiftelse | Nej\n"},
    {"columns with heads",
     "<table><thead><tr><th>Steg<th>Öppnar<th>Stänger</thead><tr><td>1<td>1 "
     "mars<td>1 maj<tr><td>2<td>1 juni<td>1 augusti</table>",
     "= Steg | 1\n= Öppnar | 1 mars\n= Stänger | 1 maj\n= Steg | 2\n= Öppnar | "
     "1 "
     "juni\n= Stänger | 1 augusti\n"},
    {"columns with bold heads",
     "<TABLE BORDER=1><TR><TD><B>Ansökan inne</B><TD><B>Sammanträde</B><TR><TD>"
     "15 februari 2027<TD>11 mars</TABLE>",
     "= Ansökan inne | 15 februari 2027\n= Sammanträde | 11 mars\n"},
    {"columns with plain heads",
     "<table><tr><td>Omgång<td>Stänger<td>Beslut<tr><td>Vår<td>1 mars<td>5 maj"
     "<tr><td>Höst<td>1 okt<td>3 dec</table>",
     "= Omgång | Vår\n= Stänger | 1 mars\n= Beslut | 5 maj\n= Omgång | Höst\n= "
     "Stänger | 1 okt\n= Beslut | 3 dec\n"},
    {"merged cells",
     "<table><tr><th>Län<th>Dag<tr><td rowspan=2>Skåne<td>1 mars<tr><td>1 maj"
     "</table>",
     "= Län | Skåne\n= Dag | 1 mars\n= Län | Skåne\n= Dag | 1 maj\n"},
    {"rows of many cells",
     "<table border=1><tr><td>Alfa<td>Beta<td>Gamma<tr><td>Delta<td>Epsilon"
     "<td>Zeta</table>",
     "R Alfa | Beta | Gamma\nR Delta | Epsilon | Zeta\n"},
    {"caption",
     "<table><caption>Datum 2027</caption><tr><th>Sista dag<td>3 mars"
     "</table>",
     "H2 Datum 2027\n= Sista dag | 3 mars\n"},
    {"cells of blocks",
     "<table><tr><th>Belopp<td><p>Högst 50 000 kr</p><p>Lägst 5 000 kr</p>"
     "</table>",
     "= Belopp | Högst 50 000 kr; Lägst 5 000 kr\n"},
    {"label lines", "<p>Sista dag: 3 mars 2027<br>Belopp: 50 000 kr</p>",
     "= Sista dag | 3 mars 2027\n= Belopp | 50 000 kr\n"},
    {"label in an item", "<ul><li>Diarienummer: 2026-01470</ul>",
     "= Diarienummer | 2026-01470\n"},
    {"bold label", "<p><strong>Sista ansökningsdag</strong> 3 mars 2027</p>",
     "= Sista ansökningsdag | 3 mars 2027\n"},
    {"bold label with colon", "<p><b>Vem:</b> ideella föreningar</p>",
     "= Vem | ideella föreningar\n"},
    {"label above value", "<p>Sista ansökningsdag<br>3 mars 2027</p>",
     "= Sista ansökningsdag | 3 mars 2027\n"},
    {"no labels",
     "<p>Ansök senast kl. 14:00 den 3 mars.</p><p>EU:s regler gäller.</p><p>Se "
     "https://example.org/ om mer.</p>",
     "P Ansök senast kl. 14:00 den 3 mars.\nP EU:s regler gäller.\nP Se "
     "https://example.org/ om mer.\n"},
    {"lead words of items",
     "<ul><li><strong>Vardagsservice</strong> – nya sätt att driva butik.</ul>",
     "I Vardagsservice – nya sätt att driva butik.\n"},
    {"spans side by side",
     "<div class=a><div class=b><span>Högsta bidrag</span><span>200.000 kr"
     "</span></div><div class=b><span>Handläggning</span><span>8–10 veckor"
     "</span></div></div>",
     "= Högsta bidrag | 200.000 kr\n= Handläggning | 8–10 veckor\n"},
    {"divs side by side",
     "<div><div class=label>Kontakt</div><div class=value><a href='mailto:a@b'>"
     "Anna</a></div></div>",
     "= Kontakt | Anna\n"},
    {"alternating spans",
     "<div><span class=label>Öppnar</span><span class=value>1 mars</span><span "
     "class=label>Stänger</span><span class=value>3 maj</span></div>",
     "= Öppnar | 1 mars\n= Stänger | 3 maj\n"},
    {"a card is no label",
     "<div><h3>Bygdemedel</h3><p>Sista dag 3 mars 2027</p></div>",
     "H3 Bygdemedel\nP Sista dag 3 mars 2027\n"},
    {"a date is no label",
     "<ul><li><span>2026-11-03</span><a href=/n>Nya pengar</a></ul>",
     "I 2026-11-03 Nya pengar\n"},
    {"a linked title is no pair",
     "<ul><li><a href=/x>Växla upp: sociala företag</a></ul>",
     "I Växla upp: sociala företag\n"},
    {"layout table",
     "<TABLE><TR><TD WIDTH=170><A HREF=/a>Hem</A><BR><A HREF=/b>Bidrag</A><BR>"
     "<A HREF=/c>Kontakt</A><TD ID=meny><P>" LOREM "<P>" LOREM "<P>" LOREM
     "</TABLE>",
     ".I Hem\n.I Bidrag\n.I Kontakt\nP " LOREM "\nP " LOREM "\nP " LOREM "\n"},

    /* --- struck out, hidden, folded --- */
    {"struck text", "<p>Sista dag är <s>1 mars</s> <b>15 mars</b> 2027.</p>",
     "P Sista dag är 15 mars 2027. ~1 mars~\n"},
    {"struck by style",
     "<p>Pott <span style='text-decoration: line-through'>2 mkr</span> 3 "
     "mkr</p>",
     "P Pott 3 mkr ~2 mkr~\n"},
    {"all struck", "<p><del>Sista dag 1 mars</del></p><p>Sista dag 3 mars</p>",
     "P  ~Sista dag 1 mars~\nP Sista dag 3 mars\n"},
    {"details",
     "<h2>Frågor</h2><details><summary><h3>Vem kan söka?</h3></summary>"
     "<p>Alla.</p></details>",
     "H2 Frågor\nH3 Vem kan söka?\nP Alla.\n"},
    {"accordion",
     "<h2>Villkor</h2><button aria-expanded=false aria-controls=p1>Vem kan "
     "söka?"
     "</button><div id=p1 hidden><p>Ideella föreningar och stiftelser i länet "
     "kan söka.</p></div>",
     "H2 Villkor\nH3 Vem kan söka?\nP Ideella föreningar och stiftelser i "
     "länet "
     "kan söka.\n"},
    {"accordion in heading",
     "<h2>Villkor</h2><h3><button>När?</button></h3><div style='display:none'>"
     "<p>Ansökan öppnar den 1 mars och stänger den 3 maj.</p></div>",
     "H2 Villkor\nH3 När?\nP Ansökan öppnar den 1 mars och stänger den 3 "
     "maj.\n"},
    {"hidden menu",
     "<div class=menu style='display:none'><p>Meny: en lång text som ingen "
     "ser, "
     "om sidans delar.</p></div><p>Text.</p>",
     "P Text.\n"},
    {"buttons and forms",
     "<p>Text.</p><button>Godkänn</button><form class=search><label>Sök</label>"
     "<input name=q><select><option>Alla</select></form>",
     "P Text.\n.P Sök\n"},
    {"scripts and pictures",
     "<script>var a='<p>x</p>';</script><style>p{}</style><svg><title>T</title>"
     "<text>t</text></svg><p>Text.<iframe>i</iframe></p><template><p>m</"
     "template>",
     "P Text.\n"},

    /* --- main text and the rest --- */
    {"semantic page",
     "<header><a href=/>Fonden</a><nav><ul><li><a href=/a>Sök</a></ul></nav>"
     "</header><main><h1>Stöd</h1><p>" LOREM "</main><footer><p>Box 1</footer>",
     ".P Fonden\n.I Sök\nH1 Stöd\nP " LOREM "\n.P Box 1\n"},
    {"divs only",
     "<div><div><a href=/>Start</a> <a href=/b>Bidrag</a> <a href=/o>Om oss</a>"
     "</div><div><h1>Stöd</h1><div>" LOREM "</div><div>" LOREM
     "</div></div><div>"
     "<a href=/k>Kontakt</a> <a href=/c>Kakor</a></div></div>",
     ".P Start Bidrag Om oss\nH1 Stöd\nP " LOREM "\nP " LOREM
     "\n.P Kontakt Kakor\n"},
    {"fact box beside",
     "<div class=row><main><h1>Stöd</h1><p>" LOREM "<p>" LOREM "</main><aside>"
     "<h2>Fakta</h2><dl><dt>Sista dag<dd>3 mars 2027<dt>Pott<dd>5 mkr</dl>"
     "</aside><aside><h2>Relaterat</h2><ul><li><a href=/a>Ett annat "
     "stöd</a><li>"
     "<a href=/b>Ett tredje, 3 mars</a></ul></aside></div>",
     "H1 Stöd\nP " LOREM "\nP " LOREM
     "\nH2 Fakta\n= Sista dag | 3 mars 2027\n= Pott | 5 mkr\n.H2 Relaterat\n.I "
     "Ett annat stöd\n.I Ett tredje, 3 mars\n"},
    {"heading above the main text",
     "<body><header class=hero><nav><a "
     "href=/>Start</a></nav><h1>Stöd</h1><p>Ett "
     "stöd för den som vill pröva något nytt i bygden under nästa år.</p>"
     "</header><main><p>" LOREM "</p><p>" LOREM "</p></main>",
     ".P Start\nH1 Stöd\nP Ett stöd för den som vill pröva något nytt i bygden "
     "under nästa år.\nP " LOREM "\nP " LOREM "\n"},
    {"cookie banner",
     "<div id=cookieConsent><p>Vi använder kakor.</p></div><main><p>" LOREM
     "</main>",
     ".P Vi använder kakor.\nP " LOREM "\n"},
    {"page tools",
     "<main><h1>Stöd</h1><p>" LOREM "<p>Senast uppdaterad: 2026-11-12<div "
     "class=share><a href=f>Dela</a></div></main>",
     "H1 Stöd\nP " LOREM "\n.= Senast uppdaterad | 2026-11-12\n.P Dela\n"},
    {"related list by its heading",
     "<main><h1>Stöd</h1><p>" LOREM "<p>" LOREM "<h2>Läs också</h2><ul><li><a "
     "href=/a>Ett annat stöd</a><li><a href=/b>Ett tredje stöd</a></ul></main>",
     "H1 Stöd\nP " LOREM "\nP " LOREM
     "\n.H2 Läs också\n.I Ett annat stöd\n.I Ett tredje stöd\n"},
    {"documents stay",
     "<main><h1>Stöd</h1><p>" LOREM "<p>" LOREM "<h2>Dokument</h2><ul><li><a "
     "href=/a.pdf>Utlysningstext (pdf)</a><li><a "
     "href=/b.pdf>Budgetmall</a></ul>"
     "</main>",
     "H1 Stöd\nP " LOREM "\nP " LOREM
     "\nH2 Dokument\nI Utlysningstext (pdf)\nI Budgetmall\n"},
    {"listing",
     "<main><h1>Utlysningar</h1><ul><li><h3><a href=/a>Bygdemedel</a></h3><p>"
     "Stänger 3 mars 2027</p><li><h3><a href=/b>Kulturstöd</a></h3><p>Öppnar 1 "
     "maj</p></ul></main>",
     "H1 Utlysningar\nH3 Bygdemedel\nI Stänger 3 mars 2027\nH3 Kulturstöd\nI "
     "Öppnar 1 maj\n"},
    {"custom elements",
     "<app-root><site-nav><a href=/>Start</a></site-nav><app-page><h1>Stöd</h1>"
     "<p>Sista dag är <x-date>3 mars</x-date> 2027. " LOREM "</p></app-page>"
     "</app-root>",
     ".P Start\nH1 Stöd\nP Sista dag är 3 mars 2027. " LOREM "\n"},
    {"link noise",
     "<p>Läs <a href=x>riktlinjerna<span class=sr-only> Länk till annan "
     "webbplats, öppnas i nytt fönster.</span></a> först.</p>",
     "P Läs riktlinjerna först.\n"},
    {"broken nesting",
     "<p><b><i>Ett</b> två</i><ul><li>tre<p>fyra</ul></div></td>fem",
     "P Ett två\nI tre\nI fyra\nP fem\n"},
    {"upper case and no end",
     "<HTML><BODY><CENTER><H1>BIDRAG</H1></CENTER><P>En rad<P>En till</BODY>",
     "H1 BIDRAG\nP En rad\nP En till\n"},
    {"nested lists", "<ul><li>Ett<ul><li>Ett a<li>Ett b</ul><li>Två</ul>",
     "I Ett\nI Ett a\nI Ett b\nI Två\n"},
    {"page wrapped in a form",
     "<form id=aspnetForm><div><a href=/>Start</a></div><h1>Stöd</h1><p>" LOREM
     "</form>",
     ".P Start\nH1 Stöd\nP " LOREM "\n"},
    {"noscript page",
     "<div id=root></div><noscript><p>" LOREM "</p></noscript>",
     "P " LOREM "\n"},
};
