/* missing.c - see missing.h. */
#include "missing.h"

#include "likeness.h"
#include "policy.h"

#include "medel/hash.h"
#include "medel/i18n.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* An error page of fewer words is known only by being the same. */
#define NEAR_WORDS_MIN 8

/* --- asking --------------------------------------------------------------- */

enum status missing_probe(struct crawl *c, struct task *t,
                          const struct page_row *p, struct err *e)
{
    /* The same each time, so that a host is asked for one address only. */
    const char *name = t->host->name;
    const struct found f = {
        .url = arena_printf(t->mem, "%s/medel-no-such-page-%08" PRIx32,
                            t->origin->root,
                            (uint32_t)hash_u64(name, strlen(name))),
        .kind = KIND_PROBE,
        .found_on = p->id,
        .depth = 1,
        .rank = RANK_WORST};
    struct page_row known;
    enum status st = ledger_find(c->ledger, t->mem, f.url, &known, e);
    if (st == ST_OK && known.due_at > c->now)
        return ST_OK;
    return st == ST_OK || st == ST_NOT_FOUND
               ? discover_add(c, t->job, t->mem, &f, e)
               : st;
}

/* --- applying what is known ------------------------------------------------ */

static bool is_start(const struct task *t, const struct page_row *p)
{
    return scope_is_start(t->job->scope, p->url);
}

static bool matches(const struct looks *missing, const struct looks *page)
{
    if (looks_same(missing, page))
        return true;
    return page->n_words >= NEAR_WORDS_MIN && looks_near(missing, page);
}

enum status missing_looks(struct crawl *c, struct task *t,
                          const struct page_row *p, const struct looks *looks,
                          bool *ret, struct err *e)
{
    struct missing_page m;
    *ret = false;
    if (is_start(t, p))
        return ST_OK;
    enum status st = likeness_load_missing(c->likeness, t->mem, t->host->id, &m,
                                           e);
    if (st == ST_OK)
        *ret = matches(&m.looks, looks);
    return st;
}

/* A site that wants its readers to log in sends them there whether or not
 * there is a page. */
static bool is_login(const char *url)
{
    static const char *const WORDS[] = {"login", "logga", "logon", "signin",
                                        "sign-in", "auth", "sso", "saml"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcasestr(url, WORDS[i]) != NULL)
            return true;
    return false;
}

static bool is_front(const struct task *t, const char *url)
{
    struct url_parts u;
    return scope_is_start(t->job->scope, url) ||
           (url_split(t->mem, url, &u, NULL) == ST_OK &&
            strcmp(u.path, "/") == 0 && u.query == NULL);
}

enum status missing_redirects(struct crawl *c, struct task *t,
                              const struct page_row *p, const char *target,
                              bool *ret, struct err *e)
{
    struct missing_page m;
    *ret = false;
    if (p->version == 0 || is_start(t, p))
        return ST_OK;
    enum status st = likeness_load_missing(c->likeness, t->mem, t->host->id, &m,
                                           e);
    if (st == ST_OK)
        *ret = m.target != NULL && strcmp(m.target, target) == 0;
    if (st == ST_OK && !*ret && p->state == PAGE_STATE_OK &&
        is_front(t, target))
        st = missing_probe(c, t, p, e);
    return st;
}

/* --- the probe's answer ---------------------------------------------------- */

/* Where even the front page looks so, the host shows all the same page
 * (scripts fill it in, or it is down): that tells nothing of the others. */
static enum status all_alike(struct crawl *c, struct task *t,
                             const struct looks *missing, bool *ret,
                             struct err *e)
{
    const struct funder *f = t->job->funder;
    enum status st = ST_OK;
    *ret = false;
    for (size_t i = 0; st == ST_OK && !*ret && i < f->n_start; i++) {
        struct page_row start;
        struct looks looks;
        st = ledger_find(c->ledger, t->mem, f->start[i], &start, e);
        if (st == ST_NOT_FOUND) {
            st = ST_OK;
            continue;
        }
        if (st == ST_OK)
            st = likeness_load(c->likeness, start.id, &looks, e);
        if (st == ST_OK && start.host == t->host->id)
            *ret = looks_near(missing, &looks);
    }
    return st;
}

