/* shards.c - see shards.h. */
#include "shards.h"

#include "medel/index_schema.h"
#include "medel/share.h"

#include <stdio.h>

struct shard {
    struct xap_writer *writer;
    bool begun;
};

struct shards {
    struct arena *mem;
    struct shard *items;
    size_t n;
    uint32_t last; /* the highest number of a document in any */
};

enum status shards_open(const struct generation *g, struct shards **ret,
                        struct err *e)
{
    struct arena *mem = arena_new();
    struct shards *s = arena_alloc(mem, sizeof *s);
    *s = (struct shards){.mem = mem,
                         .items = arena_alloc(mem, g->n * sizeof *s->items)};
    enum status st = ST_OK;
    for (; st == ST_OK && s->n < g->n; s->n++) {
        struct shard *one = &s->items[s->n];
        uint32_t last = 0;
        *one = (struct shard){NULL, false};
        st = xap_writer_open(g->paths[s->n], &one->writer, e);
        if (st == ST_OK)
            st = xap_writer_last(one->writer, &last, e);
        if (last > s->last)
            s->last = last;
    }
    if (st == ST_OK)
        *ret = s;
    else
        shards_close(s);
    return st;
}

void shards_close(struct shards *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n; i++)
        xap_writer_close(s->items[i].writer);
    arena_free(s->mem);
}

static enum status begin(struct shard *one, struct err *e)
{
    enum status st = one->begun ? ST_OK : xap_writer_begin(one->writer, e);
    one->begun = st == ST_OK;
    return st;
}

/* The shard of the call ID, ready to be changed. */
static enum status open_for(struct shards *s, const char *id,
                            struct xap_writer **ret, struct err *e)
{
    struct shard *one = &s->items[share_of(id, (unsigned)s->n) - 1];
    *ret = one->writer;
    return begin(one, e);
}

enum status shards_put(struct shards *s, const char *id,
                       const struct xap_doc *d, struct err *e)
{
    struct xap_writer *w = NULL;
    uint32_t last = 0;
    enum status st = open_for(s, id, &w, e);
    if (st == ST_OK)
        st = xap_writer_put_as(w, d, s->last + 1, e);
    if (st == ST_OK)
        st = xap_writer_last(w, &last, e);
    if (st == ST_OK && last > s->last)
        s->last = last;
    return st;
}

enum status shards_set_data(struct shards *s, const char *id,
                            const struct xap_doc *d, struct err *e)
{
    struct xap_writer *w = NULL;
    enum status st = open_for(s, id, &w, e);
    return st == ST_OK
               ? xap_writer_set_data(w, d->unique, d->data, d->data_len, e)
               : st;
}

enum status shards_delete(struct shards *s, const char *id, const char *unique,
                          struct err *e)
{
    struct xap_writer *w = NULL;
    enum status st = open_for(s, id, &w, e);
    return st == ST_OK ? xap_writer_delete(w, unique, e) : st;
}

enum status shards_set_metadata(struct shards *s, bool all, const char *key,
                                const char *value, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < s->n; i++) {
        struct shard *one = &s->items[i];
        if (all)
            st = begin(one, e);
        if (st == ST_OK && one->begun)
            st = xap_writer_set_metadata(one->writer, key, value, e);
    }
    return st;
}

enum status shards_number(struct shards *s, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < s->n; i++) {
        char text[48];
        snprintf(text, sizeof text, "%zu/%zu", i + 1, s->n);
        st = begin(&s->items[i], e);
        if (st == ST_OK)
            st = xap_writer_set_metadata(s->items[i].writer, INDEX_META_SHARD,
                                         text, e);
    }
    return st;
}

enum status shards_commit(struct shards *s, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < s->n; i++) {
        if (!s->items[i].begun)
            continue;
        s->items[i].begun = false;
        st = xap_writer_commit(s->items[i].writer, e);
    }
    if (st != ST_OK)
        shards_cancel(s);
    return st;
}

void shards_cancel(struct shards *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->items[i].begun)
            xap_writer_cancel(s->items[i].writer);
        s->items[i].begun = false;
    }
}
