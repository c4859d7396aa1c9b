/* split.c - see medel/adapter_split.h. */
#include "medel/adapter_split.h"

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_gen.h>
#include <yajl/yajl_parse.h>

#define DEPTH_MAX 64
#define PATH_MAX_BYTES 1024
#define PIECE ((size_t)64 << 10)

struct level {
    bool array;
    size_t path; /* length of the path outside of it */
};

struct adapter_split {
    const struct adapter_split_spec *spec;
    adapter_item_fn *fn;
    void *arg;
    yajl_handle parser;
    yajl_gen gen;
    struct level stack[DEPTH_MAX];
    size_t depth;
    char path[PATH_MAX_BYTES]; /* names down to here, with dots */
    size_t path_len;
    size_t list_depth; /* depth inside the array of items, 0: not in it */
    size_t item_depth; /* depth inside the item, 0: not in one */
    size_t item_path;  /* length of the path of the items */
    struct buf json;   /* of the item */
    bool too_large;
    struct arena *mem; /* of the item's values */
    struct adapter_value *values;
    size_t n_values, cap_values;
    size_t since;       /* bytes that yajl has had without a word of them */
    struct buf pending; /* to come after those */
    size_t mark; /* bytes of a byte order mark that were skipped; 3: begun */
    bool found;
    size_t odd;
    enum status st; /* why a callback broke off */
    struct err *e;
};

/* --- where we are --------------------------------------------------------- */

static bool at_items(const struct adapter_split *s)
{
    return s->item_depth == 0 && s->list_depth == 0 &&
           s->path_len == strlen(s->spec->items) &&
           memcmp(s->path, s->spec->items, s->path_len) == 0 &&
           (s->depth == 0 || !s->stack[s->depth - 1].array);
}

/* A value, not a name, has begun that is an element of the list of items. */
static bool is_element(const struct adapter_split *s)
{
    return s->item_depth == 0 && s->list_depth != 0 &&
           s->depth == s->list_depth;
}

static int stop(struct adapter_split *s, enum status st, const char *why)
{
    s->st = err_set(s->e, st, "%s", why);
    return 0;
}

/* --- the item ------------------------------------------------------------- */

static void take_json(void *arg, const char *text, size_t len)
{
    struct adapter_split *s = arg;
    if (!s->too_large && buf_append(&s->json, text, len) != ST_OK)
        s->too_large = true;
}

/* Takes a value down where its place is one of the fields. */
static void take_value(struct adapter_split *s, const char *text, size_t len)
{
    if (s->item_depth == 0 || s->n_values >= CAP_ITEM_VALUES)
        return;
    size_t from = s->item_path;
    from += from != 0; /* the dot */
    if (s->path_len <= from)
        return;
    for (int i = 0; s->spec->fields[i] != NULL; i++) {
        if (strlen(s->spec->fields[i]) != s->path_len - from ||
            memcmp(s->spec->fields[i], s->path + from, s->path_len - from) != 0)
            continue;
        s->values = arena_grow(s->mem, s->values, s->n_values, &s->cap_values,
                               sizeof *s->values);
        s->values[s->n_values++] = (struct adapter_value){
            i, text != NULL ? arena_strndup(s->mem, text, len) : NULL};
        return;
    }
}

static int begin_item(struct adapter_split *s)
{
    s->item_depth = s->depth + 1;
    s->item_path = s->path_len;
    s->too_large = false;
    buf_reset(&s->json);
    arena_reset(s->mem);
    s->values = NULL;
    s->n_values = s->cap_values = 0;
    yajl_gen_reset(s->gen, NULL);
    return 1;
}

static int end_item(struct adapter_split *s)
{
    s->item_depth = 0;
    if (s->too_large) {
        s->odd++;
        return 1;
    }
    const struct adapter_item item = {.spec = s->spec,
                                      .json = s->json.data,
                                      .len = s->json.len,
                                      .values = s->values,
                                      .n_values = s->n_values};
    s->st = s->fn(s->arg, &item, s->e);
    return s->st == ST_OK;
}

