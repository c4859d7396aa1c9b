/* test_deadlines.c - until when one may apply, in many words. */
#include "times_fixture.h"

/* the last day, or the days of several rounds */
static const struct times_row deadlines[] = {
    {"## Sista ansökningsdag\nFör projekt som startar före midsommar :: 7 "
     "december 2026\nFör projekt som startar senare :: 6 april 2027\n",
     "-", "2026-12-07 2027-04-06", "-", false, "open"},
    {"Inför sommaren 2027 tar vi emot ansökningar från den 10 november till "
     "den 20 januari.",
     "2026-11-10", "2027-01-20", "-", false, "open"},
    {"Inför aprilmötet är sista dagen den 3 mars 2027, och inför höstmötet den "
     "6 september 2027.",
     "-", "2027-03-03 2027-09-06", "-", false, "open"},
    /* a last day lies before the meeting that it is for */
    {"Vill ni vara med när styrelsen träffas den 16 december 2026 ska ansökan "
     "ha inkommit senast fredag 27 november. För marsmötet 2027 är sista dag "
     "den 19 februari, för junimötet den 21 maj och för oktobermötet den 17 "
     "september.",
     "-", "2026-11-27 2027-02-19 2027-05-21 2027-09-17", "-", false, "open"},
    {"För mötet den 16 december 2026 ska ansökan vara inne senast den 27 "
     "november. För informationsmötet är sista dag för anmälan den 19 januari.",
     "-", "2026-11-27", "-", false, "open"},
    /* rounds by season; an hour under its label */
    {"## Ansökningstider 2027\nVåromgången :: 15 februari\nHöstomgången :: 15 "
     "september\n",
     "-", "2027-02-15 2027-09-15", "-", false, "open"},
    {"## Ansökningsperiod\nFrån :: 15 december 2026\nTill :: 15 mars 2027\n",
     "2026-12-15", "2027-03-15", "-", false, "forthcoming"},
    {"Sista ansökningsdag :: 8 mars 2027\nStänger klockan :: 16.00 sista dagen",
     "-", "2027-03-08", "16:00", false, "open"},
    {"Ansökningstid :: 26 oktober-18 december 2026\nStänger :: kl. 15.00",
     "2026-10-26", "2026-12-18", "15:00", false, "open"},
    /* days of a papers' form, of payments, of money that lasted */
    {"Ansökan ska vara inne den 15 december 2026. Papper tas emot bara om det "
     "överenskommits med kansliet senast den 1 december.",
     "-", "2026-12-15", "-", false, "open"},
    {"Ansökningar tas emot löpande. I år räckte de till den 2 november. Sista "
     "dag att rekvirera pengar för 2026 års checkar är 15 december.",
     "-", "", "-", true, "open"},
    {"Skicka in blanketten när ni vill. Tänk på att vi har stängt mellan jul "
     "och trettonhelgen.",
     "-", "", "-", true, "open"},
    {"Handlingarna skulle ha kommit in till kansliet senast den 2 oktober "
     "2026.",
     "-", "2026-10-02", "-", false, "closed"},
    {"Den som vill vara med hör av sig senast den 8 december 2026.", "-",
     "2026-12-08", "-", false, "open"},
    /* rows that begin with a day are of one kind */
    {"# Stoppdatum\nVi gallrar ansökningarna vid de här tillfällena:\n- 7 "
     "september 2026 – passerat\n- 25 januari 2027 – behandlas den 10 mars\n- "
     "19 april 2027 – behandlas den 2 juni",
     "-", "2026-09-07 2027-01-25 2027-04-19", "-", false, "open"},
    {"Nästa gång stryker vi streck den 31 januari 2027. Därefter den 30 april "
     "och sist den 30 september samma år.",
     "-", "2027-01-31 2027-04-30 2027-09-30", "-", false, "open"},
    /* for others another day, past rounds, and days of other things */
    {"Sista dag är den 10/12 2026 och, för dem som vill börja till hösten, den "
     "20/5 2027.",
     "-", "2026-12-10 2027-05-20", "-", false, "open"},
    {"Stöd söks senast den 15/12-26 och för andra halvåret senast den 15/6-27.",
     "-", "2026-12-15 2027-06-15", "-", false, "open"},
    {"Ansökan ska vara inne senast den 17 januari 2027.\nHösten 2025 var sista "
     "ansökningsdag 4 december.",
     "-", "2027-01-17", "-", false, "open"},
    {"Ansökningssystemet stängs: 19 januari 2027, 14.00", "-", "2027-01-19",
     "14:00", false, "open"},
    {"Ni kan ansöka från den 7 december 2026 fram till midnatt den 24 januari "
     "2027.",
     "2026-12-07", "2027-01-24", "23:59", false, "forthcoming"},
    {"Från och med nästa måndag, den 30 november 2026, kan föreningar söka "
     "bidrag. Ansökan ska vara inne senast den 5 februari 2027.",
     "2026-11-30", "2027-02-05", "-", false, "forthcoming"},
    {"## Ansökan\nSista ansökningsdag :: 29 januari 2027\n## Tidigare "
     "omgångar\nStängde :: 30 september 2025\nStängde :: 17 april 2026",
     "-", "2027-01-29", "-", false, "open"},
    /* calls in two steps */
    {"Intresseanmälan: senast 8 december 2026, kl. 23.59. Fullständig ansökan: "
     "senast 12 mars 2027, kl. 23.59",
     "-", "2026-12-08 2027-03-12", "23:59", false, "open"},
    {"Steg 1, idéskiss :: senast 2026-12-10\nBesked om steg 2 :: "
     "2027-01-22\nSteg 2, ansökan :: senast 2027-03-18",
     "-", "2026-12-10 2027-03-18", "-", false, "open"},
    /* of every year, by what stands above */
    {"Det finns två stoppdatum varje år: 15 april och 15 oktober.", "-", "",
     "-", false, "open"},
    {"Ansökan ska vara inne senast 15 mars för arrangemang under hösten och "
     "senast 15 september för arrangemang under våren därpå.",
     "-", "", "-", false, "open"},
    {"Nästa stoppdatum: 15 februari 2027. Därefter 15 maj 2027 och 15 oktober "
     "2027.",
     "-", "2027-02-15 2027-05-15 2027-10-15", "-", false, "open"},
    {"Stängt sedan 11 september 2026 kl 17. Tack för 203 ansökningar!", "-",
     "2026-09-11", "17:00", false, "closed"},
    /* yearless rows that the day of reading falls within */
    {"Sista dagar är 1 mars, 1 juni, 1 september och 1 december.", "-",
     "2026-12-01 2027-03-01 2027-06-01 2027-09-01", "-", false, "open"},
    {"Sista dag är den 9 och 16 december 2026.", "-", "2026-12-09 2026-12-16",
     "-", false, "open"},
    {"Ansökan behandlas den 1 eller den 15 mars. Sök senast 5 februari 2027.",
     "-", "2027-02-05", "-", false, "open"},
    {"Söks senast 15 januari eller 15 december.", "-", "2026-12-15 2027-01-15",
     "-", false, "open"},
    {"Ansökan om bidrag för 2027 öppnar 1 oktober och stänger 30 november.",
     "2026-10-01", "2026-11-30", "-", false, "open"},
    {"Bidrag för verksamhetsåret 2027 söks 1 oktober–30 november.",
     "2026-10-01", "2026-11-30", "-", false, "open"},
    {"Bidrag för verksamhetsåret 2027 söks senast 30 november.", "-",
     "2026-11-30", "-", false, "open"},
    {"Ansökan behandlas löpande under hela året.", "-", "", "-", true, "open"},
    /* the meeting that an application is in time for */
    {"Sista dag är den 1 mars 2027 inför vårens möte och den 1 oktober 2027 "
     "inför höstens.",
     "-", "2027-03-01 2027-10-01", "-", false, "open"},
    {"Sista dag är den 1 mars 2027 för vårens pengar och den 1 oktober 2027 "
     "för höstens.",
     "-", "2027-03-01 2027-10-01", "-", false, "open"},
    {"Stänger: 15 december 2026 (nytt datum, först skrev vi 1 december)", "-",
     "2026-12-15", "-", false, "open"},
    {"Sök senast den 15 januari. Så är det varje år.", "-", "", "-", false,
     "open"},
    /* days of other things */
    {"Har ni sökt statligt stöd från Boverket, som har sin sista dag den 31 "
     "december, räknas det inte in i vår andel. Ansök senast 31 januari 2027.",
     "-", "2027-01-31", "-", false, "open"},
    {"Höstens sammankomster 2026 (1 juli–31 december) söks senast 25 februari "
     "2027.",
     "-", "2027-02-25", "-", false, "open"},
    {"Ansök senast den 4 december 2026. Redovisningen av 2026 års bidrag ska "
     "lämnas senast den 31 mars 2027, oavsett om ni söker igen.",
     "-", "2026-12-04", "-", false, "open"},
    {"Ansökan tas emot löpande. De kommande mötena är 3 december 2026 och 11 "
     "februari 2027 – men det är inga stoppdatum.",
     "-", "", "-", true, "open"},
    {"Send in your application by 22 January 2027. The form opened on 2 "
     "November 2026 and closes at 17:00.",
     "2026-11-02", "2027-01-22", "17:00", false, "open"},
    {"Ansökan ska vara inne till något av våra stoppdatum. Tjänsten är öppen "
     "nu.\n- 12 oktober 2026 (har passerat)\n- 18 januari 2027\n- 19 april "
     "2027\nLAG träffas sju veckor efter varje stoppdatum, närmast den 11 mars "
     "2027.",
     "-", "2026-10-12 2027-01-18 2027-04-19", "-", false, "open"},
    {"## Hållpunkter för ansökan\n- 31 januari 2027 → behandlas i mars\n- 30 "
     "april 2027 → behandlas i juni",
     "-", "2027-01-31 2027-04-30", "-", false, "open"},
    {"## Inlämningsdagar 2027\n- 1 februari\n- 3 maj\n- 4 oktober", "-",
     "2027-02-01 2027-05-03 2027-10-04", "-", false, "open"},
    {"## Årets sista dagar\n- 15 januari 2027 kl. 12\n- 15 augusti 2027 kl. 12",
     "-", "2027-01-15 2027-08-15", "12:00", false, "open"},
    {"Sista datum beror på var åtgärden ska utföras:\n- Älvdalen och "
     "Malung-Sälen: 28 februari 2027\n- Mora, Orsa och Rättvik: 30 april 2027",
     "-", "2027-02-28 2027-04-30", "-", false, "open"},
    {"Välj den omgång som passar er:\n- omgång 1 – 20 januari 2027\n- omgång 2 "
     "– 19 maj 2027",
     "-", "2027-01-20 2027-05-19", "-", false, "open"},
    {"Søknader behandles fire ganger i året. Frister i 2027:\n- 15. januar\n- "
     "15. april\n- 15. august",
     "-", "2027-01-15 2027-04-15 2027-08-15", "-", false, "open"},
    {"There are three cut-offs in this period. The first, 10 September 2026, "
     "has passed. You can still submit for 21 January 2027 or 20 May 2027. "
     "Whatever arrives after the last one will be returned unread.",
     "-", "2026-09-10 2027-01-21 2027-05-20", "-", false, "open"},
    {"Du kan sende søknad hele året. Det som er kommet inn 1. mars 2027, "
     "behandles på vårmøtet, og det som er kommet inn 1. oktober 2027, på "
     "høstmøtet.",
     "-", "2027-03-01 2027-10-01", "-", true, "open"},
    {"Det som kommit in den 1 mars 2027 tas upp på vårens möte, det som kommit "
     "in den 1 september 2027 på höstens.",
     "-", "2027-03-01 2027-09-01", "-", false, "open"},
    {"Styrelsen möts i april och oktober. För att hinna med behöver vi ha er "
     "ansökan den 15 mars 2027 respektive den 15 september 2027.",
     "-", "2027-03-15 2027-09-15", "-", false, "open"},
    {"Ansökningar som vi fått före den 1 februari 2027 behandlas på "
     "styrelsemötet den 25 februari 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"Stängd i förtid. Söktrycket blev så högt att vi den 30 oktober 2026 "
     "slutade ta emot ansökningar. Det ursprungliga slutdatumet, 20 november, "
     "gäller därmed inte.",
     "-", "2026-10-30", "-", false, "closed"},
    {"Obs! Förlängd tid. Eftersom e-tjänsten låg nere några dagar gäller inte "
     "längre den 16 november. Nytt slutdatum är den 11 december 2026 kl. "
     "15.00.",
     "-", "2026-12-11", "15:00", false, "open"},
    {"Datum att passa: 1 december 2026 och 15 april 2027. Båda dagarna går det "
     "att skicka in fram till midnatt.",
     "-", "2026-12-01 2027-04-15", "23:59", false, "open"},
    {"Skicka er nominering senast den 15 januari 2027. Vinnaren presenteras "
     "den 20 april 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Alla får nominera, och det ska ske före den 1 februari 2027. "
     "Prisutdelning den 3 maj.",
     "-", "2027-02-01", "-", false, "open"},
    {"Forslag på kandidater sendes juryen innen 1. mars 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Indstillinger skal være juryen i hænde senest den 1. februar 2027.", "-",
     "2027-02-01", "-", false, "open"},
    {"Tipsa oss om en eldsjäl senast den 10 december 2026!", "-", "2026-12-10",
     "-", false, "open"},
    {"Anmälan till tävlingen görs senast den 5 februari 2027.", "-",
     "2027-02-05", "-", false, "open"},
    {"Bidragen till tävlingen ska vara inskickade 12 mars 2027 kl. 12.", "-",
     "2027-03-12", "12:00", false, "open"},
    {"Hör av er innan :: 5 februari 2027", "-", "2027-02-05", "-", false,
     "open"},
    {"Vi vill ha den :: 12 februari 2027 kl. 12", "-", "2027-02-12", "12:00",
     false, "open"},
    {"Håll koll på datumet :: 15 januari 2027", "-", "2027-01-15", "-", false,
     "open"},
    {"Stopp :: 4 december 2026 kl 16", "-", "2026-12-04", "16:00", false,
     "open"},
    {"Get it in by :: 30 November 2026, 17:00", "-", "2026-11-30", "17:00",
     false, "open"},
    {"Activities may be carried out between 1 March and 31 October 2027. Apply "
     "by 15 January 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Bidraget avser tiden 1 juli–31 december 2026. Sök senast 1 februari "
     "2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"Utlysningen stängde den 30 september 2026. Nästa omgång öppnar i mars "
     "2027.",
     "-", "2026-09-30", "-", false, "closed"},
    {"Status :: Kommande\nSenaste ansökningsdag :: 2027-05-10", "-",
     "2027-05-10", "-", false, "forthcoming"},
    {"Lokalen ska hålla öppet året om. Sök senast den 4 december 2026.", "-",
     "2026-12-04", "-", false, "open"},
    {"Bidraget kan sökas löpande fram till den 30 november 2027, dock längst "
     "så länge pengarna räcker.",
     "-", "2027-11-30", "-", true, "open"},
    {"Den som vill vara med i vårens fördelning ska ha sökt före den 31 "
     "januari 2027.",
     "-", "2027-01-31", "-", false, "open"},
    {"Styrelsen behandlar ansökningar som ligger hos kansliet den 1 mars 2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Vi läser allt som når oss till och med den 15 januari 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Efter den 15 januari 2027 går det inte att skicka in något.", "-",
     "2027-01-15", "-", false, "open"},
    {"Ansökningar som kommer in efter den 15 januari 2027 får vänta till nästa "
     "omgång.",
     "-", "2027-01-15", "-", false, "open"},
    {"Dagen D är den 15 januari 2027 klockan 15.", "-", "2027-01-15", "15:00",
     false, "open"},
    {"Passa på innan det är för sent – den 15 januari 2027 kl. 15 slår vi igen "
     "dörren.",
     "-", "2027-01-15", "15:00", false, "open"},
    {"Sista minuten är 23.59 den 15 januari 2027.", "-", "2027-01-15", "23:59",
     false, "open"},
    {"Komplett ansökan ska föreligga den 15 januari 2027.", "-", "2027-01-15",
     "-", false, "open"},
    {"Ansökan ställs till styrelsen och skall vara denna till handa före den "
     "15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansökan inges till kansliet senast den 15 januari 2027 före klockan 16.",
     "-", "2027-01-15", "16:00", false, "open"},
    {"Papperen vill vi se senast den 15 januari 2027 kl. 16.00.", "-",
     "2027-01-15", "16:00", false, "open"},
    {"Fyll i och returnera blanketten senast 2027-01-15.", "-", "2027-01-15",
     "-", false, "open"},
    {"Vi behöver er idé på vårt bord senast 15 januari 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Send us two pages no later than 15 January 2027.", "-", "2027-01-15", "-",
     false, "open"},
    {"Make sure we have your form by noon on 15 January 2027.", "-",
     "2027-01-15", "12:00", false, "open"},
    {"The door closes at 17:00 on 15 January 2027.", "-", "2027-01-15", "17:00",
     false, "open"},
    {"Bids close 15 January 2027.", "-", "2027-01-15", "-", false, "open"},
    {"You have until 15 January 2027 to get your idea to us.", "-",
     "2027-01-15", "-", false, "open"},
    {"Siste dag for å søke er 15. januar 2027.", "-", "2027-01-15", "-", false,
     "open"},
    {"Vi må ha søknaden i hus senest 15. januar 2027 kl. 12.", "-",
     "2027-01-15", "12:00", false, "open"},
    {"Søknad sendes til adressen fond.no innen 15. januar 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Ansøgningen skal være os i hænde senest d. 15. januar 2027 kl. 12.", "-",
     "2027-01-15", "12:00", false, "open"},
    {"Ansøgningsfristen er d. 15/1 2027.", "-", "2027-01-15", "-", false,
     "open"},
    {"Der er ansøgningsfrist to gange om året: 15. januar og 15. august 2027.",
     "-", "2027-01-15 2027-08-15", "-", false, "open"},
    {"Ansökan ska vara kansliet till handa 15.1.2027 senast kl. 15.45.", "-",
     "2027-01-15", "15:45", false, "open"},
    {"Ansökningstiden utgår 15.1.2027 kl. 16.15.", "-", "2027-01-15", "16:15",
     false, "open"},
    {"Ansökningstiden tar slut 15.1.2027 kl. 16.15.", "-", "2027-01-15",
     "16:15", false, "open"},
    {"Sista dag för ansökan är den 15 januari 2027, kl. 16.00, därefter låses "
     "formuläret.",
     "-", "2027-01-15", "16:00", false, "open"},
    {"Till vårens styrelsemöte: ansökan inne 15 januari 2027. Till höstens: 15 "
     "augusti 2027.",
     "-", "2027-01-15 2027-08-15", "-", false, "open"},
    {"Steg 1 Idéskiss senast 15 januari 2027. Steg 2 Fullständig ansökan "
     "(efter inbjudan) senast 15 april 2027.",
     "-", "2027-01-15 2027-04-15", "-", false, "open"},
    {"Sista dag var först den 1 december men har skjutits till den 15 januari "
     "2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Den som är intresserad sänder in sin idé före midnatt den 31 januari "
     "2027.",
     "-", "2027-01-31", "23:59", false, "open"},
    {"Portalen stängdes den 2 november 2026 kl 12.", "-", "2026-11-02", "12:00",
     false, "closed"},
    {"Fristen for å søke gikk ut 1. november 2026.", "-", "2026-11-01", "-",
     false, "closed"},
    {"Ansøgningsfristen udløb den 1. november 2026 kl. 12.", "-", "2026-11-01",
     "12:00", false, "closed"},
    {"The deadline was 1 November 2026; we are now reading the proposals.", "-",
     "2026-11-01", "-", false, "closed"},
    {"Applications closed on 1 November 2026. A new round will open in spring "
     "2027.",
     "-", "2026-11-01", "-", false, "closed"},
    {"## Sista ansökningsdag\n18 december 2026", "-", "2026-12-18", "-", false,
     "open"},
    {"## När stänger det?\nFredagen den 18 december 2026, klockan 16.", "-",
     "2026-12-18", "16:00", false, "open"},
    {"## How and when\nSend your pitch to the office by 18 December 2026, 5 "
     "pm.",
     "-", "2026-12-18", "17:00", false, "open"},
    {"## Omgångar\n- Vår: 15 februari 2027\n- Höst: 15 september 2027", "-",
     "2027-02-15 2027-09-15", "-", false, "open"},
    {"## Rundor 2027\n- 1 februari\n- 1 juni\n- 1 oktober", "-",
     "2027-02-01 2027-06-01 2027-10-01", "-", false, "open"},
    {"Vi har fyra stopp under 2027: 15 januari, 15 april, 15 augusti och 15 "
     "november.",
     "-", "2027-01-15 2027-04-15 2027-08-15 2027-11-15", "-", false, "open"},
    {"Vi samlar ihop ansökningarna fyra gånger: den 15 januari, 15 april, 15 "
     "augusti och 15 november 2027.",
     "-", "2027-01-15 2027-04-15 2027-08-15 2027-11-15", "-", false, "open"},
    {"Nästa gång vi läser ansökningar är den 15 januari 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Batches are opened on 15 January and 15 May 2027; what has reached us by "
     "then is assessed.",
     "-", "2027-01-15 2027-05-15", "-", false, "open"},
    {"Ansökan sker i två steg. Skissen ska vara inne 15 december 2026, och de "
     "som går vidare lämnar full ansökan senast 15 mars 2027.",
     "-", "2026-12-15 2027-03-15", "-", false, "open"},
    {"Sista ansökningsdag är onsdag 16 december. Observera att e-tjänsten "
     "stänger redan kl. 15.",
     "-", "2026-12-16", "15:00", false, "open"},
    {"Fristen er 15. januar 2027, og portalen stenger klokka 13.", "-",
     "2027-01-15", "13:00", false, "open"},
    {"Deadline 15 January 2027. Submissions must be completed before 14:00 "
     "(CET) that day.",
     "-", "2027-01-15", "14:00", false, "open"},
    {"Sista dag är 15 januari 2027 (dygnets sista minut räknas).", "-",
     "2027-01-15", "-", false, "open"},
    {"Ansökan senast 15 januari 2027 kl. 23:59:59.", "-", "2027-01-15", "23:59",
     false, "open"},
    {"Ansökan ska skickas in senast 15 januari 2027. Växeln har öppet 9–16.",
     "-", "2027-01-15", "-", false, "open"},
    {"Kontoret stänger kl. 16.00 på fredagar. Ansök senast 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Nominera fram till den 15 januari 2027! Galan hålls den 20 mars 2027 kl. "
     "18.",
     "-", "2027-01-15", "-", false, "open"},
    {"Vem tycker du ska få priset? Förslagen tar vi emot till och med 15 "
     "januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Send inn ditt forslag til prisvinner senest 15. januar 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Nominations close at noon on 15 January 2027; the award is presented on "
     "8 March.",
     "-", "2027-01-15", "12:00", false, "open"},
    {"Tävlingsbidragen lämnas in digitalt senast den 1 mars 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Den nya sista dagen är 18 december 2026 i stället för 4 december.", "-",
     "2026-12-18", "-", false, "open"},
    {"Vi har flyttat sista dagen från 4 december till 18 december 2026.", "-",
     "2026-12-18", "-", false, "open"},
    {"Fristen er utsatt fra 4. desember til 18. desember 2026.", "-",
     "2026-12-18", "-", false, "open"},
    {"Deadline extended! You now have until 18 December 2026 (was 4 December).",
     "-", "2026-12-18", "-", false, "open"},
    {"Ansökan skall ha ingivits till kammarkollegiet å senast den 15 januari "
     "2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Handlingar, som ankomma efter den 15 januari 2027, upptagas icke till "
     "prövning.",
     "-", "2027-01-15", "-", false, "open"},
    {"Fyll i formuläret på sidan, tryck på skicka och var klar med det före "
     "klockan tolv den 15 januari 2027.",
     "-", "2027-01-15", "12:00", false, "open"},
    {"Släng iväg din idé till oss, senast sista januari 2027 vill vi ha den.",
     "-", "2027-01-31", "-", false, "open"},
    {"Ansökningarna ska in senast torsdag vecka 3, det vill säga den 21 "
     "januari 2027.",
     "-", "2027-01-21", "-", false, "open"},
    {"Räkna med att behöva vara klar den 15 januari 2027 – då stänger "
     "e-tjänsten klockan 16.",
     "-", "2027-01-15", "16:00", false, "open"},
    {"Vill ni vara med? Anmäl er idé i god tid före den 15 januari 2027, som "
     "är sista dag.",
     "-", "2027-01-15", "-", false, "open"},
    {"Höstomgången är avslutad (sista dag var 30 september 2026). Våromgångens "
     "sista dag är 28 februari 2027.",
     "-", "2026-09-30 2027-02-28", "-", false, "open"},
    {"Omgång 1: sista dag 1 oktober 2026 (stängd). Omgång 2: sista dag 1 mars "
     "2027 (öppen).",
     "-", "2026-10-01 2027-03-01", "-", false, "open"},
    {"Sökbart t.o.m. :: 2026-12-31", "-", "2026-12-31", "-", false, "open"},
    {"Klart senast :: 31 december 2027\nAnsökan in :: 15 januari 2027", "-",
     "2027-01-15", "-", false, "open"},
    {"Deadline för idéskiss :: 15 januari 2027\nDeadline för full ansökan :: "
     "15 mars 2027",
     "-", "2027-01-15 2027-03-15", "-", false, "open"},
    {"Beslut :: 15 mars 2027\nSista dag :: 15 januari 2027\nProjektstart :: 1 "
     "maj 2027",
     "-", "2027-01-15", "-", false, "open"},
    {"Proposals are invited from today until 15 January 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Sista dag för årets omgång passerade den 1 oktober 2026. Kommande omgång "
     "har sista dag den 1 mars 2027.",
     "-", "2026-10-01 2027-03-01", "-", false, "open"},
    {"Tidigare sista dag den 30 november gäller inte. Sista dag är nu den 11 "
     "december 2026 kl. 15.",
     "-", "2026-12-11", "15:00", false, "open"},
    {"På grund av tekniska problem hålls e-tjänsten öppen till den 27 november "
     "2026, i stället för till den 20 november.",
     "-", "2026-11-27", "-", false, "open"},
    {"Utlysningen stängdes redan den 10 november 2026 eftersom pengarna tog "
     "slut. Sista dag skulle ha varit den 31 december.",
     "-", "2026-11-10", "-", false, "closed"},
    {"Anmälan till informationsmötet görs senast den 1 december 2026. Ansökan "
     "görs senast den 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Vi har frågestund den 3 december 2026 kl. 12. Utlysningen är öppen till "
     "och med den 15 januari 2027, kl. 15.",
     "-", "2027-01-15", "15:00", false, "open"},
    {"Ansökan lämnas till klubbmästaren före midnatt Valborg 2027.", "-",
     "2027-04-30", "23:59", false, "open"},
    {"Du hinner fortfarande! Vi stänger inte förrän den 15 januari 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Applications submitted after 15 January 2027 will not be considered.",
     "-", "2027-01-15", "-", false, "open"},
    {"Late applications (after 15 January 2027, noon) are not read.", "-",
     "2027-01-15", "12:00", false, "open"},
    {"Søknader som kommer inn etter 15. januar 2027, blir ikke behandlet.", "-",
     "2027-01-15", "-", false, "open"},
    {"Ansøgninger modtaget efter den 15. januar 2027 kommer ikke i "
     "betragtning.",
     "-", "2027-01-15", "-", false, "open"},
    /* days told by their weekday */
    {"Ansökan stänger: sista vardagen i mars 2027", "-", "2027-03-31", "-",
     false, "open"},
    {"Vi tar emot ansökningar fram till sista fredagen i januari 2027, klockan "
     "12 på dagen.",
     "-", "2027-01-29", "12:00", false, "open"},
    {"Ansökningar ska vara inne senast första måndagen i februari.", "-",
     "2027-02-01", "-", false, "open"},
    {"Applications close on the last working day of May 2027.", "-",
     "2027-05-31", "-", false, "open"},
    {"Søknadsfrist: andre mandag i mars 2027.", "-", "2027-03-08", "-", false,
     "open"},
    /* the weekday tells the year */
    {"Inför 2027 söker du före jullovet: senast fredag 18 december.", "-",
     "2026-12-18", "-", false, "open"},
    /* "sedan" that goes on, and that has been */
    {"Den 1 december slår vi upp portarna. Ni har sedan på er till den 31 "
     "januari.",
     "2026-12-01", "2027-01-31", "-", false, "forthcoming"},
    {"Öppet sedan den 1 september, stänger den 15 december.", "2026-09-01",
     "2026-12-15", "-", false, "open"},
    {"Fram till den 11 januari är e-tjänsten stängd. Sista dag är den 8 "
     "februari 2027.",
     "2027-01-11", "2027-02-08", "-", false, "forthcoming"},
    {"Formuläret ligger ute till den sista november 2026 klockan tolv på "
     "natten.",
     "-", "2026-11-30", "23:59", false, "open"},
    /* entries for a meeting, questions, meetings of those who decide */
    {"Utlysningen öppnar den 8 mars 2027. Informationsmöte hålls den 18 "
     "februari 2027. Anmäl dig senast den 11 februari.",
     "2027-03-08", "", "-", false, "forthcoming"},
    {"- 1 december 2026: sista dag att ställa frågor\n- 10 december 2026 kl "
     "13.00: sista tid för ansökan\n- 12 februari 2027: beslut",
     "-", "2026-12-10", "13:00", false, "open"},
    {"Stoppdatum 15 december 2026 :: LAG 2 februari 2027\nStoppdatum 23 mars "
     "2027 :: LAG 11 maj 2027",
     "-", "2026-12-15 2027-03-23", "-", false, "open"},
};

