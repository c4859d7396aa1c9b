/* test_who_learnt.c - the signs of who may apply, and what learnt weights of
 * them add to the phrases' word and take from it. */
#include "reading_fixture.h"
#include "who_weights.h"

#include "../../read/who_signs.h"

#include <string.h>

/* --- signs ---------------------------------------------------------------- */

#define HEARD_BYTES 16000

struct heard {
    struct reader *r;
    const char *code;
    size_t n;
    char text[HEARD_BYTES]; /* each sign after a space */
};

static void keep(void *arg, const char *sign, size_t len, double strength)
{
    struct heard *h = arg;
    size_t used = strlen(h->text);
    assert_true(strength > 0 && strength <= 1);
    snprintf(h->text + used, sizeof h->text - used, " %.*s ", (int)len, sign);
}

static void keep_mention(void *arg, const struct who_mention *m)
{
    struct heard *h = arg;
    const struct sign_ear ear = {keep, h};
    h->n++;
    if (strcmp(code_name(CODE_APPLICANT, m->code), h->code) != 0)
        return;
    who_signs_of_sentence(h->r, m->unit, &ear);
    who_signs_of_mention(h->r, m, &ear);
}

/* The signs of CODE on PAGE; H->n counts the mentions of all forms. */
static void hear(struct arena *mem, const char *page, const char *code,
                 struct heard *h)
{
    struct reader r = {
        .mem = mem,
        .vocab = fixture_vocab,
        .w = vocab_weights(fixture_vocab),
        .text = text_build(mem, fixture_vocab, markup_doc(mem, page))};
    h->r = &r;
    h->code = code;
    h->n = 0;
    h->text[0] = '\0';
    who_each_mention(&r, keep_mention, h);
}

static void expect(const struct heard *h, const char *sign)
{
    if (strstr(h->text, sign) == NULL)
        fail_msg("no \"%s\" in%s", sign, h->text);
}

static void test_signs(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct heard h;
    hear(mem,
         "# Byabidraget\n## Vilka vänder vi oss till?\nDet här gäller:\n"
         "- stiftelser och aktiebolag med säte i länet\nVälkomna!\n",
         "company", &h);
    assert_int_equal(h.n, 2);
    expect(&h, " <1och ");
    expect(&h, " <FORM ");
    expect(&h, " >1med ");
    expect(&h, " >@preposition ");
    expect(&h, " ~länet ");
    expect(&h, " _gäller ");
    expect(&h, " -gäller ");
    expect(&h, " +välkomna ");
    expect(&h, " ^vänder ");
    expect(&h, " #c_company ");
    expect(&h, " #w_aktiebolag ");
    expect(&h, " #codes2 ");
    expect(&h, " #item ");
    hear(mem, "# Bidrag\nForm :: handelsbolag\n", "partnership", &h);
    expect(&h, " =form ");
    expect(&h, " #label ");
    hear(mem, "# Bidrag\nHar ni en förening?\n", "association", &h);
    expect(&h, " #ask ");
    expect(&h, " #general ");
    /* Neither people nor "any legal person". */
    hear(mem, "# Bidrag\nPrivatpersoner och juridiska personer.\n",
         "individual", &h);
    assert_int_equal(h.n, 0);
    arena_free(mem);
}

static void test_most_mentions(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct heard *h = arena_alloc(mem, sizeof *h);
    struct buf page;
    buf_init(&page, CAP_PAGE_BYTES);
    assert_int_equal(buf_printf(&page, "# Bidrag\n"), ST_OK);
    for (int i = 0; i < 2 * WHO_MENTIONS_MAX; i++)
        assert_int_equal(buf_printf(&page, "Stiftelser.\n"), ST_OK);
    hear(mem, arena_strndup(mem, page.data, page.len), "company", h);
    assert_int_equal(h->n, WHO_MENTIONS_MAX);
    buf_free(&page);
    arena_free(mem);
}

/* --- what they change ----------------------------------------------------- */

static codeset codes_of(const char *names)
{
    codeset set = 0;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++)
        if (strstr(names, code_name(CODE_APPLICANT, i)) != NULL)
            set |= CODE_BIT(i);
    return set;
}

#define FOUNDATIONS_IN "900\t#c_foundation\n"
#define COMPANIES_OUT "-900\t#c_company\n"

