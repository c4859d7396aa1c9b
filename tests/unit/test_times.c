/* test_times.c - when a call opens and closes, sentence by sentence. */
#include "times_fixture.h"

static const struct times_row times[] = {
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

static void test_times(void **state)
{
    (void)state;
    times_check(times, sizeof times / sizeof *times);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
