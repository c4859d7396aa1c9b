/* test_vocab.c - lexicon files: what their terms match, and their errors. */
#include "read_fixture.h"

#include "../../read/text.h"

#include <string.h>

/* The shipped vocabulary with one file put in the place of its namesake. */
static enum status parse_with(const char *name, const char *text,
                              struct vocab **ret, struct err *e)
{
    const char *share = getenv("MEDEL_SHARE");
    char dir[4096], head[300];
    snprintf(dir, sizeof dir, "%s/data", share != NULL ? share : ".");
    struct buf all, out;
    buf_init(&all, CAP_VOCAB_BYTES);
    buf_init(&out, CAP_VOCAB_BYTES);
    assert_int_equal(vocab_bundle(dir, &all, e), ST_OK);
    for (const char *p = all.data; p < all.data + all.len;) {
        const char *eol = strchr(p, '\n');
        size_t size = strtoul(strchr(p, ' '), NULL, 10);
        size_t k = strlen(name);
        if (strncmp(p, name, k) == 0 && p[k] == ' ') {
            snprintf(head, sizeof head, "%s %zu\n", name, strlen(text));
            buf_puts(&out, head);
            buf_puts(&out, text);
        } else {
            buf_append(&out, p, (size_t)(eol + 1 - p) + size);
        }
        p = eol + 1 + size;
    }
    enum status st = vocab_parse(out.data, out.len, ret, e);
    buf_free(&all);
    buf_free(&out);
    return st;
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"lexicon: themes\nentries:\n  - cod: ageing\n    terms: [äldre]\n",
         "themes.yaml:3: Unexpected key: cod"},
        {"lexicon: themes\nentries:\n  - code: agein\n    terms: [äldre]\n",
         "themes.yaml:3: code \"agein\": did you mean \"ageing\"?"},
        {"lexicon: themes\n# code: none\nentries:\n  - code: rural\n"
         "    terms: [by]\n  - {code: youth, terms: [\"ab*\"]}\n",
         "themes.yaml:6: code \"youth\": term \"ab*\": at least 3 letters "
         "before or after *"},
        {"lexicon: thems\nentries:\n  - {code: rural, terms: [by]}\n",
         "themes.yaml: unknown lexicon \"thems\""},
        {"lexicon: themes\nentries:\n  - &a {code: rural, terms: [by]}\n"
         "  - *a\n",
         "themes.yaml"},
        {"", "themes.yaml"},
        {"lexicon: [", "themes.yaml"},
        {"lexicon: themes\nentries:\n  - code: rural\n",
         "themes.yaml:3: code \"rural\": has no terms"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vocab *v = NULL;
        struct err e = ERR_INIT;
        enum status st = parse_with("themes.yaml", rows[i].text, &v, &e);
        if (strncmp(e.text, rows[i].want, strlen(rows[i].want)) != 0)
            print_message("got: %s\n", e.text);
        assert_int_equal(st, ST_INVALID);
        assert_null(v);
        assert_memory_equal(e.text, rows[i].want, strlen(rows[i].want));
    }
}

/* Each weight stands once, as a number. */
static void test_weights(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"lexicon: weights\nentries:\n  - {code: date.mid, weight: 1}\n",
         "weights.yaml:3: code \"date.mid\": not a code"},
        {"lexicon: weights\nentries:\n  - {code: date.min}\n",
         "weights.yaml:3: code \"date.min\": must have a weight"},
        {"lexicon: weights\nentries:\n  - {code: date.min, weight: 1}\n"
         "  - {code: date.min, weight: 2}\n",
         "weights.yaml:4: code \"date.min\": stands twice"},
        {"lexicon: weights\nentries:\n  - {code: date.min, weight: 1}\n",
         "the vocabulary has no weight \"date.label\""},
        {"lexicon: weights\nentries:\n"
         "  - {code: date.min, weight: 1, terms: [a]}\n",
         "weights.yaml:3: code \"date.min\": must have a weight, and no terms"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vocab *v = NULL;
        struct err e = ERR_INIT;
        assert_int_equal(parse_with("weights.yaml", rows[i].text, &v, &e),
                         ST_INVALID);
        if (strstr(e.text, rows[i].want) == NULL)
            fail_msg("row %zu: %s", i, e.text);
    }
}

/* A day with a name is a day of the year; phrases have known codes. */
static void test_date_errors(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"days.yaml", "lexicon: days\nentries:\n  - {code: 2-30, terms: [x]}\n",
         "days.yaml:3: code \"2-30\": must be MONTH-DAY"},
        {"days.yaml",
         "lexicon: days\nentries:\n  - {code: \"12\", terms: [x]}\n",
         "days.yaml:3: code \"12\": must be MONTH-DAY"},
        {"weekdays.yaml",
         "lexicon: weekdays\nentries:\n  - {code: \"8\", terms: [x]}\n",
         "weekdays.yaml:3: code \"8\": must be a number from 1 to 7"},
        {"dates.yaml",
         "lexicon: dates\nentries:\n  - {code: joins, terms: [x]}\n",
         "dates.yaml:3: code \"joins\": not a code"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vocab *v = NULL;
        struct err e = ERR_INIT;
        assert_int_equal(parse_with(rows[i].name, rows[i].text, &v, &e),
                         ST_INVALID);
        if (strstr(e.text, rows[i].want) == NULL)
            fail_msg("row %zu: %s", i, e.text);
    }
}

