/*
 * test_clean.c - clean_html and doc_main_text: snippets and what they must
 * become.
 *
 * Blocks are written one a line: H2, P, I, R and the text, pairs as
 * "= label | value"; a leading "." is a block below the main text. Run with
 * file names as arguments, the program prints their blocks instead.
 */
#include "medel/buf.h"
#include "medel/doc.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void put_block(struct buf *out, const struct block *b)
{
    static const char *const kinds[] = {"H", "P ", "I ", "= ", "R "};
    if (b->main < 0.5)
        assert_int_equal(buf_puts(out, "."), ST_OK);
    assert_int_equal(buf_puts(out, kinds[b->kind]), ST_OK);
    if (b->kind == BLOCK_HEADING)
        assert_int_equal(buf_printf(out, "%d ", b->level), ST_OK);
    if (b->label != NULL)
        assert_int_equal(buf_printf(out, "%s | ", b->label), ST_OK);
    assert_int_equal(buf_puts(out, b->text), ST_OK);
    if (b->struck != NULL)
        assert_int_equal(buf_printf(out, " ~%s~", b->struck), ST_OK);
    assert_int_equal(buf_putc(out, '\n'), ST_OK);
}

static const char *as_text(const struct doc *d)
{
    struct buf out;
    buf_init(&out, 8u << 20);
    for (size_t i = 0; i < d->n_blocks; i++)
        put_block(&out, &d->blocks[i]);
    const char *s = arena_strndup(d->mem, out.data, out.len);
    buf_free(&out);
    return s;
}

static struct doc *clean(struct arena *mem, const char *html)
{
    struct doc *d = NULL;
    struct err e = ERR_INIT;
    if (clean_html(mem, html, strlen(html), "text/html; charset=utf-8", &d,
                   &e) != ST_OK)
        fail_msg("%s\n%s", e.text, html);
    return d;
}

struct snippet {
    const char *name, *html, *blocks;
};

#include "clean_cases.h"

/* All of them are run, so that one change shows all it breaks. */
static void test_snippets(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof snippets / sizeof *snippets; i++) {
        struct arena *mem = arena_new();
        const char *got = as_text(clean(mem, snippets[i].html));
        if (strcmp(got, snippets[i].blocks) != 0) {
            fprintf(stderr, "--- %s\n%s\n--- is\n%s--- should be\n%s",
                    snippets[i].name, snippets[i].html, got,
                    snippets[i].blocks);
            wrong++;
        }
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

static int dump(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct arena *mem = arena_new();
        struct buf b;
        struct doc *d;
        struct err e = ERR_INIT;
        buf_init(&b, 10u << 20);
        if (buf_read_file(&b, argv[i], &e) != ST_OK ||
            clean_html(mem, b.data, b.len, NULL, &d, &e) != ST_OK) {
            fprintf(stderr, "%s: %s\n", argv[i], e.text);
            return 1;
        }
        printf("%s", as_text(d));
        buf_free(&b);
        arena_free(mem);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return dump(argc, argv);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_snippets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
