/* test_snippet.c - the words asked for, where they stand in a call: which are
 * marked, what is round them, and that it fits. */
#include "query_fixture.h"

#include "../../search/md.h"
#include "../../search/paint.h"
#include "../../search/snippet.h"

#include "medel/term.h"

static int set_up(void **state)
{
    (void)state;
    return set_up_index(json_pack(
        "[o, o, o, o]",
        record("{'id': 'bygd', 'title': 'Byapengen', 'text': 'Byapengen\\n"
               "# Till vad\\n- Jordbruksfonden f\u00f6r "
               "landsbygdsutveckling betalar.'}"),
        record("{'id': 'delar', 'title': 'Delar', 'text': 'Vi st\u00f6der "
               "utveckling av landsbygden i l\u00e4net.'}"),
        record("{'id': 'wise', 'title': 'Open call', 'language': 'en', 'text':"
               " 'Grants for social enterprises that hire.'}"),
        record("{'id': 'ond', 'title': 'Ond', 'text': 'En "
               "\\u001b[31m teater\\u0002 med\\u0003 *stj\u00e4rnor* och "
               "<b>\\ufffd\\u202eslut'}")));
}

/* The snippet of the only call that WORDS find, with [] round hits. */
static void expect_snippet(const char *words, const char *id,
                           const char *snippet)
{
    struct err e = ERR_INIT;
    struct search_request rq = {.snippets = true};
    struct candidate_list l = found_by(rq, words, &e);
    const struct candidate *c = NULL;
    char got[1000] = "(none)";
    assert_int_equal(e.status, ST_OK);
    for (size_t i = 0; i < l.n; i++)
        if (strcmp(l.items[i].call->id, id) == 0)
            c = &l.items[i];
    if (c == NULL)
        fail_msg("'%s' does not find %s", words, id);
    if (c->snippet != NULL)
        snprintf(got, sizeof got, "%s", c->snippet);
    for (char *s = got; *s != '\0'; s++)
        *s = (char)(*s == SNIPPET_ON ? '[' : *s == SNIPPET_OFF ? ']' : *s);
    if (strcmp(got, snippet) != 0)
        fail_msg("'%s' in %s: %s", words, id, got);
    candidates_free(&l);
}

static void test_hits(void **state)
{
    static const char bygd[] =
        "Till vad · Jordbruksfonden för [landsbygdsutveckling] betalar.";
    (void)state;
    expect_snippet("landsbygdsutveckling", "bygd", bygd);
    expect_snippet("landsbygd utveckling", "bygd", bygd);
    expect_snippet("landsbygdsutveck*", "bygd", bygd);
    expect_snippet("jordbruksfonden NEAR/3 landsbygdsutveckling", "bygd",
                   "Till vad · [Jordbruksfonden] för [landsbygdsutveckling] "
                   "betalar.");
    expect_snippet("landsbygdsutveckling", "delar",
                   "Vi stöder [utveckling] av [landsbygden] i länet.");
    expect_snippet("socialt företag", "wise",
                   "Grants for [social enterprises] that hire.");
    expect_snippet("hires", "wise",
                   "Grants for social enterprises that [hire].");
}

/* Conditions, words that are shut out, and the title alone mark nothing. */
static void test_no_hits(void **state)
{
    (void)state;
    expect_snippet("language:en", "wise", "(none)");
    expect_snippet("NOT teater", "wise", "(none)");
    expect_snippet("title:open", "wise", "(none)");
}

static void test_hostile(void **state)
{
    (void)state;
    expect_snippet("teater", "ond", "En [31m [teater] med *stjärnor* och <b>"
                                    "slut");
}

/* --- on a terminal ------------------------------------------------------- */

static char *printed(const char *snippet, int width, int indent, bool colour)
{
    struct buf b;
    buf_init(&b, 1 << 16);
    struct page p = page_begin(&b, width, colour);
    page_snippet(&p, indent, snippet, 2);
    assert_int_equal(p.st, ST_OK);
    return buf_steal(&b);
}

