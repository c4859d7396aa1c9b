/*
 * test_spelling.c - xap_spelling() skips the words that cannot be near: it
 * finds what looking at each of them would.
 */
#include "medel/arena.h"
#include "medel/xapian_shim.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define WORDS 400
#define ASKED 300
#define LETTERS_MAX 8
#define DOCS_MAX 3 /* that have a word */
#define MAX_EDITS 2

/* Few, so that many words are near each other; one of two bytes comes first
 * among those, and what is built of them sorts as UTF-8 does. */
static const char *const alphabet[] = {"a", "e", "k", "r", "å", "ö"};
#define N_ALPHABET (sizeof alphabet / sizeof *alphabet)

struct word {
    unsigned char letters[LETTERS_MAX];
    size_t n;
    char text[2 * LETTERS_MAX + 1];
    unsigned docs;
};

static char dir[] = "/tmp/medel-spelling-XXXXXX";
static char path[64];
static struct arena *mem;
static struct xap_db *db;
static struct word words[WORDS];

/* The same numbers each time (Knuth's MMIX). */
static unsigned next(unsigned below)
{
    static uint64_t state = 42;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % below;
}

static struct word any_word(void)
{
    struct word w = {.n = 3 + next(LETTERS_MAX - 2)};
    char *to = w.text;
    for (size_t i = 0; i < w.n; i++) {
        w.letters[i] = (unsigned char)next(N_ALPHABET);
        to = stpcpy(to, alphabet[w.letters[i]]);
    }
    w.docs = 1 + next(DOCS_MAX);
    return w;
}

static const struct word *known(const char *text)
{
    for (size_t i = 0; i < WORDS; i++)
        if (strcmp(words[i].text, text) == 0)
            return &words[i];
    return NULL;
}

static void write_words(void)
{
    struct xap_writer *w = NULL;
    assert_int_equal(xap_writer_open(path, &w, NULL), ST_OK);
    assert_int_equal(xap_writer_begin(w, NULL), ST_OK);
    for (unsigned doc = 0; doc < DOCS_MAX; doc++) {
        const char *text = "", *id = arena_printf(mem, "Q%u", doc);
        for (size_t i = 0; i < WORDS; i++)
            if (words[i].docs > doc)
                text = arena_printf(mem, "%s%s ", text, words[i].text);
        const struct xap_text texts[] = {{text, "", 1, "swedish", true}};
        const struct xap_doc d = {.unique = id,
                                  .data = id,
                                  .data_len = strlen(id),
                                  .texts = texts,
                                  .n_texts = 1};
        assert_int_equal(xap_writer_put(w, &d, NULL), ST_OK);
    }
    assert_int_equal(xap_writer_commit(w, NULL), ST_OK);
    xap_writer_close(w);
}

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(dir) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/db", dir);
    mem = arena_new();
    for (size_t i = 0; i < WORDS;) {
        struct word w = any_word();
        if (known(w.text) == NULL)
            words[i++] = w;
    }
    write_words();
    return xap_open(path, &db, NULL) == ST_OK ? 0 : 1;
}

static int rm(const char *p, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(p);
}

static int tear_down(void **state)
{
    (void)state;
    xap_close(db);
    arena_free(mem);
    return nftw(dir, rm, 16, FTW_DEPTH | FTW_PHYS);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Letters put in, left out, changed, or two neighbours swapped. */
static int edits(const struct word *a, const struct word *b)
{
    int d[LETTERS_MAX + 1][LETTERS_MAX + 1];
    for (size_t i = 0; i <= a->n; i++)
        for (size_t k = 0; k <= b->n; k++) {
            if (i == 0 || k == 0) {
                d[i][k] = (int)(i + k);
                continue;
            }
            bool other = a->letters[i - 1] != b->letters[k - 1];
            d[i][k] = least(d[i - 1][k - 1] + other,
                            least(d[i - 1][k], d[i][k - 1]) + 1);
            if (i > 1 && k > 1 && a->letters[i - 1] == b->letters[k - 2] &&
                a->letters[i - 2] == b->letters[k - 1])
                d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
        }
    return d[a->n][b->n];
}

/* The nearest, of those the commonest, of those the first. */
static const struct word *nearest(const struct word *to)
{
    const struct word *best = NULL;
    int far = MAX_EDITS;
    for (size_t i = 0; i < WORDS; i++) {
        const struct word *w = &words[i];
        int d = edits(w, to);
        bool better =
            best == NULL || d < far ||
            (d == far &&
             (w->docs > best->docs ||
              (w->docs == best->docs && strcmp(w->text, best->text) < 0)));
        if (d <= far && better) {
            best = w;
            far = d;
        }
    }
    return best;
}

static void finds_the_nearest(void **state)
{
    unsigned found = 0, asked = 0;
    (void)state;
    while (asked < ASKED) {
        const char *got;
        struct word w = any_word();
        if (known(w.text) != NULL)
            continue;
        asked++;
        const struct word *best = nearest(&w);
        assert_int_equal(xap_spelling(db, mem, w.text, &got, NULL), ST_OK);
        if (best == NULL) {
            assert_null(got);
            continue;
        }
        assert_non_null(got);
        if (strcmp(got, best->text) != 0)
            fail_msg("%s: %s, not %s", w.text, got, best->text);
        found++;
    }
    assert_true(found > ASKED / 4 && found < ASKED);
}

/* Of those words that are there a more common one is as good as any. */
static void keeps_what_is_commoner(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        const char *got;
        assert_int_equal(xap_spelling(db, mem, words[i].text, &got, NULL),
                         ST_OK);
        if (got == NULL)
            continue;
        assert_string_not_equal(got, words[i].text);
        assert_true(known(got)->docs >= words[i].docs);
    }
}

static void odd_words(void **state)
{
    static const char *const odd[] = {"\xFF\xFE\xC3", "\xC3", "aa\xC3", "[[[[",
                                      "zzzzzzzzzz"};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const char *got;
        assert_int_equal(xap_spelling(db, mem, odd[i], &got, NULL), ST_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_nearest),
        cmocka_unit_test(keeps_what_is_commoner),
        cmocka_unit_test(odd_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
