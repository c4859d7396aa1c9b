/* test_query_parse.c - the query language: what a text means as a tree, where
 * it is at fault and how that is shown, and that no bytes do harm. */
#include "query_fixture.h"

#include "../../search/query.h"

#include "medel/term.h"

#include <math.h>

static struct arena *mem;

static int set_up(void **state)
{
    struct err e = ERR_INIT;
    char data[4096];
    const char *share = getenv("MEDEL_SHARE");
    (void)state;
    mem = arena_new();
    snprintf(data, sizeof data, "%s/data", share != NULL ? share : ".");
    if (lexicon_load(data, &lexicon, &e) != ST_OK)
        fixture_die(&e, data);
    return 0;
}

static int clean_up(void **state)
{
    (void)state;
    lexicon_free(lexicon);
    arena_free(mem);
    return 0;
}

/* --- a tree as text ------------------------------------------------------ */

static const char *condition_text(const struct condition *c)
{
    char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
    enum code_kind kind;
    const char *s = arena_printf(mem, "%s{", query_field_name(c->field));
    if (query_field_codes(c->field, &kind)) {
        for (int i = 0; i < code_count(kind); i++)
            if (c->codes & CODE_BIT(i))
                s = arena_printf(mem, "%s %s", s, code_name(kind, i));
    } else if (c->field == ASK_FUNDER) {
        for (size_t i = 0; i < c->n_funders; i++)
            s = arena_printf(mem, "%s %s", s, c->funders[i]);
    } else if (c->rolling || c->undated) {
        s = arena_printf(mem, "%s %s", s, c->rolling ? "rolling" : "undated");
    } else if (c->field == ASK_SUM || c->field == ASK_BUDGET) {
        s = arena_printf(mem, "%s %.0f..%.0f %s", s, c->low, c->high,
                         c->currency);
    } else if (c->field == ASK_RATE) {
        s = arena_printf(mem, "%s %g..%g", s, c->low, c->high);
    } else {
        s = arena_printf(mem, "%s %s..%s", s, date_format_iso(c->from, from),
                         date_format_iso(c->to, to));
    }
    return arena_printf(mem, "%s }", s);
}

static const char *words_text(const struct query_node *n)
{
    const char *s = "";
    for (size_t i = 0; i < n->n_words; i++)
        for (size_t k = 0; k < n->words[i].n_parts; k++)
            s = arena_printf(mem, "%s%s%s", s,
                             i + k == 0 ? ""
                             : k == 0   ? " "
                                        : "_",
                             n->words[i].parts[k]);
    return s;
}

static const char *tree_text(const struct query_node *n)
{
    static const char *const names[] = {"and", "or", "not", "near"};
    const char *title = n->in_title ? "title:" : "";
    const char *s;
    switch (n->kind) {
    case QUERY_WORDS:
        return arena_printf(mem, "%s[%s]", title, words_text(n));
    case QUERY_PHRASE:
        return arena_printf(mem, "%s\"%s\"", title, words_text(n));
    case QUERY_PATTERN:
        return arena_printf(mem, "%s%s", title, n->words[0].text);
    case QUERY_CONDITION:
        return condition_text(&n->condition);
    default:
        s = arena_printf(mem, "(%s", names[n->kind]);
        if (n->kind == QUERY_NEAR)
            s = arena_printf(mem, "%s/%u", s, n->distance);
        for (size_t i = 0; i < n->n; i++)
            s = arena_printf(mem, "%s %s", s, tree_text(n->sub[i]));
        return arena_printf(mem, "%s)", s);
    }
}

static void expect_tree(const char *text, const char *tree)
{
    struct err e = ERR_INIT;
    struct query q;
    struct query_fault fault;
    if (query_parse(mem, text, lexicon, TODAY, &q, &fault, &e) != ST_OK)
        fail_msg("'%s': %s", text, e.text);
    if (strcmp(tree_text(q.root), tree) != 0)
        fail_msg("'%s' is %s, not %s", text, tree_text(q.root), tree);
}