/* --- what yajl tells ------------------------------------------------------ */

static int on_scalar(struct adapter_split *s, const char *text, size_t len)
{
    s->since = 0;
    if (is_element(s) || at_items(s)) {
        s->found = s->found || at_items(s);
        s->odd++;
    }
    take_value(s, text, len);
    return 1;
}

static int on_null(void *arg)
{
    struct adapter_split *s = arg;
    if (s->item_depth != 0)
        yajl_gen_null(s->gen);
    return on_scalar(s, NULL, 0);
}

static int on_boolean(void *arg, int value)
{
    struct adapter_split *s = arg;
    if (s->item_depth != 0)
        yajl_gen_bool(s->gen, value);
    return on_scalar(s, value ? "true" : "false", value ? 4 : 5);
}

static int on_number(void *arg, const char *text, size_t len)
{
    struct adapter_split *s = arg;
    if (s->item_depth != 0)
        yajl_gen_number(s->gen, text, len);
    return on_scalar(s, text, len);
}

static int on_string(void *arg, const unsigned char *text, size_t len)
{
    struct adapter_split *s = arg;
    if (s->item_depth != 0)
        yajl_gen_string(s->gen, text, len);
    return on_scalar(s, (const char *)text, len);
}

static int enter(struct adapter_split *s, bool array)
{
    s->since = 0;
    if (s->depth == DEPTH_MAX)
        return stop(s, ST_INVALID, _("values inside values without end"));
    s->stack[s->depth++] = (struct level){array, s->path_len};
    return 1;
}

static int leave(struct adapter_split *s)
{
    s->since = 0;
    s->path_len = s->stack[--s->depth].path;
    if (s->item_depth != 0 && s->depth + 1 == s->item_depth)
        return end_item(s);
    if (s->list_depth != 0 && s->depth + 1 == s->list_depth)
        s->list_depth = 0;
    return 1;
}

static int on_start_map(void *arg)
{
    struct adapter_split *s = arg;
    if (at_items(s) || is_element(s)) {
        s->found = true;
        begin_item(s);
    } else {
        take_value(s, NULL, 0);
    }
    if (s->item_depth != 0)
        yajl_gen_map_open(s->gen);
    return enter(s, false);
}

static int on_map_key(void *arg, const unsigned char *name, size_t len)
{
    struct adapter_split *s = arg;
    s->since = 0;
    if (s->item_depth != 0)
        yajl_gen_string(s->gen, name, len);
    size_t at = s->stack[s->depth - 1].path;
    size_t dot = at != 0;
    if (len > PATH_MAX_BYTES - 2 || at + dot + len >= PATH_MAX_BYTES) {
        /* Longer than any that is asked for. */
        len = 0;
        name = (const unsigned char *)"";
    }
    if (dot && at + dot + len < PATH_MAX_BYTES)
        s->path[at] = '.';
    memcpy(s->path + at + dot, name, len);
    s->path_len = at + dot + len;
    return 1;
}

static int on_end_map(void *arg)
{
    struct adapter_split *s = arg;
    if (s->item_depth != 0)
        yajl_gen_map_close(s->gen);
    return leave(s);
}

static int on_start_array(void *arg)
{
    struct adapter_split *s = arg;
    if (at_items(s)) {
        s->found = true;
        s->list_depth = s->depth + 1;
    } else if (is_element(s)) {
        s->odd++;
    } else {
        take_value(s, NULL, 0);
    }
    if (s->item_depth != 0)
        yajl_gen_array_open(s->gen);
    return enter(s, true);
}

static int on_end_array(void *arg)
{
    struct adapter_split *s = arg;
    if (s->item_depth != 0)
        yajl_gen_array_close(s->gen);
    return leave(s);
}

static const yajl_callbacks CALLBACKS = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_map_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

/* --- the interface -------------------------------------------------------- */