/* Each list of words is there, of single words. */
static void test_word_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"lexicon: words\nentries:\n  - {code: andd, terms: [och]}\n",
         "words.yaml:3: code \"andd\": not a code"},
        {"lexicon: words\nentries:\n  - {code: and, terms: [och även]}\n",
         "term \"och även\" must be one word"},
        {"lexicon: words\nentries:\n  - {code: and, terms: [och]}\n",
         "the vocabulary has no words \"or\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vocab *v = NULL;
        struct err e = ERR_INIT;
        assert_int_equal(parse_with("words.yaml", rows[i].text, &v, &e),
                         ST_INVALID);
        if (strstr(e.text, rows[i].want) == NULL)
            fail_msg("row %zu: %s", i, e.text);
    }
}

/* A token knows its lists; one that is in none, a mark and the end do too. */
static void test_word_lists(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct unit u;
    text_unit(mem, fixture_vocab, "Föreningar SOM och, eller", &u);
    assert_int_equal(u.n, 5);
    assert_false(unit_in(&u, 0, WORDS_AND));
    assert_true(unit_in(&u, 1, WORDS_WHO) && unit_in(&u, 1, WORDS_AS));
    assert_true(unit_in(&u, 2, WORDS_AND) && !unit_in(&u, 2, WORDS_OR));
    assert_false(unit_in(&u, 3, WORDS_OR));
    assert_true(unit_in(&u, 4, WORDS_OR));
    assert_false(unit_in(&u, 5, WORDS_OR) || token_in(&u.tokens[5], WORDS_OR));
    arena_free(mem);
}

/* What a unit has is never said to be impossible; most of the rest is. */
static void test_may_say(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    assert_true(text_may_say(mem, fixture_vocab, "Senast uppdaterad 3 mars",
                             CUE_UPDATED));
    assert_true(
        text_may_say(mem, fixture_vocab, "Sök SENAST den 3 mars", CUE_LATEST));
    assert_false(text_may_say(mem, fixture_vocab, "Vi delar ut 30 000 kronor",
                              CUE_UPDATED));
    assert_false(text_may_say(mem, fixture_vocab, "", CUE_UPDATED));
    arena_free(mem);
}

/* A theme's own weight is found by the theme's code. */
static void test_theme_weights(void **state)
{
    (void)state;
    for (int t = 0; t < code_count(CODE_THEME); t++) {
        char want[64];
        snprintf(want, sizeof want, "theme.is.%s", code_name(CODE_THEME, t));
        assert_string_equal(
            vocab_weight_code((enum weight)(WEIGHT_THEME_IS_FIRST + t)), want);
    }
}

static void test_cut_bundle(void **state)
{
    (void)state;
    struct vocab *v = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(vocab_parse("a.yaml 99\nx", 11, &v, &e), ST_INVALID);
    err_clear(&e);
    assert_int_equal(vocab_parse("", 0, &v, &e), ST_INVALID);
    err_clear(&e);
    assert_int_equal(vocab_parse("no newline", 10, &v, &e), ST_INVALID);
    assert_null(v);
}

/* The words of TEXT that SET finds under CODE, with | between. */
static const char *found(const char *text, enum lexicon_set set,
                         const char *code)
{
    static char out[512];
    struct arena *mem = arena_new();
    struct unit u;
    text_unit(mem, fixture_vocab, text, &u);
    out[0] = '\0';
    for (size_t i = 0; i < u.n_matches; i++) {
        const struct match *m = &u.matches[i];
        const char *s;
        size_t len;
        if (m->set != set || strcmp(m->entry->code, code) != 0)
            continue;
        unit_quote(&u, m->from, m->to, &s, &len);
        size_t used = strlen(out);
        snprintf(out + used, sizeof out - used, "%s%.*s", used > 0 ? "|" : "",
                 (int)len, s);
    }
    arena_free(mem);
    return out;
}

static void test_matches(void **state)
{
    (void)state;
    assert_string_equal(found("IDEELLA FÖRENINGAR och stiftelser",
                              LEX_APPLICANT, "association"),
                        "IDEELLA FÖRENINGAR");
    /* The longest name hides the shorter one inside it. */
    assert_string_equal(found("i Västra Götalands län", LEX_REGION, "SE-O"),
                        "Västra Götalands län");
    assert_string_equal(
        found("ideell eller ekonomisk förening", LEX_APPLICANT, "cooperative"),
        "ideell eller ekonomisk förening");
    assert_string_equal(found("bygdebidraget", LEX_PAGE, "call"),
                        "bygdebidraget");
    assert_string_equal(
        found("Ansökan, komplett, ska lämnas senast", LEX_CUE, "latest"),
        "senast");
    assert_string_equal(found("t.o.m. den 3 mars", LEX_CUE, "until"), "t.o.m");
}

/* Heads of a table that say that labels stand below are data. */
static void test_plain_heads(void **state)
{
    (void)state;
    static const char *const heads[] = {"Fråga", "Spørsmål", "Topic", "Vad"};
    struct arena *mem = arena_new();
    struct unit u;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        text_unit(mem, fixture_vocab, heads[i], &u);
        assert_non_null(unit_find(&u, LEX_CUE, CUE_PLAIN_HEAD));
    }
    text_unit(mem, fixture_vocab, "Sista ansökningsdag", &u);
    assert_null(unit_find(&u, LEX_CUE, CUE_PLAIN_HEAD));
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_plain_heads),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_theme_weights),
        cmocka_unit_test(test_cut_bundle),
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_date_errors),
        cmocka_unit_test(test_word_errors),
        cmocka_unit_test(test_word_lists),
        cmocka_unit_test(test_may_say),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