/* --- trees --------------------------------------------------------------- */

static void test_words(void **state)
{
    (void)state;
    expect_tree("Teater musik", "[teater musik]");
    expect_tree("  e-post\tTEATER\n", "[e_post teater]");
    expect_tree("stöd för landsbygden i Norrbotten",
                "[landsbygden norrbotten]");
    expect_tree("och", "[och]"); /* nothing else to search for */
    expect_tree("+för teater", "[för teater]");
    expect_tree("teater - musik & dans", "[teater musik dans]");
    expect_tree("http://x.se/a kl 12:30", "[http_x_se_a kl 12_30]");
    expect_tree("företag(et)", "[företag]");
    expect_tree("o\xcc\x88ppet", "[öppet]"); /* composed */
}

static void test_operators(void **state)
{
    (void)state;
    expect_tree("a1 OR b1 c1", "(or [a1] [b1 c1])");
    expect_tree("a1 b1 AND c1", "(and [a1 b1] [c1])");
    expect_tree("(a1 OR b1) c1", "(and (or [a1] [b1]) [c1])");
    expect_tree("a1 ELLER b1 OCH INTE c1", "(or [a1] (and [b1] (not [c1])))");
    expect_tree("a1 -b1", "(and [a1] (not [b1]))");
    expect_tree("a1 -(b1 OR c1)", "(and [a1] (not (or [b1] [c1])))");
    expect_tree("NOT NOT a1", "(not (not [a1]))");
    expect_tree("a1 or b1 och c1", "[a1 b1 c1]"); /* not in capitals */
    expect_tree("a1 NEAR b1", "(near/0 [a1] [b1])");
    expect_tree("a1 NEAR/3 b1 NÄRA c1", "(near/3 [a1] [b1] [c1])");
    expect_tree("NOT a1 NEAR b1", "(not (near/0 [a1] [b1]))");
    expect_tree("(a1 OR b1*) NEAR c1", "(near/0 (or [a1] b1*) [c1])");
    expect_tree("((((a1))))", "[a1]");
    expect_tree("för OR a1", "(or [för] [a1])");
    expect_tree("\"a1\" för", "\"a1\"");
}

static void test_phrases_and_patterns(void **state)
{
    (void)state;
    expect_tree("\"Social innovation\" x1", "(and \"social innovation\" [x1])");
    expect_tree("”social innovation”", "\"social innovation\"");
    expect_tree("«av och till»", "\"av och till\"");
    expect_tree("kult*", "kult*");
    expect_tree("*STÖD", "*stöd");
    expect_tree("e-sport*", "(and [e] sport*)");
    expect_tree("titel:teater musik", "(and title:[teater] [musik])");
    expect_tree("title:(a1 OR \"b1 c1\")", "(or title:[a1] title:\"b1 c1\")");
    expect_tree("x1 * y1", "[x1 y1]");
}

