/*
 * test_xapian_shim.c - the promises of xapian_shim.h, against real databases
 * in a temporary folder.
 */
#include "medel/xapian_shim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[64];
static char path[96];
static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-shim-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/db", dir);
    mem = arena_new();
    return 0;
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

static struct xap_writer *writer(void)
{
    struct xap_writer *w = NULL;
    struct err e = ERR_INIT;
    if (xap_writer_open(path, &w, &e) != ST_OK)
        fail_msg("%s", e.text);
    return w;
}

static void begin(struct xap_writer *w)
{
    assert_int_equal(xap_writer_begin(w, NULL), ST_OK);
}

static void commit(struct xap_writer *w)
{
    struct err e = ERR_INIT;
    if (xap_writer_commit(w, &e) != ST_OK)
        fail_msg("%s", e.text);
}

static enum status put_full(struct xap_writer *w, const char *id,
                            const char *text, const char *term, double deadline)
{
    const struct xap_text texts[] = {
        {text, "S", 3, "swedish", true},
        {text, "", 1, "swedish", true},
    };
    const struct xap_value values[] = {{0, true, deadline, NULL, 0}};
    const struct xap_doc d = {.unique = id,
                              .data = text,
                              .data_len = strlen(text),
                              .texts = texts,
                              .n_texts = 2,
                              .terms = &term,
                              .n_terms = 1,
                              .values = values,
                              .n_values = isnan(deadline) ? 0 : 1};
    struct err e = ERR_INIT;
    enum status st = xap_writer_put(w, &d, &e);
    if (st != ST_OK)
        print_error("%s\n", e.text);
    return st;
}

static void put(struct xap_writer *w, const char *id, const char *text)
{
    assert_int_equal(put_full(w, id, text, "XRse-bd", NAN), ST_OK);
}

/* One transaction that rewrites N documents, so that many blocks change. */
static void put_many(struct xap_writer *w, int n, const char *text)
{
    begin(w);
    for (int i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, "Q%d", i);
        put(w, id, text);
    }
    commit(w);
}

static struct xap_db *reader(void)
{
    struct xap_db *db = NULL;
    struct err e = ERR_INIT;
    if (xap_open(path, &db, &e) != ST_OK)
        fail_msg("%s", e.text);
    return db;
}

static uint32_t count(struct xap_db *db)
{
    uint32_t n = 0;
    assert_int_equal(xap_doc_count(db, &n, NULL), ST_OK);
    return n;
}

static struct xap_hits search(struct xap_db *db, struct xap_query *q)
{
    struct xap_hits hits = {0};
    struct err e = ERR_INIT;
    if (xap_search(db, mem, q, 0, 100, &hits, &e) != ST_OK)
        fail_msg("%s", e.text);
    return hits;
}

/* WORD in any form, in the field PREFIX. */
static struct xap_query *word(struct xap_db *db, const char *prefix,
                              const char *text)
{
    const char **terms = NULL;
    size_t n = 0;
    assert_int_equal(xap_terms_of(db, mem, text, "swedish", &terms, &n, NULL),
                     ST_OK);
    assert_int_equal(n, 1);
    return xap_query_term(db, arena_printf(mem, "Z%s%s", prefix, terms[0] + 1),
                          1);
}

/* The words of TEXT, which stand as they are within WINDOW words. */
static struct xap_query *together(struct xap_db *db, bool ordered,
                                  const char *text, unsigned window)
{
    struct xap_query *q[8];
    size_t n = 0;
    for (const char *s = text; *s != '\0';) {
        size_t len = strcspn(s, " ");
        q[n++] = xap_query_term(db, arena_strndup(mem, s, len), 1);
        s += len + (s[len] == ' ');
    }
    return xap_query_window(db, ordered, q, n, window);
}

static size_t hits_of(struct xap_db *db, struct xap_query *q)
{
    return search(db, q).n;
}

static void commits_are_explicit(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    assert_int_equal(put_full(w, "Q0", "utan", "XRse", NAN), ST_BUG);
    assert_int_equal(xap_writer_commit(w, NULL), ST_BUG);
    begin(w);
    put(w, "Qa", "Bidrag till landsbygdsutveckling");
    assert_int_equal(xap_writer_set_metadata(w, "medel.schema", "1", NULL),
                     ST_OK);
    commit(w);

    /* Neither cancelled nor abandoned work may show. */
    begin(w);
    put(w, "Qb", "ett");
    xap_writer_cancel(w);
    begin(w);
    put(w, "Qc", "två");
    xap_writer_close(w);
    w = writer();
    begin(w);
    assert_int_equal(xap_writer_delete(w, "Qa", NULL), ST_OK);
    xap_writer_close(w);

    struct xap_db *db = reader();
    assert_int_equal(count(db), 1);
    const char *v = NULL;
    assert_int_equal(xap_metadata(db, mem, "medel.schema", &v, NULL), ST_OK);
    assert_string_equal(v, "1");
    assert_int_equal(xap_metadata(db, mem, "other", &v, NULL), ST_OK);
    assert_string_equal(v, "");
    xap_close(db);
    xap_writer_close(NULL);
}

