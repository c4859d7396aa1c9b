/*
 * test_read.c - whole pages, in the words of funders at large, to records.
 * The expected values are written as the JSON of the fields in question.
 */
#include "read_fixture.h"
#include "markup.h"

#include "medel/reading.h"

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
    {"yearless rounds each year",
     "# Projektbidrag till föreningar\n"
     "Föreningar kan söka projektbidrag två gånger per år. Sista "
     "ansökningsdag är 1 maj och 1 oktober varje år.\n"
     "## Vem får söka?\n"
     "Ideella föreningar med säte i kommunen.\n"
     "## Bidragets storlek\n"
     "Du kan söka upp till 30 000 kr per projekt.\n",
     "{\"deadlines\":[\"2027-05-01\",\"2027-10-01\"],\"award_ceiling\":30000,"
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
     "Aktiebolag och handelsbolag.\n",
     "{\"status\":\"closed\",\"deadlines\":[\"2026-09-30\"]}"},
};

static struct page_reading *read_markup(struct arena *mem, const char *page)
{
    struct err e = ERR_INIT;
    struct read_context ctx = {.url = "https://example.org/x",
                               .funder = "Exempelfonden",
                               .today = {2026, 11, 23}};
    struct page_reading *r = NULL;
    assert_int_equal(
        read_page(mem, fixture_vocab, &ctx, markup_doc(mem, page), &r, &e),
        ST_OK);
    return r;
}

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

/* What one or two sentences say of who may apply, who may not, and where. */
static const struct {
    const char *page;
    const char *in, *out, *where; /* codes with spaces; NULL: not looked at */
} said[] = {
    /* leave and a verb of applying, either way round, and denied */
    {"Här får byalag och kommuner i Dalarna lämna in ansökan.",
     "association municipality", "", "SE-W"},
    {"Kan ett aktiebolag söka? Nej, aktiebolag kan inte söka.", "", "company",
     NULL},
    {"Stiftelser och trossamfund kommer att kunna söka.",
     "foundation faith_community", "", NULL},
    {"Inga kommuner kan ansöka, bara ideella föreningar.", NULL, "municipality",
     NULL},
    {"Varken stiftelser eller aktiebolag får söka.", "", "foundation company",
     NULL},
    {"Ideella föreningar kan söka. Bolag och kommuner får inte.", "association",
     "company municipality", NULL},
    {"Lärosäten kan vara part men inte söka.", "", "university", NULL},
    {"Regioner får gärna delta, men det är kommunen som ansöker.",
     "municipality", "", NULL},
    /* handed out to, meant for, applied for by */
    {"Pengarna betalas enbart ut till registrerade trossamfund.",
     "faith_community", "", NULL},
    {"Utlysningen vänder sig i första hand till lärosäten.", "university", "",
     NULL},
    {"Anslaget söks av ekonomiska föreningar eller av en stiftelse.",
     "cooperative foundation", "", NULL},
    {"Stöd lämnas inte till stiftelser.", "", "foundation", NULL},
    {"För mindre aktiebolag i Kalmar län finns nu pengar att söka.", "company",
     "", "SE-H"},
    {"Grants are awarded to cooperatives and to foundations in Finland.",
     "cooperative foundation", "", "FI"},
    {"Midlene gis til frivillige organisasjoner i Agder.", "association", "",
     "NO"},
    {"Puljen kan søges af fonde og af kommuner på Fyn.",
     "foundation municipality", "", "DK"},
    {"Tilskuddet går ikke til kommuner. Idrettslag kan søke.", "association",
     "municipality", NULL},
    /* a word for the applicant and a copula; who has the lead */
    {"Projektägaren ska vara en region eller ett universitet.",
     "region university", "", NULL},
    {"Koordinator, det vill säga den som söker, ska vara en stiftelse. "
     "Företag ska ingå som projektparter.",
     "foundation", "", NULL},
    {"The lead applicant must be a municipality. Universities take part as "
     "partners.",
     "municipality", "", NULL},
    {"Søker må være et aksjeselskap.", "company", "", NULL},
    {"Ansøgeren skal være en forening.", "association", "", NULL},
    {"Kommuner är inte behöriga; det är däremot ideella föreningar.", NULL,
     "municipality", NULL},
    /* definitions, forms spelt out, umbrella words */
    {"Föreningar (ideella och ekonomiska) kan söka.", "association cooperative",
     "", NULL},
    {"Företag kan söka: aktiebolag, handelsbolag och enskilda firmor.",
     "company partnership sole_trader", "", NULL},
    {"Idéburna aktörer kan söka. Med det menas ideella föreningar, stiftelser "
     "och trossamfund.",
     "association foundation faith_community", "", NULL},
    {"Offentliga aktörer är välkomna att söka.", "municipality region agency",
     "", NULL},
    {"Alla juridiska personer får söka, till exempel föreningar och bolag. "
     "Enskild firma går inte.",
     "legal_person", "sole_trader", NULL},
    {"Sociala företag som drivs som ekonomisk förening kan söka.",
     "cooperative social_enterprise", "", NULL},
    /* named in passing */
    {"Ideella föreningar som samarbetar med en kommun kan söka.", "association",
     "", NULL},
    {"Aktiebolag som ägs av en stiftelse kan ansöka.", "company", "", NULL},
    {"Kommuner kan söka tillsammans med föreningar och företag.",
     "municipality", "", NULL},
    {"Ideella föreningar kan söka stöd till kurser för företag.", "association",
     "", NULL},
    {"Stiftelser som varken staten eller en kommun har bildat kan söka.",
     "foundation", "", NULL},
    /* likewise, nor, only some of the kind, taken back */
    {"Stiftelser omfattas inte. Aktiebolag likaså.", "", "foundation company",
     NULL},
    {"Privatpersoner kan inte söka, och det kan inte heller kommuner.", "",
     "individual municipality", NULL},
    {"Ideella föreningar kan söka. Föreningar som redan har stöd får vänta.",
     "association", "", NULL},
    {"Kommuner kan söka. Stiftelser får söka en annan gång.", "municipality",
     "foundation", NULL},
    {"Företag är välkomna som leverantörer. Ideella föreningar kan söka.",
     "association", "", NULL},
    {"Associations may apply; neither companies nor individuals are eligible.",
     "association", "company individual", NULL},
    /* people */
    {"Är du mellan 16 och 22 år? Då kan du få 5 000 kronor.", "individual", "",
     NULL},
    {"Du söker som privatperson eller genom en ideell förening.",
     "individual association", "", NULL},
    {"Konstnärer med enskild firma kan söka.", "sole_trader", "", NULL},
    /* where: tied to those who apply, to an act, or to an office */
    {"Föreningar med säte i Värmland, Dalarna eller Gävleborgs län kan söka.",
     "association", "", "SE-S SE-W SE-X"},
    {"Danske kommuner kan søge.", "municipality", "", "DK"},
    {"Söker du från Norge vänder du dig till ett annat råd. Svenska föreningar "
     "kan söka här.",
     "association", "", "SE"},
    {"Du ska vara folkbokförd i Uppsala län. Kansliet finns i Kalmar.", NULL,
     NULL, "SE-C"},
    {"Kommuner i Jönköpings och Kronobergs län samt på Gotland kan söka.",
     "municipality", "", "SE-F SE-G SE-I"},
    {"Applicants must be based in Iceland, Norway or Greenland.", NULL, NULL,
     "IS NO DK"},
    {"Prosjektet må gjennomføres i Nordland, Troms eller Finnmark.", NULL, NULL,
     "NO"},
    {"Utlysningen gäller hela Sverige. Utbildningen hålls i Göteborg.", NULL,
     NULL, "SE"},
    {"Kommuner kan söka. Ansökan skickas till kansliet i Uppsala.",
     "municipality", "", ""},
    {"Föreningar i hela landet, från Kiruna till Ystad, kan söka.",
     "association", "", "SE"},
    {"Universities established in Sweden, Norway or Denmark may apply by 5 May "
     "2027, 15:00 Stockholm time.",
     "university", "", "SE NO DK"},
    {"Insatserna ska genomföras i Orsa, Mora eller Älvdalens kommun. "
     "Stiftelser kan söka.",
     "foundation", "", "SE-W"},
};

