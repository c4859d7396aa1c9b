/* test_demands.c - what is asked of an organisation's age, size and company.
 * A demand that no page makes hides a call, so most rows say: nothing. */
#include "reading_fixture.h"

#include <stdio.h>
#include <string.h>

/* "years 2-", "employees -49", "members 10-", "partners 3-"; "" none. */
static const struct {
    const char *page, *want;
} said[] = {
    {"Föreningen ska ha varit verksam i minst två år.", "years 2-"},
    {"Ni ska ha bedrivit verksamhet i kommunen i minst 18 månader.",
     "years 1.5-"},
    {"Ideella föreningar kan söka. Sökande ska ha minst två avslutade "
     "räkenskapsår.",
     "years 2-"},
    {"The applicant must have been active for at least three years.",
     "years 3-"},
    {"Organisasjonen må ha vært registrert i minst ett år.", "years 1-"},
    {"Foreningen skal have eksisteret i mindst tre år.", "years 3-"},
    {"Företaget får inte vara äldre än fem år för att kunna söka.", "years -5"},
    {"Aktiebolag som är yngre än tre år kan söka.", "years -3"},
    {"Föreningen får inte vara yngre än ett år.", "years 1-"},
    {"Företag med färre än 250 anställda kan söka.", "employees -249"},
    {"Bolag som har fler än nio anställda kan söka.", "employees 10-"},
    {"Företag som har 10–49 anställda kan söka.", "employees 10-49"},
    {"Stödet kan sökas av företag med upp till nio anställda.", "employees -9"},
    {"Ni måste ha minst en anställd.", "employees 1-"},
    {"Företag med mer än 249 anställda kan inte söka.", "employees -249"},
    {"Eligible applicants are companies with at most 49 employees.",
     "employees -49"},
    {"Föreningen ska ha minst 100 betalande medlemmar.", "members 100-"},
    {"Laget må ha minst 20 medlemmer.", "members 20-"},
    {"Projektet ska ha minst tre parter.", "partners 3-"},
    {"Ansökan ska göras av minst två organisationer i samverkan.",
     "partners 2-"},
    {"The consortium must consist of at least three independent entities.",
     "partners 3-"},
    {"At least two partners must apply together.", "partners 2-"},
    /* jobs to come, people reached, ages of people, times of projects */
    {"Projektet ska skapa minst tre anställda.", ""},
    {"Ni ska nå minst 200 deltagare.", ""},
    {"Deltagarna ska vara minst 16 år.", ""},
    {"Projektet ska pågå i minst två år.", ""},
    {"Lokalen ska användas i minst tio år efter stödet.", ""},
    /* what the grant is counted by; steps */
    {"Föreningar med minst 50 medlemmar kan få 10 000 kronor.", ""},
    {"Föreningen får söka 100 kronor per medlem, minst 30 medlemmar.", ""},
    {"Minst en partner ska komma från Norge.", ""},
    {"Kartläggningen ska vara högst tre år gammal.", ""},
    {"Deltagarna ska vara mellan 13 och 25 år gamla.", ""},
    /* liked, not demanded; if; not needed; either */
    {"Vi ser gärna att föreningen har varit verksam i minst två år och kan "
     "söka medel.",
     ""},
    {"Om föreningen har funnits kortare tid än två år ska ni bifoga en plan.",
     ""},
    {"Ni behöver inte ha varit verksamma i minst ett år för att kunna söka.",
     ""},
    {"Föreningen ska ha varit verksam i minst två år eller ha minst 100 "
     "medlemmar.",
     ""},
    {"Måste vi ha minst 20 medlemmar?", ""},
    /* of one form among several */
    {"Ideella föreningar, stiftelser och aktiebolag kan söka. Stiftelser ska "
     "ha funnits i minst fem år.",
     ""},
    /* history and examples */
    {"Fonden har funnits i 40 år och har tre anställda.", ""},
    {"Förra året sökte 60 föreningar med minst 20 medlemmar.", ""},
};

static void add_range(char *out, size_t size, const char *name,
                      const struct demand_range *d)
{
    char low[32] = "", high[32] = "";
    if (d->least < 0 && d->most < 0)
        return;
    if (d->least >= 0)
        snprintf(low, sizeof low, "%g", d->least);
    if (d->most >= 0)
        snprintf(high, sizeof high, "%g", d->most);
    size_t n = strlen(out);
    snprintf(out + n, size - n, "%s%s %s-%s", n > 0 ? " " : "", name, low,
             high);
}

static void test_demands(void **state)
{
    static const char *const names[DEMAND_COUNT] = {"years", "employees",
                                                    "members", "partners"};
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct arena *mem = arena_new();
        char page[1024], got[256] = "";
        snprintf(page, sizeof page, "# Bidrag 2027\n%s\n", said[i].page);
        struct page_reading *r = read_markup(mem, page);
        const struct call *c = r->calls[0];
        for (int d = 0; d < DEMAND_COUNT; d++) {
            add_range(got, sizeof got, names[d], &c->demands[d]);
            if (c->demands[d].least >= 0 || c->demands[d].most >= 0)
                assert_non_null(c->evidence[FIELD_OPERATING_YEARS + d].text);
        }
        if (strcmp(got, said[i].want) != 0) {
            wrong++;
            print_message("%s: \"%s\", not \"%s\"\n", said[i].page, got,
                          said[i].want);
        }
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_demands)};
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
