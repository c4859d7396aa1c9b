/* hosts.c - see hosts.h. */
#include "hosts.h"

#include "agent.h"
#include "policy.h"

#include "medel/db.h"
#include "medel/hash.h"
#include "medel/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STALE_SECONDS ((int64_t)30 * 86400)

/* Parsed rules of all hosts together; past it they are read from the store
 * again when needed. */
#define RULES_MAX_BYTES ((size_t)16 << 20)

struct hosts {
    sqlite3 *db;
    struct host **items;
    size_t n, cap;
    struct host **by_name; /* open addressing; size is a power of two */
    size_t slots;
    size_t rules_bytes;
    double delay_s;
    int per_host;
    sqlite3_stmt *insert, *name_of, *load, *store, *wait_get, *wait_set;
};

enum status hosts_new(sqlite3 *db, struct hosts **ret, struct err *e)
{
    struct hosts *h = calloc(1, sizeof *h);
    if (h == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    h->db = db;
    h->per_host = 1;
    const struct {
        sqlite3_stmt **s;
        const char *sql;
    } SQL[] = {
        {&h->insert, "INSERT INTO host(name) VALUES(?1)"
                     " ON CONFLICT(name) DO UPDATE SET name = name"
                     " RETURNING id"},
        {&h->name_of, "SELECT name FROM host WHERE id = ?1"},
        {&h->load, "SELECT body, fetched_at FROM robots WHERE origin = ?1"},
        {&h->store, "INSERT OR REPLACE INTO robots"
                    "(origin, body, fetched_at, http_status)"
                    " VALUES(?1, ?2, ?3, ?4)"},
        {&h->wait_get, "SELECT not_before FROM host WHERE id = ?1"},
        {&h->wait_set, "UPDATE host SET not_before = ?2 WHERE id = ?1"},
    };
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof SQL / sizeof *SQL; i++)
        st = db_prepare(db, SQL[i].sql, SQL[i].s, e);
    if (st != ST_OK)
        hosts_free(h);
    else
        *ret = h;
    return st;
}

static void host_free(struct host *host)
{
    for (struct origin *o = host->origins; o != NULL;) {
        struct origin *next = o->next;
        robots_free(o->rules);
        free(o->root);
        free(o);
        o = next;
    }
    free(host->name);
    free(host->given_up);
    free(host);
}

void hosts_free(struct hosts *h)
{
    if (h == NULL)
        return;
    for (size_t i = 0; i < h->n; i++)
        host_free(h->items[i]);
    free(h->items);
    free(h->by_name);
    sqlite3_finalize(h->insert);
    sqlite3_finalize(h->name_of);
    sqlite3_finalize(h->load);
    sqlite3_finalize(h->store);
    sqlite3_finalize(h->wait_get);
    sqlite3_finalize(h->wait_set);
    free(h);
}

size_t hosts_count(const struct hosts *h)
{
    return h->n;
}

struct host *hosts_at(const struct hosts *h, size_t i)
{
    return h->items[i];
}

/* --- how many at once ----------------------------------------------------- */

void hosts_allow(struct hosts *h, double delay_s, int per_host)
{
    h->delay_s = delay_s;
    h->per_host = per_host;
}

int hosts_at_once(const struct hosts *h, const struct host *host)
{
    return policy_delay_ms(h->delay_s, host->delay_s, 0) == 0
               ? pace_at_once(host->pace, h->per_host)
               : 1;
}

bool hosts_is_open(const struct hosts *h, const struct host *host)
{
    return !host->empty && !host->waits && !host->alone &&
           host->given_up == NULL && host->under_way < hosts_at_once(h, host);
}

/* --- by name -------------------------------------------------------------- */

static struct host **slot(const struct hosts *h, const char *name)
{
    size_t i = (size_t)hash_u64(name, strlen(name)) & (h->slots - 1);
    while (h->by_name[i] != NULL && strcmp(h->by_name[i]->name, name) != 0)
        i = (i + 1) & (h->slots - 1);
    return &h->by_name[i];
}

