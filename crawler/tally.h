/*
 * tally.h - what a crawl counts. The counts are kept in crawl.db with the
 * answers they count, so that a crawl that was cut off and continued sums up
 * the whole of itself.
 */
#ifndef MEDEL_CRAWLER_TALLY_H
#define MEDEL_CRAWLER_TALLY_H

#include "medel/err.h"

#include <sqlite3.h>
#include <stdint.h>

enum tally {
    TALLY_REQUESTS, /* for pages, not for robots.txt, sitemaps, feeds */
    TALLY_PAGES,    /* that answered with a page, or that it is unchanged */
    TALLY_NEW,
    TALLY_CHANGED,
    TALLY_UNCHANGED,    /* 304, or the same bytes */
    TALLY_NOT_MODIFIED, /* of these, the 304s */
    TALLY_REDIRECTS,
    TALLY_GONE,
    TALLY_DEAD_LINKS, /* 404 where no page ever was */
    TALLY_SOFT_404,   /* of these two: 200, but the page says it is none */
    TALLY_ALIKE,      /* new ones that look like another page */
    TALLY_FAILED,
    TALLY_ROBOTS,    /* refused by robots.txt */
    TALLY_NOT_PAGES, /* other kinds of files */
    TALLY_LISTS,     /* sitemaps, feeds and answers of APIs read */
    TALLY_RECORDS,   /* of the pages, those that came with such an answer */
    TALLY_BYTES,
    TALLY_ALIVE, /* pages of the funder that are there, at the crawl's end */
    /* Failures by kind. */
    TALLY_ERROR_TIMEOUT,
    TALLY_ERROR_NAME, /* the host's name does not resolve */
    TALLY_ERROR_CONNECTION,
    TALLY_ERROR_TLS,
    TALLY_ERROR_CUT_OFF, /* broken, empty or contradictory answers */
    TALLY_ERROR_REDIRECT,
    TALLY_ERROR_HTTP_4XX,
    TALLY_ERROR_HTTP_5XX,
    TALLY_ERROR_OTHER,
    /* What was cut, and why. */
    TALLY_CUT_DEPTH,
    TALLY_CUT_BUDGET,
    TALLY_CUT_KNOWN,    /* more addresses than the funder has room for */
    TALLY_CUT_VARIANTS, /* one page with ever other parameters */
    TALLY_CUT_ALIKE,    /* one address with ever other parameters or
                           numbers, and the pages look alike */
    TALLY_CUT_REPEATS,
    TALLY_CUT_LONG,
    TALLY_CUT_CHAIN, /* next pages, redirects, sitemaps without end */
    TALLY_CUT_LINKS, /* more links on a page, or entries in a list */
    TALLY_CUT_SAME,  /* links of a deeper page that is a copy */
    TALLY_CUT_SIZE,
    TALLY_CUT_HOST, /* left because the host was given up */
    TALLY_COUNT
};

struct tallies {
    int64_t total[TALLY_COUNT]; /* as of the last commit, and since */
    int64_t unsaved[TALLY_COUNT];
};

void tally_add(struct tallies *t, enum tally what, int64_t n);
/* Inside the caller's transaction. */
enum status tally_save(struct tallies *t, sqlite3 *db, int64_t crawl,
                       struct err *e) MEDEL_NODISCARD;
enum status tally_load(struct tallies *t, sqlite3 *db, int64_t crawl,
                       struct err *e) MEDEL_NODISCARD;
#define TALLY_ERROR_FIRST TALLY_ERROR_TIMEOUT
#define TALLY_ERROR_LAST TALLY_ERROR_OTHER
#define TALLY_CUT_FIRST TALLY_CUT_DEPTH

/* As in crawl.db and in reports: "pages", "error.timeout", "cut.depth". */
const char *tally_name(enum tally what);
/* For a TALLY_CUT_... or TALLY_ERROR_...: why, in a few words for people. */
const char *tally_why(enum tally what);

#endif