/* Stored pages of the host, that look like M or lead where it does. */
static enum status find_missing(struct crawl *c, struct task *t,
                                const struct missing_page *m, int64_t **ids,
                                size_t *n, struct err *e)
{
    sqlite3_stmt *s = NULL;
    size_t cap = 0;
    bool row = true;
    enum status st = db_prepare(
        c->db,
        "SELECT id, target FROM page WHERE funder = ?1 AND host = ?2"
        " AND kind = 0 AND version > 0 AND (state = ?3 OR"
        " (state = ?4 AND target = ?5))",
        &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, t->job->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 2, t->host->id);
        sqlite3_bind_int(s, 3, PAGE_STATE_OK);
        sqlite3_bind_int(s, 4, PAGE_STATE_REDIRECT);
        sqlite3_bind_text(s, 5, m->target, -1, SQLITE_STATIC);
    }
    while (st == ST_OK && row) {
        struct looks looks;
        st = db_step(s, &row, e);
        if (st != ST_OK || !row)
            break;
        int64_t id = sqlite3_column_int64(s, 0);
        st = likeness_load(c->likeness, id, &looks, e);
        looks.n_words = NEAR_WORDS_MIN;
        if (st == ST_OK &&
            (sqlite3_column_text(s, 1) != NULL || matches(&m->looks, &looks))) {
            *ids = arena_grow(t->mem, *ids, *n, &cap, sizeof **ids);
            (*ids)[(*n)++] = id;
        }
    }
    sqlite3_finalize(s);
    return st;
}

static enum status bury(struct crawl *c, struct task *t, int64_t id,
                        struct err *e)
{
    struct page_row before;
    enum status st = ledger_load(c->ledger, t->mem, id, &before, e);
    if (st != ST_OK || is_start(t, &before))
        return st;
    struct page_row after = before;
    bool counted = before.crawl == t->job->crawl;
    after.state = PAGE_STATE_GONE;
    after.reason = _("says that it is not there, with HTTP 200");
    after.target = after.etag = after.last_modified = NULL;
    after.interval = GONE_INTERVAL;
    after.due_at = c->now + GONE_INTERVAL;
    tally_add(&t->job->tallies,
              before.version > 1 || !counted ? TALLY_GONE : TALLY_DEAD_LINKS,
              1);
    tally_add(&t->job->tallies, TALLY_SOFT_404, 1);
    if (counted && before.state == PAGE_STATE_OK) {
        /* It was taken for a page a moment ago. */
        tally_add(&t->job->tallies, TALLY_PAGES, -1);
        tally_add(&t->job->tallies,
                  before.version > 1 ? TALLY_CHANGED : TALLY_NEW, -1);
    }
    return ledger_update(c->ledger, &before, &after, e);
}

enum status missing_answer(struct crawl *c, struct task *t,
                           const struct page_row *p,
                           const struct fetch_result *r, struct err *e)
{
    struct missing_page m = {.target = NULL};
    int64_t *ids = NULL;
    size_t n = 0;
    bool useless = false;
    enum status st = ST_OK;
    if (r->status == 200) {
        struct visible v;
        visible_read(t->mem, c->body.data, c->body.len, &v);
        looks_of(t->mem, &v, c->now, &m.looks);
        st = all_alike(c, t, &m.looks, &useless, e);
    } else if (r->status >= 300 && r->status < 400 && r->location != NULL) {
        if (url_normalise(t->mem, p->url, r->location, &m.target, NULL) !=
                ST_OK ||
            is_login(m.target))
            m.target = NULL;
    }
    if (useless)
        m = (struct missing_page){.target = NULL};
    if (st == ST_OK)
        st = likeness_store_missing(c->likeness, t->host->id, &m, e);
    if (st == ST_OK && (m.looks.exact != 0 || m.target != NULL))
        st = find_missing(c, t, &m, &ids, &n, e);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = bury(c, t, ids[i], e);
    return st;
}
