/*
 * signs.c - prints the signs by which pages and themes are recognised, for
 * learn_pages.py and learn_themes.py: two lines of names, then of each page of
 * standard input ("URL <tab> FILE <tab> FUNDER") one line on the page, one on
 * its words as they speak of a page (read/page_words.h), one on them as they
 * speak of themes (read/theme_words.h) and one on each theme, all parted by
 * tabs:
 *
 *     page URL KIND CALLS SIGN...
 *     words URL PLACE:SIGN=STRENGTH...
 *     heard URL SIGN=STRENGTH...
 *     theme URL CODE SIGN...
 *
 * It reads pages of the judged sets without a sandbox: not for others.
 */
#include "../../read/page_words.h"
#include "../../read/theme_words.h"
#include "pages.h"

#include <stdio.h>

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

static void print_word(void *arg, const char *sign, size_t len, double strength)
{
    (void)arg;
    printf("\t%.*s=%.4g", (int)len, sign, strength);
}

static void print_words(struct arena *mem, const struct vocab *v,
                        const struct judged_page *page, const struct doc *d)
{
    static const struct sign_ear printer = {print_word, NULL};
    struct reader r = judged_reader(mem, v, page, d);
    const struct word_counts *words = word_counts_of(v, r.text);
    printf("words\t%s", page->ctx.url);
    page_words_tell(words, &printer);
    printf("\nheard\t%s", page->ctx.url);
    theme_words_tell(words, &printer);
    printf("\n");
    call_free(r.call);
}

static void print_page(void *arg, struct arena *mem, const struct vocab *v,
                       const struct judged_page *page, const struct doc *d)
{
    bool *named = arg;
    if (!*named) {
        print_names(WEIGHT_PAGE_BIAS, WEIGHT_COUNT);
        print_names(WEIGHT_THEME_BIAS, WEIGHT_THEME_IS_FIRST);
        *named = true;
    }
    struct page_reading *p;
    struct err e = ERR_INIT;
    if (read_page(mem, v, &page->ctx, d, &p, &e) != ST_OK) {
        fprintf(stderr, "%s: %s\n", page->path, e.text);
        return;
    }
    printf("page\t%s\t%s\t%zu", page->ctx.url, page_kind_name(p->kind),
           p->n_calls);
    print_signs(p->signs, p->n_signs);
    print_words(mem, v, page, d);
    for (int t = 0; t < code_count(CODE_THEME); t++) {
        const double *x = p->theme_signs + t * THEME_SIGN_COUNT;
        printf("theme\t%s\t%s", page->ctx.url, code_name(CODE_THEME, t));
        print_signs(x, THEME_SIGN_COUNT);
    }
    reading_free_calls(p);
}

int main(int argc, char **argv)
{
    bool named = false;
    return judged_pages(argc, argv, print_page, &named);
}
