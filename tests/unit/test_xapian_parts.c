/*
 * test_xapian_parts.c - "building" of xapian_shim.h: a database that was joined
 * from parts is as one that was written at once.
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
#include <unistd.h>

#define DOCUMENTS 60
#define PARTS 4

static char dir[64];
static struct arena *mem;
static struct err e;

#define OK(call)                                                               \
    do {                                                                       \
        e = (struct err)ERR_INIT;                                              \
        if ((call) != ST_OK)                                                   \
            fail_msg("%s: %s", #call, e.text);                                 \
    } while (0)

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-parts-XXXXXX");
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

static const char *in_dir(const char *name)
{
    return arena_printf(mem, "%s/%s", dir, name);
}

/* Every third has "ovanlig", and each a word of its own. */
static const struct xap_doc *document(unsigned i)
{
    struct xap_text *texts = arena_alloc(mem, 2 * sizeof *texts);
    struct xap_doc *d = arena_alloc(mem, sizeof *d);
    struct xap_value *v = arena_alloc(mem, sizeof *v);
    const char *text = arena_printf(
        mem, "Stöd till bygden och %s%c%c%s", "kultur", 'a' + (char)(i / 26),
        'a' + (char)(i % 26), i % 3 == 0 ? " samt en ovanlig sak" : "");
    texts[0] = (struct xap_text){text, "S", 1, "swedish", true};
    texts[1] = (struct xap_text){text, "", 1, "swedish", true};
    *v = (struct xap_value){.slot = 0, .is_number = true, .number = i};
    *d = (struct xap_doc){.unique = arena_printf(mem, "Q%u", i),
                          .data = text,
                          .data_len = strlen(text),
                          .texts = texts,
                          .n_texts = 2,
                          .values = v,
                          .n_values = 1};
    return d;
}

static void write_at_once(const char *path)
{
    struct xap_writer *w = NULL;
    OK(xap_writer_open(path, &w, &e));
    OK(xap_writer_begin(w, &e));
    for (unsigned i = 1; i <= DOCUMENTS; i++)
        OK(xap_writer_put_as(w, document(i), i, &e));
    OK(xap_writer_set_metadata(w, "key", "value", &e));
    OK(xap_writer_commit(w, &e));
    xap_writer_close(w);
}

static void write_metadata(const char *path)
{
    struct xap_writer *w = NULL;
    OK(xap_writer_open(path, &w, &e));
    OK(xap_writer_begin(w, &e));
    OK(xap_writer_set_metadata(w, "key", "value", &e));
    OK(xap_writer_commit(w, &e));
    xap_writer_close(w);
}

/* Parts of documents, last ones first, by two builders. */
static void write_parts(const char **paths)
{
    struct xap_builder *builders[2];
    OK(xap_builder_new(&builders[0], &e));
    OK(xap_builder_new(&builders[1], &e));
    for (unsigned part = 0; part < PARTS; part++) {
        struct xap_builder *b = builders[part % 2];
        unsigned size = DOCUMENTS / PARTS, first = (PARTS - 1 - part) * size;
        paths[part] = in_dir(arena_printf(mem, "part-%u", part));
        OK(xap_builder_begin(b, paths[part], &e));
        for (unsigned i = first + 1; i <= first + size; i++)
            OK(xap_builder_add(b, document(i), i, &e));
        OK(xap_builder_end(b, &e));
    }
    xap_builder_free(builders[0]);
    xap_builder_free(builders[1]);
    xap_builder_free(NULL);
}

/* The parts and a key: *n of them. */
static const char **write_all_parts(size_t *n)
{
    const char **paths = arena_alloc(mem, 32 * sizeof *paths);
    write_parts(paths);
    *n = PARTS;
    paths[*n] = in_dir("about");
    write_metadata(paths[(*n)++]);
    return paths;
}

static enum status add_line(void *arg, const char *data, size_t len,
                            struct err *err)
{
    char **all = arg;
    (void)err;
    *all = arena_printf(mem, "%s%.*s\n", *all, (int)len, data);
    return ST_OK;
}

static bool add_term(void *arg, const char *term, uint32_t freq)
{
    char **all = arg;
    *all = arena_printf(mem, "%s%s %u\n", *all, term, freq);
    return true;
}

static void add_hits(struct xap_db *db, char **all, struct xap_query *q)
{
    struct xap_hits hits = {0};
    OK(xap_search(db, mem, q, 0, 100, &hits, &e));
    for (size_t i = 0; i < hits.n; i++)
        *all = arena_printf(mem, "%s%u %.9f %.*s\n", *all, hits.items[i].docid,
                            hits.items[i].weight, (int)hits.items[i].data_len,
                            hits.items[i].data);
}

