/*
 * days.c - prints the days of pages and the signs of each, for learn_days.py:
 * of each page of standard input ("URL <tab> FILE") a line on each row of days
 * that are fixed, parted by tabs; a "?" stands before a day whose year was
 * guessed:
 *
 *     URL DAY,... SIGN=STRENGTH...
 *
 * It reads pages of the judged sets without a sandbox: not for others.
 */
#include "../../read/dated.h"
#include "pages.h"

#include <stdio.h>

static void print_sign(void *arg, const char *sign, size_t len, double strength)
{
    (void)arg;
    printf("\t%.*s=%g", (int)len, sign, strength);
}

static const struct sign_ear printer = {print_sign, NULL};

static void print_day(void *arg, const struct scene *s,
                      const struct day_said *d)
{
    const struct reader *r = arg;
    printf("%s\t", r->ctx->url);
    for (size_t i = d->row.first; i <= d->row.last; i++) {
        char day[DATE_ISO_SIZE];
        printf("%s%s%s", i > d->row.first ? "," : "",
               s->list[i].yearless ? "?" : "",
               date_format_iso(s->list[i].date, day));
    }
    day_signs(s, d, &printer);
    printf("\n");
}

static void print_page(void *arg, struct arena *mem, const struct vocab *vocab,
                       const struct judged_page *page, const struct doc *d)
{
    (void)arg;
    struct reader r = judged_reader(mem, vocab, page, d);
    timing_tell(&r, print_day, &r);
    call_free(r.call);
}

int main(int argc, char **argv)
{
    return judged_pages(argc, argv, print_page, NULL);
}
