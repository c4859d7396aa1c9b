/* test_pdf.c - call documents in PDF, read into blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../worker/pdf.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const document =
    "/tests/corpus/south/sites/www.socialfondsradet.localhost/media/2417/"
    "utlysningstext-2026-00418.pdf";

static void load(struct buf *b)
{
    const char *share = getenv("MEDEL_SHARE");
    char path[4096];
    snprintf(path, sizeof path, "%s%s", share != NULL ? share : ".", document);
    struct err e = ERR_INIT;
    buf_init(b, CAP_PAGE_BYTES);
    assert_int_equal(buf_read_file(b, path, &e), ST_OK);
}

static const struct block *find(const struct doc *d, const char *words)
{
    for (size_t i = 0; i < d->n_blocks; i++)
        if (strstr(d->blocks[i].text, words) != NULL)
            return &d->blocks[i];
    return NULL;
}

static void test_document(void **state)
{
    (void)state;
    struct buf b;
    load(&b);
    assert_true(page_is_pdf(b.data, b.len));
    struct arena *mem = arena_new();
    struct doc *d = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(clean_pdf(mem, b.data, b.len, &d, &e), ST_OK);
    assert_true(d->document);
    assert_non_null(d->h1);
    assert_non_null(strstr(d->h1, "Utlysningstext"));
    const struct block *when = find(d, "Ansökningstid");
    assert_non_null(when);
    assert_int_equal(when->kind, BLOCK_HEADING);
    const struct block *day = find(d, "torsdagen den 11 februari 2027");
    assert_non_null(day);
    assert_int_equal(day->kind, BLOCK_PARAGRAPH);
    arena_free(mem);
    buf_free(&b);
}

static void test_damaged(void **state)
{
    (void)state;
    struct buf b;
    load(&b);
    struct arena *mem = arena_new();
    struct doc *d = NULL;
    /* Cut at every few bytes: an error or fewer words, never a crash. */
    for (size_t len = 0; len < b.len; len += b.len / 37 + 1) {
        struct err e = ERR_INIT;
        enum status st = clean_pdf(mem, b.data, len, &d, &e);
        assert_true(st == ST_OK || st == ST_INVALID);
    }
    struct err e = ERR_INIT;
    assert_int_equal(clean_pdf(mem, "%PDF-1.4 nothing", 16, &d, &e),
                     ST_INVALID);
    assert_int_not_equal(e.text[0], '\0');
    assert_false(page_is_pdf("<html>", 6));
    arena_free(mem);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