/* All that a reader can see of the database PATH. */
static char *all_of(const char *path)
{
    static const char *const misspelt[] = {"kulturaab", "ovanlg", "bygdn",
                                           "kulturcd", "stöf"};
    struct xap_db *db = NULL;
    const char *s = NULL;
    char *all = arena_strdup(mem, "");
    OK(xap_open(path, &db, &e));
    OK(xap_each(db, add_line, &all, &e));
    OK(xap_each_term(db, "", add_term, &all, &e));
    OK(xap_metadata(db, mem, "key", &s, &e));
    all = arena_printf(mem, "%s%s\n", all, s);
    add_hits(db, &all, xap_query_term(db, "ovanlig", 1));
    add_hits(db, &all, xap_query_term(db, "Zbygd", 1));
    add_hits(db, &all, xap_query_range(db, 0, 7, 31));
    struct xap_query *phrase[] = {xap_query_term(db, "ovanlig", 1),
                                  xap_query_term(db, "sak", 1)};
    add_hits(db, &all, xap_query_window(db, true, phrase, 2, 2));
    for (size_t i = 0; i < sizeof misspelt / sizeof *misspelt; i++) {
        OK(xap_spelling(db, mem, misspelt[i], &s, &e));
        all = arena_printf(mem, "%s%s\n", all, s != NULL ? s : "-");
    }
    xap_close(db);
    return all;
}

static void joined_parts_are_as_one(void **state)
{
    (void)state;
    size_t n = 0;
    write_at_once(in_dir("once"));
    const char *once = all_of(in_dir("once"));
    assert_non_null(strstr(once, "ovanlig sak"));
    assert_non_null(strstr(once, "\nbygden\n"));
    const char **parts = write_all_parts(&n);
    OK(xap_join(parts, n, in_dir("joined"), &e));
    assert_string_equal(all_of(in_dir("joined")), once);
}

static void a_joined_database_goes_on_being_written_to(void **state)
{
    (void)state;
    size_t n = 0;
    const char **parts = write_all_parts(&n);
    struct xap_writer *w = NULL;
    struct xap_db *db = NULL;
    uint32_t docs = 0;
    const char *s = NULL;
    OK(xap_join(parts, n, in_dir("joined"), &e));
    OK(xap_writer_open(in_dir("joined"), &w, &e));
    OK(xap_writer_begin(w, &e));
    /* The last with a word of its own. */
    OK(xap_writer_delete(w, "Q30", &e));
    OK(xap_writer_put(w, document(DOCUMENTS + 1), &e));
    OK(xap_writer_commit(w, &e));
    xap_writer_close(w);
    OK(xap_open(in_dir("joined"), &db, &e));
    OK(xap_doc_count(db, &docs, &e));
    assert_int_equal(docs, DOCUMENTS);
    OK(xap_spelling(db, mem, "kulturbex", &s, &e));
    if (s != NULL)
        assert_string_not_equal(s, "kulturbe");
    xap_close(db);
}

/* Xapian takes such a file for an empty one. */
static void what_cannot_be_opened_is_not_left_out(void **state)
{
    (void)state;
    static const char *const tables[] = {"docdata", "position", "termlist",
                                         "postlist"};
    size_t n = 0, spoilt = 0;
    const char **parts = write_all_parts(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
            const char *file =
                arena_printf(mem, "%s/%s.glass", parts[i], tables[k]);
            const char *away = arena_printf(mem, "%s.away", file);
            /* Of what has no documents these are there, and of no matter. */
            if (access(file, F_OK) != 0 || (i >= PARTS && k == 2))
                continue;
            assert_int_equal(rename(file, away), 0);
            assert_int_equal(symlink(file, file), 0); /* a loop */
            e = (struct err)ERR_INIT;
            assert_int_not_equal(xap_join(parts, n, in_dir("joined"), &e),
                                 ST_OK);
            assert_int_not_equal(e.text[0], '\0');
            assert_int_equal(rename(away, file), 0);
            nftw(in_dir("joined"), rm, 16, FTW_DEPTH | FTW_PHYS);
            spoilt++;
        }
    }
    assert_int_equal(spoilt, 4 * PARTS + 1);
    /* Nor is a part that is not there. */
    parts[n] = in_dir("none");
    assert_int_equal(xap_join(parts, n + 1, in_dir("joined"), NULL), ST_IO);
    nftw(in_dir("joined"), rm, 16, FTW_DEPTH | FTW_PHYS);
    OK(xap_join(parts, n, in_dir("joined"), &e));
}

static void parts_must_not_interleave(void **state)
{
    (void)state;
    struct xap_builder *b = NULL;
    const char *parts[2] = {in_dir("odd"), in_dir("even")};
    OK(xap_builder_new(&b, &e));
    for (unsigned part = 0; part < 2; part++) {
        OK(xap_builder_begin(b, parts[part], &e));
        for (unsigned i = 1 + part; i < 8; i += 2)
            OK(xap_builder_add(b, document(i), i, &e));
        OK(xap_builder_end(b, &e));
    }
    /* What is there is no new part. */
    assert_int_not_equal(xap_builder_begin(b, parts[0], NULL), ST_OK);
    xap_builder_free(b);
    assert_int_not_equal(xap_join(parts, 2, in_dir("joined"), NULL), ST_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(joined_parts_are_as_one),
        T(a_joined_database_goes_on_being_written_to),
        T(what_cannot_be_opened_is_not_left_out),
        T(parts_must_not_interleave),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
