/* test_windows.c - from when to when one may apply, in many words. */
#include "times_fixture.h"

/* the day that opens, with the one that closes or without */
static const struct times_row windows[] = {
    /* values above their labels, and below them */
    {"19 jan 2027\nÖppningsdatum\n16 feb 2027\nSista ansökningsdag\n500 000 "
     "kr\nHögsta bidrag",
     "2027-01-19", "2027-02-16", "-", false, "forthcoming"},
    {"## 19 jan 2027\n- Ansökan öppnar\n## 16 feb 2027\n- Ansökan stänger",
     "2027-01-19", "2027-02-16", "-", false, "forthcoming"},
    {"## Öppet för ansökningar\n2 november 2026 kl. 09.00 – 20 januari 2027 "
     "kl. "
     "16.00\n## Preliminärt beslutsdatum\n7 april 2027\n## Tidigaste "
     "startdatum\n3 maj 2027. Projekten får pågå till och med 30 april 2029.",
     "2026-11-02", "2027-01-20", "16:00", false, "open"},
    {"Applications open: Monday 7 December 2026\nApplications close: Sunday 31 "
     "January 2027, 11.59 pm",
     "2026-12-07", "2027-01-31", "23:59", false, "forthcoming"},
    {"Öppningsdatum\n19 jan 2027\nSista ansökningsdag\n16 feb 2027",
     "2027-01-19", "2027-02-16", "-", false, "forthcoming"},
    {"Sök mellan :: 18 januari och 19 mars 2027", "2027-01-18", "2027-03-19",
     "-", false, "forthcoming"},
    {"01.02.2027 :: Søknadsportalen åpner\n05.04.2027 kl. 14.00 :: "
     "Søknadsportalen stenger\n01.08.2027 :: Oppstart",
     "2027-02-01", "2027-04-05", "14:00", false, "forthcoming"},
    {"Ansøgningsfrist :: Puljen åbner den 11. januar 2027. Ansøgningen skal "
     "være modtaget senest den 19. februar 2027 kl. 12.00.",
     "2027-01-11", "2027-02-19", "12:00", false, "forthcoming"},
    {"Ansökningsperiod :: 19/10 2026 – 29/1 2027\nKlockslag :: Senast 15.30 "
     "sista dagen",
     "2026-10-19", "2027-01-29", "15:30", false, "open"},
    {"Utlysningen pågår 2 november 2026–18 januari 2027. Ansökan ska ha "
     "registrerats senast klockan 16.00.",
     "2026-11-02", "2027-01-18", "16:00", false, "open"},
    {"Puljen blev slået op den 14. september 2026. Fristen er den 8. januar "
     "2027.",
     "2026-09-14", "2027-01-08", "-", false, "open"},
    {"Vi har tagit emot ansökningar sedan den 5 oktober 2026 och slutar med "
     "det den 4 februari 2027 kl. 16.",
     "2026-10-05", "2027-02-04", "16:00", false, "open"},
    {"Det har varit öppet sedan den 2 november 2026 och stänger vid midnatt, "
     "klockan 24.00, söndagen den 10 januari 2027.",
     "2026-11-02", "2027-01-10", "23:59", false, "open"},
    {"Formuläret har legat uppe sedan 1 oktober 2026 och tas ner 15 december "
     "2026 klockan 17.",
     "2026-10-01", "2026-12-15", "17:00", false, "open"},
    {"Ansökan gjordes tillgänglig i e-tjänsten den 2 november 2026. Skicka in "
     "den senast torsdagen den 14 januari 2027.",
     "2026-11-02", "2027-01-14", "-", false, "open"},
    {"Søknadsskjemaet har vært tilgjengelig siden 1. november 2026. Fristen "
     "går ut 15. januar 2027 klokken 12.",
     "2026-11-01", "2027-01-15", "12:00", false, "open"},
    {"Applications have been accepted since 12 October 2026; the last day is "
     "29 January 2027 at 23:59 CET.",
     "2026-10-12", "2027-01-29", "23:59", false, "open"},
    {"Der har kunnet søges siden den 1. oktober 2026. Sidste frist er den 1. "
     "februar 2027 kl. 12.00.",
     "2026-10-01", "2027-02-01", "12:00", false, "open"},
    {"Potten öppnade måndag 12 oktober och den som vill ha del av den ansöker "
     "senast tisdag 1 december i år.",
     "2026-10-12", "2026-12-01", "-", false, "open"},
    {"Ansökningstiden började den 1 november och pågår till den 31 januari "
     "2027.",
     "2026-11-01", "2027-01-31", "-", false, "open"},
    {"Nu kan du söka! Sedan 16 november ligger blanketten på webbplatsen. Den "
     "ska vara hos oss den 18 december 2026.",
     "2026-11-16", "2026-12-18", "-", false, "open"},
    {"Ansökan för verksamhetsåret 2027 kan göras från och med torsdagen den 7 "
     "januari 2027. Vi behöver ha den senast måndagen den 15 februari 2027.",
     "2027-01-07", "2027-02-15", "-", false, "forthcoming"},
    {"Anmälan och ansökan i Min ansökan från måndag 18 januari 2027\nStänger "
     "onsdag 31 mars 2027 kl. 17",
     "2027-01-18", "2027-03-31", "17:00", false, "forthcoming"},
    {"Rapporteringen öppnar 1 januari 2027. Senast 25 februari 2027.",
     "2027-01-01", "2027-02-25", "-", false, "forthcoming"},
    {"Från den 26 oktober fram till lunch, kl. 12, fredagen den 11 december "
     "2026 kan du mejla in din ansökan.",
     "2026-10-26", "2026-12-11", "12:00", false, "open"},
    {"## När?\nFrån den 26 oktober fram till lunch, kl. 12, fredagen den 11 "
     "december 2026. Svar får ni före jul.",
     "2026-10-26", "2026-12-11", "12:00", false, "open"},
    {"Var öppen :: 18 maj–28 augusti 2026, klockan 12", "2026-05-18",
     "2026-08-28", "12:00", false, "closed"},
    {"Ansökningstiden har löpt ut. Den varade under hela september 2026, från "
     "och med den 1 till och med den 30.",
     "2026-09-01", "2026-09-30", "-", false, "closed"},
    {"Årets stipendier söktes mellan den 2 mars och den 30 april 2026 och "
     "delades ut den 23 september.",
     "2026-03-02", "2026-04-30", "-", false, "closed"},
    {"Stipendiet kunde sökas 1 september–15 oktober 2026.", "2026-09-01",
     "2026-10-15", "-", false, "closed"},
    {"Man fick söka mellan 3 augusti och 18 september 2026. Besked gavs den 20 "
     "oktober.",
     "2026-08-03", "2026-09-18", "-", false, "closed"},
    {"The grants could be applied for between 2 March and 30 April 2026.",
     "2026-03-02", "2026-04-30", "-", false, "closed"},
    {"Midlene kunne søkes fra 1. mars til 15. april 2026.", "2026-03-01",
     "2026-04-15", "-", false, "closed"},
    {"1 December 2026: entries open\n12 January 2027: site visit in Umeå "
     "(voluntary)\n12 February 2027 at 18:00: entries close\n8 March 2027: "
     "finalists announced",
     "2026-12-01", "2027-02-12", "18:00", false, "forthcoming"},
    {"## Tidplan\n- 11 januari 2027: e-tjänsten öppnar\n- 12 februari 2027: "
     "e-tjänsten stänger\n- 20 mars 2027: besked\n- 1 maj 2027: projekten "
     "börjar",
     "2027-01-11", "2027-02-12", "-", false, "forthcoming"},
    {"Årets checkar släpptes den 1 april 2026. Sista chansen är måndagen den "
     "30 november 2026, om pengarna inte tar slut innan dess.",
     "2026-04-01", "2026-11-30", "-", false, "open"},
    {"Skjemaet åpnet 15. oktober 2026. Send det inn innen 30. november 2026 "
     "kl. 23.59. Kvitteringer sendes inn senest 1. oktober 2027.",
     "2026-10-15", "2026-11-30", "23:59", false, "open"},
    {"Ansökningarna skulle vara inlämnade senast 15.10.2026 klockan 15. "
     "Verksamheten ska äga rum under perioden 1.1–31.12.2027. Ansökningstiden "
     "inleddes 1.9.2026.",
     "2026-09-01", "2026-10-15", "15:00", false, "closed"},
    {"The call has been open since 1 November 2026. Letters of application "
     "must reach the secretary by 17:00 CET on 28 February 2027. Two referees "
     "should write to us separately no later than 14 March.",
     "2026-11-01", "2027-02-28", "17:00", false, "open"},
    {"Ansökningstid: 1–31.1.2027 kl. 16.00. Besluten skickas per e-post före "
     "utgången av april.",
     "2027-01-01", "2027-01-31", "16:00", false, "forthcoming"},
    {"1 februari–12 mars 2027 är ansökningsperioden. Sista dagen stänger vi "
     "16.30, för då går vi hem.",
     "2027-02-01", "2027-03-12", "16:30", false, "forthcoming"},
    {"Nominations are invited from 1 December 2026 until 15 January 2027, 5 "
     "pm.",
     "2026-12-01", "2027-01-15", "17:00", false, "forthcoming"},
    {"Nomineringstiden är 1 november 2026–31 januari 2027. Priset delas ut den "
     "8 mars.",
     "2026-11-01", "2027-01-31", "-", false, "open"},
    {"Luckan öppnar :: 11 januari 2027\nLuckan stänger :: 12 februari 2027 kl. "
     "15",
     "2027-01-11", "2027-02-12", "15:00", false, "forthcoming"},
    {"Ta emot från :: 1 december 2026\nTa emot till :: 31 januari 2027",
     "2026-12-01", "2027-01-31", "-", false, "forthcoming"},
    {"Fr.o.m. :: 2026-12-01\nT.o.m. :: 2027-01-31", "2026-12-01", "2027-01-31",
     "-", false, "forthcoming"},
    {"Pengarna kan sökas :: 1 december 2026–31 januari 2027", "2026-12-01",
     "2027-01-31", "-", false, "forthcoming"},
    {"Aktuell omgång :: 2 november 2026 – 15 januari 2027", "2026-11-02",
     "2027-01-15", "-", false, "open"},
    {"Portalen är öppen :: 2 november 2026 – 15 januari 2027", "2026-11-02",
     "2027-01-15", "-", false, "open"},
    {"Tid att söka :: 2 november–4 december 2026", "2026-11-02", "2026-12-04",
     "-", false, "open"},
    {"Åpningstid for søknad :: 2. november–4. desember 2026", "2026-11-02",
     "2026-12-04", "-", false, "open"},
    {"Inlämningsfönster :: 2–30 november 2026", "2026-11-02", "2026-11-30", "-",
     false, "open"},
    {"You can apply :: 2 November to 30 November 2026", "2026-11-02",
     "2026-11-30", "-", false, "open"},
    {"Nästa ansökningsomgång är öppen 11 januari–12 februari 2027.",
     "2027-01-11", "2027-02-12", "-", false, "forthcoming"},
    {"Sökbart: 1–30 november 2026", "2026-11-01", "2026-11-30", "-", false,
     "open"},
    {"E-tjänsten håller öppet från den 7 december 2026 klockan 8 till den 29 "
     "januari 2027 klockan 16.",
     "2026-12-07", "2027-01-29", "16:00", false, "forthcoming"},
    {"Ansökan är möjlig att göra mellan 15/11 och 15/12 2026.", "2026-11-15",
     "2026-12-15", "-", false, "open"},
    {"Ansökningsperioden sträcker sig från måndag 16 november till fredag 18 "
     "december.",
     "2026-11-16", "2026-12-18", "-", false, "open"},
    {"Tiden för ansökningar: 2026-11-16–2026-12-18", "2026-11-16", "2026-12-18",
     "-", false, "open"},
    {"Mellan den 1 och den 31 mars 2027 är det öppet för ansökningar.",
     "2027-03-01", "2027-03-31", "-", false, "forthcoming"},
    {"Du ansöker i vår portal under tiden 4 januari–5 februari 2027.",
     "2027-01-04", "2027-02-05", "-", false, "forthcoming"},
    {"We welcome proposals between 4 January and 5 February 2027 (noon).",
     "2027-01-04", "2027-02-05", "12:00", false, "forthcoming"},
    {"Vinduet åpner 4. januar 2027 og lukkes 5. februar 2027 kl. 15:00.",
     "2027-01-04", "2027-02-05", "15:00", false, "forthcoming"},
    {"Du kan sende inn skjemaet i tidsrommet 4. januar–5. februar 2027.",
     "2027-01-04", "2027-02-05", "-", false, "forthcoming"},
    {"Puljen er åben for ansøgninger i perioden 4. januar - 5. februar 2027, "
     "kl. 12.00.",
     "2027-01-04", "2027-02-05", "12:00", false, "forthcoming"},
    {"Hela november 2026 kan föreningar söka.", "2026-11-01", "2026-11-30", "-",
     false, "open"},
    {"Ansökningsblanketten läggs ut på hemsidan den 11 januari 2027 och den "
     "ska vara tillbaka hos oss den 15 februari.",
     "2027-01-11", "2027-02-15", "-", false, "forthcoming"},
    {"Start för ansökan: 1 december 2026. Stopp: 31 januari 2027.",
     "2026-12-01", "2027-01-31", "-", false, "forthcoming"},
    {"Från måndag 7 december går det att söka, och det går fram till fredag 29 "
     "januari 2027 kl. 15.00.",
     "2026-12-07", "2027-01-29", "15:00", false, "forthcoming"},
    {"Söktiden börjar 2026-12-07 kl. 09.00 och slutar 2027-01-29 kl. 15.00.",
     "2026-12-07", "2027-01-29", "15:00", false, "forthcoming"},
    {"Årets ansökningsperiod infaller 1–28 februari 2027.", "2027-02-01",
     "2027-02-28", "-", false, "forthcoming"},
    {"Ansökningsfönstret står på glänt 15/11–15/12 2026.", "2026-11-15",
     "2026-12-15", "-", false, "open"},
    {"Utlysningen var öppen 1 september–31 oktober 2026.", "2026-09-01",
     "2026-10-31", "-", false, "closed"},
    {"## Viktiga datum\n- 16 november 2026 – ansökan öppnar\n- 18 december "
     "2026 – sista ansökningsdag\n- 5 februari 2027 – beslut",
     "2026-11-16", "2026-12-18", "-", false, "open"},
    {"## Key dates\nLaunch :: 16 November 2026\nInfo session :: 1 December "
     "2026\nSubmission :: 18 December 2026, 17:00 CET\nResults :: 5 February "
     "2027",
     "2026-11-16", "2026-12-18", "17:00", false, "open"},
    {"## När kan vi söka?\nMellan 16 november och 18 december 2026.",
     "2026-11-16", "2026-12-18", "-", false, "open"},
    {"Kandidater kan föreslås mellan 1 december 2026 och 15 januari 2027.",
     "2026-12-01", "2027-01-15", "-", false, "forthcoming"},
    {"Nomineringarna öppnade den 1 november 2026 och pågår till den 15 januari "
     "2027.",
     "2026-11-01", "2027-01-15", "-", false, "open"},
    {"Öppningen skjuts upp en vecka, till den 7 december 2026. Sista dag är "
     "som tidigare den 15 januari 2027.",
     "2026-12-07", "2027-01-15", "-", false, "forthcoming"},
    {"Ärenden mottages från den 1 oktober 2026 och intill den 15 december "
     "2026, varefter förteckningen slutes.",
     "2026-10-01", "2026-12-15", "-", false, "open"},
    {"Vi kör ansökningsrace 1–15 december 2026!", "2026-12-01", "2026-12-15",
     "-", false, "forthcoming"},
    {"Öppnar måndag 7/12 kl 10. Stänger fredag 29/1 kl 15.", "2026-12-07",
     "2027-01-29", "15:00", false, "forthcoming"},
    {"Ansökan: öppnar 7 december, stänger 29 januari, svar i mars.",
     "2026-12-07", "2027-01-29", "-", false, "forthcoming"},
    {"Öppet: 7/12–29/1.", "2026-12-07", "2027-01-29", "-", false,
     "forthcoming"},
    {"Formuläret är låst till den 7 december 2026. Därefter går det att fylla "
     "i det till och med den 15 januari.",
     "2026-12-07", "2027-01-15", "-", false, "forthcoming"},
    {"Omgång 2026:2 :: 2026-10-01 – 2026-11-30", "2026-10-01", "2026-11-30",
     "-", false, "open"},
    {"Söks hos :: Länsstyrelsen\nSöks när :: 15 januari–15 mars 2027",
     "2027-01-15", "2027-03-15", "-", false, "forthcoming"},
    {"Åpningsdato :: 1. desember 2026\nStengedato :: 15. januar 2027 kl. 12.00",
     "2026-12-01", "2027-01-15", "12:00", false, "forthcoming"},
    {"Ansøgning åbner :: 1. december 2026\nAnsøgning lukker :: 15. januar "
     "2027, kl. 12.00",
     "2026-12-01", "2027-01-15", "12:00", false, "forthcoming"},
    {"Call opens :: 1 December 2026\nCall closes :: 15 January 2027 at 17:00 "
     "Brussels time\nProject start :: 1 June 2027",
     "2026-12-01", "2027-01-15", "17:00", false, "forthcoming"},
    {"Open for entries :: 1 December 2026 – 15 January 2027", "2026-12-01",
     "2027-01-15", "-", false, "forthcoming"},
    {"Search period :: 1 December 2026 – 15 January 2027", "2026-12-01",
     "2027-01-15", "-", false, "forthcoming"},
    {"Aihaku\nHakuaika 1.12.2026–15.1.2027 kl. 16.15", "2026-12-01",
     "2027-01-15", "16:15", false, "forthcoming"},
    {"Ansökan öppnar den 1 december 2026 och är öppen i sex veckor, till och "
     "med den 15 januari 2027.",
     "2026-12-01", "2027-01-15", "-", false, "forthcoming"},
    {"Från 1 till 15 december 2026 tar vi emot förslag.", "2026-12-01",
     "2026-12-15", "-", false, "forthcoming"},
    {"Søkere kan levere mellom 1. og 15. desember 2026.", "2026-12-01",
     "2026-12-15", "-", false, "forthcoming"},
    {"Man kan søge fra den 1. til den 15. december 2026.", "2026-12-01",
     "2026-12-15", "-", false, "forthcoming"},
    {"E-tjänsten öppnas inte förrän den 7 december 2026. Den stänger den 15 "
     "januari 2027.",
     "2026-12-07", "2027-01-15", "-", false, "forthcoming"},
    {"Inga ansökningar tas emot före den 7 december 2026 eller efter den 15 "
     "januari 2027.",
     "2026-12-07", "2027-01-15", "-", false, "forthcoming"},
    {"Rapporteringen öppnar 1 januari 2027.\nAnsök senast 25 februari 2027.",
     "2027-01-01", "2027-02-25", "-", false, "forthcoming"},
};

static void test_windows(void **state)
{
    (void)state;
    times_check(windows, sizeof windows / sizeof *windows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_windows),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
