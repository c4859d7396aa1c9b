/*
 * likeness.h - which pages look alike, as kept in crawl.db; see visible.h for
 * what that means.
 *
 * Nothing here begins or ends a transaction.
 */
#ifndef MEDEL_CRAWLER_LIKENESS_H
#define MEDEL_CRAWLER_LIKENESS_H

#include "visible.h"

#include "medel/err.h"

#include <sqlite3.h>

struct likeness;

enum status likeness_new(sqlite3 *db, struct likeness **ret,
                         struct err *e) MEDEL_NODISCARD;
void likeness_free(struct likeness *l);
/* The store may have looks whose exact is the exact_old of today's. */
bool likeness_has_old(const struct likeness *l);

/* How a page looked when its looks were last stored (ledger_update()); all zero
 * for never. */
enum status likeness_load(struct likeness *l, int64_t page, struct looks *ret,
                          struct err *e) MEDEL_NODISCARD;
/* A page of the funder's that looks alike. */
struct alike {
    int64_t page; /* 0: there is none */
    int depth;    /* links from the start page */
    bool same;    /* to the letter, but for clocks */
};
/* The first of its kind (near_of is NULL) that PAGE belongs to, by its LOOKS;
 * pages that are gone do not count. */
enum status likeness_find(struct likeness *l, const char *funder, int64_t page,
                          const struct looks *looks, struct alike *ret,
                          struct err *e) MEDEL_NODISCARD;

/*
 * Notes that VERSION of the page's body reads as the one before, but for a
 * clock, and drops that one where it was such a version itself: so a page
 * with a clock on it does not fill the disk, and the body that it had when it
 * last really changed stays.
 */
enum status likeness_only_clock(struct likeness *l, int64_t page,
                                int64_t version, struct err *e) MEDEL_NODISCARD;

/* --- shapes of addresses, see scope_shape() --------------------------------
 */

/* Counts a page of SHAPE that was looked at for the first time. */
enum status likeness_count(struct likeness *l, const char *funder,
                           const char *shape, bool alike,
                           struct err *e) MEDEL_NODISCARD;
/* True where most pages of SHAPE look like ones that were there before: more
 * of them are not worth asking for. */
enum status likeness_exhausted(struct likeness *l, const char *funder,
                               const char *shape, bool *ret,
                               struct err *e) MEDEL_NODISCARD;

/* --- what a host shows where there is no page ------------------------------
 */

struct missing_page {
    struct looks looks; /* all zero: nothing known, or an honest 404 */
    const char *target; /* a redirect's, or NULL */
};
/* TARGET is in MEM. */
enum status likeness_load_missing(struct likeness *l, struct arena *mem,
                                  int64_t host, struct missing_page *ret,
                                  struct err *e) MEDEL_NODISCARD;
enum status likeness_store_missing(struct likeness *l, int64_t host,
                                   const struct missing_page *m,
                                   struct err *e) MEDEL_NODISCARD;

#endif
