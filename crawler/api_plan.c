/* api_plan.c - which addresses an API is asked by; see api.h. */
#include "api.h"
#include "policy.h"
#include "report.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/topic_rules.h"

#include <string.h>

/* Answers of an API that were not asked for any more are forgotten. */
#define FORGET_AFTER (14 * DAY)
/* A server that puts together all that has changed takes its time. */
#define PATIENCE 5

/* --- opening -------------------------------------------------------------- */

static enum status load_rules(struct crawl *c, struct err *e)
{
    if (c->topics != NULL)
        return ST_OK;
    return topic_rules_load(c->o->topics_file, &c->topics, e);
}

/* The key that A is to be asked with. ST_NOT_FOUND: it is left out. */
static enum status take_key(struct crawl *c, struct job *j,
                            const struct adapter *a,
                            const struct funder_api *api, struct api_use *u)
{
    struct err why = ERR_INIT;
    if (a->key == NULL)
        return ST_OK;
    enum status st = api_key_load(j->mem, api->key != NULL ? api->key : a->key,
                                  &u->key, &why);
    if (st == ST_NOT_FOUND && !c->o->quiet)
        report_note(c->report, _("%s: its API '%s' is left out: %s"),
                    j->funder->id, a->type, why.text);
    else if (st != ST_OK && st != ST_NOT_FOUND)
        job_problem(j, _("API '%s': %s"), a->type, why.text);
    return st;
}

static enum status open_one(struct crawl *c, struct job *j,
                            const struct funder_api *api, struct err *e)
{
    struct api_use u = {.adapter = adapter_find(api->kind)};
    struct url_parts parts;
    if (u.adapter == NULL)
        return err_set(e, ST_BUG, "no adapter %s", api->kind);
    if (take_key(c, j, u.adapter, api, &u) != ST_OK)
        return ST_OK;
    u.source = (struct adapter_source){
        .funder = j->funder,
        .api = api,
        .base = adapter_base(j->mem, u.adapter, api),
        .now = c->now,
    };
    enum status st = url_split(j->mem, u.source.base, &parts, e);
    if (st == ST_OK && strcmp(api->kind, "eu-funding") == 0) {
        st = load_rules(c, e);
        u.source.rules = c->topics;
    }
    if (st != ST_OK)
        return st;
    u.host = parts.host;
    u.port = parts.port;
    u.scheme = parts.scheme;
    j->apis[j->n_apis++] = u;
    return ST_OK;
}

enum status api_open(struct crawl *c, struct job *j, struct err *e)
{
    enum status st = ST_OK;
    j->mem = arena_new();
    j->apis = arena_alloc(j->mem, (j->funder->n_api + 1) * sizeof *j->apis);
    for (size_t i = 0; st == ST_OK && i < j->funder->n_api; i++)
        st = open_one(c, j, &j->funder->api[i], e);
    return st;
}

void api_close(struct job *j)
{
    arena_free(j->mem);
}

/* An address is the API's where it is on its server: what an answer names
 * elsewhere is neither asked for nor given the key. */
static bool is_at(const struct api_use *u, const char *url)
{
    struct arena *mem = arena_new();
    struct url_parts parts;
    bool ok = url_split(mem, url, &parts, NULL) == ST_OK &&
              strcmp(parts.scheme, u->scheme) == 0 &&
              strcmp(parts.host, u->host) == 0 && parts.port == u->port;
    arena_free(mem);
    return ok;
}

const struct api_use *api_of(const struct job *j,
                             const struct adapter_part *part, const char *url)
{
    for (size_t i = 0; part != NULL && i < j->n_apis; i++)
        if (strcmp(j->apis[i].adapter->type, part->type) == 0 &&
            is_at(&j->apis[i], url))
            return &j->apis[i];
    return NULL;
}

void api_request(const struct job *j, const struct page_row *p,
                 struct fetch_request *r)
{
    const struct adapter_part *part = adapter_part_find(p->adapter);
    const struct api_use *u = api_of(j, part, p->url);
    if (u == NULL)
        return;
    r->accept = "application/json";
    r->any_type = true;
    r->cut_at_max = false;
    r->spool = part->large;
    r->max_bytes = part->large ? CAP_SNAPSHOT_BYTES : CAP_SITEMAP_BYTES;
    r->patience = PATIENCE;
    r->authorization = part->keyed ? u->key : NULL;
    if (!part->conditional)
        r->etag = r->last_modified = NULL;
}

