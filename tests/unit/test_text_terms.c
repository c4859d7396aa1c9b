/*
 * test_text_terms.c - a text is split into the same terms when it is indexed
 * (shim/terms.cc) as when it is asked for (Xapian's own term generator).
 */
#include "medel/xapian_shim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RANDOM_TEXTS 300

static char dir[64];
static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-terms-XXXXXX");
    mem = arena_new();
    return mkdtemp(dir) != NULL ? 0 : -1;
}

static int rm(const char *p, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(p);
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return nftw(dir, rm, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *const odd[] = {
    "Landsbygdens föreningar i Åre, Östersund och ÄLVSBYN",
    "E.U. och U.N.C.L.E. P.T.O M.S a.b A.b A.B.c D.",
    "C++ C# fish+chips a++++ b#### c+# d+",
    "AT&T d'art d’art l‛été 'citat' &amp &",
    "3,5 1.000.000 12;30 3,a a,3 1.a 2. ,5 2026-11-29 08:30 §3",
    "a\u200Bb a\u2060b 1\u200B2 \uFEFFbom sluter\u00ADmjukt",
    "a·b l·l ·x· \u05d0\u05f4\u05d1 x\u2027y",
    "café cafe\u0301 İstanbul \u212Aelvin ﬁn ǅungla straße ẞ",
    "日本語のテキスト 한국어 русский Ελληνικά; λόγος\u037E ΑΣ",
    "\U0001F600smile x\U0001D400y \xff\xfe trasig \xc3 \xe2\x82 slut",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab x",
    "",
    " ",
    "+",
    "#x",
    "'",
    "A",
    "A.",
    "A.B",
    "a'",
    "a' b",
    "1,",
    "ö",
};

/* xap_terms_in() knows no stems of words that begin with such. */
static const char figures[] =
    "under_streck _ __x snake_case 2⁄3 ½ ² Ⅷ 1\u066B5 \u0663,\u0664 ½x";

static const char *const pieces[] = {
    "a",      "B", "ö",   "Å",  "1",  "9",    ".", ",", "'",
    "’",      "&", "+",   "#",  " ",  "\n",   "-", "_", "·",
    "\u200B", "ß", "ing", "en", "日", "\xff", ";", "É"};

static const char *random_text(unsigned *seed)
{
    char text[200] = "";
    size_t at = 0;
    for (int i = 0; i < 24; i++) {
        *seed = *seed * 1103515245u + 12345u;
        size_t n = sizeof pieces / sizeof *pieces;
        at += (size_t)snprintf(text + at, sizeof text - at, "%s",
                               pieces[*seed / 65536 % n]);
    }
    return arena_strdup(mem, text);
}

/* TEXT, indexed and asked for. */
static void compare(const char *text, const char *stemmer)
{
    const char *path = arena_printf(mem, "%s/db", dir);
    struct xap_text t = {text, "", 1, stemmer, true};
    struct xap_doc d = {.unique = "Qa", .texts = &t, .n_texts = 1, .data = "x"};
    struct xap_builder *b = NULL;
    struct xap_db *db = NULL;
    const char **in = NULL, **of = NULL;
    size_t n = 0, m = 0;
    d.data_len = 1;
    assert_int_equal(xap_builder_new(&b, NULL), ST_OK);
    assert_int_equal(xap_builder_begin(b, path, NULL), ST_OK);
    assert_int_equal(xap_builder_add(b, &d, 1, NULL), ST_OK);
    assert_int_equal(xap_builder_end(b, NULL), ST_OK);
    xap_builder_free(b);
    assert_int_equal(xap_open(path, &db, NULL), ST_OK);
    assert_int_equal(xap_terms_in(db, mem, 1, stemmer, &in, &n, NULL), ST_OK);
    /* With a blank, for a plain word is split without the generator. */
    assert_int_equal(xap_terms_of(db, mem, arena_printf(mem, "%s ", text),
                                  stemmer, &of, &m, NULL),
                     ST_OK);
    for (size_t i = 0; i < n && i < m; i++)
        if (strcmp(in[i], of[i]) != 0)
            fail_msg("\"%s\": %s, not %s", text, in[i], of[i]);
    if (n != m)
        fail_msg("\"%s\": %zu terms, not %zu", text, n, m);
    xap_close(db);
    nftw(path, rm, 16, FTW_DEPTH | FTW_PHYS);
}

static void the_same_terms(void **state)
{
    static const char *const stemmers[] = {"none", "swedish", "english"};
    unsigned seed = 1;
    (void)state;
    for (size_t k = 0; k < sizeof stemmers / sizeof *stemmers; k++)
        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
            compare(odd[i], stemmers[k]);
    compare(figures, "none");
    for (int i = 0; i < RANDOM_TEXTS; i++)
        compare(random_text(&seed), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_terms, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
