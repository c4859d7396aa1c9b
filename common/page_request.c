/* page_request.c - the header of a page on its way to a worker; see
 * medel/worker.h. Both ends use it. */
#include "medel/caps.h"
#include "medel/worker.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* NULL and what is not UTF-8 become null. */
static json_t *string_or_null(const char *s)
{
    json_t *j = s != NULL ? json_string(s) : NULL;
    return j != NULL ? j : json_null();
}

static json_t *region_list(codeset set)
{
    json_t *list = json_array();
    for (int i = 0; list != NULL && i < code_count(CODE_REGION); i++)
        if ((set & CODE_BIT(i)) != 0)
            json_array_append_new(list, json_string(code_name(CODE_REGION, i)));
    return list;
}

#define HASH_DIGITS 16

static json_t *hash_list(const uint64_t *hashes, size_t n)
{
    struct buf b;
    enum status st = ST_OK;
    buf_init(&b, (size_t)CAP_SITE_BLOCKS * HASH_DIGITS + 1);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = buf_printf(&b, "%016llx", (unsigned long long)hashes[i]);
    /* Fewer than all do no harm. */
    json_t *j = string_or_null(b.len != 0 ? b.data : NULL);
    buf_free(&b);
    return j;
}

enum status page_request_pack(const struct read_context *ctx, struct buf *out,
                              struct err *e)
{
    char today[DATE_ISO_SIZE];
    date_format_iso(ctx->today, today);
    json_t *o = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "url",
        string_or_null(ctx->url), "content_type",
        string_or_null(ctx->content_type), "adapter",
        string_or_null(ctx->adapter), "funder", string_or_null(ctx->funder),
        "funder_id", string_or_null(ctx->funder_id), "funder_regions",
        region_list(ctx->funder_regions), "today",
        string_or_null(*today != '\0' ? today : NULL), "sitewide",
        hash_list(ctx->sitewide, ctx->n_sitewide));
    char *text = o != NULL ? json_dumps(o, JSON_COMPACT) : NULL;
    enum status st = ST_NOMEM;
    if (text != NULL)
        st = buf_append(out, text, strlen(text) + 1);
    free(text);
    json_decref(o);
    return st == ST_OK ? st : err_set(e, st, "cannot pack a page's header");
}

static const char *take_string(struct arena *mem, const json_t *o,
                               const char *key)
{
    return arena_strdup(mem, json_string_value(json_object_get(o, key)));
}

static codeset take_regions(const json_t *list)
{
    codeset set = 0;
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const char *name = json_string_value(item);
        int code = name != NULL ? code_find(CODE_REGION, name) : -1;
        if (code >= 0)
            set |= CODE_BIT(code);
    }
    return set;
}

static void take_hashes(struct arena *mem, const json_t *o,
                        struct read_context *c)
{
    const char *s = json_string_value(o);
    size_t n = s != NULL ? strlen(s) / HASH_DIGITS : 0;
    uint64_t *hashes = arena_alloc(mem, (n + 1) * sizeof *hashes);
    for (size_t i = 0; i < n; i++) {
        char digits[HASH_DIGITS + 1] = {0};
        memcpy(digits, s + i * HASH_DIGITS, HASH_DIGITS);
        hashes[i] = strtoull(digits, NULL, 16);
    }
    c->sitewide = hashes;
    c->n_sitewide = n;
}

enum status page_request_parse(struct arena *mem, const char *payload,
                               size_t len, struct read_context *ret,
                               const char **bytes, size_t *n_bytes,
                               struct err *e)
{
    const char *nul = memchr(payload, '\0', len);
    if (nul == NULL)
        return err_set(e, ST_INVALID, "a page without its header");
    json_error_t why;
    json_t *o = json_loadb(payload, (size_t)(nul - payload), 0, &why);
    if (!json_is_object(o)) {
        json_decref(o);
        return err_set(e, ST_INVALID, "a page's header: %s", why.text);
    }
    struct read_context c = {
        .url = take_string(mem, o, "url"),
        .content_type = take_string(mem, o, "content_type"),
        .adapter = take_string(mem, o, "adapter"),
        .funder = take_string(mem, o, "funder"),
        .funder_id = take_string(mem, o, "funder_id"),
        .funder_regions = take_regions(json_object_get(o, "funder_regions")),
    };
    const char *today = json_string_value(json_object_get(o, "today"));
    if (today != NULL)
        (void)date_parse_iso(today, &c.today);
    take_hashes(mem, json_object_get(o, "sitewide"), &c);
    json_decref(o);
    *ret = c;
    *bytes = nul + 1;
    *n_bytes = len - (size_t)(nul + 1 - payload);
    return ST_OK;
}

void hashes_pack(const uint64_t *hashes, size_t n, unsigned char *out)
{
    for (size_t i = 0; i < HASH_BYTES * n; i++)
        out[i] =
            (unsigned char)(hashes[i / HASH_BYTES] >> (8 * (i % HASH_BYTES)));
}

uint64_t hash_unpack(const char *at)
{
    uint64_t h = 0;
    for (int i = 0; i < HASH_BYTES; i++)
        h |= (uint64_t)(unsigned char)at[i] << (8 * i);
    return h;
}

bool page_is_pdf(const char *bytes, size_t len)
{
    /* The header may stand within the first kilobyte. */
    return len > 0 &&
           memmem(bytes, len < 1024 ? len : 1024, "%PDF-", 5) != NULL;
}
