/* pages.c - the pages of the judged sets, one after another; see pages.h. */
#include "pages.h"

#include "medel/caps.h"

#include <stdio.h>
#include <string.h>

static struct vocab *load(const char *dir)
{
    struct buf bundle;
    struct vocab *v = NULL;
    struct err e = ERR_INIT;
    buf_init(&bundle, CAP_VOCAB_BYTES);
    if (vocab_bundle(dir, &bundle, &e) != ST_OK ||
        vocab_parse(bundle.data, bundle.len, &v, &e) != ST_OK)
        fprintf(stderr, "vocabulary: %s\n", e.text);
    buf_free(&bundle);
    return v;
}

static char *slurp(struct arena *mem, const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return NULL;
    char *bytes = arena_alloc(mem, CAP_PAGE_BYTES);
    *len = fread(bytes, 1, CAP_PAGE_BYTES, f);
    fclose(f);
    return bytes;
}

static void tell_page(const struct vocab *v, const struct judged_page *page,
                      judged_page_fn *fn, void *arg)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct doc *d;
    size_t len = 0;
    char *bytes = slurp(mem, page->path, &len);
    if (bytes == NULL || clean_html(mem, bytes, len, NULL, &d, &e) != ST_OK)
        fprintf(stderr, "%s: %s\n", page->path, e.text);
    else
        fn(arg, mem, v, page, d);
    arena_free(mem);
}

struct reader judged_reader(struct arena *mem, const struct vocab *v,
                            const struct judged_page *page, const struct doc *d)
{
    struct reader r = {.mem = mem,
                       .vocab = v,
                       .w = vocab_weights(v),
                       .ctx = &page->ctx,
                       .written = page->ctx.today,
                       .call = call_new()};
    r.text = text_build(mem, v, d);
    read_words(&r); /* the language, the title */
    return r;
}

int judged_pages(int argc, char **argv, judged_page_fn *fn, void *arg)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s DATA_DIR < PAGES\n", argv[0]);
        return 2;
    }
    struct vocab *v = load(argv[1]);
    if (v == NULL)
        return 3;
    char line[8192];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *save = NULL;
        struct judged_page page = {.path = NULL};
        line[strcspn(line, "\n")] = '\0';
        page.ctx.url = strtok_r(line, "\t", &save);
        page.path = strtok_r(NULL, "\t", &save);
        page.ctx.funder = strtok_r(NULL, "\t", &save);
        date_parse_iso("2026-11-23", &page.ctx.today);
        if (page.path != NULL)
            tell_page(v, &page, fn, arg);
    }
    vocab_free(v);
    return 0;
}
