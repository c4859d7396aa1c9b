/*
 * signs.c - prints the signs by which pages and themes are recognised, for
 * learn_pages.py and learn_themes.py: two lines of names, then of each page of
 * standard input ("URL <tab> FILE <tab> FUNDER") one line on the page and one
 * on each theme that it has words of, all parted by tabs:
 *
 *     page URL KIND CALLS SIGN...
 *     theme URL CODE SIGN...
 *
 * It reads pages of the judged sets without a sandbox: not for others.
 */
#include "../../read/vocab_int.h"
#include "medel/caps.h"
#include "medel/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct vocab *load(const char *dir)
{
    struct buf bundle;
    struct vocab *v = NULL;
    struct err e = ERR_INIT;
    buf_init(&bundle, CAP_VOCAB_BYTES);
    if (vocab_bundle(dir, &bundle, &e) != ST_OK ||
        vocab_parse(bundle.data, bundle.len, &v, &e) != ST_OK)
        fprintf(stderr, "signs: %s\n", e.text);
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

static void print_signs(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("\t%.4f", x[i]);
    printf("\n");
}

static void print_names(int from, int to)
{
    for (int w = from; w < to; w++)
        printf("%s%s", w > from ? "\t" : "", vocab_weight_code((enum weight)w));
    printf("\n");
}

static void print_page(const struct vocab *v, const char *url, const char *path,
                       const char *funder)
{
    struct arena *mem = arena_new();
    struct read_context ctx = {.url = url, .funder = funder};
    struct page_reading *p;
    struct err e = ERR_INIT;
    struct doc *d;
    size_t len = 0;
    char *bytes = slurp(mem, path, &len);
    date_parse_iso("2026-11-23", &ctx.today);
    if (bytes == NULL || clean_html(mem, bytes, len, NULL, &d, &e) != ST_OK ||
        read_page(mem, v, &ctx, d, &p, &e) != ST_OK) {
        fprintf(stderr, "signs: %s: %s\n", path, e.text);
    } else {
        printf("page\t%s\t%s\t%zu", url, page_kind_name(p->kind), p->n_calls);
        print_signs(p->signs, p->n_signs);
        for (int t = 0; t < code_count(CODE_THEME); t++) {
            const double *x = p->theme_signs + t * THEME_SIGN_COUNT;
            if (x[WEIGHT_THEME_TOTAL - WEIGHT_THEME_BIAS] == 0)
                continue;
            printf("theme\t%s\t%s", url, code_name(CODE_THEME, t));
            print_signs(x, THEME_SIGN_COUNT);
        }
        reading_free_calls(p);
    }
    arena_free(mem);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: signs DATA_DIR < PAGES\n");
        return 2;
    }
    struct vocab *v = load(argv[1]);
    if (v == NULL)
        return 3;
    print_names(WEIGHT_PAGE_BIAS, WEIGHT_COUNT);
    print_names(WEIGHT_THEME_BIAS, WEIGHT_THEME_IS_FIRST);
    char line[8192];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *save = NULL;
        line[strcspn(line, "\n")] = '\0';
        const char *url = strtok_r(line, "\t", &save);
        const char *path = strtok_r(NULL, "\t", &save);
        const char *funder = strtok_r(NULL, "\t", &save);
        if (path != NULL)
            print_page(v, url, path, funder);
    }
    vocab_free(v);
    return 0;
}
