/*
 * test_read.c - whole pages, in the words of funders at large, to records.
 * The expected values are written as the JSON of the fields in question.
 */
#include "reading_fixture.h"

#include <jansson.h>

struct row {
    const char *what, *page, *want;
};

static const struct row rows[] = {
    {"a county board's call with a window and a floor in words",
     "# Bidrag till lokala naturvårdsprojekt\n"
     "Nu finns möjlighet att söka LONA-bidrag.\n"
     "## Vem kan söka?\n"
     "Kommuner och kommunalförbund söker bidraget. Privatpersoner kan inte "
     "söka.\n"
     "## Hur mycket kan ni söka?\n"
     "Bidraget täcker högst 50 procent av kostnaderna. Minsta möjliga "
     "stödbelopp är 22 000 kronor.\n"
     "## När går det att söka?\n"
     "Ansökan öppnar den 1 oktober 2026 och stänger den 1 december 2026 kl. "
     "24.00. Beslut meddelas senast den 15 april 2027.\n",
     "{\"opens\":\"2026-10-01\",\"deadlines\":[\"2026-12-01\"],"
     "\"deadline_time\":\"23:59\",\"award_floor\":22000,\"funding_rate\":50,"
     "\"applicants\":[\"municipality\"],\"status\":\"open\","
     "\"themes\":[\"climate\"]}"},
    {"rounds of every year, which no one has dated",
     "# Projektbidrag till föreningar\n"
     "Föreningar kan söka projektbidrag två gånger per år. Sista "
     "ansökningsdag är 1 maj och 1 oktober varje år.\n"
     "## Vem får söka?\n"
     "Ideella föreningar med säte i kommunen.\n"
     "## Bidragets storlek\n"
     "Du kan söka upp till 30 000 kr per projekt.\n",
     "{\"deadlines\":[],\"recurring\":true,\"award_ceiling\":30000,"
     "\"rolling\":false,\"applicants\":[\"association\"]}"},
    {"a fact box, own share, de minimis and a turnover limit",
     "# Checkar för affärsutveckling\n"
     "Senast ansökningsdatum :: 2027-02-01\n"
     "Diarienummer :: 2026-01234\n"
     "Totalt :: 12 MSEK\n"
     "## Vem kan ansöka?\n"
     "Aktiebolag och ekonomiska föreningar med en omsättning på minst "
     "400 000 kronor kan söka.\n"
     "## Hur mycket kan ni få i stöd?\n"
     "Mellan 50 000 och 250 000 kronor. Ert företag ska stå för minst 40 "
     "procent av kostnaderna i egen finansiering. Försumbart stöd: högst "
     "300 000 euro under tre år.\n",
     "{\"deadlines\":[\"2027-02-01\"],\"award_floor\":50000,"
     "\"award_ceiling\":250000,\"total_budget\":12000000,"
     "\"funding_rate\":60,\"reference\":\"2026-01234\","
     "\"currency\":\"SEK\",\"applicants\":[\"cooperative\",\"company\"]}"},
    {"rolling, full cost",
     "# Verksamhetsstöd till unga arrangörer\n"
     "Ansökan kan göras när som helst under hela året.\n"
     "## Vem kan söka?\n"
     "Ungdomsorganisationer och andra ideella föreningar kan söka.\n"
     "## Hur mycket?\n"
     "Högst 20 000 kronor. Bidraget täcker hela kostnaden.\n",
     "{\"deadlines\":[],\"rolling\":true,\"award_ceiling\":20000,"
     "\"funding_rate\":100,\"status\":\"open\"}"},
    {"a Norwegian call",
     "# Tilskudd til frivillige organisasjoner\n"
     "Søknadsfrist :: 1. mars 2027\n"
     "## Hvem kan søke?\n"
     "Ideelle foreninger og stiftelser kan søke. Privatpersoner kan ikke "
     "søke.\n"
     "## Hvor mye kan dere søke om?\n"
     "Inntil 200 000 kroner per prosjekt.\n",
     "{\"deadlines\":[\"2027-03-01\"],\"language\":\"no\"}"},
    {"an English call with a time zone",
     "# Small grants for Nordic social entrepreneurs\n"
     "Open from 12 January 2027 until 31 March 2027 at 15:00 CET.\n"
     "## Who can apply?\n"
     "Non-profit associations, cooperatives and foundations may apply. "
     "Individuals are not eligible.\n"
     "## How much can you apply for?\n"
     "Between EUR 10 000 and EUR 50 000. The grant covers up to 75% of the "
     "costs.\n",
     "{\"opens\":\"2027-01-12\",\"deadlines\":[\"2027-03-31\"],"
     "\"deadline_time\":\"15:00\",\"award_floor\":10000,"
     "\"award_ceiling\":50000,\"currency\":\"EUR\",\"funding_rate\":75,"
     "\"applicants\":[\"association\",\"cooperative\",\"foundation\","
     "\"social_enterprise\"],"
     "\"excluded\":[\"individual\"],\"status\":\"forthcoming\","
     "\"language\":\"en\"}"},
    {"a prolonged deadline",
     "# Medel för integration\n"
     "Obs! Ansökningstiden är förlängd från den 15 januari till den 12 "
     "februari 2027.\n"
     "## Vem kan söka?\n"
     "Trossamfund och ideella föreningar i Kronobergs län.\n"
     "## Hur mycket?\n"
     "Upp till 1,5 miljoner kronor per projekt.\n",
     "{\"deadlines\":[\"2027-02-12\"],\"award_ceiling\":1500000,"
     "\"regions\":[\"SE-G\"]}"},
    {"a closed call says so",
     "# Innovationscheckar\n"
     "Utlysningen är stängd. Den stängde den 30 september 2026.\n"
     "## Vem kunde söka?\n"
     "Aktiebolag och handelsbolag.\n"
     "## Hur mycket?\n"
     "Checken var på högst 100 000 kronor och täckte hälften av kostnaden.\n",
     "{\"status\":\"closed\",\"deadlines\":[\"2026-09-30\"]}"},
};

