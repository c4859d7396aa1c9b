/* test_times.c - when a call opens and closes, sentence by sentence. */
#include "times_fixture.h"

static const struct times_row times[] = {
    /* "den" is the call before; what came of it is said of no day */
    {"Denna utlysning är avslutad. Den var öppen den 2–27 mars 2026, och "
     "beslut har skickats till alla som sökte.",
     "2026-03-02", "2026-03-27", "-", false, "closed"},
    {"Vi öppnar den 15 februari 2027. Sedan håller vi öppet till och med den "
     "15 april.",
     "2027-02-15", "2027-04-15", "-", false, "forthcoming"},
    {"Vi vill ha ansökan senast den 28 februari 2027. Den som får stipendium "
     "får veta det senast den 15 april.",
     "-", "2027-02-28", "-", false, "open"},
    {"Ansökningstid :: 15 juni 2026 - 8 september 2026 (14.00)", "2026-06-15",
     "2026-09-08", "14:00", false, "closed"},
    /* answers, starts and papers that may follow later */
    {"Vanligvis er søknadsfristen 1. april, men i år er den 15. januar.", "-",
     "2027-01-15", "-", false, "open"},
    {"Søknadsfrist 20. januar 2027. Svar sendes ut innen 26. mars 2027.", "-",
     "2027-01-20", "-", false, "open"},
    {"Ansøgningsfrist den 15. januar 2027. Projekterne skal være sat i gang "
     "senest den 1. september 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Ansökan ska ha kommit in senast den 11 januari 2027. Styrelsens intyg "
     "kan skickas i efterhand, dock senast den 15 mars 2027.",
     "-", "2027-01-11", "-", false, "open"},
    {"Vi har ingen fast ansökningstid utan ansökningar prövas allt eftersom.",
     "-", "", "-", true, "open"},
    /* clauses: each verb has its own day */
    {"Formuläret släpps den 11 januari 2027 och stänger den 8 februari 2027 "
     "vid midnatt.",
     "2027-01-11", "2027-02-08", "23:59", false, "forthcoming"},
    {"Den 12 januari 2027 öppnar vi e-tjänsten, och den 9 februari 2027 kl 15 "
     "stänger vi den.",
     "2027-01-12", "2027-02-09", "15:00", false, "forthcoming"},
    {"The portal has been open since 5 October and will shut on 30 January "
     "2027, noon CET. The board meets on 3 March 2027.",
     "2026-10-05", "2027-01-30", "12:00", false, "open"},
    {"Ansökan ska vara inne den 1 februari 2027. Skriftlig redovisning ska "
     "vara inne senast den 1 november 2027.",
     "-", "2027-02-01", "-", false, "open"},
    /* verbs of two meanings, by their subject */
    {"Ansökningstiden börjar den 1 december 2026 och slutar den 15 januari "
     "2027. Projektet börjar den 1 maj 2027 och slutar den 31 mars 2028.",
     "2026-12-01", "2027-01-15", "-", false, "forthcoming"},
    {"Søknadsperioden løper fra 1. desember 2026 til 20. januar 2027 kl. "
     "12.00. "
     "Prosjektet avsluttes innen 31. desember 2028.",
     "2026-12-01", "2027-01-20", "12:00", false, "forthcoming"},
    {"Ansøgningsrunden løber fra den 2. november 2026 til den 18. januar 2027. "
     "Svar gives senest den 15. marts 2027.",
     "2026-11-02", "2027-01-18", "-", false, "open"},
    /* days that no longer hold */
    {"Sista dag att söka var tänkt att bli den 4 december men är nu fredagen "
     "den 11 december 2026.",
     "-", "2026-12-11", "-", false, "open"},
    {"Sista dag att ansöka blev den 30 oktober 2026, inte den 18 december som "
     "vi först skrev.",
     "-", "2026-10-30", "-", false, "closed"},
    {"Deadline is now 14 December 2026 (originally 30 November 2026).", "-",
     "2026-12-14", "-", false, "open"},
    {"Höstens ansökningsomgång (5 oktober–13 november 2026) är inställd. I "
     "stället tar vi emot ansökningar mellan den 8 och den 26 mars 2027.",
     "2027-03-08", "2027-03-26", "-", false, "forthcoming"},
    {"Obs! Ny sista ansökningsdag är den 15 mars 2027 (tidigare 1 mars).", "-",
     "2027-03-15", "-", false, "open"},
    /* where nothing else is the application */
    {"Nomineringen stänger den 31 januari 2027 och galan hålls den 22 april.",
     "-", "2027-01-31", "-", false, "open"},
    {"Nominera senast den 10 januari 2027. Ansökan senast den 20 januari 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Nästa investeringsbeslut fattas i mars; underlag behövs senast 19 "
     "februari 2027.",
     "-", "2027-02-19", "-", false, "open"},
    {"Nästa stopp: 7 december 2026. Därefter 8 mars 2027.", "-",
     "2026-12-07 2027-03-08", "-", false, "open"},
    {"Det finns två sista dagar: den 20 januari 2027 och den 18 augusti 2027. "
     "Ansökningar efter klockan 23.59 räknas till nästa gång.",
     "-", "2027-01-20 2027-08-18", "23:59", false, "open"},
    /* other things that have their day */
    {"Föreningen ska vara bildad före den 1 januari 2026. Ansök senast den 1 "
     "februari 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"Du söker senast den 31 mars 2027 för aktiviteter under hösten.", "-",
     "2027-03-31", "-", false, "open"},
    {"Aktiviteterna ska ske mellan den 1 maj och den 31 augusti 2027. "
     "Ansökningar lämnas fram till den 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    /* rounds */
    {"Vi har två ansökningsperioder under 2027: 1–31 mars och 1–30 september.",
     "2027-03-01", "2027-03-31 2027-09-30", "-", false, "forthcoming"},
    {"Fristerne er den 20. januar, den 20. maj og den 20. oktober, hver gang "
     "kl. 23.59.",
     "-", "2027-01-20 2027-05-20 2027-10-20", "23:59", false, "open"},
    {"This autumn's round ran from 1 September to 30 October 2026 and is "
     "over. The next round runs from 15 February to 31 March 2027.",
     "2027-02-15", "2026-10-30 2027-03-31", "-", false, "forthcoming"},
    {"Sök senast:\n- måndag 14 december 2026 (projekt första halvåret)\n"
     "- torsdag 15 april 2027 (projekt andra halvåret)",
     "-", "2026-12-14 2027-04-15", "-", false, "open"},
    {"Omgång våren :: 11 januari 2027 t.o.m. 10 februari 2027", "2027-01-11",
     "2027-02-10", "-", false, "forthcoming"},
    {"Steg 1, idéskiss :: senast 2026-12-10", "-", "2026-12-10", "-", false,
     "open"},
    {"Deadline :: 10 March 2027, noon. The form opens on 1 February 2027.",
     "2027-02-01", "2027-03-10", "12:00", false, "forthcoming"},
    /* days of every year, and months alone */
    {"E-tjänsten ligger öppen från den 1 februari till den 31 mars varje år "
     "och är annars stängd.",
     "-", "", "-", false, "forthcoming"},
    {"Sök senast den 1 mars. Tiderna är desamma år från år.", "-", "", "-",
     false, "open"},
    {"Inlämning senast den 12 mars 2027; e-tjänsten öppnas i januari.", "-",
     "2027-03-12", "-", false, "forthcoming"},
    /* all the time, with an end or cut-off days or without */
    {"Vi tar emot ansökningar löpande, dock längst till och med den 31 "
     "december 2026.",
     "-", "2026-12-31", "-", true, "open"},
    {"Formuläret är öppet jämt, men ansökan ska vara inne den 1 mars 2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Ansökningar tas emot löpande.", "-", "", "-", true, "open"},
    {"Vi har ingen bestämd sista ansökningsdag utan behandlar ansökningar när "
     "de kommer in.",
     "-", "", "-", true, "open"},
    {"Ordningen er midlertidig stengt og åpner igjen 4. januar 2027.",
     "2027-01-04", "", "-", false, "forthcoming"},
    {"E-tjänsten öppnar senare i vinter och stänger den 26 februari 2027.", "-",
     "2027-02-26", "-", false, "forthcoming"},
    /* limits said backwards */
    {"Före den 7 januari 2027 mottas inga ansökningar. Sista dag är den 1 mars "
     "2027.",
     "2027-01-07", "2027-03-01", "-", false, "forthcoming"},
    {"Ansökningar som inkommer efter den 15 april 2027 behandlas inte.", "-",
     "2027-04-15", "-", false, "open"},
    {"Från första februari till sista februari 2027 tas ansökan emot.",
     "2027-02-01", "2027-02-28", "-", false, "forthcoming"},
};

/* what the money is for has its last day too */
static const struct times_row works[] = {
    {"Ansökan ska vara inne senast 30 oktober 2026. Utlysningen är nu stängd.\n"
     "- Kartläggningen ska vara gjord senast 31 maj 2027.",
     "-", "2026-10-30", "-", false, "closed"},
    {"Ansök senast den 15 januari 2027. Renoveringen måste vara utförd senast "
     "den 1 oktober 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Sista ansökningsdag är 1 februari 2027. Laddstolparna ska vara "
     "installerade senast den 30 juni 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"Apply by 20 January 2027. The survey must be carried out no later than "
     "30 June 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Søknadsfrist er 1. februar 2027. Kartleggingen må være utført senest "
     "31. mai 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"Sök senast 1 mars 2027. Filmen ska vara inspelad senast den 31 augusti "
     "2027.",
     "-", "2027-03-01", "-", false, "open"},
    /* accounts and costs of a later step */
    {"Ansökan görs mellan den 16 augusti och den 15 oktober 2027. Först görs "
     "den vanliga ansökan, sedan lämnas de verkliga kostnaderna när bokslutet "
     "finns, dock senast 31 januari.",
     "2027-08-16", "2027-10-15", "-", false, "forthcoming"},
    {"Ansök senast 10 januari 2027. De slutliga kostnaderna lämnas in senast "
     "den 1 november 2027.",
     "-", "2027-01-10", "-", false, "open"},
    {"Ansökan om utbetalning ska vara inne senast 1 november 2027. Ansökan om "
     "bidrag ska vara inne senast 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Send the application by 15 January 2027. The request for payment must be "
     "submitted no later than 1 November 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Søknaden sendes innen 15. januar 2027. Anmodning om utbetaling må "
     "sendes innen 1. november 2027.",
     "-", "2027-01-15", "-", false, "open"},
};

/* the day of the meeting and the day to send in */
static const struct times_row meetings[] = {
    {"För att komma med på LAG-mötet den 11 februari 2027 ska ansökan vara "
     "inskickad senast 14 januari 2027. För mötet den 6 maj 2027 är sista dag "
     "8 april 2027.",
     "-", "2027-01-14 2027-04-08", "-", false, "open"},
    {"Till styrelsemötet den 3 mars 2027 behöver vi ansökan senast den 10 "
     "februari 2027.",
     "-", "2027-02-10", "-", false, "open"},
    {"Ska ansökan tas upp på sammanträdet den 20 april 2027 måste den vara "
     "inne senast den 23 mars 2027.",
     "-", "2027-03-23", "-", false, "open"},
    {"For the board meeting on 4 March 2027, applications must be in by 4 "
     "February 2027.",
     "-", "2027-02-04", "-", false, "open"},
    {"For å bli behandlet på styremøtet 11. mars 2027 må søknaden være sendt "
     "senest 18. februar 2027.",
     "-", "2027-02-18", "-", false, "open"},
    {"Vi träffas och läser ansökningar klockan 15 den 10 december 2026, 21 "
     "januari och 18 februari 2027. Ni kan söka när som helst.",
     "-", "", "-", true, "open"},
    {"Du kan søke når som helst. Juryen møtes og leser søknadene 10. desember "
     "2026 og 21. januar 2027.",
     "-", "", "-", true, "open"},
    {"You can apply at any time. The panel meets to read applications on 10 "
     "December 2026 and 21 January 2027.",
     "-", "", "-", true, "open"},
    /* other papers */
    {"Två datum att hålla reda på: checklistan vill vi ha till kansliet den 27 "
     "november 2026, och själva ansökan ska vara inne senast den 10 januari "
     "2027.",
     "-", "2027-01-10", "-", false, "open"},
    {"Skicka in checklistan senast den 1 december 2026. Ansökan ska vara inne "
     "senast den 20 januari 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Vi vill ha bilagorna senast den 1 mars 2027. Sista ansökningsdag är den "
     "1 februari 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"We want the checklist by 1 December 2026. The application is due on 20 "
     "January 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Sjekklisten sendes oss innen 1. desember 2026. Søknadsfristen er 20. "
     "januar 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Kommunen rangerer søknadene og sender rangeringen innen 15. desember "
     "2026. Fristen gikk ut 30. oktober 2026.",
     "-", "2026-10-30", "-", false, "closed"},
    /* other offices */
    {"Staten kan också ge stöd, men det är en annan ansökan, hos en annan "
     "myndighet, med en annan sista dag (15 januari 2027). Till kommunen ska "
     "ansökan vara inne den 27 november 2026.",
     "-", "2026-11-27", "-", false, "open"},
    {"Vår sista ansökningsdag är 15 december 2026. Länsstyrelsens bidrag har "
     "en annan sista dag, den 1 mars 2027.",
     "-", "2026-12-15", "-", false, "open"},
    {"Our deadline is 15 December 2026. The county has a scheme of its own "
     "with another deadline (1 March 2027).",
     "-", "2026-12-15", "-", false, "open"},
    {"Vår søknadsfrist er 15. desember 2026. Fylkeskommunen har en annen frist "
     "(1. mars 2027).",
     "-", "2026-12-15", "-", false, "open"},
    {"Sök hos oss senast 15 december 2026. Hos Arvsfonden gäller andra datum: "
     "sista dag 1 mars 2027.",
     "-", "2026-12-15", "-", false, "open"},
    /* in the section of days the meeting's is still the meeting's */
    {"## Viktiga datum\n\nFör att komma med på LAG-mötet den 11 februari 2027 "
     "ska ansökan vara inskickad senast 14 januari 2027.",
     "-", "2027-01-14", "-", false, "open"},
    {"## När?\n\nTill styrelsens sammanträde torsdagen den 3 juni 2027 ska "
     "handlingarna ha kommit in senast den 6 maj 2027.",
     "-", "2027-05-06", "-", false, "open"},
    {"## Deadlines\n\nTo be considered at the board meeting on 3 June 2027, "
     "your application must reach us by 6 May 2027.",
     "-", "2027-05-06", "-", false, "open"},
    {"## Frister\n\nFor å komme med på styremøtet 3. juni 2027 må søknaden "
     "være sendt innen 6. mai 2027.",
     "-", "2027-05-06", "-", false, "open"},
    {"## Frister\n\nTil bestyrelsesmødet den 3. juni 2027 skal ansøgningen "
     "være modtaget senest den 6. maj 2027.",
     "-", "2027-05-06", "-", false, "open"},
    /* other reports that sound like applications */
    {"Utbetalningsansökan ska vara inne senast den 1 oktober 2027. Sista "
     "ansökningsdag är den 31 januari 2027.",
     "-", "2027-01-31", "-", false, "open"},
    {"Udbetalingsanmodningen skal være modtaget senest den 1. oktober 2027. "
     "Ansøgningsfristen er den 31. januar 2027.",
     "-", "2027-01-31", "-", false, "open"},
    {"Payment claims must be in by 1 October 2027. Applications close on 31 "
     "January 2027.",
     "-", "2027-01-31", "-", false, "open"},
    /* what another day is said of within the call stays its own */
    {"Sista dag är 1 mars 2027. För forskare gäller en annan sista dag: 15 "
     "mars "
     "2027.",
     "-", "2027-03-01 2027-03-15", "-", false, "open"},
    {"Ansökan ska vara inlämnad senast den 1 mars 2027.", "-", "2027-03-01",
     "-", false, "open"},
    {"Your proposal must be received no later than 1 March 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Vi öppnar kassan igen: det finns pengar kvar. Ansökan måste vara inne "
     "senast den 29 januari 2027.",
     "-", "2027-01-29", "-", false, "open"},
    {"Vi öppnar igen :: Det finns pengar kvar. Ansökan måste vara inne senast "
     "den 29 januari 2027.",
     "-", "2027-01-29", "-", false, "open"},
    {"## Application deadlines\n\n12.01.2027 to 11.02.2027\n\n10.08.2027 to "
     "09.09.2027",
     "2027-01-12", "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"## Ansökningstider\n\n12 januari–11 februari 2027\n\n10 augusti–9 "
     "september 2027",
     "2027-01-12", "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"## Söknadsfrister\n\n- 11. februar 2027\n- 9. september 2027\n- 15. "
     "november 2027",
     "-", "2027-02-11 2027-09-09 2027-11-15", "-", false, "open"},
    {"## Frister\n\n15. januar 2027\n\n15. april 2027", "-",
     "2027-01-15 2027-04-15", "-", false, "open"},
    {"## Sista dag\n\n15 januari 2027\n\n15 april 2027\n\nBeslut fattas den "
     "3 juni 2027.",
     "-", "2027-01-15 2027-04-15", "-", false, "open"},
};

/* when the call was made known, and stamps */
static const struct times_row stamps[] = {
    {"Utlysningsdatum: 2026-10-05\n\nSista ansökningsdag: 2026-12-04",
     "2026-10-05", "2026-12-04", "-", false, "open"},
    {"Utlysningsdatum :: 2026-05-25\nSista ansökningsdag :: 2026-09-14",
     "2026-05-25", "2026-09-14", "-", false, "closed"},
    {"Utlyst :: 5 oktober 2026\nSista dag :: 4 december 2026", "2026-10-05",
     "2026-12-04", "-", false, "open"},
    {"Utlysningsdato :: 5. oktober 2026\nSøknadsfrist :: 4. desember 2026",
     "2026-10-05", "2026-12-04", "-", false, "open"},
    {"Call date :: 5 October 2026\nDeadline :: 4 December 2026", "2026-10-05",
     "2026-12-04", "-", false, "open"},
    {"Date of announcement :: 5 October 2026\nDeadline :: 4 December 2026",
     "2026-10-05", "2026-12-04", "-", false, "open"},
    {"Kunngjort :: 5. oktober 2026\nFrist :: 4. desember 2026", "2026-10-05",
     "2026-12-04", "-", false, "open"},
    {"[2026-11-16 09:40]\n\nFonden öppnar kassakistan. Ansökan måste vara inne "
     "senast den 29 januari 2027.",
     "-", "2027-01-29", "-", false, "open"},
    {"2026-11-16 09:40\n\nAnsökan ska vara inne den 29 januari 2027.", "-",
     "2027-01-29", "-", false, "open"},
    {"[16.11.2026 kl. 09.40] Fonden har pengar igen.\n\nSøknadsfristen er 29. "
     "januar 2027.",
     "-", "2027-01-29", "-", false, "open"},
    {"(2026-11-16, 14:05)\n\nThe deadline is 29 January 2027.", "-",
     "2027-01-29", "-", false, "open"},
    {"16 november 2026 kl. 09.40\n\nNu kan ni söka igen, senast den 29 januari "
     "2027.",
     "-", "2027-01-29", "-", false, "open"},
    {"Ordningen ble åpnet for søknader 15. september. Fristen gikk ut 30. "
     "oktober 2026.",
     "2026-09-15", "2026-10-30", "-", false, "closed"},
    {"Fristen gikk ut 30. oktober 2026. Ordningen ble åpnet for søknader 15. "
     "september.",
     "2026-09-15", "2026-10-30", "-", false, "closed"},
    {"Puljen blev åbnet for ansøgninger den 1. september. Fristen udløb den "
     "30. oktober 2026.",
     "2026-09-01", "2026-10-30", "-", false, "closed"},
    {"The scheme was opened for applications on 15 September. The deadline "
     "expired on 30 October 2026.",
     "2026-09-15", "2026-10-30", "-", false, "closed"},
    /* an open hour opens nothing */
    {"Open from 2 November 2026 until 3 December 2026. We hold an open hour on "
     "Zoom on 26 November.",
     "2026-11-02", "2026-12-03", "-", false, "open"},
    {"Ansökan är öppen 2 november–3 december 2026. Vi har öppen telefon den 26 "
     "november.",
     "2026-11-02", "2026-12-03", "-", false, "open"},
    {"Ansök senast 3 december 2026. Öppet hus den 26 november.", "-",
     "2026-12-03", "-", false, "open"},
    {"Ansök 2 november–3 december 2026. Den 26 november håller vi en öppen "
     "frågetimme.",
     "2026-11-02", "2026-12-03", "-", false, "open"},
    {"Søk innen 3. desember 2026. Vi har åpen time på Teams 26. november.", "-",
     "2026-12-03", "-", false, "open"},
};

/* tables of rounds; all year; said of other calls; named days, worded years */
static const struct times_row rounds[] = {
    {"## Frister\nPuljen har tre runder:\n- 1. runde: 15. september 2026 "
     "(afsluttet)\n- 2. runde: 20. januar 2027\n- 3. runde: 26. maj 2027",
     "-", "2026-09-15 2027-01-20 2027-05-26", "-", false, "open"},
    {"2026 års ansökningstid är slut.\nAnsökningstid :: 15 juni–31 augusti",
     "2026-06-15", "2026-08-31", "-", false, "closed"},
    {"Ansökan är stängd.\nAnsökningstid :: 15 november–31 januari",
     "2025-11-15", "2026-01-31", "-", false, "closed"},
    {"Closed. The last round ended on 15 September 2026. Hosts can put their "
     "harbour on our list until 31 January 2027.",
     "-", "2026-09-15", "-", false, "closed"},
    {"Föreningar kan få upp till 5 000 kronor. Hör av er senast den 5 "
     "december.",
     "-", "2026-12-05", "-", false, "open"},
    {"Kontakta oss senast den 5 december om ni vill ha hjälp. Sista dag att "
     "ansöka är den 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"First round :: 12.01.2027 to 11.02.2027\nSecond round :: 10.08.2027 to "
     "09.09.2027",
     "2027-01-12", "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"Spring 2027 :: 12 January to 11 February 2027\nAutumn 2027 :: 10 August "
     "to 9 September 2027",
     "2027-01-12", "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"Våren :: 12.1–11.2.2027\nHösten :: 10.8–9.9.2027", "2027-01-12",
     "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"Vår 2027 :: 12. januar til 11. februar 2027\nHøst 2027 :: 10. august til "
     "9. september 2027",
     "2027-01-12", "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"Omgång 1 :: 2027-01-12 till 2027-02-11\nOmgång 2 :: 2027-08-10 till "
     "2027-09-09",
     "2027-01-12", "2027-02-11 2027-09-09", "-", false, "forthcoming"},
    {"## Brytdatum\n\nVi samlar in ansökningar två gånger.\n\n| Omgång 1 | 15 "
     "januari 2027 | LAG-beslut 21 februari |\n| Omgång 2 | 10 maj 2027 | "
     "LAG-beslut 16 juni |",
     "-", "2027-01-15 2027-05-10", "-", false, "open"},
    {"Den första omgången stänger den 15 februari 2027 och den andra den 15 "
     "september.",
     "-", "2027-02-15 2027-09-15", "-", false, "open"},
    {"Det första stoppdatumet är den 1 december 2026 och det andra den 3 maj "
     "2027, båda gångerna klockan tolv.",
     "-", "2026-12-01 2027-05-03", "12:00", false, "open"},
    {"Skicka in det senast den 29 januari 2027. Efter klockan fyra den dagen "
     "låser vi brevlådan.",
     "-", "2027-01-29", "16:00", false, "open"},
    {"Sök senast på alla hjärtans dag 2027.", "-", "2027-02-14", "-", false,
     "open"},
    {"## Søknadsfrist\n\nHeile året. Søknadene blir handsama fortløpande av "
     "styret.",
     "-", "", "-", true, "open"},
    {"## Frist\n\nHele året. Søknader behandles fortløpende.", "-", "", "-",
     true, "open"},
    {"## När kan vi söka?\n\nÅret om. Ansökningarna behandlas löpande.", "-",
     "", "-", true, "open"},
    {"## When?\n\nAll year round. Applications are handled as they arrive.",
     "-", "", "-", true, "open"},
    {"Du får söka hela året.", "-", "", "-", true, "open"},
    {"Ansökningstid 19.1 – 5.3.2027. För leaderprojekt i allmänhet är "
     "ansökningstiden fortlöpande, men temaprojekt lediganslås skilt.",
     "2027-01-19", "2027-03-05", "-", false, "forthcoming"},
    {"Sök senast 5 mars 2027. Våra övriga bidrag söks löpande.", "-",
     "2027-03-05", "-", false, "open"},
    {"Till skillnad från andra stöd, som söks löpande, har det här en sista "
     "dag: 5 mars 2027.",
     "-", "2027-03-05", "-", false, "open"},
    {"The deadline is 5 March 2027. Other grants of ours accept applications "
     "on a rolling basis.",
     "-", "2027-03-05", "-", false, "open"},
    {"Søknadsfrist 5. mars 2027. Andre tilskudd kan søkes løpende.", "-",
     "2027-03-05", "-", false, "open"},
    {"Ansökan ska vara inne senast på nyårsafton.", "-", "2026-12-31", "-",
     false, "open"},
    {"Apply by New Year's Eve.", "-", "2026-12-31", "-", false, "open"},
    {"The call closes on Christmas Eve at noon.", "-", "2026-12-24", "12:00",
     false, "open"},
    {"Søknaden må være inne innen nyttårsaften.", "-", "2026-12-31", "-", false,
     "open"},
    {"Sista ansökningsdag är trettondagen 2027.", "-", "2027-01-06", "-", false,
     "open"},
    {"Ansök senast valborgsmässoafton 2027.", "-", "2027-04-30", "-", false,
     "open"},
    {"Ansök senast den femtonde januari tjugohundratjugosju.", "-",
     "2027-01-15", "-", false, "open"},
    {"Sista ansökningsdag är den 15 januari tvåtusentjugosju.", "-",
     "2027-01-15", "-", false, "open"},
    {"Apply by 15 January twenty twenty-seven.", "-", "2027-01-15", "-", false,
     "open"},
    {"Søknadsfrist er 15. mars totusenogtjuesju.", "-", "2027-03-15", "-",
     false, "open"},
    {"Deadline is 15 March two thousand and twenty-seven.", "-", "2027-03-15",
     "-", false, "open"},
    {"Ansökan, som avser hela kalenderåret 2028, ska ha inkommit till stiftet "
     "senast den 15 maj 2027.",
     "-", "2027-05-15", "-", false, "open"},
    {"Ansökan för verksamhetsåret 2028 ska vara stiftet till handa senast den "
     "15 maj 2027.",
     "-", "2027-05-15", "-", false, "open"},
    {"The application, which covers the calendar year 2028, must reach us no "
     "later than 15 May 2027.",
     "-", "2027-05-15", "-", false, "open"},
    {"Søknaden, som gjelder hele kalenderåret 2028, må være inne senest 15. "
     "mai "
     "2027.",
     "-", "2027-05-15", "-", false, "open"},
    /* words that only look like those of asides */
    {"Teams must apply by 1 March 2027.", "-", "2027-03-01", "-", false,
     "open"},
    {"Idén ska vara beskriven och inskickad senast den 1 mars 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Alla handlingar ska vara undertecknade och inkomna senast 1 mars 2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Ansökan ska vara registrerad i portalen senast den 1 mars 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Søknaden skal være ferdig utfylt og sendt innen 1. mars 2027.", "-",
     "2027-03-01", "-", false, "open"},
    {"Styrelsen möts i april. Ansökningar läses efter sista dag, 1 mars 2027.",
     "-", "2027-03-01", "-", false, "open"},
    {"Länsstyrelsen tar emot ansökningar löpande, andra året i rad.", "-", "",
     "-", true, "open"},
    {"Vi tar emot ansökningar löpande fram till den 1 mars 2027.", "-",
     "2027-03-01", "-", true, "open"},
    {"Ansökan till styrelsens möte den 3 mars 2027 ska vara inne en månad "
     "innan.\n\nSista dag är 3 februari 2027.",
     "-", "2027-02-03", "-", false, "open"},
    /* the rest of the year's day names */
    {"Portalen stänger på julafton klockan 12.", "-", "2026-12-24", "12:00",
     false, "open"},
    {"Applications close on New Year’s Eve 2026 at midnight.", "-",
     "2026-12-31", "23:59", false, "open"},
    {"Sista dag att söka är nationaldagen 2027.", "-", "2027-06-06", "-", false,
     "open"},
    {"Any day of the year you may apply.", "-", "", "-", true, "open"},
    {"Du kan söka vilken dag som helst.", "-", "", "-", true, "open"},
    {"Du kan søkje når som helst. Søknadene blir handsama fortløpande.", "-",
     "", "-", true, "open"},
};

/* other ways to say the same, and days that must stand beside them */
static const struct times_row unheard[] = {
    {"Projektet ska ha slutförts och betalats senast 30 september 2028. Sista "
     "dag att söka är 20 januari 2027.",
     "-", "2027-01-20", "-", false, "open"},
    {"Solcellerna ska ha tagits i bruk senast den 31 december 2027. Ansök före "
     "den 1 februari 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"The equipment has to be up and running by 31 December 2027. Apply by 1 "
     "February 2027.",
     "-", "2027-02-01", "-", false, "open"},
    {"Anlegget må stå ferdig innen 1. september 2027. Søk innen 15. februar "
     "2027.",
     "-", "2027-02-15", "-", false, "open"},
    {"Pengarna måste vara förbrukade den 31 augusti 2028. Ansökan skickas "
     "senast 15 februari 2027.",
     "-", "2027-02-15", "-", false, "open"},
    {"Fakturorna ska vara betalda och bokförda senast 30 juni 2028. Du söker "
     "till och med 15 februari 2027.",
     "-", "2027-02-15", "-", false, "open"},
    {"Nästa styrelsemöte är den 9 mars 2027. Ansökningar som ska tas upp där "
     "behöver vara oss tillhanda 19 februari 2027.",
     "-", "2027-02-19", "-", false, "open"},
    {"Next board meeting: 9 March 2027 (applications in by 19 February 2027).",
     "-", "2027-02-19", "-", false, "open"},
    {"Styremøte 9. mars 2027 – søknadsfrist 19. februar 2027.", "-",
     "2027-02-19", "-", false, "open"},
    {"LAG-möte 9 mars 2027, handlingar inne 19 februari 2027.", "-",
     "2027-02-19", "-", false, "open"},
    {"Budgetmallen skickas till handläggaren senast den 4 december 2026 för "
     "genomgång. Ansökningstiden går ut den 18 december 2026.",
     "-", "2026-12-18", "-", false, "open"},
    {"Medfinansieringsintyg kan kompletteras till och med 15 januari 2027. "
     "Sista ansökningsdag: 18 december 2026.",
     "-", "2026-12-18", "-", false, "open"},
    {"Publicerad 2026-11-02 13:15\n\nSista ansökningsdag: 2026-12-18", "-",
     "2026-12-18", "-", false, "open"},
    {"Mån 16 nov 2026 kl 09:40\n\nSista ansökningsdag är 18 december.", "-",
     "2026-12-18", "-", false, "open"},
    {"Utlysningen publicerades den 2 november 2026 och är öppen till den 18 "
     "december 2026.",
     "2026-11-02", "2026-12-18", "-", false, "open"},
    {"Utlyses: 2 november 2026\n\nStänger: 18 december 2026", "2026-11-02",
     "2026-12-18", "-", false, "open"},
    {"Call published :: 2 November 2026\nCall closes :: 18 December 2026",
     "2026-11-02", "2026-12-18", "-", false, "open"},
    {"Opslået :: 2. november 2026\nAnsøgningsfrist :: 18. december 2026",
     "2026-11-02", "2026-12-18", "-", false, "open"},
    {"Lyst ut :: 2. november 2026\nFrist :: 18. desember 2026", "2026-11-02",
     "2026-12-18", "-", false, "open"},
    {"Ansökningsomgången stängde den 30 oktober 2026. Slutrapporter från "
     "tidigare projekt lämnas senast 31 januari 2027.",
     "-", "2026-10-30", "-", false, "closed"},
    {"The call closed on 30 October 2026. Grantees meet in Oslo on 12 January "
     "2027.",
     "-", "2026-10-30", "-", false, "closed"},
    {"Fristen var 30. oktober 2026. De som får tilskudd, må ha brukt pengene "
     "innen 1. juni 2027.",
     "-", "2026-10-30", "-", false, "closed"},
    {"Omgång :: Öppnar–stänger\nVår :: 1 februari–1 mars 2027\nHöst :: 16 "
     "augusti–15 september 2027",
     "2027-02-01", "2027-03-01 2027-09-15", "-", false, "forthcoming"},
    {"Infoträff på nätet 1 december 2026. Ansökan är öppen från 7 december "
     "2026 "
     "till 15 januari 2027.",
     "2026-12-07", "2027-01-15", "-", false, "forthcoming"},
    {"Vi öppnar dörrarna för frågor den 1 december. Ansök 2 november 2026–15 "
     "januari 2027.",
     "2026-11-02", "2027-01-15", "-", false, "open"},
    {"The exhibition opens on 5 December 2026. Applications are accepted from "
     "2 "
     "November 2026 to 15 January 2027.",
     "2026-11-02", "2027-01-15", "-", false, "open"},
    {"Observera att Kulturrådets ansökan stänger redan 1 december 2026. Vår "
     "egen sista dag är 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Den statliga delen söks hos Boverket senast 1 december 2026. Vårt bidrag "
     "söks senast 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"State aid is applied for separately, from the agency, by 1 December "
     "2026. "
     "Ours closes on 15 January 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Momskompensasjon søkes hos Lotteritilsynet innen 1. desember 2026. Vår "
     "søknadsfrist er 15. januar 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Medan våra vanliga stipendier söks löpande har jubileumsstipendiet sista "
     "dag 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Små bidrag under 10 000 kronor behandlas löpande hos länsstyrelsen. "
     "Ansökan till oss: senast 15 januari 2027.",
     "-", "2027-01-15", "-", false, "open"},
    {"Sista ansökningsdag är 15 januari 2027. Frågor besvaras löpande.", "-",
     "2027-01-15", "-", false, "open"},
    {"Sista ansökningsdag är 15 januari 2027. Ansökningarna bedöms löpande.",
     "-", "2027-01-15", "-", true, "open"},
    {"Ansökan ska ha kommit in senast sista januari.", "-", "2027-01-31", "-",
     false, "open"},
    {"Ansök senast årets sista dag.", "-", "2026-12-31", "-", false, "open"},
    {"Apply before the end of January 2027.", "-", "2027-01-31", "-", false,
     "open"},
    {"Søk før utgangen av januar 2027.", "-", "2027-01-31", "-", false, "open"},
    {"Ansök senast vid årsskiftet.", "-", "2026-12-31", "-", false, "open"},
    {"Apply by the end of the year.", "-", "2026-12-31", "-", false, "open"},
    {"Søk innen årets utgang.", "-", "2026-12-31", "-", false, "open"},
    /* an office that is the funder itself */
    {"Ansökan ska vara inne hos kommunen senast 1 februari 2027. Du ansöker i "
     "vår e-tjänst.",
     "-", "2027-02-01", "-", false, "open"},
    {"Länsstyrelsen måste ha din ansökan senast 1 februari 2027. Hör av dig "
     "till oss om du har frågor om ansökan.",
     "-", "2027-02-01", "-", false, "open"},
    {"Arvsfonden stänger den 1 februari 2027 kl. 15. Vår handläggare svarar på "
     "frågor om utlysningen.",
     "-", "2027-02-01", "15:00", false, "open"},
    {"Apply to the county by 1 February 2027. Our portal is where you apply.",
     "-", "2027-02-01", "-", false, "open"},
    {"Søknaden må være hos fylkeskommunen innen 1. februar 2027. Våre råd om "
     "søknaden finner du under.",
     "-", "2027-02-01", "-", false, "open"},
};

static void test_unheard(void **state)
{
    (void)state;
    times_check(unheard, sizeof unheard / sizeof *unheard);
}

static void test_times(void **state)
{
    (void)state;
    times_check(times, sizeof times / sizeof *times);
}

static void test_works(void **state)
{
    (void)state;
    times_check(works, sizeof works / sizeof *works);
}

static void test_meetings(void **state)
{
    (void)state;
    times_check(meetings, sizeof meetings / sizeof *meetings);
}

static void test_stamps(void **state)
{
    (void)state;
    times_check(stamps, sizeof stamps / sizeof *stamps);
}

static void test_rounds(void **state)
{
    (void)state;
    times_check(rounds, sizeof rounds / sizeof *rounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),  cmocka_unit_test(test_unheard),
        cmocka_unit_test(test_works),  cmocka_unit_test(test_meetings),
        cmocka_unit_test(test_stamps), cmocka_unit_test(test_rounds),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
