/*
 * sums.c - prints the sums of pages and the signs of each, for learn_sums.py:
 * of each page of standard input ("URL <tab> FILE") a line on each sum, parted
 * by tabs:
 *
 *     URL LOW HIGH SIGN=STRENGTH...
 *
 * It reads pages of the judged sets without a sandbox: not for others.
 */
#include "../../read/sum_signs.h"
#include "pages.h"

#include <stdio.h>
#include <string.h>

static void print_sign(void *arg, const char *sign, size_t len, double strength)
{
    (void)arg;
    printf("\t%.*s=%g", (int)len, sign, strength);
}

static const struct sign_ear printer = {print_sign, NULL};

static void print_sums(struct reader *r)
{
    struct amounts a = {.r = r};
    struct money_view v = {.u = NULL};
    amounts_collect(&a);
    for (size_t i = 0; i < a.n; i++) {
        const struct money *m = &a.items[i];
        if (m->source.unit != v.u)
            v = money_view_of(r, m->source.unit);
        printf("%s\t%.0f\t%.0f", r->ctx->url, m->sum.low, m->sum.high);
        sum_signs(&v, m, &printer);
        printf("\n");
    }
}

static void print_page(void *arg, struct arena *mem, const struct vocab *vocab,
                       const struct judged_page *page, const struct doc *d)
{
    (void)arg;
    struct reader r = judged_reader(mem, vocab, page, d);
    print_sums(&r);
    call_free(r.call);
}

int main(int argc, char **argv)
{
    return judged_pages(argc, argv, print_page, NULL);
}
