/* lookup.c - see lookup.h. */
#include "lookup.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <string.h>

#define NEAREST_MAX 3

struct ids {
    struct arena *mem;
    const char **items;
    size_t n, cap;
};

static bool take_id(void *arg, const char *term, uint32_t freq)
{
    struct ids *ids = arg;
    (void)freq;
    ids->items =
        arena_grow(ids->mem, ids->items, ids->n, &ids->cap, sizeof *ids->items);
    ids->items[ids->n++] = arena_strdup(ids->mem, term + strlen(PREFIX_ID));
    return true;
}

/* "A, B, C", the nearest first; "" where none is near. */
static const char *nearest(struct ids *ids, const char *id)
{
    const char *near = "";
    ids->items =
        arena_grow(ids->mem, ids->items, ids->n, &ids->cap, sizeof *ids->items);
    ids->items[ids->n] = NULL;
    for (int i = 0; i < NEAREST_MAX; i++) {
        const char *found = cli_nearest(id, ids->items);
        size_t kept = 0;
        if (found == NULL)
            break;
        near = arena_printf(ids->mem, "%s%s%s", near, i > 0 ? ", " : "", found);
        for (size_t k = 0; k < ids->n; k++)
            if (ids->items[k] != found)
                ids->items[kept++] = ids->items[k];
        ids->items[kept] = NULL;
        ids->n = kept;
    }
    return near;
}

/* The call that ID was found to be a part of. */
static enum status find_former(struct searchdb *db, const char *id,
                               const char **data, size_t *len, struct err *e)
{
    uint32_t *ids;
    size_t n;
    struct xap_bytes found;
    struct xap_query *q = xap_query_term(
        db->xap, arena_printf(db->mem, PREFIX_FORMER "%s", id), 1);
    if (q == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = xap_matching(db->xap, db->mem, q, &ids, &n, e);
    if (st == ST_OK && n == 0)
        return ST_NOT_FOUND;
    if (st == ST_OK)
        st = xap_data(db->xap, db->mem, ids[0], &found, e);
    if (st != ST_OK)
        return st;
    *data = found.data;
    *len = found.len;
    return ST_OK;
}

enum status lookup_find(struct searchdb *db, const char *id, const char **data,
                        size_t *len, struct err *e)
{
    struct err mine = ERR_INIT;
    enum status st = xap_fetch(db->xap, db->mem,
                               arena_printf(db->mem, "%s%s", PREFIX_ID, id),
                               data, len, &mine);
    if (st == ST_NOT_FOUND) {
        err_clear(&mine);
        st = find_former(db, id, data, len, &mine);
    }
    return st == ST_OK || st == ST_NOT_FOUND ? st
                                             : err_set(e, st, "%s", mine.text);
}

enum status lookup_data(struct searchdb *db, const char *id, const char **data,
                        size_t *len, struct err *e)
{
    struct ids ids = {.mem = db->mem};
    enum status st = lookup_find(db, id, data, len, e);
    if (st != ST_NOT_FOUND)
        return st;
    st = xap_each_term(db->xap, PREFIX_ID, take_id, &ids, e);
    if (st != ST_OK)
        return st;
    const char *near = nearest(&ids, id);
    if (near[0] == '\0')
        return err_set(e, ST_NOT_FOUND,
                       _("no call has the id '%.60s'; ids stand in what medel "
                         "search prints"),
                       id);
    return err_set(e, ST_NOT_FOUND,
                   _("no call has the id '%.60s'; near it: %s"), id, near);
}

enum status lookup_call(struct searchdb *db, const char *id, struct call **ret,
                        struct err *e)
{
    const char *data;
    size_t len;
    enum status st = lookup_data(db, id, &data, &len, e);
    return st == ST_OK ? searchdb_read_call(data, len, ret, e) : st;
}
