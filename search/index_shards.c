/* index_shards.c - see index_shards.h. */
#include "index_shards.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <stdio.h>
#include <string.h>

/* --- reading ---------------------------------------------------------------
 */

static enum status read_one(struct xap_db *db, struct arena *mem, size_t i,
                            struct index_shard *ret, const char **at,
                            struct err *e)
{
    const char *share = "";
    struct index_shard s = {.share = {1, 1}};
    enum status st =
        xap_part_metadata(db, mem, i, INDEX_META_SCHEMA, &s.schema, e);
    if (st == ST_OK)
        st = xap_part_metadata(db, mem, i, INDEX_META_STORE, &s.store, e);
    if (st == ST_OK)
        st = xap_part_metadata(db, mem, i, INDEX_META_SHARD, &share, e);
    if (st == ST_OK)
        st = xap_part_metadata(db, mem, i, INDEX_META_INDEXED_AT, at, e);
    if (st != ST_OK)
        return st;
    s.name = arena_strdup(mem, xap_part_name(db, i));
    if (share[0] != '\0' && !share_parse(share, &s.share))
        return err_set(e, ST_CORRUPT, _("%s: \"%.40s\" is no shard"), s.name,
                       share);
    *ret = s;
    return ST_OK;
}

enum status index_shards_read(struct xap_db *db, struct arena *mem,
                              struct index_shards *ret, struct err *e)
{
    size_t n = xap_parts(db);
    struct index_shards all = {arena_alloc(mem, n * sizeof *all.items), n, ""};
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        const char *at = "";
        st = read_one(db, mem, i, &all.items[i], &at, e);
        if (st == ST_OK && strcmp(at, all.indexed_at) > 0)
            all.indexed_at = at;
    }
    if (st == ST_OK)
        *ret = all;
    return st;
}

/* --- checking --------------------------------------------------------------
 */

static enum status check_schema(const struct index_shard *s, struct err *e)
{
    if (s->schema[0] == '\0')
        return err_set(e, ST_CORRUPT,
                       _("%s is not an index made by medel index: 'medel index "
                         "--rebuild' makes one"),
                       s->name);
    if (strcmp(s->schema, INDEX_SCHEMA_VERSION) != 0)
        return err_set(e, ST_CORRUPT,
                       _("%s has the form of version %.20s and this medel "
                         "reads %s: run 'medel index --rebuild'"),
                       s->name, s->schema, INDEX_SCHEMA_VERSION);
    return ST_OK;
}

/* Of the same calls.db. */
static bool same_index(const struct index_shard *a, const struct index_shard *b)
{
    return a->store[0] != '\0' && strcmp(a->store, b->store) == 0;
}

static enum status check_pair(const struct index_shard *a,
                              const struct index_shard *b, struct err *e)
{
    if (!same_index(a, b))
        return ST_OK;
    if (a->share.of != b->share.of)
        return err_set(e, ST_RETRY,
                       _("%s is one of %u shards and %s one of %u of the same "
                         "index: both must be of the same 'medel index "
                         "--shards'"),
                       a->name, a->share.of, b->name, b->share.of);
    if (a->share.which == b->share.which)
        return err_set(e, ST_INVALID,
                       _("%s and %s are the same index twice: name one of "
                         "them"),
                       a->name, b->name);
    return ST_OK;
}

enum status index_shards_check(const struct index_shards *s, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < s->n; i++) {
        st = check_schema(&s->items[i], e);
        for (size_t j = 0; st == ST_OK && j < i; j++)
            st = check_pair(&s->items[j], &s->items[i], e);
    }
    return st;
}

/* Whether shard WHICH of the index that the I-th is of is among S. */
static bool has_shard(const struct index_shards *s, size_t i, unsigned which)
{
    for (size_t j = 0; j < s->n; j++)
        if (s->items[j].share.which == which &&
            (j == i || same_index(&s->items[i], &s->items[j])))
            return true;
    return false;
}

bool index_shards_lack(const struct index_shards *s, struct arena *mem,
                       struct index_lack *ret)
{
    for (size_t i = 0; i < s->n; i++) {
        unsigned of = s->items[i].share.of;
        const char *text = NULL;
        for (unsigned k = 1; k <= of; k++)
            if (!has_shard(s, i, k))
                text = text == NULL
                           ? arena_printf(mem, "%u/%u", k, of)
                           : arena_printf(mem, "%s, %u/%u", text, k, of);
        if (text != NULL) {
            *ret = (struct index_lack){&s->items[i], text};
            return true;
        }
    }
    return false;
}