static void test_fields(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_markup(mem, rows[i].page);
        json_t *got = call_to_json(r->calls[0], (struct date){2026, 11, 23});
        json_t *want = json_loads(rows[i].want, 0, NULL);
        assert_non_null(want);
        const char *key;
        json_t *value;
        json_object_foreach(want, key, value)
        {
            json_t *g = json_object_get(got, key);
            if (json_equal(g, value))
                continue;
            char *s = json_dumps(g, JSON_ENCODE_ANY | JSON_COMPACT);
            char *w = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
            print_message("%s: %s is %s, not %s\n", rows[i].what, key, s, w);
            free(s);
            free(w);
            wrong++;
        }
        if (r->kind != PAGE_CALL) {
            print_message("%s: taken for %s (%.2f)\n", rows[i].what,
                          page_kind_name(r->kind), r->score);
            wrong++;
        }
        json_decref(got);
        json_decref(want);
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

static void test_other_pages(void **state)
{
    (void)state;
    static const struct {
        const char *page;
        enum page_kind kind;
    } others[] = {
        {"# 14 projekt får dela på 9 miljoner kronor\n"
         "12 oktober 2026\n"
         "Nu har vi beslutat om höstens ansökningar. 63 organisationer "
         "sökte och 14 beviljades medel.\n"
         "Nästa utlysning öppnar våren 2027.\n",
         PAGE_CALL},
        {"# Frågor och svar\n"
         "## Vem kan söka?\n"
         "Det beror på stödet.\n"
         "## När får vi besked?\n"
         "Oftast inom tre månader.\n",
         PAGE_CALL},
        {"# Upphandling av utvärdering\n"
         "Sista anbudsdag är den 11 januari 2027. Anbud lämnas i "
         "upphandlingsverktyget. Värdet är högst 600 000 kronor.\n",
         PAGE_CALL},
        {"# Utlysningsplan 2027\n"
         "Planen är preliminär. Här är årets utlysningar.\n"
         "## Första halvåret\n"
         "Utlysning :: Hållbart arbetsliv\nÖppnar :: 18 januari 2027\n"
         "Sista ansökningsdag :: 15 april 2027\nTotal budget :: 40 mnkr\n"
         "Utlysning :: Unga till arbete\nÖppnar :: 1 februari 2027\n"
         "Sista ansökningsdag :: 30 april 2027\nTotal budget :: 38 mnkr\n"
         "Utlysning :: Kompetens\nÖppnar :: 15 mars 2027\n"
         "Sista ansökningsdag :: 30 maj 2027\nTotal budget :: 12 mnkr\n",
         PAGE_CALL},
        {"# Om kakor\nVi använder kakor för att mäta besök.\n", PAGE_CALL},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_markup(mem, others[i].page);
        if (r->kind == others[i].kind) {
            print_message("taken for a call (%.2f): %.40s\n", r->score,
                          others[i].page);
            for (size_t k = 0; k < r->n_reasons; k++)
                print_message("  %s\n", r->reasons[k]);
        }
        assert_int_not_equal(r->kind, others[i].kind);
        reading_free_calls(r);
        arena_free(mem);
    }
}

static void test_several_calls(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(
        mem, "# Bidrag till föreningar\n"
             "Ideella föreningar i Hallands län kan söka våra bidrag.\n"
             "## Verksamhetsbidrag\n"
             "Bidraget är högst 40 000 kronor och går till föreningens "
             "löpande drift under året. Sista ansökningsdag är den 15 "
             "februari 2027. Det betalas ut i april.\n"
             "## Lokalbidrag\n"
             "För den som hyr eller äger en samlingslokal. Sök senast den 30 "
             "april 2027 på blanketten. Bidraget täcker högst 60 procent av "
             "kostnaderna för att rusta upp lokalen.\n"
             "## Kontakt\n"
             "Ring gärna kansliet.\n");
    assert_int_equal(r->kind, PAGE_CALL);
    assert_int_equal(r->n_calls, 2);
    const struct call *a = r->calls[0], *b = r->calls[1];
    assert_string_equal(a->title, "Verksamhetsbidrag");
    assert_string_equal(b->title, "Lokalbidrag");
    assert_int_equal(a->n_deadlines, 1);
    assert_int_equal(a->deadlines[0].month, 2);
    assert_int_equal(b->n_deadlines, 1);
    assert_int_equal(b->deadlines[0].month, 4);
    assert_true(a->award_ceiling == 40000);
    assert_true(b->award_ceiling < 0);
    assert_true(b->funding_rate == 60);
    /* What the page says above them holds for both. */
    assert_int_equal(a->applicants, CODE_BIT(APPLICANT_ASSOCIATION));
    assert_int_equal(b->applicants, CODE_BIT(APPLICANT_ASSOCIATION));
    assert_int_equal(b->regions, CODE_BIT(REGION_SE_N));
    reading_free_calls(r);
    arena_free(mem);
}

/* Funds with names of their own, each with who, when and how much. */
static void test_several_funds(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(
        mem, "# Ur våra donationer\n"
             "Läs först hur man söker.\n"
             "## Minnet av Elsa\n"
             "Ideella föreningar i Kalmar län kan söka upp till 20 000 kronor "
             "för läger med barn. Sista ansökningsdag är den 1 mars 2027.\n"
             "## Bröderna Ek\n"
             "Stiftelser och föreningar kan söka högst 50 000 kronor för vård "
             "av kvarnar. Ansökan ska vara inne senast den 15 april 2027.\n");
    assert_int_equal(r->n_calls, 2);
    assert_string_equal(r->calls[0]->title, "Minnet av Elsa");
    assert_string_equal(r->calls[1]->title, "Bröderna Ek");
    assert_int_equal(r->calls[1]->deadlines[0].month, 4);
    reading_free_calls(r);
    arena_free(mem);
}

/* Beside funds that say all, one that names no day is one too; and what its
 * own words hint at is nearer than what the page says of another. */
static void test_fund_beside_funds(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(
        mem, "# Ur våra donationer\n"
             "Kommuner kan söka den stora fonden, som har en egen sida.\n"
             "## Minnet av Elsa\n"
             "Ideella föreningar i Kalmar län kan söka upp till 20 000 kronor "
             "för läger med barn. Sista ansökningsdag är den 1 mars 2027.\n"
             "## Bröderna Ek\n"
             "Stiftelser och föreningar kan söka högst 50 000 kronor för vård "
             "av kvarnar. Ansökan ska vara inne senast den 15 april 2027.\n"
             "## Systrarna Alm\n"
             "Västar, bollar och annat som barn behöver för att röra på sig. "
             "Ideella idrottsföreningar får som mest 15 000 kronor. Sök när "
             "ni vill, svar kommer inom en månad.\n");
    assert_int_equal(r->n_calls, 3);
    const struct call *c = r->calls[2];
    assert_string_equal(c->title, "Systrarna Alm");
    assert_true(c->award_ceiling == 15000);
    assert_int_equal(c->applicants, CODE_BIT(APPLICANT_ASSOCIATION));
    reading_free_calls(r);
    arena_free(mem);
}

/* Sections on kinds of project are one call. */
static void test_sections_are_no_calls(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(
        mem,
        "# Projektmedel för levande bygder\n"
        "Sök senast den 3 mars 2027. Ideella föreningar och kommuner kan "
        "söka.\n"
        "## Förstudier\n"
        "En förstudie kan få högst 50 000 kronor och ska visa om det finns "
        "underlag för ett större projekt i bygden.\n"
        "## Genomförande\n"
        "Ett genomförandeprojekt kan få högst 700 000 kronor för upp till "
        "tre års arbete tillsammans med minst en annan förening.\n");
    assert_int_equal(r->kind, PAGE_CALL);
    assert_int_equal(r->n_calls, 1);
    assert_true(r->calls[0]->award_ceiling == 700000);
    reading_free_calls(r);
    arena_free(mem);
}

/* Where no heading is, the page's title is the call's, without the site. */
static void test_titles(void **state)
{
    (void)state;
    static const char *const titles[][2] = {
        {"Kulturpengen | Exempelfonden", "Kulturpengen"},
        {"Kulturpengen - Stöd - Kommunen", "Kulturpengen - Stöd"},
        {"Exempelfonden / Kulturpengen", "Kulturpengen"},
        {"Exempelfonden: Kulturpengen", "Kulturpengen"},
        {"Exempelfonden \xC2\xB7 Kulturpengen", "Kulturpengen"},
        {"Exempelfonden - Kulturpengen - Stöd", "Kulturpengen"},
        {"Kulturpengen / Exempelfonden", "Kulturpengen"},
        /* what a title may have itself */
        {"Kulturpengen / Konstpengen", "Kulturpengen / Konstpengen"},
        {"Steg 1: Kulturpengen", "Steg 1: Kulturpengen"},
        {"Exempelfonden", "Exempelfonden"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct arena *mem = arena_new();
        struct err e = ERR_INIT;
        struct read_context ctx = {.url = "https://example.org/x",
                                   .funder = "Exempelfonden",
                                   .today = {2026, 11, 23}};
        struct page_reading *r = NULL;
        struct doc *d = markup_doc(
            mem, "Föreningar kan söka högst 50 000 kronor till den 1 mars "
                 "2027, och alla som vill får vara med på det hela taget.\n");
        d->title = titles[i][0];
        assert_int_equal(read_page(mem, fixture_vocab, &ctx, d, &r, &e), ST_OK);
        assert_string_equal(r->calls[0]->title, titles[i][1]);
        reading_free_calls(r);
        arena_free(mem);
    }
}

/* A title that is no name tells what its page is about. */
static void test_titles_of_lesser_pages(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        enum page_about about;
    } titles[] = {
        {"Vem kan söka?", ABOUT_WHO},
        {"Hvem kan søge", ABOUT_WHO},
        {"Villkor", ABOUT_TERMS},
        {"Budget och kostnader", ABOUT_TERMS},
        {"Frågor & svar", ABOUT_TERMS},
        {"How to apply", ABOUT_TERMS},
        {"Vem kan söka Klimatlyftet?", ABOUT_WHO_OF},
        {"Frågor och svar om Klimatlyftet", ABOUT_TERMS_OF},
        {"Villkor för Klimatlyftet", ABOUT_TERMS_OF},
        {"Utlysningstext 2026/00041", ABOUT_TEXT},
        /* names, and what a page of calls may be called */
        {"Klimatlyftet", ABOUT_ITSELF},
        {"Sök bidrag", ABOUT_ITSELF},
        {"Villkorslösa lån", ABOUT_ITSELF},
        {"Projektstöd", ABOUT_ITSELF},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_markup(
            mem, arena_printf(mem,
                              "# %s\nDet här gäller för er som vill söka "
                              "pengar av oss till något bra.\n",
                              titles[i].title));
        if (r->about != titles[i].about)
            fail_msg("%s", titles[i].title);
        reading_free_calls(r);
        arena_free(mem);
    }
}

/* Each theme is judged by itself: the second of a title is kept as well, a
 * word in passing is not. */
static void test_themes(void **state)
{
    (void)state;
    static const struct {
        const char *page, *want;
    } pages[] = {
        {"# Språk och jobb för nyanlända\n"
         "Projekt som ger nyanlända och andra utrikesfödda svenska i vardagen "
         "och en väg ut på arbetsmarknaden. Deltagarna arbetstränar, och vi "
         "riktar oss till långtidsarbetslösa som söker ett första jobb.\n"
         "Sista ansökningsdag: 2027-03-01. Högst 400 000 kronor. Fika och "
         "idrott får ingå.\n",
         "work_integration migrants"},
        {"# Lån till växande kooperativ\n"
         "Lånet är mellan 50 000 och 500 000 kronor och söks löpande av "
         "ekonomiska föreningar.\n",
         "business"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_markup(mem, pages[i].page);
        char got[200] = "";
        for (int t = 0; t < code_count(CODE_THEME); t++)
            if (r->calls[0]->themes & CODE_BIT(t))
                snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s",
                         got[0] != '\0' ? " " : "", code_name(CODE_THEME, t));
        assert_string_equal(got, pages[i].want);
        reading_free_calls(r);
        arena_free(mem);
    }
}

/* Pages that once killed the reader. */
static void test_past_faults(void **state)
{
    (void)state;
    static const char *const pages[] = {
        /* a theme that only the funder's name gives */
        "# Kontakt\nRing oss gärna.\n",
        /* a reference number as the last thing of a text */
        "# Utlysning\nDiarienummer :: 2026-12\nDnr 26/1",
        "# Utlysning\nDiarienummer :: :\n",
        /* a sentence that breaks off after a form of organisation */
        "# Utlysning\n## Vem kan söka?\nOrganisationer kan söka, "
        "föreningar,\nOrganisationer,\n",
        /* nothing at all */
        "",
        "# \n",
        "## ?\n17 mars\n",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena *mem = arena_new();
        struct err e = ERR_INIT;
        struct read_context ctx = {.funder = "Leader Landsbygd",
                                   .today = {2026, 11, 23}};
        struct page_reading *r = NULL;
        assert_int_equal(read_page(mem, fixture_vocab, &ctx,
                                   markup_doc(mem, pages[i]), &r, &e),
                         ST_OK);
        reading_free_calls(r);
        arena_free(mem);
    }
}

/* More days and sums than any call has, in one endless sentence. */
static void test_endless(void **state)
{
    (void)state;
    struct buf page;
    buf_init(&page, 1u << 20);
    assert_int_equal(buf_puts(&page, "# Bidrag\n"), ST_OK);
    for (int i = 0; i < 4000; i++)
        assert_int_equal(
            buf_puts(&page, "senast den 3 mars 2027, högst 7 000 kronor, "),
            ST_OK);
    assert_int_equal(buf_puts(&page, "\nSista dag: 4 april 2027.\n"), ST_OK);
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(mem, page.data);
    assert_int_equal(r->n_calls, 1);
    assert_true(r->calls[0]->n_deadlines >= 1);
    assert_true(r->calls[0]->award_ceiling == 7000);
    reading_free_calls(r);
    arena_free(mem);
    buf_free(&page);
}

static json_t *told(const struct page_reading *r)
{
    struct buf b;
    buf_init(&b, CAP_REPLY_BYTES);
    assert_int_equal(reading_append_json(&b, r, JSON_COMPACT), ST_OK);
    json_t *o = json_loads(b.data, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(o);
    buf_free(&b);
    return o;
}

static void test_json_round_trip(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(mem, rows[0].page), *back = NULL;
    json_t *o = told(r);
    struct err e = ERR_INIT;
    assert_int_equal(reading_from_json(mem, o, &back, &e), ST_OK);
    json_t *again = told(back);
    assert_true(json_equal(o, again));
    json_decref(again);
    /* What a hostile reply may try. */
    struct page_reading *none = NULL;
    json_object_set_new(o, "about", json_string("everything"));
    assert_int_equal(reading_from_json(mem, o, &none, &e), ST_INVALID);
    json_object_set_new(o, "about", json_string("who"));
    json_object_set_new(o, "score", json_real(7));
    assert_int_equal(reading_from_json(mem, o, &none, &e), ST_INVALID);
    assert_null(none);
    json_decref(o);
    reading_free_calls(r);
    reading_free_calls(back);
    arena_free(mem);
}

/* A page that is merely odd, its strings and lists beyond every bound, is cut
 * by the writing side, not refused by the reading one. */
static void test_json_of_too_much(void **state)
{
    (void)state;
    enum { MANY = 6000, LONG = 2 << 20 };
    struct arena *mem = arena_new();
    char *s = arena_alloc(mem, LONG + 1);
    for (int i = 0; i < LONG; i += 2)
        memcpy(s + i, "\xc3\xa5", 2);
    s[LONG] = '\0';
    struct page_link *links = arena_alloc(mem, MANY * sizeof *links);
    struct page_note *notes = arena_alloc(mem, MANY * sizeof *notes);
    const char **texts = arena_alloc(mem, MANY * sizeof *texts);
    for (int i = 0; i < MANY; i++) {
        links[i] =
            (struct page_link){i == 0 ? s : "a", i == 1 ? s : "b", false};
        notes[i] = (struct page_note){"title", i == 0 ? s : "c", "d"};
        texts[i] = i == 0 ? s : "sv";
    }
    struct page_reading r = {.mem = mem,
                             .score = 0.5,
                             .title = s,
                             .canonical = s,
                             .base = s,
                             .lang = s,
                             .text = s,
                             .reasons = texts,
                             .n_reasons = MANY,
                             .links = links,
                             .n_links = MANY,
                             .notes = notes,
                             .n_notes = MANY,
                             .alternate_lang = texts,
                             .alternate_href = texts,
                             .n_alternates = MANY};
    struct page_reading *back = NULL;
    memset(r.text_hash, 'a', 64);
    json_t *o = told(&r);
    struct err e = ERR_INIT;
    if (reading_from_json(mem, o, &back, &e) != ST_OK)
        fail_msg("%s", e.text);
    json_decref(o);
    assert_int_equal(strlen(back->text), CAP_TEXT_BYTES);
    assert_true(strlen(back->title) > 1000);
    assert_null(back->canonical); /* half an address is another */
    assert_null(back->base);
    assert_null(back->lang);
    assert_int_equal(back->n_links, CAP_LINKS_PER_PAGE - 1);
    assert_int_equal(strlen(back->links[0].text), 1 << 16);
    assert_int_equal(back->n_notes, CAP_NOTES_PER_PAGE);
    assert_true(back->n_alternates > 100);
    assert_true(back->n_reasons > 10);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_other_pages),
        cmocka_unit_test(test_several_calls),
        cmocka_unit_test(test_several_funds),
        cmocka_unit_test(test_fund_beside_funds),
        cmocka_unit_test(test_sections_are_no_calls),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_titles_of_lesser_pages),
        cmocka_unit_test(test_themes),
        cmocka_unit_test(test_past_faults),
        cmocka_unit_test(test_endless),
        cmocka_unit_test(test_json_round_trip),
        cmocka_unit_test(test_json_of_too_much),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