/* other things that have their day */
static const struct times_row others[] = {
    {"Förslag på kandidater tas emot till och med den 28 februari 2027.", "-",
     "2027-02-28", "-", false, "open"},
    {"Verksamheten ska äga rum under perioden 1.1–31.12.2027. Ansök senast 15 "
     "december 2026.",
     "-", "2026-12-15", "-", false, "open"},
    {"Projekten får pågå mellan 1 april 2027 och 31 mars 2028. Ansökan lämnas "
     "in före den 20 januari 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Stödet gäller insatser 1 januari–30 juni 2027.", "-", "", "-", false,
     "open"},
    {"Projektperioden är 1 maj 2027–30 april 2028.", "-", "", "-", false,
     "open"},
    {"Avtalstid: 1 mars 2027–29 februari 2028", "-", "", "-", false, "open"},
    {"Föreningen ska ha bildats före den 1 januari 2025. Vi tar emot "
     "ansökningar året om.",
     "-", "", "-", true, "open"},
    {"Kostnader från och med den 1 januari 2027 godtas. Ansökan görs löpande.",
     "-", "", "-", true, "open"},
    {"Vi flyttar den 1 december 2026. Ansökningar tas emot löpande.", "-", "",
     "-", true, "open"},
    {"Programmet antogs den 5 mars 2026. Ansökan sker fortlöpande.", "-", "",
     "-", true, "open"},
    {"Förstudien ska vara avslutad inom ett år. Skicka ansökan när det passar "
     "er.",
     "-", "", "-", true, "open"},
    {"Stödet söks löpande, men vi tar inte beslut i juli.", "-", "", "-", true,
     "open"},
    {"Ansök senast 15 januari 2027. Pengarna ska vara använda senast 31 "
     "december 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Undrar ni något, hör av er före den 18 "
     "december 2026.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Kom på vårt möte den 2 december 2026 kl. "
     "18.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Utbetalning sker den 1 april 2027.", "-",
     "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Kompletteringar tas emot till och med den "
     "1 februari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Delredovisning skickas in senast 1 oktober "
     "2027 och slutredovisning senast 1 mars 2028.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Avtalet ska vara påskrivet och tillbaka "
     "hos oss senast 1 mars 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Resan ska ha påbörjats före den 1 juli "
     "2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast 15 januari 2027. Kontot ska vara skapat senast den 8 "
     "januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Apply by 15 January 2027. Successful applicants must return the contract "
     "by 1 March 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Apply by 15 January 2027. Send your questions by 18 December 2026.", "-",
     "2027-01-15", "-", false, "open"},
    {"Søk innen 15. januar 2027. Prosjektet må være avsluttet innen 31. "
     "desember 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansök senast fredag 15 januari 2027. Efter klockan 16 den dagen går "
     "formuläret inte att nå.",
     "-", "2027-01-15", "16:00", false, "open"},
    {"Priset delas ut på nationaldagen den 6 juni 2027. Förslag ska ha kommit "
     "in den 1 mars 2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Anbudet till oss ska innehålla en budget. Sista anbudsdag är den 1 mars "
     "2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Projektet ska genomföras mellan 1 mars 2027 och 28 februari 2029.", "-",
     "", "-", false, "open"},
    {"Stödet omfattar perioden 1 januari 2027–31 december 2028.", "-", "", "-",
     false, "open"},
    {"Programperioden löper 1 januari 2021–31 december 2027. Vi har stängt för "
     "ansökningar tills vidare.",
     "-", "", "-", false, "closed"},
    {"Kostnader som uppkommit efter den 1 januari 2027 ersätts. Sista "
     "ansökningsdag 30 november 2026.",
     "-", "2026-11-30", "-", false, "open"},
    {"Förordningen trädde i kraft den 1 juli 2026. Ansökan tas emot löpande.",
     "-", "", "-", true, "open"},
    {"Föreningen ska ha haft verksamhet sedan den 1 januari 2025. Ansök senast "
     "den 1 mars 2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Sökande ska vara född före den 1 januari 2000. Ansök senast den 1 mars "
     "2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Rekvisition av beviljade medel görs senast den 1 december 2027. Sök "
     "senast 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Slutrapporten ska vara hos oss senast den 1 mars 2028.", "-", "", "-",
     false, "open"},
    /* days of every year, as "two periods a year" says too */
    {"Stiftelsen har två ansökningsperioder per år. Den första är 1-31 mars, "
     "den andra 1-30 september.",
     "-", "", "-", false, "forthcoming"},
    {"Ansökan kan göras två gånger per år, senast 25 februari och 25 augusti.",
     "-", "", "-", false, "open"},
    {"Vi delar ut pengar två gånger per år. Ansök senast den 1 mars 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Sen ansökan ger halvt bidrag om den kommer inom 14 dagar.", "-", "", "-",
     false, "open"},
    /* the last day of February, in a year that has no 29th */
    {"Ansökan ska vara inne senast den 29 februari.", "-", "2027-02-28", "-",
     false, "open"},
    /* a line of its own above the line of the day */
    {"Öppnar för ansökningar\n\n11 januari 2027\n\nStänger\n\n16 mars 2027 kl. "
     "14",
     "2027-01-11", "2027-03-16", "14:00", false, "forthcoming"},
    /* rounds in a column under one heading or introduction */
    {"## Sista dag att ansöka\n- Höst: 15 december 2026\n- Vår: 15 juni 2027",
     "-", "2026-12-15 2027-06-15", "-", false, "open"},
    {"Det som har kommit in till och med dessa dagar kommer med:\n\n- 15 "
     "december 2026\n- 25 februari 2027",
     "-", "2026-12-15 2027-02-25", "-", false, "open"},
    /* days of what else is handed in, held, or waited for */
    {"Ansökningstiden är 1-31.1.2027. Utlåtanden ska vara inne senast "
     "5.2.2027.",
     "2027-01-01", "2027-01-31", "-", false, "forthcoming"},
    {"Sök senast den 10 december 2026. De bästa presenterar sina idéer: i "
     "omgång 1 den 19 januari 2027, i omgång 2 den 8 juni 2027.",
     "-", "2026-12-10", "-", false, "open"},
    {"Sista dag: 10 december 2026. Vänta inte till tionde december med att "
     "logga in.",
     "-", "2026-12-10", "-", false, "open"},
    {"15 februari 2027 kl 20 - ansökan stänger", "-", "2027-02-15", "20:00",
     false, "open"},
    {"Senast den 15 februari för perioden 1 juli-31 december.", "-",
     "2027-02-15", "-", false, "open"},
    /* the space after the stop left out; no new sentence in an address */
    {"Utlysningen stänger kl.16.00 den 1 februari 2027.Projekten kan starta "
     "tidigast den 1 maj 2027.",
     "-", "2027-02-01", "16:00", false, "open"},
    {"Ansök på www.Bidrag.Bygden.se senast den 1 februari 2027.", "-",
     "2027-02-01", "-", false, "open"},
    {"Ansökningstiden är 15.1-15.2 varje år. Vi tar inte emot kompletteringar "
     "efter att tiden gått ut.",
     "-", "", "-", false, "forthcoming"},
    {"Beloppen gäller från den 1 januari 2027. Ansök året runt.", "-", "", "-",
     true, "open"},
    {"Inför mötet i februari måste ansökan ligga i vår brevlåda senast den 29 "
     "januari 2027. Inför mötet i maj gäller på samma sätt fredagen den 30 "
     "april 2027.",
     "-", "2027-01-29 2027-04-30", "-", false, "open"},
    {"Kassaluckan slås upp den 1 december 2026. Den hålls öppen över jul och "
     "slås igen söndagen den 31 januari 2027 klockan 24.",
     "2026-12-01", "2027-01-31", "23:59", false, "forthcoming"},
    {"Luckan slås upp den 11 januari 2027 och slås igen den 12 februari 2027.",
     "2027-01-11", "2027-02-12", "-", false, "forthcoming"},
    /* last days to ask, to book, to comment, beside the one to apply; alone
     * they may be it */
    {"Sista dag för frågor :: 5 december 2026\nSista ansökningsdag :: 10 "
     "december 2026",
     "-", "2026-12-10", "-", false, "open"},
    {"- 5 december 2026: Sista dag för avstämning av projektidé\n- 10 december "
     "2026: Sista dag att lämna in ansökan",
     "-", "2026-12-10", "-", false, "open"},
    {"Sista dag för småprojekt :: 5 december 2026\nSista dag för stora projekt "
     ":: 10 december 2026",
     "-", "2026-12-05 2026-12-10", "-", false, "open"},
    {"Sista dag att skicka in :: 10 december 2026", "-", "2026-12-10", "-",
     false, "open"},
    {"Det går att söka fram till och med nedanstående datum:\n\n- 4 december "
     "2026, med beslut i slutet av januari\n- 26 februari 2027, med beslut i "
     "april",
     "-", "2026-12-04 2027-02-26", "-", false, "open"},
    {"Sista ansökningsdag: 10 december 2026. E-tjänsten håller öppet till kl. "
     "23.59 den sista dagen, men vårt kontor stänger kl. 16.",
     "-", "2026-12-10", "23:59", false, "open"},
    {"Ansökningstid :: Från 2 november 2026; till fredagen den 12 mars 2027.",
     "2026-11-02", "2027-03-12", "-", false, "open"},
    {"När :: Från 2 november 2026, till och med den 12 mars 2027", "2026-11-02",
     "2027-03-12", "-", false, "open"},
    {"Från och till :: Från 2 november 2026; till den 12 mars 2027.",
     "2026-11-02", "2027-03-12", "-", false, "open"},
    {"Ansökan öppnade 15 oktober 2026. Du har på dig till :: Lucia, 13 "
     "december, 23.59",
     "2026-10-15", "2026-12-13", "23:59", false, "open"},
    {"Från den 4 januari 2027 kan ni ansöka. Hur länge beror på vilka ni är: "
     "föreningar lämnar in senast den 15 februari, medan kommuner har två "
     "veckor extra, till den 1 mars.",
     "2027-01-04", "2027-02-15 2027-03-01", "-", false, "forthcoming"},
    {"1 december 2026 :: E-tjänsten öppnar\n14 december :: Digital frågestund "
     "15.00\n26 januari 2027, 17.00 :: E-tjänsten stänger\n",
     "2026-12-01", "2027-01-26", "17:00", false, "forthcoming"},
    {"Intaget pågår sedan den 26 oktober. Luckan stänger söndagen före jul, "
     "den "
     "20 december.",
     "2026-10-26", "2026-12-20", "-", false, "open"},
    {"Skicka er pitch senast den 1 mars 2027.", "-", "2027-03-01", "-", false,
     "open"},
    {"Send us your pitch by 1 March 2027.", "-", "2027-03-01", "-", false,
     "open"},
    {"1 december 2026 E-tjänsten öppnar\n14 december Digital frågestund "
     "15.00\n26 januari 2027, 17.00 E-tjänsten stänger\n",
     "2026-12-01", "2027-01-26", "17:00", false, "forthcoming"},
    {"## När måste vi ha skickat in?\n| Lovveckor 2027 :: 8-12 februari\n|| Vi "
     "behöver er ansökan :: 15 januari\n| Lovveckor 2027 :: 29 mars-2 "
     "april\n|| "
     "Vi behöver er ansökan :: 26 februari\n",
     "-", "2027-01-15 2027-02-26", "-", false, "open"},
    {"## Stoppdatum och möten\n| Inskickad i e-tjänsten :: 5 oktober 2026\n|| "
     "Styrelsen prioriterar :: 27 oktober\n| Inskickad i e-tjänsten :: 30 "
     "augusti 2027\n|| Styrelsen prioriterar :: 5 oktober\n",
     "-", "2026-10-05 2027-08-30", "-", false, "open"},
    {"## När får vi veta?\nSenast 30.4.2027. Premiären ska äga rum före "
     "utgången av 2028.\n## När tar ni emot ansökningar?\n15.1-15.2.2027.\n",
     "2027-01-15", "2027-02-15", "-", false, "forthcoming"},
    {"## When do we hear from you?\nBy 30 April 2027.\n## When is the "
     "deadline?\n1 March 2027.\n",
     "-", "2027-03-01", "-", false, "open"},
    {"## When is the deadline?\nNoon (CET) on 1 March 2027. The form went live "
     "on 2 November. Shortlisted applicants pitch in Copenhagen on 26-27 "
     "April.\n",
     "2026-11-02", "2027-03-01", "12:00", false, "open"},
    {"Sista chansen att skicka in är måndagen den 1 februari 2027.\n## Exempel "
     "från förra omgången\nSoppteatern (740 000 kronor), Hundpromenaden (395 "
     "000 kronor). Båda pågår till 30 juni 2027.\n",
     "-", "2027-02-01", "-", false, "open"},
    /* what those gain who keep the day */
    {"Sök senast 15 februari 2027 för att få besked i april, eller senast 15 "
     "september 2027 för att få besked i november.",
     "-", "2027-02-15 2027-09-15", "-", false, "open"},
    {"Ansøgninger skal være modtaget senest den 1. december 2026, hvis de skal "
     "med på mødet før jul, og den 1. marts 2027, hvis de skal behandles til "
     "foråret.",
     "-", "2026-12-01 2027-03-01", "-", false, "open"},
    {"14 september 2026, för beslut den 25 november 2026. Sista dag för nästa "
     "omgång är den 18 januari 2027.",
     "-", "2027-01-18", "-", false, "open"},
    /* a round that has ended; rounds of a working year; between them */
    {"## Ansökningsdagar\n- 5 oktober 2026 (avslutat)\n- 7 december 2026\n",
     "-", "2026-10-05 2026-12-07", "-", false, "open"},
    {"När ska ansökan vara inne? Vi har tre omgångar det här "
     "verksamhetsåret:\n- 15 september 2026\n- 15 februari 2027\n- 15 maj "
     "2027\nDet går att skicka in när som helst mellan datumen.",
     "-", "2026-09-15 2027-02-15 2027-05-15", "-", false, "open"},
    {"Det som är oss till handa den 15 februari 2027 tas upp i mars.", "-",
     "2027-02-15", "-", false, "open"},
    {"Utdelningen sker på stiftarens födelsedag den 14 maj. Ansökan insändes "
     "före den 1 mars 2027.",
     "-", "2027-03-01", "-", false,
     "open"}, /* what is told of the applications after they are in */
    {"Sista ansökningsdag: 20 januari 2027.\nNär ansökningstiden har gått ut "
     "läser handläggarna alla ansökningar, och alla får veta hur det gick "
     "senast den 10 mars 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Call closes: 20 January 2027.\nApplications are ranked by three outside "
     "readers, and the board decides on 10 March 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Sök senast den 20 januari 2027. Ofullständiga ansökningar kompletteras "
     "senast den 15 februari 2027, annars faller de.",
     "-", "2027-01-20", "-", false, "open"},
    /* the verb of applying beside the days, whatever else is done */
    {"Höstens träffar redovisas och bidraget söks 1 december 2026-15 februari "
     "2027. Vårens träffar söks senast 16 augusti 2027.",
     "2026-12-01", "2027-02-15 2027-08-16", "-", false, "forthcoming"},
    {"Ansökningar som kommit in senast 7 december 2026 tas upp i januari. "
     "Därefter gäller 8 mars och 31 maj 2027.",
     "-", "2026-12-07 2027-03-08 2027-05-31", "-", false, "open"},
    /* a feast that things are for, and what is open to visit */
    {"Vi ger pengar till en kaffebryggare, tryckningen av affischerna till "
     "valborg. Formuläret är öppet året runt.",
     "-", "", "-", true, "open"},
    {"Stödet är till för lokaler som är öppna hela året. Sök senast den 20 "
     "januari 2027.",
     "-", "2027-01-20", "-", false, "open"},
};

static void test_deadlines(void **state)
{
    (void)state;
    times_check(deadlines, sizeof deadlines / sizeof *deadlines);
}

static void test_others(void **state)
{
    (void)state;
    times_check(others, sizeof others / sizeof *others);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deadlines),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
