/* test_towns.c - which municipalities a page holds its call to, and which it
 * shuts out; a wrong answer here hides calls from those who could apply. */
#include "reading_fixture.h"

#include "medel/buf.h"

#include <string.h>

/* Names with commas between, as they stand in the record. */
static const struct {
    const char *page, *in, *out;
} said[] = {
    /* held to some */
    {"Projektet ska genomföras i Kiruna, Gällivare eller Pajala kommun.",
     "Kiruna,Gällivare,Pajala", ""},
    {"Föreningar i Bergs och Härjedalens kommuner kan söka.", "Berg,Härjedalen",
     ""},
    {"Föreningar i Åre, Berg och Härjedalen kan söka.", "Åre,Berg,Härjedalen",
     ""},
    {"Stödet går till föreningar med säte i Mora kommun.", "Mora", ""},
    /* a name that is a word too, at the head of a row */
    {"Projektet ska vara till nytta i vårt område, alltså Sala, Heby och "
     "Enköping.",
     "Sala,Heby,Enköping", ""},
    {"Ideella föreningar i Sollefteå kan söka.", "Sollefteå", ""},
    {"Sökande måste bo i Askersunds kommun.", "Askersund", ""},
    {"Föreningar i Sollefteå, Kramfors eller Ånge kommun kan söka. Sundsvall, "
     "Timrå, Härnösand och Örnsköldsvik har egna fonder.",
     "Sollefteå,Kramfors,Ånge", ""},
    {"Du ska vara folkbokförd i Kramfors kommun när du söker, och du får inte "
     "ha fyllt 20.",
     "Kramfors", ""},
    {"Föreningar i Kramfors kan söka. Bor du i Sollefteå vänder du dig till "
     "Sollefteå sparbank.",
     "Kramfors", ""},
    /* an age that is denied, and no town */
    {"Du ska ha fyllt 16 men inte 26 år när ansökan stänger, och vara bosatt i "
     "Hjo, Tidaholm eller Habo.",
     "Hjo,Tidaholm,Habo", ""},
    /* shut out */
    {"Hela Västerbotten utom Umeå kommun omfattas.", "", "Umeå"},
    {"Föreningar i Norrbottens län kan söka, dock inte i Luleå kommun.", "",
     "Luleå"},
    {"Alla kommuner i Jönköpings län förutom Habo och Mullsjö kan delta.", "",
     "Habo,Mullsjö"},
    /* neither: a question, someone's home, an office, an example, a town that
     * has the same name as a word */
    {"Vem ringer du när barnen inte längre bor hemma utan i Göteborg? "
     "Föreningar i Västerbottens län kan söka.",
     "", ""},
    {"Bidraget är inte till för resor till Stockholm. Föreningar i "
     "Västmanlands län kan söka.",
     "", ""},
    {"Föreningar i Skåne län kan söka. Kontoret ligger i Lund och tar inte "
     "emot besök.",
     "", ""},
    {"Alla föreningar i Sverige kan söka. Förra året fick en förening i Örebro "
     "stöd.",
     "", ""},
    {"Föreningar i hela landet kan söka. Vi tar inte emot ansökningar som "
     "lämnas på kontoret i Malmö.",
     "", ""},
    {"Föreningar i hela landet kan söka. Informationsmötet i Uppsala blir inte "
     "av.",
     "", ""},
    {"Föreningar i hela landet kan söka. Det spelar ingen roll om ni finns i "
     "Haparanda eller i Ystad.",
     "", ""},
    {"Projekt i Hallands län kan få stöd. Du behöver inte bo i Falkenberg.", "",
     ""},
    {"Föreningar i hela landet kan söka, inte bara de som verkar i Stockholm.",
     "", ""},
};

static void names(struct buf *b, const char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s%s", i > 0 ? "," : "", list[i]);
    buf_putc(b, '\0');
}

static int differ(const char *page, const char *what, const char **list,
                  size_t n, const char *want)
{
    struct buf b;
    buf_init(&b, 4096);
    names(&b, list, n);
    int wrong = strcmp(b.data, want) != 0;
    if (wrong)
        print_message("%s: %s \"%s\", not \"%s\"\n", page, what, b.data, want);
    buf_free(&b);
    return wrong;
}

static void test_towns(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct arena *mem = arena_new();
        char page[1024];
        snprintf(page, sizeof page, "# Bidrag 2027\n%s\n", said[i].page);
        struct page_reading *r = read_markup(mem, page);
        const struct call *c = r->calls[0];
        wrong += differ(said[i].page, "in", c->municipalities,
                        c->n_municipalities, said[i].in);
        wrong += differ(said[i].page, "out", c->municipalities_out,
                        c->n_municipalities_out, said[i].out);
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_towns)};
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