static void test_conditions(void **state)
{
    (void)state;
    expect_tree("region:SE-BD", "region{ SE-BD }");
    expect_tree("län:västra götaland teater", "(and region{ SE-O } [teater])");
    expect_tree("region: norrbotten", "region{ SE-BD }");
    expect_tree("REGION:Norrbottens-län", "region{ SE-BD }");
    expect_tree("tema:\"social innovation\",landsbygd",
                "theme{ rural innovation }");
    expect_tree("tema:landsbygd,\"social innovation\"",
                "theme{ rural innovation }");
    expect_tree("theme:youth x1 theme:sport",
                "(and theme{ youth sport } [x1])");
    expect_tree("theme:youth AND theme:sport",
                "(and theme{ youth } theme{ sport })");
    expect_tree("theme:youth OR theme:sport",
                "(or theme{ youth } theme{ sport })");
    expect_tree("theme:(youth sport)", "theme{ youth sport }");
    expect_tree("region:(SE-BD OR NOT (SE OR EU))",
                "(or region{ SE-BD } (not (or region{ SE } region{ EU })))");
    expect_tree("-region:SE-BD", "(not region{ SE-BD })");
    expect_tree("status:öppen", "status{ open }");
    expect_tree("funder:\"Region Norrbotten\" x1",
                "(and funder{ Region Norrbotten } [x1])");
    expect_tree("sum:100 000 kr landsbygd", "(and sum{ 100000..100000 SEK } "
                                            "[landsbygd])");
    expect_tree("sum:2 skolor", "(and sum{ 2..2 SEK } [skolor])");
    expect_tree("deadline:2026-12-01 .. 2027-03-31 x1",
                "(and deadline{ 2026-12-01..2027-03-31 } [x1])");
    expect_tree("deadline:30d deadline:2026-12-01..",
                "(and deadline{ 2026-11-23..2026-12-23 } "
                "deadline{ 2026-12-01.. })");
    expect_tree("sista-dag:löpande", "deadline{ rolling }");
    expect_tree("x1 sista dag:löpande", "(and [x1] deadline{ rolling })");
    expect_tree("första dag:30", "[dag_30]");
    expect_tree("rate:50 % x1", "(and rate{ 50..50 } [x1])");
    expect_tree("ny:7d", "seen{ 2026-11-16..2026-11-23 }");
}