static void put_replaces_and_delete_removes(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "första");
    put(w, "Qa", "andra");
    put(w, "Qb", "tredje");
    assert_int_equal(xap_writer_delete(w, "Qb", NULL), ST_OK);
    assert_int_equal(xap_writer_delete(w, "Qnone", NULL), ST_OK);
    commit(w);
    xap_writer_close(w);

    struct xap_db *db = reader();
    assert_int_equal(count(db), 1);
    const char *data = NULL;
    size_t len = 0;
    assert_int_equal(xap_fetch(db, mem, "Qa", &data, &len, NULL), ST_OK);
    assert_string_equal(data, "andra");
    assert_int_equal(len, strlen("andra"));
    struct err e = ERR_INIT;
    assert_int_equal(xap_fetch(db, mem, "Qb", &data, &len, &e), ST_NOT_FOUND);
    assert_string_equal(data, "andra"); /* untouched */
    xap_close(db);
}

static void data_alone_can_be_replaced(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    assert_int_equal(put_full(w, "Qa", "socialt företag", "XRse", 7), ST_OK);
    commit(w);
    begin(w);
    assert_int_equal(xap_writer_set_data(w, "Qa", "nytt", 4, NULL), ST_OK);
    assert_int_equal(xap_writer_set_data(w, "Qb", "nytt", 4, NULL),
                     ST_NOT_FOUND);
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    const char *data = NULL;
    size_t len = 0;
    assert_int_equal(xap_fetch(db, mem, "Qa", &data, &len, NULL), ST_OK);
    assert_string_equal(data, "nytt");
    assert_int_equal(hits_of(db, together(db, true, "socialt företag", 2)), 1);
    assert_int_equal(hits_of(db, xap_query_term(db, "XRse", 1)), 1);
    assert_int_equal(search(db, xap_query_range(db, 0, 7, 7)).n, 1);
    assert_int_equal(count(db), 1);
    xap_close(db);
    assert_true(strncmp(xap_version(), "1.4.", 4) == 0);
}

static void the_second_writer_is_told_busy(void **state)
{
    (void)state;
    struct xap_writer *w = writer(), *second = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(xap_writer_open(path, &second, &e), ST_BUSY);
    assert_null(second);
    assert_non_null(strstr(e.text, path));
    xap_writer_close(w);
}

static void words_are_found(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "Stöd till landsbygdens företag och föreningar");
    put(w, "Qb", "Stöd till stadens kultur");
    assert_int_equal(put_full(w, "Qc", "Kulturstöd", "XRse-z", NAN), ST_OK);
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();

    assert_int_equal(hits_of(db, word(db, "", "Förening")), 1);
    assert_int_equal(hits_of(db, word(db, "S", "föreningen")), 1);
    assert_int_equal(hits_of(db, word(db, "XP", "förening")), 0);
    assert_int_equal(hits_of(db, together(db, true, "stöd till stadens", 3)),
                     1);
    assert_int_equal(hits_of(db, together(db, true, "till stöd", 2)), 0);
    /* No phrase across two texts. */
    assert_int_equal(hits_of(db, together(db, true, "föreningar stöd", 2)), 0);

    const char **terms = NULL;
    size_t n = 0;
    assert_int_equal(xap_terms_of(db, mem, "Föreningar, föreningen!", "swedish",
                                  &terms, &n, NULL),
                     ST_OK);
    assert_int_equal(n, 1);
    assert_string_equal(terms[0], "Zförening");
    assert_int_equal(xap_terms_of(db, mem, "Grants", "none", &terms, &n, NULL),
                     ST_OK);
    assert_string_equal(terms[0], "grants");
    uint32_t f = 0;
    assert_int_equal(xap_term_freq(db, "XRse-bd", &f, NULL), ST_OK);
    assert_int_equal(f, 2);
    xap_close(db);
}

/* A single word goes another way than one with a blank behind it, to the same
 * terms. */
