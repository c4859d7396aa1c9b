/*
 * merge.h - from the readings of one funder's pages to its calls.
 *
 * The indexer hands over every page of the funder that is there and was
 * read; merging decides which of them are the same call, which page is the
 * call's own, and what its parts, translations and news add. It is a pure
 * function: the same pages in any order give the same calls, and nothing of
 * an earlier run is needed. What belongs to time (id, first_seen, last_seen,
 * fetched_at, withdrawn, changed) is not its business: those stay unset.
 */
#ifndef MEDEL_MERGE_H
#define MEDEL_MERGE_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/err.h"
#include "medel/reading.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct merge_page {
    const char *url;      /* normal form; no two pages share one */
    const char **aliases; /* addresses that lead here by redirects */
    size_t n_aliases;
    /* canonical, base, links[].url and alternate_href are in normal form,
     * resolved against the page; what is no http address is left out. Where
     * one leads to a page given here by redirects, it is that page's; links
     * that lead to none of them are left out. text is "": simhash and
     * text_hash stand for it. Borrowed. */
    const struct page_reading *reading;
    int64_t first_fetched, last_fetched; /* last time it was seen alive */
    int64_t changed_at; /* when its current body was first seen */
    bool alive;         /* false: its last fetch failed, which says nothing
                           yet; gone pages are not handed over */
    bool noindex;       /* the site asks search engines to leave it out */
    size_t stem;        /* merging's own: see tie_stem() */
    bool told;          /* likewise: its time is from merge_calendar.h */
};

struct merge_funder {
    const char *id, *name;
    codeset regions;
};

struct merged_call {
    struct call *call; /* owned: free all with merge_free() */
    size_t *pages;     /* what it was made of: indexes into the pages given,
                          its own page first */
    size_t n_pages;    /* at least 1 */
};

/*
 * The calls of one funder, in order of their canonical address. Each has
 * url, urls (canonical first; a page with several calls gives URL#1, URL#2
 * ...), funder and funder_id set. *ret is in MEM, the calls are not.
 */
enum status merge_readings(struct arena *mem, const struct merge_funder *f,
                           const struct merge_page *pages, size_t n,
                           struct merged_call **ret, size_t *n_ret,
                           struct err *e) MEDEL_NODISCARD;
void merge_free(struct merged_call *calls, size_t n);

#endif
