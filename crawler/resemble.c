/* resemble.c - see resemble.h. */
#include "resemble.h"

#include "missing.h"
#include "sniff.h"

#include "medel/caps.h"

/* Shorter texts are alike by chance, or because they are all links. */
#define REPEAT_WORDS_MIN 20
/* A page with so few words that says that it is not there means itself. */
#define BARE_WORDS_MAX 30
/* A longer one may. */
#define SHORT_WORDS_MAX 150

/* By its own words. */
static void judge_words(const struct crawl *c, const struct visible *v,
                        struct resemblance *r)
{
    const struct words *w = c->words;
    r->missing = words_is_missing(w, v->title);
    for (size_t i = 0; i < v->n_headings; i++)
        r->missing = r->missing || words_is_missing(w, v->headings[i]);
    if (v->n_words <= SHORT_WORDS_MAX && words_is_missing(w, v->text)) {
        r->missing = r->missing || v->n_words <= BARE_WORDS_MAX;
        r->doubtful = true;
    }
}

enum status resemble_look(struct crawl *c, struct task *t,
                          const struct page_row *p, struct resemblance *r,
                          struct err *e)
{
    struct looks before = {0};
    *r = (struct resemblance){.missing = false};
    if (sniff_is_pdf(c->body.data, c->body.len))
        return ST_OK;
    r->looks = t->reading->looks;
    judge_words(c, &t->reading->visible, r);
    enum status st = ST_OK;
    if (!r->missing)
        st = missing_looks(c, t, p, &r->looks, &r->missing, e);
    if (st == ST_OK && !r->missing)
        st = likeness_find(c->likeness, t->job->funder->id, p->id, &r->looks,
                           &r->alike, e);
    r->look = (struct page_look){r->looks.words, r->looks.exact,
                                 r->looks.figures, r->alike.page};
    /* A page without a body has had no look. */
    if (st == ST_OK && p->version != 0)
        st = likeness_load(c->likeness, p->id, &before, e);
    r->first_look = before.exact == 0;
    if (st != ST_OK || p->version == 0)
        return st;
    r->only_clock = looks_same(&before, &r->looks);
    r->hardly = looks_near(&before, &r->looks);
    return ST_OK;
}

bool resemble_is_copy(const struct resemblance *r)
{
    return r->alike.page != 0 && r->alike.same &&
           r->looks.n_words >= REPEAT_WORDS_MIN;
}

bool resemble_repeats(const struct page_row *p, const struct resemblance *r)
{
    return resemble_is_copy(r) && p->depth > r->alike.depth;
}

/* A first look tells something of all addresses of this shape. */
static enum status count_shape(struct crawl *c, struct task *t,
                               const struct page_row *p,
                               const struct resemblance *r, struct err *e)
{
    struct url_parts u;
    struct buf shape;
    buf_init(&shape, 2 * CAP_URL_BYTES);
    enum status st = ST_OK;
    if (url_split(t->mem, p->url, &u, NULL) == ST_OK &&
        scope_shape(&u, &shape) != 0)
        st = likeness_count(c->likeness, t->job->funder->id, shape.data,
                            resemble_is_copy(r), e);
    buf_free(&shape);
    return st;
}

enum status resemble_keep(struct crawl *c, struct task *t, struct page_row *p,
                          const struct resemblance *r, bool changed,
                          struct err *e)
{
    bool first = changed && p->version == 1;
    enum status st = ST_OK;
    /* Compared is always with the page as it last really changed: else small
     * steps could lead far without being seen. */
    if (!r->hardly)
        p->look = &r->look;
    if (changed && r->only_clock)
        st = likeness_only_clock(c->likeness, p->id, p->version, e);
    if (st == ST_OK && first)
        st = count_shape(c, t, p, r, e);
    if (first)
        tally_add(&t->job->tallies, TALLY_ALIKE, r->alike.page != 0);
    bool doubt = r->doubtful || r->alike.same;
    bool news = r->first_look || (changed && !r->only_clock);
    return st == ST_OK && news && doubt ? missing_probe(c, t, p, e) : st;
}