static codeset codes_of(enum code_kind set, const char *s)
{
    codeset codes = 0;
    while (*s != '\0') {
        char code[32];
        size_t n = strcspn(s, " ");
        memcpy(code, s, n);
        code[n] = '\0';
        int i = code_find(set, code);
        assert_true(i >= 0);
        codes |= CODE_BIT(i);
        s += n + (s[n] == ' ');
    }
    return codes;
}

static int differ(const char *page, const char *what, enum code_kind set,
                  codeset got, const char *want)
{
    if (want == NULL || got == codes_of(set, want))
        return 0;
    print_message("%s: %s, not \"%s\":", page, what, want);
    for (int i = 0; i < code_count(set); i++)
        if (got & CODE_BIT(i))
            print_message(" %s", code_name(set, i));
    print_message("\n");
    return 1;
}

static void test_who_and_where(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct arena *mem = arena_new();
        char page[1024];
        snprintf(page, sizeof page, "# Bidrag 2027\n%s\n", said[i].page);
        struct page_reading *r = read_markup(mem, page);
        const struct call *c = r->calls[0];
        wrong += differ(said[i].page, "who", CODE_APPLICANT, c->applicants,
                        said[i].in);
        wrong += differ(said[i].page, "who not", CODE_APPLICANT, c->excluded,
                        said[i].out);
        wrong += differ(said[i].page, "where", CODE_REGION, c->regions,
                        said[i].where);
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
        {"# Om kakor\nVi använder kakor för att mäta besök.\n", PAGE_CALL},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_markup(mem, others[i].page);
        if (r->kind == others[i].kind)
            print_message("taken for a call (%.2f): %.40s\n", r->score,
                          others[i].page);
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

static void test_json_round_trip(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r = read_markup(mem, rows[0].page), *back = NULL;
    json_t *o = reading_to_json(r);
    struct err e = ERR_INIT;
    assert_int_equal(reading_from_json(mem, o, &back, &e), ST_OK);
    json_t *again = reading_to_json(back);
    assert_true(json_equal(o, again));
    json_decref(again);
    /* What a hostile reply may try. */
    json_object_set_new(o, "score", json_real(7));
    struct page_reading *none = NULL;
    assert_int_equal(reading_from_json(mem, o, &none, &e), ST_INVALID);
    assert_null(none);
    json_decref(o);
    reading_free_calls(r);
    reading_free_calls(back);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_who_and_where),
        cmocka_unit_test(test_other_pages),
        cmocka_unit_test(test_several_calls),
        cmocka_unit_test(test_past_faults),
        cmocka_unit_test(test_json_round_trip),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
