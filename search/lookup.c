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

enum status lookup_data(struct searchdb *db, const char *id, const char **data,
                        size_t *len, struct err *e)
{
    struct err mine = ERR_INIT;
    struct ids ids = {.mem = db->mem};
    enum status st = xap_fetch(db->xap, db->mem,
                               arena_printf(db->mem, "%s%s", PREFIX_ID, id),
                               data, len, &mine);
    if (st == ST_OK)
        return ST_OK;
    if (st != ST_NOT_FOUND)
        return err_set(e, st, "%s", mine.text);
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
