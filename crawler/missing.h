/*
 * missing.h - soft 404s: hosts that answer 200, or send on to their front
 * page, where there is no page.
 *
 * A page that says so in its title or headings is recognised by that
 * (words_is_missing). For the others a host is asked, where there is doubt
 * and once in thirty days at most, for an address that cannot exist; like any
 * request it obeys robots.txt and waits for its turn. What it answers is kept,
 * and pages that look the same are missing ones too.
 *
 * To take a page for missing that is there is the worse mistake: an answer
 * that promises a call, that the front page gives too, or that most of the
 * host's pages give, is not believed to be an error page.
 */
#ifndef MEDEL_CRAWLER_MISSING_H
#define MEDEL_CRAWLER_MISSING_H

#include "crawl.h"
#include "visible.h"

/* All inside the answer's transaction. */

/* True where LOOKS, of page P, is how its host shows that there is no page.
 * Never for a start page. */
enum status missing_looks(struct crawl *c, struct task *t,
                          const struct page_row *p, const struct looks *looks,
                          bool *ret, struct err *e) MEDEL_NODISCARD;
/* True where page P, which was there, redirects where its host sends whoever
 * asks for what does not exist; asks for a probe where that is not known but
 * likely. */
enum status missing_redirects(struct crawl *c, struct task *t,
                              const struct page_row *p, const char *target,
                              bool *ret, struct err *e) MEDEL_NODISCARD;
/* Queues the probe of P's host, unless it was asked not long ago. */
enum status missing_probe(struct crawl *c, struct task *t,
                          const struct page_row *p,
                          struct err *e) MEDEL_NODISCARD;
/* The probe was answered with a page: 200, or 203 where a proxy is between. */
bool missing_is_page(const struct fetch_result *r);
/*
 * What the probe, page P, was answered; c->body is the decoded body of a page.
 * Pages that were stored before and are error pages by that light are gone.
 * The caller settles P itself.
 */
enum status missing_answer(struct crawl *c, struct task *t,
                           const struct page_row *p,
                           const struct fetch_result *r,
                           struct err *e) MEDEL_NODISCARD;

#endif
