/* test_who.c - who may apply and where, sentence by sentence. */
#include "reading_fixture.h"

#include <string.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_and_where),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