struct adapter_split *adapter_split_new(const struct adapter_split_spec *spec,
                                        adapter_item_fn *fn, void *arg)
{
    struct adapter_split *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->spec = spec;
    s->fn = fn;
    s->arg = arg;
    s->mem = arena_new();
    buf_init(&s->json, CAP_ITEM_BYTES);
    buf_init(&s->pending, CAP_TOKEN_BYTES);
    s->parser = yajl_alloc(&CALLBACKS, NULL, s);
    s->gen = yajl_gen_alloc(NULL);
    if (s->parser == NULL || s->gen == NULL) {
        adapter_split_free(s);
        return NULL;
    }
    yajl_gen_config(s->gen, yajl_gen_print_callback, take_json, s);
    return s;
}

void adapter_split_free(struct adapter_split *s)
{
    if (s == NULL)
        return;
    if (s->parser != NULL)
        yajl_free(s->parser);
    if (s->gen != NULL)
        yajl_gen_free(s->gen);
    buf_free(&s->json);
    buf_free(&s->pending);
    arena_free(s->mem);
    free(s);
}

static enum status outcome(struct adapter_split *s, yajl_status rc,
                           struct err *e)
{
    if (s->st != ST_OK)
        return s->st;
    if (rc == yajl_status_ok)
        return ST_OK;
    unsigned char *why = yajl_get_error(s->parser, 0, NULL, 0);
    size_t len = why != NULL ? strcspn((char *)why, "\r\n") : 0;
    enum status st =
        err_set(e, ST_INVALID, _("no JSON, or not all of it: %.*s"), (int)len,
                why != NULL ? (char *)why : "");
    if (why != NULL)
        yajl_free_error(s->parser, why);
    return st;
}

static enum status feed(struct adapter_split *s, const char *bytes, size_t len,
                        struct err *e)
{
    s->since += len;
    enum status st =
        outcome(s, yajl_parse(s->parser, (const unsigned char *)bytes, len), e);
    if (st == ST_OK && s->since > CAP_TOKEN_BYTES)
        st = s->st = err_set(e, ST_INVALID, _("a value without end"));
    return st;
}

static enum status feed_pending(struct adapter_split *s, struct err *e)
{
    enum status st = ST_OK;
    if (s->pending.len != 0)
        st = feed(s, s->pending.data, s->pending.len, e);
    buf_reset(&s->pending);
    return st;
}

/*
 * yajl begins a text that is not at its end anew with each piece, so that a
 * long one would cost the square of its length: the longer it is, the longer
 * is the next piece. *N is how much of the bytes were taken.
 */
static enum status add_some(struct adapter_split *s, const char *bytes,
                            size_t len, size_t *n, struct err *e)
{
    size_t want = s->since / 2;
    *n = len < PIECE ? len : PIECE;
    if (s->pending.len == 0 && *n >= want)
        return feed(s, bytes, *n, e);
    if (buf_append(&s->pending, bytes, *n) != ST_OK)
        return err_set(e, ST_NOMEM, _("out of memory"));
    return s->pending.len >= want ? feed_pending(s, e) : ST_OK;
}

enum status adapter_split_add(struct adapter_split *s, const char *bytes,
                              size_t len, struct err *e)
{
    enum status st = s->st;
    /* A byte order mark, which no JSON begins with. */
    for (; len != 0 && s->mark < 3 && *bytes == "\xEF\xBB\xBF"[s->mark];
         len--) {
        s->mark++;
        bytes++;
    }
    if (len != 0)
        s->mark = 3;
    s->e = e;
    while (st == ST_OK && len != 0) {
        size_t n;
        st = add_some(s, bytes, len, &n, e);
        bytes += n;
        len -= n;
    }
    return st;
}

enum status adapter_split_end(struct adapter_split *s, struct err *e)
{
    s->e = e;
    enum status st = s->st != ST_OK ? s->st : feed_pending(s, e);
    return st == ST_OK ? outcome(s, yajl_complete_parse(s->parser), e) : st;
}

bool adapter_split_found(const struct adapter_split *s)
{
    return s->found;
}

size_t adapter_split_odd(const struct adapter_split *s)
{
    return s->odd;
}