static void one_word(void **state)
{
    static const char *const stemmers[] = {"swedish", "english", "finnish",
                                           "norwegian", "none"};
    static const char *const words[] = {
        "a", "landsbygden", "föreningarna", "åäö", "straße", "naïveté", "ÿ",
        "÷", "été÷", "services", "nationally", "Ord", "ÅRET", "c#", "a1",
        "2026", "s.k.", "m&s", "at&t", "", "-", "æøå", "ł", "œuvre", "i",
        /* 63, 64, 65 and 66 bytes */
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm",
        "åbcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm"};
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "ett");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t k = 0; k < sizeof stemmers / sizeof *stemmers; k++) {
            const char **one, **other;
            size_t n, m;
            assert_int_equal(
                xap_terms_of(db, mem, words[i], stemmers[k], &one, &n, NULL),
                ST_OK);
            assert_int_equal(xap_terms_of(db, mem,
                                          arena_printf(mem, "%s ", words[i]),
                                          stemmers[k], &other, &m, NULL),
                             ST_OK);
            assert_int_equal(n, m);
            for (size_t t = 0; t < n; t++)
                assert_string_equal(one[t], other[t]);
        }
    xap_close(db);
}

static void words_near_each_other(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "ett bidrag till byns alla föreningar");
    put(w, "Qb", "en förening i byn utan bidrag");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    struct xap_query *forms[] = {xap_query_term(db, "förening", 1),
                                 xap_query_term(db, "föreningar", 1)};
    struct xap_query *both[] = {xap_query_term(db, "bidrag", 1),
                                xap_query_combine(db, XAP_OR, forms, 2)};
    /* From the first of them to the last there are five words. */
    assert_int_equal(hits_of(db, xap_query_window(db, false, both, 2, 5)), 2);
    assert_int_equal(hits_of(db, xap_query_window(db, false, both, 2, 4)), 0);
    assert_int_equal(hits_of(db, xap_query_window(db, true, both, 2, 5)), 1);
    both[0] = NULL;
    assert_null(xap_query_window(db, false, both, 2, 5));
    xap_close(db);
}

struct gathered {
    char text[200];
    size_t room;
};

static bool gather(void *arg, const char *term, uint32_t freq)
{
    struct gathered *g = arg;
    size_t n = strlen(g->text);
    snprintf(g->text + n, sizeof g->text - n, "%s:%u ", term, (unsigned)freq);
    return --g->room > 0;
}

static void terms_are_listed(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "kultur kulturen teater");
    put(w, "Qb", "kultur");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    struct gathered all = {"", 100}, one = {"", 1}, none = {"", 100};
    assert_int_equal(xap_each_term(db, "kul", gather, &all, NULL), ST_OK);
    assert_string_equal(all.text, "kultur:2 kulturen:1 ");
    assert_int_equal(xap_each_term(db, "kul", gather, &one, NULL), ST_OK);
    assert_string_equal(one.text, "kultur:2 ");
    assert_int_equal(xap_each_term(db, "kulx", gather, &none, NULL), ST_OK);
    assert_string_equal(none.text, "");
    xap_close(db);
}

static void matches_are_listed(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    put_many(w, 30, "ett bidrag");
    begin(w);
    put(w, "Q7", "något annat");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    uint32_t *ids = NULL;
    size_t n = 0;
    assert_int_equal(
        xap_matching(db, mem, word(db, "", "bidrag"), &ids, &n, NULL), ST_OK);
    assert_int_equal(n, 29);
    for (size_t i = 1; i < n; i++)
        assert_true(ids[i] > ids[i - 1]);
    assert_int_equal(xap_matching(db, mem, NULL, &ids, &n, NULL), ST_NOMEM);
    xap_close(db);
}

static void telling_words_tell(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    put_many(w, 20, "stöd till föreningar under 2027");
    begin(w);
    put(w, "Qa", "stöd till biodling 2027, bin och mer biodling");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    struct xap_telling *words = NULL;
    size_t n = 0;
    assert_int_equal(xap_telling_words(db, mem, "Qa", 3, &words, &n, NULL),
                     ST_OK);
    assert_int_equal(n, 3);
    assert_string_equal(words[0].word, "biodling");
    for (size_t i = 0; i < n; i++) {
        assert_true(words[i].weight > 0);
        assert_true(words[i].word[0] > 'Z'); /* no prefix, no number */
    }
    struct err e = ERR_INIT;
    assert_int_equal(xap_telling_words(db, mem, "Qnone", 3, &words, &n, &e),
                     ST_NOT_FOUND);
    xap_close(db);
}