static void test_terminal(void **state)
{
    (void)state;
    char *s = printed("…för \x02unga\x03 i byn", 80, 3, true);
    assert_string_equal(s, "   …för \033[1munga\033[0m i byn\n");
    free(s);
    s = printed("…för \x02unga\x03 i byn", 80, 0, false);
    assert_string_equal(s, "…för unga i byn\n");
    free(s);
    /* An expression that is cut does not leave the terminal bold. */
    s = printed("ord \x02" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
                "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccc "
                "ddddddddddddddd\x03",
                40, 0, true);
    assert_string_equal(s, "ord \033[1maaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
                           "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…\033[0m\n");
    free(s);
}

/* Two lines at most, none too wide, the hit among them, whole words. */
static void test_terminal_fits(void **state)
{
    static const char *const units[] = {"ord", "日本語テキスト", "a\u030ao\u0308",
                                        "ettordsomärlångt", "i"};
    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (int before = 0; before < 40; before++)
            for (int width = 40; width <= 100; width += 20) {
                char text[8000] = "";
                for (int i = 0, at = 0; i < 100; i++)
                    at += snprintf(text + at, sizeof text - (size_t)at, "%s ",
                                   i == before ? "\x02träff\x03" : units[u]);
                char *s = printed(text, width, 5, false);
                char *first = s, *second = strchr(s, '\n') + 1;
                char *end = strchr(second, '\n');
                assert_string_equal(end, "\n");
                second[-1] = *end = '\0';
                assert_true(term_text_width(first) <= width);
                assert_true(term_text_width(second) <= width);
                if (strstr(first, "träff") == NULL &&
                    strstr(second, "träff") == NULL)
                    fail_msg("%d of %s at %d: %s / %s", before, units[u],
                             width, first, second);
                /* 100 words fit nowhere: the end is a whole word and dots. */
                char *dots = second + strlen(second) - strlen("…");
                assert_string_equal(dots, "…");
                *dots = '\0';
                char *word = strrchr(second, ' ') + 1;
                assert_true(strcmp(word, units[u]) == 0 ||
                            strcmp(word, "träff") == 0);
                free(s);
            }
}

/* A word without end is cut, not let run over the edge. */
static void test_long_word(void **state)
{
    char text[300];
    (void)state;
    snprintf(text, sizeof text, "\x02%0200d\x03 slut", 0);
    char *s = printed(text, 40, 3, true);
    assert_non_null(strstr(s, "slut"));
    free(s);
    snprintf(text, sizeof text, "\x02ord\x03 %0200d slut", 0);
    s = printed(text, 40, 3, false);
    assert_null(strstr(s, "……"));
    free(s);
    snprintf(text, sizeof text, "\x02%0200d\x03 slut", 0);
    s = printed(text, 40, 3, true);
    *strchr(s, '\n') = '\0';
    assert_true(strlen(s) < 40 + strlen("\033[1m\033[0m…"));
    free(s);
}

/* --- Markdown ------------------------------------------------------------ */

static void test_markdown(void **state)
{
    struct buf b;
    struct md m = {&b, ST_OK};
    (void)state;
    buf_init(&b, 1000);
    md_item_snippet(&m, "…*en* \x02teater\x03 <b> & [x](y)");
    assert_int_equal(m.st, ST_OK);
    assert_string_equal(b.data, "   - …\\*en\\* **teater** &lt;b\\> &amp; "
                                "\\[x\\](y)\n");
    md_item_snippet(&m, NULL);
    assert_true(b.data[b.len - 1] == '\n' && b.data[b.len - 2] == ')');
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hits),      cmocka_unit_test(test_no_hits),
        cmocka_unit_test(test_hostile),   cmocka_unit_test(test_terminal),
        cmocka_unit_test(test_long_word), cmocka_unit_test(test_terminal_fits),
        cmocka_unit_test(test_markdown),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
