/*
 * who.c - prints the forms of applicants that pages name and the signs of each,
 * for learn_who.py: of each page of standard input ("URL <tab> FILE") a line on
 * each form, parted by tabs:
 *
 *     URL CODE SIGN=STRENGTH...
 *
 * A sign is told once for each name of the form, in equal parts. It reads pages
 * of the judged sets without a sandbox: not for others.
 */
#include "../../read/who_signs.h"
#include "pages.h"

#include <stdio.h>

struct printing {
    const struct reader *r;
    int code;
    size_t n;     /* its names */
    double parts; /* a sign's strength is divided by them */
};

static void print_sign(void *arg, const char *sign, size_t len, double strength)
{
    const struct printing *p = arg;
    printf("\t%.*s=%.4g", (int)len, sign, strength / p->parts);
}

static void count_mention(void *arg, const struct who_mention *m)
{
    struct printing *p = arg;
    p->n += m->code == p->code;
}

static void print_mention(void *arg, const struct who_mention *m)
{
    struct printing *p = arg;
    const struct sign_ear printer = {print_sign, p};
    if (m->code != p->code)
        return;
    who_signs_of_sentence(p->r, m->unit, &printer);
    who_signs_of_mention(p->r, m, &printer);
}

static void print_page(void *arg, struct arena *mem, const struct vocab *vocab,
                       const struct judged_page *page, const struct doc *d)
{
    (void)arg;
    struct reader r = judged_reader(mem, vocab, page, d);
    for (int code = 0; code < code_count(CODE_APPLICANT); code++) {
        struct printing p = {.r = &r, .code = code, .parts = 1};
        const struct sign_ear printer = {print_sign, &p};
        who_each_mention(&r, count_mention, &p);
        if (p.n == 0)
            continue;
        printf("%s\t%s", page->ctx.url, code_name(CODE_APPLICANT, code));
        who_signs_of_form(p.n, &printer);
        p.parts = (double)p.n;
        who_each_mention(&r, print_mention, &p);
        printf("\n");
    }
    call_free(r.call);
}

int main(int argc, char **argv)
{
    return judged_pages(argc, argv, print_page, NULL);
}