static void queries_combine(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    assert_int_equal(put_full(w, "Qa", "alfa beta", "XRse", 100), ST_OK);
    assert_int_equal(put_full(w, "Qb", "beta gamma", "XRno", 200), ST_OK);
    assert_int_equal(put_full(w, "Qc", "gamma", "XRse", NAN), ST_OK);
    assert_int_equal(put_full(w, "Qd", "minus", "XRdk", -5), ST_OK);
    assert_int_equal(put_full(w, "Qe", "oändlig", "XRdk", INFINITY), ST_OK);
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    struct xap_query *a = xap_query_term(db, "alfa", 1),
                     *b = xap_query_term(db, "beta", 1),
                     *se = xap_query_term(db, "XRse", 1);
    struct xap_query *two[] = {b, se}, *null[] = {b, NULL}, *not [] = {b, a},
                     *phrase[] = {a, b};

    assert_int_equal(search(db, xap_query_all(db)).n, 5);
    struct xap_hits h = search(db, xap_query_combine(db, XAP_FILTER, two, 2));
    assert_int_equal(h.n, 1);
    assert_string_equal(h.items[0].data, "alfa beta");
    assert_true(h.items[0].weight > 0 && h.max_weight >= h.items[0].weight);
    assert_int_equal(h.items[0].n_terms, 2);
    assert_int_equal(search(db, xap_query_combine(db, XAP_OR, two, 2)).n, 3);
    assert_int_equal(search(db, xap_query_combine(db, XAP_AND_NOT, not, 2)).n,
                     1);
    assert_int_equal(search(db, xap_query_combine(db, XAP_PHRASE, phrase, 2)).n,
                     1);
    h = search(db, xap_query_combine(db, XAP_AND_MAYBE, not, 2));
    assert_int_equal(h.n, 2);
    assert_string_equal(h.items[0].data, "alfa beta");
    assert_null(xap_query_combine(db, XAP_OR, null, 2));
    assert_null(xap_query_scale(db, NULL, 2));
    assert_int_equal(search(db, xap_query_combine(db, XAP_OR, NULL, 0)).n, 0);
    assert_true(search(db, xap_query_scale(db, b, 0)).max_weight == 0);
    assert_int_equal(search(db, xap_query_scale(db, b, NAN)).n, 2);

    assert_int_equal(search(db, xap_query_range(db, 0, 100, 150)).n, 1);
    assert_int_equal(search(db, xap_query_range(db, 0, 101, INFINITY)).n, 1);
    assert_int_equal(search(db, xap_query_range(db, 0, -INFINITY, 100)).n, 2);
    assert_int_equal(search(db, xap_query_range(db, 0, -INFINITY, INFINITY)).n,
                     3);
    assert_int_equal(search(db, xap_query_range(db, 0, 3, 2)).n, 0);
    assert_int_equal(search(db, xap_query_range(db, 0, NAN, 2)).n, 0);
    assert_int_equal(search(db, xap_query_range(db, 7, 0, 1)).n, 0);
    struct xap_hits far = {0};
    assert_int_equal(xap_search(db, mem, se, SIZE_MAX, SIZE_MAX, &far, NULL),
                     ST_OK);
    assert_int_equal(far.n, 0);
    assert_int_equal(far.estimate, 2);
    xap_close(db);
}

static void long_terms_are_hashed_alike(void **state)
{
    (void)state;
    char a[400], b[400];
    memset(a, 'x', sizeof a);
    a[0] = 'Q';
    a[399] = '\0';
    memcpy(b, a, sizeof a);
    b[398] = 'y';
    struct xap_writer *w = writer();
    begin(w);
    put(w, a, "den ena");
    put(w, b, "den andra");
    assert_int_equal(put_full(w, "Qc", "den tredje", a, NAN), ST_OK);
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    const char *data = NULL;
    size_t len = 0;
    assert_int_equal(xap_fetch(db, mem, b, &data, &len, NULL), ST_OK);
    assert_string_equal(data, "den andra");
    uint32_t f = 0;
    assert_int_equal(xap_term_freq(db, a, &f, NULL), ST_OK);
    assert_int_equal(f, 2);
    xap_close(db);
}

static enum status collect(void *arg, const char *data, size_t len,
                           struct err *e)
{
    (void)len;
    char *all = arg;
    if (strcmp(data, "stopp") == 0)
        return err_set(e, ST_LIMIT, "enough");
    strncat(all, data, 200 - strlen(all));
    return ST_OK;
}

static void each_goes_through_all_and_stops(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "a");
    put(w, "Qb", "b");
    put(w, "Qc", "c");
    assert_int_equal(xap_writer_delete(w, "Qb", NULL), ST_OK);
    commit(w);
    struct xap_db *db = reader();
    char all[256] = "";
    assert_int_equal(xap_each(db, collect, all, NULL), ST_OK);
    assert_string_equal(all, "ac");
    xap_close(db);
    begin(w);
    put(w, "Qa", "stopp");
    commit(w);
    db = reader();
    all[0] = '\0';
    struct err e = ERR_INIT;
    assert_int_equal(xap_each(db, collect, all, &e), ST_LIMIT);
    assert_string_equal(e.text, "enough");
    xap_writer_close(w);
    xap_close(db);
}