/* --- the queue ------------------------------------------------------------ */

struct planning {
    struct crawl *c;
    struct job *j;
    struct arena *mem;
    const struct api_use *use;
    struct err *e;
    enum status st;
};

/* When the list was last had whole. */
static int64_t since(void *arg, const char *part)
{
    struct planning *p = arg;
    sqlite3_stmt *s = NULL;
    bool row = false;
    int64_t at = 0;
    if (p->st != ST_OK || p->j->forced)
        return 0;
    p->st = db_prepare(p->c->db,
                       "SELECT ifnull(max(last_fetched), 0) FROM page"
                       " WHERE funder = ?1 AND adapter = ?2 AND kind = ?3"
                       " AND chain = 0",
                       &s, p->e);
    if (p->st == ST_OK) {
        sqlite3_bind_text(s, 1, p->j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 2, part, -1, SQLITE_STATIC);
        sqlite3_bind_int(s, 3, KIND_API);
        p->st = db_step(s, &row, p->e);
    }
    if (p->st == ST_OK && row)
        at = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return at;
}

/* An address that was a page, or another part's, until now. */
static enum status turn_into(struct planning *p, const char *url,
                             enum page_kind kind, const char *adapter,
                             struct err *e)
{
    struct page_row row;
    enum status st = ledger_find(p->c->ledger, p->mem, url, &row, e);
    if (st == ST_NOT_FOUND)
        return ST_OK;
    if (st != ST_OK || (row.kind == kind && row.adapter != NULL &&
                        strcmp(row.adapter, adapter) == 0))
        return st;
    struct page_row after = row;
    after.kind = kind;
    after.adapter = adapter;
    after.due_at = 0;
    after.etag = after.last_modified = NULL;
    return ledger_update(p->c->ledger, &row, &after, e);
}

static enum status add(void *arg, const char *url,
                       const struct adapter_part *part, struct err *e)
{
    struct planning *p = arg;
    const char *fragment = strchr(url, '#'), *normal;
    struct found f = {.kind = part != NULL ? KIND_API : KIND_FEED,
                      .rank = RANK_API,
                      .adapter = part != NULL ? part->name : "feed",
                      .vital = true};
    if (p->st != ST_OK)
        return p->st;
    enum status st = url_normalise(p->mem, NULL, url, &normal, e);
    if (st != ST_OK)
        return st;
    f.url = fragment != NULL ? arena_printf(p->mem, "%s%s", normal, fragment)
                             : normal;
    struct url_parts u;
    st = url_split(p->mem, f.url, &u, e);
    if (st != ST_OK)
        return st;
    if (part == NULL && !scope_has_host(p->j->scope, &u)) {
        job_problem(p->j, _("API %s: %s"), f.url,
                    _("outside the funder's scope"));
        return ST_OK;
    }
    st = turn_into(p, f.url, f.kind, f.adapter, e);
    return st == ST_OK ? discover_add(p->c, p->j, p->mem, &f, e) : st;
}

static enum status forget_old(struct crawl *c, struct job *j, struct err *e)
{
    sqlite3_stmt *s = NULL;
    enum status st = db_prepare(c->db,
                                "DELETE FROM page WHERE funder = ?1 AND"
                                " kind = ?2 AND version = 0 AND"
                                " checked_at BETWEEN 1 AND ?3 AND"
                                " id NOT IN (SELECT page FROM queue)",
                                &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_int(s, 2, KIND_API);
        sqlite3_bind_int64(s, 3, c->now - FORGET_AFTER);
        st = db_run(s, e);
    }
    sqlite3_finalize(s);
    return st;
}

enum status api_queue(struct crawl *c, struct job *j, struct err *e)
{
    struct planning p = {.c = c, .j = j, .mem = arena_new(), .e = e};
    enum status st = forget_old(c, j, e);
    if (st == ST_OK)
        st = api_lose_dropped(c, j, e);
    for (size_t i = 0; st == ST_OK && i < j->n_apis; i++) {
        p.use = &j->apis[i];
        st = p.use->adapter->plan(&p.use->source, p.mem, since, add, &p, e);
    }
    arena_free(p.mem);
    return st;
}
