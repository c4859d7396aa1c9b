/* missing.c - see missing.h. */
#include "missing.h"

#include "likeness.h"
#include "policy.h"

#include "medel/hash.h"
#include "medel/i18n.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* An error page of fewer words says too little to be known by them. */
#define WORDS_MIN 8
/* Weight of a title's words from which on it may be that of a call. */
#define PROMISE 40
/* So many pages, and more than half of the host's, are not all missing. */
#define MANY_MISSING 3

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

/* --- applying what is known ------------------------------------------------
 */

static bool is_start(const struct task *t, const struct page_row *p)
{
    return scope_is_start(t->job->scope, p->url);
}

enum status missing_looks(struct crawl *c, struct task *t,
                          const struct page_row *p, const struct looks *looks,
                          bool *ret, struct err *e)
{
    struct missing_page m;
    *ret = false;
    if (is_start(t, p))
        return ST_OK;
    enum status st =
        likeness_load_missing(c->likeness, t->mem, t->host->id, &m, e);
    if (st == ST_OK)
        *ret = looks_near(&m.looks, looks);
    return st;
}

/* A site that wants its readers to log in sends them there whether or not
 * there is a page. */
static bool is_login(const char *url)
{
    static const char *const WORDS[] = {"login",   "logga", "logon", "signin",
                                        "sign-in", "auth",  "sso",   "saml"};
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
    enum status st =
        likeness_load_missing(c->likeness, t->mem, t->host->id, &m, e);
    if (st == ST_OK)
        *ret = m.target != NULL && strcmp(m.target, target) == 0;
    if (st == ST_OK && !*ret && p->state == PAGE_STATE_OK &&
        is_front(t, target))
        st = missing_probe(c, t, p, e);
    return st;
}

/* --- the probe's answer ----------------------------------------------------
 */

static bool promises(const struct crawl *c, const struct visible *v)
{
    bool promise = words_weigh(c->words, v->title, "") >= PROMISE;
    for (size_t i = 0; i < v->n_headings; i++)
        promise =
            promise || words_weigh(c->words, v->headings[i], "") >= PROMISE;
    return promise;
}

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

/* Stored pages of the host, that look like M or lead where it does; *others
 * is how many do not. */
static enum status find_missing(struct crawl *c, struct task *t,
                                const struct missing_page *m, int64_t **ids,
                                size_t *n, size_t *others, struct err *e)
{
    sqlite3_stmt *s = NULL;
    size_t cap = 0;
    bool row = true;
    enum status st =
        db_prepare(c->db,
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
        if (st == ST_OK && sqlite3_column_text(s, 1) == NULL &&
            !looks_near(&m->looks, &looks)) {
            ++*others;
            continue;
        }
        *ids = arena_grow(t->mem, *ids, *n, &cap, sizeof **ids);
        (*ids)[(*n)++] = id;
    }
    sqlite3_finalize(s);
    return st;
}

/* What was counted a moment ago, when it was taken for a page. */
static void count_buried(struct task *t, const struct page_row *before)
{
    struct tallies *n = &t->job->tallies;
    bool counted = before->crawl == t->job->crawl;
    bool redirect = before->state == PAGE_STATE_REDIRECT;
    bool changed = counted && before->changed_at >= t->job->started_at;
    bool fresh = changed && !redirect && before->version == 1;
    tally_add(n, fresh ? TALLY_DEAD_LINKS : TALLY_GONE, 1);
    tally_add(n, TALLY_SOFT_404, 1);
    if (!counted)
        return;
    tally_add(n, redirect ? TALLY_REDIRECTS : TALLY_PAGES, -1);
    if (!redirect)
        tally_add(n,
                  fresh     ? TALLY_NEW
                  : changed ? TALLY_CHANGED
                            : TALLY_UNCHANGED,
                  -1);
}

static enum status bury(struct crawl *c, struct task *t, int64_t id,
                        struct err *e)
{
    struct page_row before;
    enum status st = ledger_load(c->ledger, t->mem, id, &before, e);
    if (st != ST_OK || is_start(t, &before))
        return st;
    struct page_row after = before;
    after.state = PAGE_STATE_GONE;
    after.reason =
        arena_printf(t->mem, _("says that it is not there, with HTTP %d"),
                     before.http_status);
    after.target = after.etag = after.last_modified = NULL;
    after.interval = GONE_INTERVAL;
    after.due_at = c->now + GONE_INTERVAL;
    count_buried(t, &before);
    return ledger_update(c->ledger, &before, &after, e);
}

bool missing_is_page(const struct fetch_result *r)
{
    return r->status == 200 || r->status == 203;
}

enum status missing_answer(struct crawl *c, struct task *t,
                           const struct page_row *p,
                           const struct fetch_result *r, struct err *e)
{
    struct missing_page m = {.target = NULL};
    int64_t *ids = NULL;
    size_t n = 0, others = 0;
    bool useless = false;
    enum status st = ST_OK;
    if (missing_is_page(r)) {
        struct visible v;
        visible_read(t->mem, c->body.data, c->body.len, &v);
        looks_of(t->mem, &v, c->now, likeness_has_old(c->likeness), &m.looks);
        st = all_alike(c, t, &m.looks, &useless, e);
        useless = useless || m.looks.n_words < WORDS_MIN || promises(c, &v);
    } else if (r->status >= 300 && r->status < 400 && r->location != NULL) {
        if (url_normalise(t->mem, p->url, r->location, &m.target, NULL) !=
                ST_OK ||
            is_login(m.target))
            m.target = NULL;
    }
    if (useless)
        m = (struct missing_page){.target = NULL};
    if (st == ST_OK && (m.looks.exact != 0 || m.target != NULL))
        st = find_missing(c, t, &m, &ids, &n, &others, e);
    if (m.looks.exact != 0 && n >= MANY_MISSING && n > others) {
        m = (struct missing_page){.target = NULL};
        n = 0;
    }
    if (st == ST_OK)
        st = likeness_store_missing(c->likeness, t->host->id, &m, e);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = bury(c, t, ids[i], e);
    return st;
}