static void spelling_follows_the_documents(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "landsbygdsutveckling");
    put(w, "Qb", "landsbygdsutveckling kultur");
    commit(w);
    const char *s = NULL;
    struct xap_db *db = reader();
    assert_int_equal(xap_spelling(db, mem, "landsbygdsutvekling", &s, NULL),
                     ST_OK);
    assert_string_equal(s, "landsbygdsutveckling");
    assert_int_equal(xap_spelling(db, mem, "qqqqqqqq", &s, NULL), ST_OK);
    assert_null(s);
    begin(w);
    assert_int_equal(xap_writer_delete(w, "Qa", NULL), ST_OK);
    commit(w);
    assert_int_equal(xap_spelling(db, mem, "landsbygdsutvekling", &s, NULL),
                     ST_OK);
    assert_non_null(s);
    begin(w);
    put(w, "Qb", "teater");
    commit(w);
    begin(w);
    commit(w);
    xap_close(db);
    db = reader();
    assert_int_equal(xap_spelling(db, mem, "landsbygdsutvekling", &s, NULL),
                     ST_OK);
    assert_null(s);
    assert_int_equal(xap_spelling(db, mem, "kulturr", &s, NULL), ST_OK);
    assert_null(s);
    assert_int_equal(xap_spelling(db, mem, "teter", &s, NULL), ST_OK);
    assert_string_equal(s, "teater");
    xap_writer_close(w);
    xap_close(db);
}

/* Words that leave and come within one transaction leave their mark once. */
static void spelling_within_one_transaction(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    const char *s = NULL;
    begin(w);
    put(w, "Qa", "landsbygd");
    put(w, "Qa", "teater");
    put(w, "Qb", "kultur");
    assert_int_equal(xap_writer_delete(w, "Qb", NULL), ST_OK);
    xap_writer_cancel(w); /* nothing of this is to be remembered */
    begin(w);
    put(w, "Qa", "skärgård");
    put(w, "Qa", "bygdegård");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    assert_int_equal(xap_spelling(db, mem, "teter", &s, NULL), ST_OK);
    assert_null(s);
    assert_int_equal(xap_spelling(db, mem, "skärgårt", &s, NULL), ST_OK);
    assert_null(s);
    assert_int_equal(xap_spelling(db, mem, "bygdegårt", &s, NULL), ST_OK);
    assert_string_equal(s, "bygdegård");
    xap_close(db);
}

static void snippets_escape_nothing(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "socialt företag");
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    struct xap_query *q = NULL;
    q = word(db, "", "företag");
    const char *s = NULL;
    const char *text = "Forskning & <b>sociala företag</b> &amp; mer \xff";
    assert_int_equal(
        xap_snippet(db, mem, q, text, 500, "swedish", "[", "]", &s, NULL),
        ST_OK);
    assert_non_null(
        strstr(s, "Forskning & <b>sociala [företag]</b> &amp; mer"));
    assert_int_equal(
        xap_snippet(db, mem, q, "", 50, "swedish", "[", "]", &s, NULL), ST_OK);
    assert_string_equal(s, "");
    char longer[4000];
    size_t at = 0;
    for (int i = 0; i < 181; i++)
        at += (size_t)snprintf(longer + at, sizeof longer - at, "%s",
                               i == 90 ? "Här står företag med. "
                                       : "Ett ord i mängden. ");
    assert_int_equal(
        xap_snippet(db, mem, q, longer, 80, "swedish", "[", "]", &s, NULL),
        ST_OK);
    assert_string_equal(s,
                        "Ett ord i mängden. Här står [företag] med. Ett ord i "
                        "mängden. Ett ord i…");
    /* Words that are rare, and those together, are worth more. */
    struct xap_query *both[] = {q, word(db, "", "sällan"), word(db, "", "ord")};
    q = xap_query_combine(db, XAP_OR, both, 3);
    assert_int_equal(
        xap_snippet(db, mem, q,
                    "Ett ord. Ett ord. Ett ord. Här står något helt annat. "
                    "Sällan ett ord om företag. Och så vidare.",
                    40, "swedish", "[", "]", &s, NULL),
        ST_OK);
    assert_string_equal(s, "[Sällan] ett [ord] om [företag]. Och så…");
    assert_int_equal(xap_snippet(db, mem, q, "Företagsamhet är inget av orden",
                                 40, "none", "[", "]", &s, NULL),
                     ST_OK);
    assert_string_equal(s, "");
    xap_close(db);
}

