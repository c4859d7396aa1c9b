/*
 * pages.h - goes through pages of the judged sets for the programs that print
 * what is learnt from them. Pages are read without a sandbox: not for others.
 */
#ifndef TESTS_QUALITY_PAGES_H
#define TESTS_QUALITY_PAGES_H

#include "medel/arena.h"
#include "medel/doc.h"
#include "medel/reading.h"
#include "medel/vocab.h"

#include "../../read/found.h"

struct judged_page {
    struct read_context ctx;
    const char *path;
};

/* Told of each page, cleaned. All is lent; MEM lives as long as the call. */
typedef void judged_page_fn(void *arg, struct arena *mem, const struct vocab *v,
                            const struct judged_page *page,
                            const struct doc *d);

/* A reader of PAGE, cleaned as D, that has its text and title; call_free() its
 * call. */
struct reader judged_reader(struct arena *mem, const struct vocab *v,
                            const struct judged_page *page,
                            const struct doc *d);

/* main() of such a program: ARGV names the data folder, standard input has a
 * page a line ("URL <tab> FILE <tab> FUNDER"). Returns the exit status; what is
 * wrong with a page is told on standard error. */
int judged_pages(int argc, char **argv, judged_page_fn *fn, void *arg);

#endif
