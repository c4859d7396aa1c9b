/*
 * checkup.h - what a small crawl of a source, and the reading of its pages,
 * say of the source's file: `medel sources --check`. checkup.c looks it up,
 * checkup_print.c says it.
 */
#ifndef MEDEL_INDEXER_CHECKUP_H
#define MEDEL_INDEXER_CHECKUP_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/calls_store.h"
#include "medel/crawl_store.h"
#include "medel/funder.h"

/* The worst that there is, in this order. */
enum verdict {
    VERDICT_OK,
    VERDICT_NO_CALLS, /* none on what was looked at */
    VERDICT_NO_LINKS, /* that lead anywhere: does the page need scripts? */
    VERDICT_MOVED,    /* to another host */
    VERDICT_FAILED,
    VERDICTS
};
/* A contract with scripts; people get it translated. */
const char *verdict_word(enum verdict v);

enum robots_word { ROBOTS_UNKNOWN, ROBOTS_ALLOWS, ROBOTS_FORBIDS };
/* For scripts alone. */
const char *robots_word(enum robots_word w);

/* How a start page answered. */
struct checkup_start {
    const char *url;
    int status;          /* HTTP's, of the last redirect's target; 0 none */
    const char *reason;  /* what was wrong, or NULL */
    const char *leads_to; /* the last redirect's target, or NULL */
    bool moved;          /* that is on another host */
    enum robots_word robots;
};

#define CHECKUP_TITLES 5

struct checkup {
    const struct funder *funder;
    struct checkup_start *starts;
    size_t n_starts;
    int64_t links;       /* to pages in the source's scope */
    int64_t pages;       /* looked at */
    int64_t calls;
    const char *titles[CHECKUP_TITLES]; /* of the first of them */
    size_t n_titles;
    const char *problem; /* what the crawler says is wrong, or NULL */
    enum verdict verdict;
};

/* Strings in MEM, FUNDER's, or of KNOWN, which is what the crawler knows of
 * it. CALLS may be NULL: nothing was read. */
enum status checkup_make(struct arena *mem, struct crawl_store *crawl,
                         struct calls_store *calls,
                         const struct funder *funder,
                         const struct crawl_funder *known,
                         struct checkup *ret, struct err *e) MEDEL_NODISCARD;

/* --- checkup_print.c --- */

/* WIDTH of the terminal, 0 where lines are not broken. Each appends whole
 * lines. */
enum status checkup_put_table(struct buf *out, struct arena *mem,
                              const struct checkup *c, size_t n, int width);
enum status checkup_put_markdown(struct buf *out, struct arena *mem,
                                 const struct checkup *c, size_t n);
enum status checkup_put_json(struct buf *out, const struct checkup *c,
                             size_t n);

#endif