/* A reader survives a writer that commits again and again. */
static void readers_survive_a_writer(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    put_many(w, 300, "bidrag till föreningar");
    struct xap_db *db = reader();
    struct xap_query *q = NULL;
    q = word(db, "", "bidrag");
    for (int round = 0; round < 5; round++) {
        for (int k = 0; k < 3; k++) {
            begin(w);
            for (int i = 0; i < 300; i += 3) {
                char id[16];
                snprintf(id, sizeof id, "Q%d", i);
                put(w, id, k % 2 ? "bidrag" : "bidrag till alla");
            }
            commit(w);
        }
        struct xap_hits hits = search(db, q);
        assert_int_equal(hits.n, 100);
        assert_int_equal(hits.estimate, 300);
        const char *data;
        size_t len;
        assert_int_equal(xap_fetch(db, mem, "Q7", &data, &len, NULL), ST_OK);
    }
    xap_writer_close(w);
    xap_close(db);
}

struct overtaking {
    struct xap_writer *w;
    int seen;
};

static enum status overtake(void *arg, const char *data, size_t len,
                            struct err *e)
{
    struct overtaking *o = arg;
    (void)data, (void)len;
    o->seen++;
    if (o->seen % 100 != 0)
        return ST_OK;
    for (int k = 0; k < 3; k++) {
        if (xap_writer_begin(o->w, e) != ST_OK)
            return ST_BUG;
        for (int i = 0; i < 600; i += 2) {
            char id[16];
            snprintf(id, sizeof id, "Q%d", i);
            put(o->w, id, "annat");
        }
        if (xap_writer_commit(o->w, e) != ST_OK)
            return ST_BUG;
    }
    return ST_OK;
}

/* A walk that commits overtake still meets each document once. */
static void each_survives_a_writer(void **state)
{
    (void)state;
    struct overtaking o = {writer(), 0};
    put_many(o.w, 600, "ett");
    struct xap_db *db = reader();
    struct err e = ERR_INIT;
    if (xap_each(db, overtake, &o, &e) != ST_OK)
        fail_msg("%s", e.text);
    assert_int_equal(o.seen, 600);
    xap_writer_close(o.w);
    xap_close(db);
}

static void point_stub_at(const char *stub, const char *name)
{
    char text[128], tmp[128];
    snprintf(tmp, sizeof tmp, "%s.new", stub);
    int n = snprintf(text, sizeof text, "auto %s\n", name);
    int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0 && write(fd, text, (size_t)n) == n);
    close(fd);
    assert_int_equal(rename(tmp, stub), 0);
}

static void stubs_switch_under_a_reader(void **state)
{
    (void)state;
    char stub[96];
    snprintf(stub, sizeof stub, "%s/stub", dir);
    snprintf(path, sizeof path, "%s/one", dir);
    struct xap_writer *one = writer();
    put_many(one, 300, "gammal");
    snprintf(path, sizeof path, "%s/two", dir);
    struct xap_writer *two = writer();
    begin(two);
    put(two, "Qa", "ny");
    put(two, "Qb", "ny");
    commit(two);
    point_stub_at(stub, "one");
    snprintf(path, sizeof path, "%s", stub);
    struct xap_db *db = reader();
    assert_int_equal(count(db), 300);
    point_stub_at(stub, "two");
    assert_int_equal(count(db), 300); /* undisturbed */
    struct xap_db *fresh = reader();
    assert_int_equal(count(fresh), 2);
    xap_close(fresh);
    /* Where it has to open afresh it follows the stub. */
    for (int k = 0; k < 3; k++)
        put_many(one, 300, k % 2 ? "gammal" : "äldre");
    const char *data = NULL;
    size_t len = 0;
    assert_int_equal(xap_fetch(db, mem, "Qa", &data, &len, NULL), ST_OK);
    assert_string_equal(data, "ny");
    assert_int_equal(count(db), 2);
    xap_close(db);
    xap_writer_close(one);
    xap_writer_close(two);
}

static void missing_and_damaged_are_told_apart(void **state)
{
    (void)state;
    struct xap_db *db = NULL;
    struct xap_writer *w = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(xap_open(path, &db, &e), ST_NOT_FOUND);
    assert_non_null(strstr(e.text, path));
    err_clear(&e);
    assert_int_equal(xap_writer_open("/nonexistent/a/b", &w, &e), ST_IO);

    /* A folder without a database, a stub with rubbish, a stub that leads
     * nowhere. */
    assert_int_not_equal(xap_open(dir, &db, NULL), ST_OK);
    char stub[96];
    snprintf(stub, sizeof stub, "%s/stub", dir);
    point_stub_at(stub, "nowhere");
    assert_int_equal(xap_open(stub, &db, NULL), ST_NOT_FOUND);
    int fd = open(stub, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "rubbish\n", 8), 8);
    close(fd);
    assert_int_equal(xap_open(stub, &db, NULL), ST_CORRUPT);

    w = writer();
    begin(w);
    put(w, "Qa", "ord");
    commit(w);
    xap_writer_close(w);
    char file[128];
    snprintf(file, sizeof file, "%s/iamglass", path);
    assert_int_equal(truncate(file, 20), 0);
    err_clear(&e);
    assert_int_equal(xap_open(path, &db, &e), ST_CORRUPT);
    assert_true(e.text[0] != '\0');
    assert_null(db);
}

