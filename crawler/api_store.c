/* api_store.c - items, each stored as a page of its own; see api.h. */
#include "api.h"
#include "policy.h"

#include "medel/hash.h"
#include "medel/i18n.h"

#include <string.h>

/* An item is asked for when its list is, never by itself. */
#define NEVER (100 * 365 * DAY)
#define ITEM_DEPTH 2

/* A request for the address is under way, or its answer being seen to. */
static bool is_in_flight(const struct crawl *c, int64_t page)
{
    for (int i = 0; i < c->o->fetch.parallel; i++)
        if (c->tasks[i].busy && c->tasks[i].kind == TASK_PAGE &&
            c->tasks[i].page.id == page)
            return true;
    return false;
}

enum status api_find_item(struct crawl *c, struct job *j, struct arena *mem,
                          const char *url, struct page_row *ret, struct err *e)
{
    enum status st = ledger_find(c->ledger, mem, url, ret, e);
    if (st == ST_OK && (!ret->inlined || ret->adapter == NULL ||
                        strcmp(ret->funder, j->funder->id) != 0))
        st = ST_NOT_FOUND;
    return st;
}

static enum status make_row(struct crawl *c, struct job *j, struct arena *mem,
                            const struct page_row *list, const char *url,
                            struct page_row *row, struct err *e)
{
    struct url_parts u;
    struct host *host;
    row->id = 0;
    if (j->known >= j->known_max) {
        discover_cut(c, j, url, TALLY_CUT_KNOWN);
        return ST_OK;
    }
    enum status st = url_split(mem, url, &u, e);
    if (st == ST_OK)
        st = hosts_get(c->hosts, u.host, &host, e);
    if (st != ST_OK)
        return st;
    *row = (struct page_row){.url = url,
                             .funder = j->funder->id,
                             .host = host->id,
                             .kind = KIND_PAGE,
                             .depth = ITEM_DEPTH,
                             .rank = CALL_RANK,
                             .found_on = list->id,
                             .found_at = c->now,
                             .adapter = list->adapter};
    st = ledger_insert(c->ledger, row, e);
    j->known += st == ST_OK;
    return st;
}

/* It was to be fetched as a page; that is no longer needed. */
static enum status take_from_queue(struct crawl *c, struct job *j, int64_t page,
                                   struct err *e)
{
    struct queued q;
    enum status st = frontier_find(c->frontier, page, &q, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? ST_OK : st;
    st = frontier_drop(c->frontier, page, e);
    if (q.crawl == j->crawl)
        j->queued--;
    return st;
}

static enum status put_body(struct crawl *c, struct arena *mem,
                            const struct adapter_item *item,
                            struct page_row *after, bool *changed,
                            struct err *e)
{
    int64_t hash = (int64_t)hash_bulk(item->json, item->len);
    bool same = false;
    enum status st = ST_OK;
    if (after->version > 0 && after->hash == hash)
        st = ledger_same_body(c->ledger, mem, after->id, item->json, item->len,
                              &same, e);
    *changed = !same;
    if (st != ST_OK || same)
        return st;
    after->hash = hash;
    after->version++;
    after->changed_at = after->checked_at = c->now;
    return ledger_add_body(c->ledger, after, item->json, item->len, NULL, e);
}

static enum status put(struct crawl *c, struct job *j, struct arena *mem,
                       const struct page_row *list,
                       const struct adapter_item *item, struct page_row *page,
                       bool *changed, struct err *e)
{
    struct page_row after = *page;
    after.content_type = "application/json";
    enum status st = put_body(c, mem, item, &after, changed, e);
    if (st != ST_OK)
        return st;
    after.kind = KIND_PAGE;
    after.state = PAGE_STATE_OK;
    after.target = after.reason = after.etag = after.last_modified = NULL;
    after.canonical = NULL;
    after.noindex = false;
    after.duplicate_of = 0;
    after.adapter = list->adapter;
    after.inlined = true;
    after.crawl = j->crawl;
    after.checked_at = after.last_fetched = c->now;
    if (after.first_fetched == 0)
        after.first_fetched = c->now;
    after.interval = NEVER;
    after.due_at = c->now + NEVER;
    after.failures = after.unmodified = 0;
    st = ledger_update(c->ledger, page, &after, e);
    *page = after;
    struct tallies *n = &j->tallies;
    tally_add(n, TALLY_PAGES, 1);
    tally_add(n, TALLY_RECORDS, 1);
    tally_add(n,
              !*changed            ? TALLY_UNCHANGED
              : after.version == 1 ? TALLY_NEW
                                   : TALLY_CHANGED,
              1);
    return st;
}

enum status api_store_item(struct crawl *c, struct job *j, struct arena *mem,
                           const struct page_row *list, const char *url,
                           const struct adapter_item *item,
                           struct page_row *page, bool *changed, struct err *e)
{
    *changed = false;
    enum status st = ledger_find(c->ledger, mem, url, page, e);
    if (st == ST_NOT_FOUND)
        st = make_row(c, j, mem, list, url, page, e);
    if (st != ST_OK || page->id == 0)
        return st;
    if (strcmp(page->funder, j->funder->id) != 0 || is_in_flight(c, page->id) ||
        (page->inlined && page->crawl == j->crawl)) {
        page->id = 0; /* another's, or had already */
        return ST_OK;
    }
    st = take_from_queue(c, j, page->id, e);
    return st == ST_OK ? put(c, j, mem, list, item, page, changed, e) : st;
}

/* --- gone ----------------------------------------------------------------- */

enum status api_lose_item(struct crawl *c, struct job *j,
                          const struct page_row *item, enum adapter_absence how,
                          struct err *e)
{
    struct page_row after = *item;
    if (how == ADAPTER_STAYS || item->state == PAGE_STATE_GONE)
        return ST_OK;
    if (how == ADAPTER_REFETCH) {
        after.inlined = false;
        after.adapter = NULL;
        after.due_at = 0;
        return ledger_update(c->ledger, item, &after, e);
    }
    after.state = PAGE_STATE_GONE;
    after.reason = _("no longer among the funder's data");
    after.crawl = j->crawl;
    after.checked_at = c->now;
    tally_add(&j->tallies, TALLY_GONE, 1);
    return ledger_update(c->ledger, item, &after, e);
}

/* Lists of the part, but for LIST itself, that are still to come in this
 * crawl, or could not be read in it, or not every item of them. */
static enum status count_others(struct crawl *c, struct job *j,
                                const struct page_row *list, int64_t *n,
                                struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    enum status st = db_prepare(
        c->db,
        "SELECT count(*) FROM page WHERE funder = ?1 AND adapter = ?2"
        " AND kind = ?3 AND id <> ?4 AND"
        " ((crawl = ?5 AND (state <> ?6 OR reason IS NOT NULL))"
        " OR id IN (SELECT page FROM queue WHERE crawl = ?5))",
        &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 2, list->adapter, -1, SQLITE_STATIC);
        sqlite3_bind_int(s, 3, KIND_API);
        sqlite3_bind_int64(s, 4, list->id);
        sqlite3_bind_int64(s, 5, j->crawl);
        sqlite3_bind_int(s, 6, PAGE_STATE_OK);
        st = db_step(s, &row, e);
    }
    if (st == ST_OK && row)
        *n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return st;
}