static bool make_room(struct hosts *h)
{
    if (h->n == h->cap) {
        size_t cap = h->cap != 0 ? h->cap * 2 : 32;
        struct host **p = realloc(h->items, cap * sizeof *p);
        if (p == NULL)
            return false;
        h->items = p;
        h->cap = cap;
    }
    if (2 * (h->n + 1) <= h->slots)
        return true;
    size_t slots = h->slots != 0 ? h->slots * 2 : 64;
    struct host **table = calloc(slots, sizeof *table);
    if (table == NULL)
        return false;
    free(h->by_name);
    h->by_name = table;
    h->slots = slots;
    for (size_t i = 0; i < h->n; i++)
        *slot(h, h->items[i]->name) = h->items[i];
    return true;
}

static enum status add(struct hosts *h, int64_t id, const char *name,
                       struct host **ret, struct err *e)
{
    struct host *host = calloc(1, sizeof *host);
    if (host == NULL || (host->name = strdup(name)) == NULL || !make_room(h)) {
        if (host != NULL)
            host_free(host);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    host->id = id;
    host->pace = &host->own;
    h->items[h->n++] = host;
    *slot(h, name) = host;
    *ret = host;
    return ST_OK;
}

enum status hosts_get(struct hosts *h, const char *name, struct host **ret,
                      struct err *e)
{
    if (h->slots != 0 && *slot(h, name) != NULL) {
        *ret = *slot(h, name);
        return ST_OK;
    }
    bool row = false;
    int64_t id = 0;
    sqlite3_bind_text(h->insert, 1, name, -1, SQLITE_STATIC);
    enum status st = db_step(h->insert, &row, e);
    if (st == ST_OK)
        id = sqlite3_column_int64(h->insert, 0);
    sqlite3_reset(h->insert);
    sqlite3_clear_bindings(h->insert);
    return st == ST_OK ? add(h, id, name, ret, e) : st;
}

enum status hosts_by_id(struct hosts *h, int64_t id, struct host **ret,
                        struct err *e)
{
    bool row = false;
    sqlite3_bind_int64(h->name_of, 1, id);
    enum status st = db_step(h->name_of, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_CORRUPT, _("crawl.db: no host %lld"), (long long)id);
    if (st == ST_OK) {
        const char *name = (const char *)sqlite3_column_text(h->name_of, 0);
        struct host *known = h->slots != 0 ? *slot(h, name) : NULL;
        if (known != NULL)
            *ret = known;
        else
            st = add(h, id, name, ret, e);
    }
    sqlite3_reset(h->name_of);
    return st;
}

struct origin *hosts_origin(struct host *host, const struct url_parts *u)
{
    char root[512];
    bool standard = u->port == (strcmp(u->scheme, "https") == 0 ? 443 : 80);
    int n = standard
                ? snprintf(root, sizeof root, "%s://%s", u->scheme, u->host)
                : snprintf(root, sizeof root, "%s://%s:%d", u->scheme, u->host,
                           u->port);
    if (n < 0 || (size_t)n >= sizeof root)
        return NULL;
    for (struct origin *o = host->origins; o != NULL; o = o->next)
        if (strcmp(o->root, root) == 0)
            return o;
    struct origin *o = calloc(1, sizeof *o);
    if (o == NULL || (o->root = strdup(root)) == NULL) {
        free(o);
        return NULL;
    }
    o->host = host;
    o->next = host->origins;
    host->origins = o;
    return o;
}

/* --- robots.txt ----------------------------------------------------------- */

static void drop_rules(struct hosts *h, struct origin *o)
{
    if (o->rules != NULL)
        h->rules_bytes -= robots_size(o->rules);
    robots_free(o->rules);
    o->rules = NULL;
}

static void drop_all_rules(struct hosts *h)
{
    for (size_t i = 0; i < h->n; i++)
        for (struct origin *o = h->items[i]->origins; o != NULL; o = o->next)
            drop_rules(h, o);
}

static enum status set_rules(struct hosts *h, struct origin *o,
                             const char *body, size_t len, struct err *e)
{
    drop_rules(h, o);
    if (h->rules_bytes > RULES_MAX_BYTES)
        drop_all_rules(h);
    o->allows_all = body == NULL;
    if (body != NULL) {
        o->rules = robots_parse(body, len, AGENT_TOKEN);
        if (o->rules == NULL)
            return err_set(e, ST_NOMEM, _("out of memory"));
        h->rules_bytes += robots_size(o->rules);
        double delay = robots_crawl_delay(o->rules);
        /* http and https of one host may differ: the slower one counts. */
        if (delay > o->host->delay_s)
            o->host->delay_s = delay;
    }
    o->state = ORIGIN_READY;
    return ST_OK;
}

enum status hosts_load_robots(struct hosts *h, struct origin *o,
                              int64_t newer_than, bool stale_is_fine,
                              bool *found, struct err *e)
{
    bool row = false;
    sqlite3_bind_text(h->load, 1, o->root, -1, SQLITE_STATIC);
    enum status st = db_step(h->load, &row, e);
    *found = false;
    if (st == ST_OK && row) {
        const char *body = sqlite3_column_blob(h->load, 0);
        size_t len = (size_t)sqlite3_column_bytes(h->load, 0);
        bool is_null = sqlite3_column_type(h->load, 0) == SQLITE_NULL;
        int64_t at = sqlite3_column_int64(h->load, 1);
        if (at >= newer_than ||
            (stale_is_fine && at >= newer_than - STALE_SECONDS)) {
            /* An empty blob reads as NULL, but is a file without rules. */
            st = set_rules(h, o,
                           is_null        ? NULL
                           : body != NULL ? body
                                          : "",
                           len, e);
            o->fetched_at = at;
            *found = st == ST_OK;
        }
    }
    sqlite3_reset(h->load);
    sqlite3_clear_bindings(h->load);
    return st;
}

enum status hosts_store_robots(struct hosts *h, struct origin *o,
                               const char *body, size_t len, int http_status,
                               int64_t now, struct err *e)
{
    sqlite3_bind_text(h->store, 1, o->root, -1, SQLITE_STATIC);
    if (body != NULL)
        sqlite3_bind_blob64(h->store, 2, body, len, SQLITE_STATIC);
    sqlite3_bind_int64(h->store, 3, now);
    sqlite3_bind_int(h->store, 4, http_status);
    enum status st = db_run(h->store, e);
    if (st == ST_OK)
        st = set_rules(h, o, body, len, e);
    o->fetched_at = now;
    return st;
}

enum status hosts_check_robots(struct hosts *h, struct origin *o,
                               const char *url, struct robots_verdict *ret,
                               struct err *e)
{
    enum status st = ST_OK;
    if (o->rules == NULL && !o->allows_all) {
        bool found;
        st = hosts_load_robots(h, o, 0, true, &found, e);
        if (st == ST_OK && !found)
            st = err_set(e, ST_BUG, "%s: its robots.txt is lost", o->root);
    }
    if (st == ST_OK)
        *ret = o->allows_all ? (struct robots_verdict){true, 0}
                             : robots_check(o->rules, url);
    return st;
}

/* --- waiting -------------------------------------------------------------- */

void hosts_put_off(struct host *host, int64_t until_ms)
{
    if (until_ms > host->next_ms)
        host->next_ms = until_ms;
}

enum status hosts_store_wait(struct hosts *h, const struct host *host,
                             int64_t until, struct err *e)
{
    sqlite3_bind_int64(h->wait_set, 1, host->id);
    sqlite3_bind_int64(h->wait_set, 2, until);
    return db_run(h->wait_set, e);
}

enum status hosts_load_wait(struct hosts *h, const struct host *host,
                            int64_t *until, struct err *e)
{
    bool row = false;
    sqlite3_bind_int64(h->wait_get, 1, host->id);
    enum status st = db_step(h->wait_get, &row, e);
    if (st == ST_OK && row)
        *until = sqlite3_column_int64(h->wait_get, 0);
    sqlite3_reset(h->wait_get);
    return st;
}