static void damaged_tables_are_noticed(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    put_many(w, 200, "bidrag till föreningar i hela landet");
    xap_writer_close(w);
    char file[128];
    snprintf(file, sizeof file, "%s/postlist.glass", path);
    int fd = open(file, O_WRONLY);
    char junk[8192];
    memset(junk, 0x5a, sizeof junk);
    for (int block = 0; block < 40; block++)
        assert_int_equal(pwrite(fd, junk, sizeof junk, block * 8192), 8192);
    close(fd);
    struct xap_db *db = NULL;
    enum status st = xap_open(path, &db, NULL);
    if (st == ST_OK) {
        struct xap_hits hits;
        st = xap_search(db, mem, xap_query_term(db, "bidrag", 1), 0, 10, &hits,
                        NULL);
        xap_close(db);
    }
    assert_int_equal(st, ST_CORRUPT);
}

static void remote_failures_are_errors(void **state)
{
    (void)state;
    struct xap_db *db = NULL;
    static const char *const bad[] = {"tcp:",
                                      "tcp:host",
                                      "tcp::1",
                                      "tcp:localhost:0",
                                      "tcp:localhost:99999",
                                      "tcp:127.0.0.1:1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = ERR_INIT;
        /* The last one is an address, only that nobody answers there. */
        assert_int_equal(xap_open(bad[i], &db, &e), i < 5 ? ST_INVALID : ST_IO);
        assert_non_null(strstr(e.text, bad[i]));
    }
}

/* Killed in mid-transaction, the writer leaves the last commit. */
static void a_killed_writer_leaves_the_last_commit(void **state)
{
    (void)state;
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "ett");
    commit(w);
    xap_writer_close(w);
    pid_t pid = fork();
    if (pid == 0) {
        w = writer();
        begin(w);
        for (int i = 0; i < 500; i++) {
            char id[16];
            snprintf(id, sizeof id, "Q%d", i);
            put(w, id, "mycket");
        }
        raise(SIGKILL);
    }
    int ws;
    waitpid(pid, &ws, 0);
    assert_true(WIFSIGNALED(ws));
    struct xap_db *db = reader();
    assert_int_equal(count(db), 1);
    xap_close(db);
    w = writer();
    begin(w);
    put(w, "Qb", "två");
    commit(w);
    xap_writer_close(w);
    db = reader();
    assert_int_equal(count(db), 2);
    xap_close(db);
}

/* --- weighing many documents at once ---------------------------------------
 */

static const char *const rhymes[] = {
    "bygd", "lokal", "service", "butik", "ungdom", "musik", "teater", "odling",
};
#define RHYMES (sizeof rhymes / sizeof *rhymes)

/* 400 documents of different lengths; "bygd" is in more than half of them. */
static void put_verses(struct xap_writer *w)
{
    uint32_t chance = 7;
    begin(w);
    for (int i = 0; i < 400; i++) {
        const char *text = i % 3 != 0 ? "bygd" : "ö";
        for (int k = 0; k < i % 40; k++) {
            chance = chance * 1664525 + 1013904223;
            text = arena_printf(mem, "%s %s", text,
                                rhymes[1 + (chance >> 16) % (RHYMES - 1)]);
        }
        if (i % 97 == 0)
            text = arena_printf(mem, "%s sällsynt", text);
        put(w, arena_printf(mem, "Q%d", i), text);
    }
    commit(w);
}

static struct xap_query *as_query(struct xap_db *db,
                                  const struct xap_weighted *items, size_t n)
{
    struct xap_query *all[16];
    for (size_t i = 0; i < n; i++) {
        struct xap_query *terms[4];
        for (size_t t = 0; t < items[i].n_terms; t++)
            terms[t] = xap_query_term(db, items[i].terms[t], 1);
        all[i] = xap_query_scale(
            db, xap_query_combine(db, XAP_AND, terms, items[i].n_terms),
            items[i].factor);
    }
    return xap_query_combine(db, XAP_OR, all, n);
}