static enum status lose_rows(struct crawl *c, struct job *j, sqlite3_stmt *s,
                             enum adapter_absence how, struct err *e)
{
    struct arena *mem = arena_new();
    enum status st = ST_OK;
    for (bool row = true; st == ST_OK && row;) {
        struct page_row item;
        st = db_step(s, &row, e);
        if (st != ST_OK || !row)
            break;
        arena_reset(mem);
        st = ledger_load(c->ledger, mem, sqlite3_column_int64(s, 0), &item, e);
        if (st == ST_OK)
            st = api_lose_item(c, j, &item, how, e);
    }
    arena_free(mem);
    return st;
}

enum status api_lose_unseen(struct crawl *c, struct job *j,
                            const struct page_row *list,
                            const struct adapter_part *part, struct err *e)
{
    sqlite3_stmt *s = NULL;
    int64_t others = 0;
    if (part->absence == ADAPTER_STAYS || list->reason != NULL)
        return ST_OK;
    enum status st = count_others(c, j, list, &others, e);
    if (st != ST_OK || others != 0)
        return st;
    st = db_prepare(c->db,
                    "SELECT id FROM page WHERE funder = ?1 AND adapter = ?2"
                    " AND inline = 1 AND crawl <> ?3 AND state <> ?4",
                    &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 2, part->name, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 3, j->crawl);
        sqlite3_bind_int(s, 4, PAGE_STATE_GONE);
        st = lose_rows(c, j, s, part->absence, e);
    }
    sqlite3_finalize(s);
    return st;
}

static bool has_api(const struct funder *f, const char *kind)
{
    for (size_t i = 0; i < f->n_api; i++)
        if (strcmp(f->api[i].kind, kind) == 0)
            return true;
    return false;
}

static enum status lose_part(struct crawl *c, struct job *j,
                             const struct adapter_part *part, struct err *e)
{
    sqlite3_stmt *s = NULL;
    enum adapter_absence how =
        part->absence == ADAPTER_REFETCH ? ADAPTER_REFETCH : ADAPTER_GONE;
    enum status st = db_prepare(c->db,
                                "SELECT id FROM page WHERE funder = ?1 AND"
                                " adapter = ?2 AND kind = 0 AND state <> ?3",
                                &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 2, part->name, -1, SQLITE_STATIC);
        sqlite3_bind_int(s, 3, PAGE_STATE_GONE);
        st = lose_rows(c, j, s, how, e);
    }
    sqlite3_finalize(s);
    return st;
}

enum status api_lose_dropped(struct crawl *c, struct job *j, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && adapter_part_at(i) != NULL; i++)
        if (!has_api(j->funder, adapter_part_at(i)->type))
            st = lose_part(c, j, adapter_part_at(i), e);
    return st;
}