static void test_plain(void **state)
{
    static const struct {
        const char *text;
        bool plain, words;
    } rows[] = {
        {"a1 b1", true, true},
        {"a1 theme:sport", true, true},
        {"theme:sport", true, false},
        {"-theme:sport a1", true, true},
        {"a1 OR b1", false, true},
        {"\"a1\"", false, true},
        {"-a1 b1", false, true},
        {"a1*", false, true},
        {"theme:(sport OR youth)", false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct query q;
        struct query_fault fault;
        assert_int_equal(
            query_parse(mem, rows[i].text, lexicon, TODAY, &q, &fault, NULL),
            ST_OK);
        if (q.plain != rows[i].plain || q.has_words != rows[i].words)
            fail_msg("'%s': plain %d, words %d", rows[i].text, q.plain,
                     q.has_words);
    }
}

/* What looks like a field and is none is a word, and is told as such. */
static void test_no_field(void **state)
{
    static const struct {
        const char *text, *name;
    } rows[] = {
        {"målgrupp:unga", "målgrupp"}, {"x1 foo:bar baz:x", "foo"},
        {"tema:kultur x1", NULL},      {"dnr:2026-12", NULL},
        {"http://x.se", NULL},         {"12:30", NULL},
        {"a:b", NULL},                 {"obs: viktigt", NULL},
        {"x>5", NULL},                 {"summa–x", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct query q;
        struct query_fault fault;
        if (query_parse(mem, rows[i].text, lexicon, TODAY, &q, &fault, &e) !=
            ST_OK)
            fail_msg("'%s': %s", rows[i].text, e.text);
        if (rows[i].name == NULL)
            assert_null(q.no_field);
        else
            assert_string_equal(q.no_field, rows[i].name);
    }
}

/* --- faults -------------------------------------------------------------- */

static void test_faults(void **state)
{
    static const struct {
        const char *text, *at, *says;
    } rows[] = {
        {"a1 AND", "AND", "after"},
        {"OR a1", "OR", "before"},
        {"a1 OR OR b1", "OR", "after"},
        {"ELLER", "ELLER", "before"},
        {"a1 NOT", "NOT", "after"},
        {"NOT &", "NOT", "after"},
        {"a1 (b1", "(", "add )"},
        {"a1) b1", ")", "take it away"},
        {"a1 ()", "()", "between"},
        {"(a1 OR (b1)", "(", "add )"},
        {"a1 \"b1", "\"", "quotation mark"},
        {"a1 ”b1", "”", "quotation mark"},
        {"a1 NEAR/0 b1", "NEAR/0", "1 to 100"},
        {"a1 NEAR/101 b1", "NEAR/101", "1 to 100"},
        {"a1 NEAR/99999999999999999999 b1", "NEAR/99999999999999999999",
         "1 to 100"},
        {"\"a1 b1\" NEAR c1", "NEAR", "single words"},
        {"a1 NEAR region:SE", "NEAR", "single words"},
        {"x1 a* y1", "a*", "at least 2"},
        {"x1 theme:rurall", "theme:rurall", "'rural'"},
        {"region:norbotten", "region:norbotten", "'norrbotten'"},
        {"status:öppn", "status:öppn", "'open'"},
        {"kind:pengar", "kind:pengar", "grant, loan"},
        {"x1 theme:", "theme:", "needs a value"},
        {"theme: AND x1", "theme:", "needs a value"},
        {"theme:, x1", "theme:,", "needs a value"},
        {"regon:se-bd x1", "regon:se-bd", "'region:'"},
        {"dedline:30d", "dedline:30d", "'deadline:'"},
        {"x1 sum>100000", "sum>100000", "sum:100000.."},
        {"sista<=2027-01-31", "sista<=2027-01-31", "colon"},
        {"summa≥5", "summa≥5", "colon"},
        {"deadline:snart", "deadline:snart", "2026-12-01"},
        {"deadline:2026-02-30", "deadline:2026-02-30", "2026-12-01"},
        {"deadline:2027-01-01..2026-01-01", "deadline:2027-01-01..2026-01-01",
         "before it begins"},
        {"x1 sum:mycket", "sum:mycket", "100tkr"},
        {"sum:..", "sum:..", "missing"},
        {"sum:5EUR..10SEK", "sum:5EUR..10SEK", "two currencies"},
        {"rate:150", "rate:150", "0 to 100"},
        {"deadline:\"30d\"x1", "x1", "2026-12-01"},
        {"???", "???", "no word"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct query q;
        struct query_fault f;
        const char *text = rows[i].text;
        enum status st = query_parse(mem, text, lexicon, TODAY, &q, &f, &e);
        if (st != ST_BAD_QUERY)
            fail_msg("'%s' is understood", text);
        if (strstr(e.text, rows[i].says) == NULL)
            fail_msg("'%s': '%s' lacks '%s'", text, e.text, rows[i].says);
        const char *at = arena_strndup(mem, text + f.at, f.end - f.at);
        if (strstr(at, rows[i].at) == NULL)
            fail_msg("'%s': points at '%s', not '%s'", text, at, rows[i].at);
    }
}

static const char *picture(const char *text, const char *part, int width)
{
    size_t at = (size_t)(strstr(text, part) - text);
    struct query_fault f = {at, at + strlen(part)};
    return query_fault_picture(mem, text, f, width);
}

static void test_pictures(void **state)
{
    (void)state;
    assert_string_equal(picture("a1 AND", "AND", 80), "  a1 AND\n"
                                                      "     ^^^\n");
    /* Wide, combining and control characters take the cells they take. */
    assert_string_equal(picture("スキー xy", "xy", 80), "  スキー xy\n"
                                                        "         ^^\n");
    assert_string_equal(picture("o\xcc\x88l xy", "xy", 80), "  o\xcc\x88l xy\n"
                                                            "     ^^\n");
    assert_string_equal(picture("a\x1b[31m xy", "xy", 80),
                        "  a\xef\xbf\xbd[31m xy\n"
                        "         ^^\n");
    assert_string_equal(picture("a1\txy", "xy", 80), "  a1 xy\n"
                                                     "     ^^\n");
}

/* A long query is cut so that the fault is seen, in the terminal's width. */
static void test_long_pictures(void **state)
{
    char text[1000] = "";
    (void)state;
    for (int i = 0; i < 40; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "ord%02d åäö ", i);
    for (int width = 0; width < 120; width += 7) {
        const char *s = picture(text, "ord23", width);
        const char *second = strchr(s, '\n') + 1;
        const char *first = arena_strndup(mem, s, (size_t)(second - 1 - s));
        int limit = width < 20 ? 20 : width;
        const char *caret = strchr(second, '^');
        assert_true(term_text_width(first) < limit);
        const char *shown = strstr(first, "ord23");
        assert_non_null(shown);
        int before =
            term_text_width(arena_strndup(mem, first, (size_t)(shown - first)));
        assert_int_equal(caret - second, before);
        assert_int_equal(strlen(caret), strlen("^^^^^\n"));
    }
}

/* --- anything ------------------------------------------------------------ */

static uint32_t seed = 7;

static unsigned below(unsigned n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

/* Parses TEXT; where it is refused, the fault lies within and can be shown. */
static void any_text(const char *text)
{
    struct arena *own = arena_new();
    struct err e = ERR_INIT;
    struct query q;
    struct query_fault f;
    enum status st = query_parse(own, text, lexicon, TODAY, &q, &f, &e);
    if (st == ST_OK) {
        assert_non_null(q.root);
    } else {
        assert_int_equal(st, ST_BAD_QUERY);
        assert_true(e.text[0] != '\0');
        assert_true(f.at <= f.end && f.end <= strlen(text));
        assert_non_null(query_fault_picture(own, text, f, 80));
    }
    arena_free(own);
}

static void test_hostile(void **state)
{
    static const char *const rows[] = {
        "",
        " ",
        "\"",
        "\"\"",
        "(((((",
        ")))",
        "AND",
        "NOT",
        "****",
        "-",
        "+",
        ":",
        "::",
        "theme",
        "a:b:c",
        "\"a \"b\" c\"",
        "x:\"",
        "\xf0\x9f\x92\xb0",
        "teater \xe2\x80\x8b",
        "region:(",
        "region:()",
        "!!",
        "k\xf6k",
        "region:\"\"",
        "title:",
        "title:*",
        "\xff\xfe",
        "\x01\x02",
        "-(",
        "+(",
        "title:(region:(title:(x1",
        "sum:..1..2",
        "deadline:9999d",
        "deadline:-9999d..9999d",
        "deadline:9999y",
        "deadline:-9999y",
        "sum:99999999999999999999",
        "sum:1e99",
        "rate:nan",
        "region:,,,",
        "a\xcc",
        "\xcc\x88",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        any_text(rows[i]);
}

static void test_bounds(void **state)
{
    static const char *const pieces[] = {
        "(",        "NOT ", "-(",       "a1 ",    "\"a1\" ", "theme:sport OR ",
        "a1 NEAR ", "a",    "region:(", "title:("};
    char *text = malloc(200001);
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (size_t size = 100; size <= 200000; size *= 20) {
            size_t n = strlen(pieces[i]), used = 0;
            while (used + n < size) {
                memcpy(text + used, pieces[i], n);
                used += n;
            }
            text[used] = '\0';
            any_text(text);
        }
    free(text);
}

static void test_random(void **state)
{
    static const char *const pieces[] = {
        "(",       ")",         "\"",          "AND ",  "OR ",     "NOT ",
        "NEAR/2 ", "NEAR ",     "-",           "+",     "region:", "title:",
        "sum:",    "deadline:", "theme:sport", "SE-BD", "30d",     "..",
        ",",       "a1",        "teater",      "*",     " ",       " ",
        "100tkr",  "\xc3\xa5",  "\xcc\x88",    "\xff",  "”",       ":",
        "för",     "<",         ">=",          "%"};
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[400] = "";
        unsigned n = below(20);
        for (unsigned k = 0; k < n; k++) {
            const char *p = pieces[below(sizeof pieces / sizeof *pieces)];
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s", p);
        }
        any_text(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_phrases_and_patterns),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_no_field),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_long_pictures),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, set_up, clean_up);
}
