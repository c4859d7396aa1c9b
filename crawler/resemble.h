/*
 * resemble.h - what a page that was just fetched looks like: as it did last
 * time, like another page, like the host's error page.
 */
#ifndef MEDEL_CRAWLER_RESEMBLE_H
#define MEDEL_CRAWLER_RESEMBLE_H

#include "crawl.h"
#include "likeness.h"

struct resemblance {
    struct looks looks;    /* all zero for a PDF */
    struct alike alike;    /* another page that looks like this one */
    struct page_look look; /* both, for the page's row */
    bool missing;          /* it says that it is not there (a soft 404) */
    bool doubtful;         /* it may: the host should be asked, see missing.h */
    bool first_look;       /* how it looked before is not known */
    bool only_clock;       /* reads as last time, but for clocks */
    bool hardly;           /* or but for a few words that say nothing new */
};

/* Looks at c->body, of page P, by t->reading. Inside the answer's
 * transaction. */
enum status resemble_look(struct crawl *c, struct task *t,
                          const struct page_row *p, struct resemblance *ret,
                          struct err *e) MEDEL_NODISCARD;
/* Keeps what was seen, after the body (of version p->version, CHANGED or not)
 * was stored, and sees to it that P keeps the rest, which borrows R for that;
 * asks for a probe of the host where there is doubt. */
enum status resemble_keep(struct crawl *c, struct task *t, struct page_row *p,
                          const struct resemblance *r, bool changed,
                          struct err *e) MEDEL_NODISCARD;
/* True where the page tells so much, and just what ALIKE tells. */
bool resemble_is_copy(const struct resemblance *r);
/* True where links of a page this deep are not worth following: it repeats
 * one that lies no deeper. */
bool resemble_repeats(const struct page_row *p, const struct resemblance *r);

#endif
