/*
 * rates.c - prints the shares of pages and the signs of each, for
 * learn_rates.py: of each page of standard input ("URL <tab> FILE") a line on
 * each share, parted by tabs, with its two ends in per cent:
 *
 *     URL LOW HIGH SIGN=STRENGTH...
 *
 * It reads pages of the judged sets without a sandbox: not for others.
 */
#include "../../read/share_signs.h"
#include "pages.h"

#include <stdio.h>

static void print_sign(void *arg, const char *sign, size_t len, double strength)
{
    (void)arg;
    printf("\t%.*s=%g", (int)len, sign, strength);
}

static const struct sign_ear printer = {print_sign, NULL};

static void print_share(void *arg, const struct share_view *v,
                        const struct share_said *said)
{
    (void)arg;
    printf("%s\t%g\t%g", v->rd->ctx->url, said->share->low, said->share->high);
    share_signs(v, said, &printer);
    printf("\n");
}

static void print_page(void *arg, struct arena *mem, const struct vocab *vocab,
                       const struct judged_page *page, const struct doc *d)
{
    (void)arg;
    struct reader r = judged_reader(mem, vocab, page, d);
    share_tell(&r, print_share, NULL);
    call_free(r.call);
}

int main(int argc, char **argv)
{
    return judged_pages(argc, argv, print_page, NULL);
}