static const struct {
    const char *weights, *page, *want;
} rows[] = {
    /* a form is added, but none that a phrase shuts out */
    {"", "Föreningar kan söka. Vi hör gärna från stiftelser.", "association"},
    {FOUNDATIONS_IN, "Föreningar kan söka. Vi hör gärna från stiftelser.",
     "association foundation"},
    {FOUNDATIONS_IN, "Föreningar kan söka. Stiftelser kan inte söka.",
     "association"},
    {"150\t#c_foundation\n", "Föreningar kan söka. Vi hör från stiftelser.",
     "association"}, /* not sure enough */
    /* nor beside any legal person, who names it already */
    {FOUNDATIONS_IN,
     "Alla juridiska personer kan söka. Vi hör gärna från stiftelser.",
     "legal_person"},
    {"900\t#c_social_enterprise\n",
     "Alla juridiska personer kan söka. Vi hör från sociala företag.",
     "legal_person social_enterprise"},
    /* nor where the phrases find nobody */
    {FOUNDATIONS_IN, "Årets bidrag är på 20 000 kronor.", ""},
    /* one is dropped, but not the last, nor one of a row */
    {COMPANIES_OUT, "Föreningar kan söka. Aktiebolag kan söka.", "association"},
    {COMPANIES_OUT, "Aktiebolag kan söka.", "company"},
    {COMPANIES_OUT, "Föreningar och aktiebolag kan söka.",
     "association company"},
    /* by the mean of its names */
    {"900\t~mässan\n-500\t~lokal\n",
     "Föreningar kan söka. Stiftelser på mässan. Stiftelser i lokal.",
     "association"},
    /* how often it is named */
    {"900\t#n2\n-900\t#c_association\n",
     "Föreningar kan söka. Stiftelser på mässan. Stiftelser i lokal.",
     "association foundation"},
};

static struct page_reading *read_with(struct arena *mem, const char *weights,
                                      const char *text)
{
    learn_who(weights);
    return read_markup(mem, arena_printf(mem, "# Bidrag 2027\n%s\n", text));
}

static void test_choice(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_with(mem, rows[i].weights, rows[i].page);
        if (r->calls[0]->applicants != codes_of(rows[i].want))
            fail_msg("%s: not \"%s\" but %llx", rows[i].page, rows[i].want,
                     (unsigned long long)r->calls[0]->applicants);
        reading_free_calls(r);
        arena_free(mem);
    }
}

/* The words of what is added stand beside the phrases', which are less sure
 * then; what is dropped is told. */
static void test_evidence(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_reading *r =
        read_with(mem, FOUNDATIONS_IN,
                  "Föreningar kan söka. Vi hör gärna från stiftelser.");
    const struct call_evidence *ev = &r->calls[0]->evidence[FIELD_APPLICANTS];
    assert_string_equal(ev->text,
                        "Föreningar kan söka. … Vi hör gärna från stiftelser.");
    assert_float_equal(ev->confidence, 0.6, 1e-9);
    reading_free_calls(r);
    r = read_with(mem, COMPANIES_OUT,
                  "Aktiebolag kan söka. Föreningar får söka.");
    ev = &r->calls[0]->evidence[FIELD_APPLICANTS];
    assert_string_equal(ev->text, "Föreningar får söka.");
    bool told = false;
    for (size_t i = 0; i < r->n_notes; i++)
        told |= strcmp(r->notes[i].field, "applicants") == 0 &&
                strstr(r->notes[i].text, "Aktiebolag") != NULL;
    assert_true(told);
    reading_free_calls(r);
    /* Hints remain hints. */
    r = read_with(mem, FOUNDATIONS_IN,
                  "Alla föreningar var med. Vi hör gärna från stiftelser.");
    assert_true(r->calls[0]->evidence[FIELD_APPLICANTS].confidence <= 0.4);
    reading_free_calls(r);
    arena_free(mem);
}

/* The file itself: it has one class. */
static void test_file(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct learnt *l;
    struct err e = ERR_INIT;
    static const char text[] = "may\tsign\n12\t<1får\n",
                      bad[] = "may\tsign\n1\n";
    double said[LEARNT_MAY + 1] = {0};
    assert_int_equal(learnt_parse(mem, LEARNT_WHO, text, strlen(text), &l, &e),
                     ST_OK);
    assert_true(learnt_hear(l, "<1får", strlen("<1får"), 0.5, said));
    assert_float_equal(said[LEARNT_MAY], 0.06, 1e-9);
    assert_int_equal(learnt_parse(mem, LEARNT_WHO, bad, strlen(bad), &l, &e),
                     ST_INVALID);
    assert_non_null(strstr(e.text, "learnt-who.txt:2: 1 weights"));
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signs),  cmocka_unit_test(test_most_mentions),
        cmocka_unit_test(test_choice), cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_file),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
