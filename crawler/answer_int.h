/*
 * answer_int.h - between answer.c, which goes by the status of an answer, and
 * answer_body.c, which goes by what it holds.
 *
 * P is the page as it is to be stored, t->page as it was.
 */
#ifndef MEDEL_CRAWLER_ANSWER_INT_H
#define MEDEL_CRAWLER_ANSWER_INT_H

#include "crawl.h"

/* --- answer_body.c --- */

/* A whole answer with a body: a page, a list, part of an API, or none. */
enum status answer_ok(struct crawl *c, struct task *t, struct page_row *p,
                      const struct fetch_result *r,
                      struct err *e) MEDEL_NODISCARD;

/* --- answer.c --- */

/* Not to be had, and no failure: counted as WHY. */
enum status answer_refuse(struct crawl *c, struct task *t, struct page_row *p,
                          const char *reason, enum tally why,
                          struct err *e) MEDEL_NODISCARD;
/* Trouble that may pass. POINTS is how much of it is the host's, see
 * crawl_host_failed(). */
enum status answer_try_later(struct crawl *c, struct task *t,
                             struct page_row *p, const char *reason, int points,
                             int64_t wait_s, struct err *e) MEDEL_NODISCARD;
/* Gone: by its STATUS, or (200, or a redirect to where the host sends all who
 * ask for what is not there) for all that it says. */
enum status answer_missing(struct crawl *c, struct task *t, struct page_row *p,
                           int status, struct err *e) MEDEL_NODISCARD;

#endif
