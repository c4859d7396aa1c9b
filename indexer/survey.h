/*
 * survey.h - which blocks all pages of a site have.
 *
 * Before the pages of a funder are read, some of those in crawl.db are looked
 * at: the first and the last that were found, so that the site's start and its
 * news are among them beside its calls. A block of main text that most of them
 * have is not what one of them says (worker/sitewide.h). Sites are told apart
 * by host.
 *
 * A page is compared with those that were there when it was read, and not read
 * again as the site grows: a site of a few pages, of which nothing can be told,
 * seldom stays one before it is read first.
 */
#ifndef MEDEL_INDEXER_SURVEY_H
#define MEDEL_INDEXER_SURVEY_H

#include "medel/arena.h"
#include "medel/calls_store.h"
#include "medel/crawl_store.h"
#include "medel/err.h"

#include <stdint.h>

struct survey;

/* A page to be looked at. */
struct survey_page {
    int64_t crawl_id;
    const char *url, *content_type;
};

/* Of the funder with this id; pages that brought a reader down before are left
 * out. In MEM. */
enum status survey_new(struct arena *mem, struct crawl_store *crawl,
                       struct calls_store *calls, const char *funder_id, struct survey **ret,
                       struct err *e) MEDEL_NODISCARD;
/* The next page to look at, given out once, or NULL. Each is to be answered
 * for by survey_add(). */
const struct survey_page *survey_next(struct survey *s);
/* What a worker said of P: LEN bytes of 'B' (medel/worker.h); NULL where it
 * said nothing. ST_INVALID where that is no such reply. */
enum status survey_add(struct survey *s, const struct survey_page *p,
                       const char *reply, size_t len,
                       struct err *e) MEDEL_NODISCARD;
/* All were answered for. */
bool survey_done(const struct survey *s);
/* The blocks, by hash and ascending, that nearly all pages of URL's host have.
 * Of a survey that is done. */
const uint64_t *survey_sitewide(struct survey *s, const char *url, size_t *n);

#endif