static void it_weighs_as_a_search_does(void **state)
{
    (void)state;
    static const char *const terms[] = {"Zbygd",     "Zmusik", "ZSmusik",
                                        "Zsällsynt", "Zteat",  "Zlokal",
                                        "Znirgends"};
    const struct xap_weighted items[] = {
        {&terms[0], 1, 1},   {&terms[1], 1, 2}, {&terms[2], 1, 2.5},
        {&terms[3], 1, 0.4}, {&terms[4], 2, 1}, {&terms[5], 2, 3},
    };
    const size_t n_items = sizeof items / sizeof *items;
    struct xap_writer *w = writer();
    put_verses(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    struct xap_hits hits = {0};
    assert_int_equal(xap_search_bare(db, mem, as_query(db, items, n_items), 0,
                                     1000, &hits, NULL),
                     ST_OK);
    assert_true(hits.n > 300);
    assert_null(hits.items[0].data);
    for (size_t i = 0; i < 6; i++) {
        uint32_t freq = 0;
        assert_int_equal(xap_term_freq(db, terms[i], &freq, NULL), ST_OK);
        assert_true(freq > 0);
    }
    /* All of them, and so few that lists are skipped through. */
    const uint32_t few[] = {
        hits.items[0].docid < hits.items[1].docid ? hits.items[0].docid
                                                  : hits.items[1].docid,
        hits.items[0].docid < hits.items[1].docid ? hits.items[1].docid
                                                  : hits.items[0].docid};
    uint32_t all[400];
    double weights[400], two[2];
    for (uint32_t i = 0; i < 400; i++)
        all[i] = i + 1;
    assert_int_equal(xap_weigh(db, all, 400, items, n_items, weights, NULL),
                     ST_OK);
    assert_int_equal(xap_weigh(db, few, 2, items, n_items, two, NULL), ST_OK);
    double sum = 0;
    for (size_t i = 0; i < hits.n; i++) {
        double mine = weights[hits.items[i].docid - 1];
        if (fabs(mine - hits.items[i].weight) > 1e-9)
            fail_msg("document %u: %.12f, not %.12f", hits.items[i].docid, mine,
                     hits.items[i].weight);
        sum += hits.items[i].weight;
    }
    for (size_t i = 0; i < 400; i++)
        sum -= weights[i];
    assert_true(fabs(sum) < 1e-6); /* the others weigh nothing */
    assert_true(two[0] == weights[few[0] - 1]);
    assert_true(two[1] == weights[few[1] - 1]);
    assert_int_equal(xap_weigh(db, all, 0, items, n_items, weights, NULL),
                     ST_OK);
    xap_close(db);
}

static void values_and_data_by_number(void **state)
{
    (void)state;
    const struct xap_value bytes = {1, false, 0, "a\0b", 3};
    const struct xap_doc d = {.unique = "Qb",
                              .data = "två",
                              .data_len = strlen("två"),
                              .values = &bytes,
                              .n_values = 1};
    struct xap_writer *w = writer();
    begin(w);
    put(w, "Qa", "ett");
    assert_int_equal(xap_writer_put(w, &d, NULL), ST_OK);
    commit(w);
    xap_writer_close(w);
    struct xap_db *db = reader();
    const uint32_t ids[] = {1, 2, 9};
    struct xap_bytes got[3];
    assert_int_equal(xap_values(db, mem, 1, ids, 3, got, NULL), ST_OK);
    assert_int_equal(got[0].len, 0);
    assert_int_equal(got[1].len, 3);
    assert_memory_equal(got[1].data, "a\0b", 3);
    assert_int_equal(got[2].len, 0);
    assert_int_equal(xap_data(db, mem, 2, got, NULL), ST_OK);
    assert_string_equal(got[0].data, "två");
    assert_int_equal(xap_data(db, mem, 9, got, NULL), ST_NOT_FOUND);
    xap_close(db);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(it_weighs_as_a_search_does),
        T(values_and_data_by_number),
        T(commits_are_explicit),
        T(put_replaces_and_delete_removes),
        T(data_alone_can_be_replaced),
        T(the_second_writer_is_told_busy),
        T(words_are_found),
        T(one_word),
        T(words_near_each_other),
        T(terms_are_listed),
        T(matches_are_listed),
        T(telling_words_tell),
        T(queries_combine),
        T(long_terms_are_hashed_alike),
        T(each_goes_through_all_and_stops),
        T(spelling_follows_the_documents),
        T(spelling_within_one_transaction),
        T(snippets_escape_nothing),
        T(readers_survive_a_writer),
        T(each_survives_a_writer),
        T(stubs_switch_under_a_reader),
        T(missing_and_damaged_are_told_apart),
        T(damaged_tables_are_noticed),
        T(remote_failures_are_errors),
        T(a_killed_writer_leaves_the_last_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
