/* warc_seen.c - see warc_int.h. */
#include "warc_int.h"

#include <stdlib.h>
#include <string.h>

/* About 25 MB at most. */
#define ENTRIES_MAX 100000u
#define URLS_MAX_BYTES ((size_t)8 << 20)

struct entry {
    char digest[SHA256_HEX_SIZE];
    char id[WARC_ID_BYTES], date[WARC_DATE_BYTES];
    uint32_t url; /* offset */
};

enum key { KEY_DIGEST, KEY_URL };

struct warc_index {
    struct entry *items;
    size_t n, cap;
    char *urls;
    size_t urls_len, urls_cap;
    /* By each key, the number of an entry + 1; open addressing. */
    uint32_t *slots[2];
    size_t n_slots; /* a power of two, or 0 */
};

struct warc_index *warc_index_new(void)
{
    return calloc(1, sizeof(struct warc_index));
}

void warc_index_free(struct warc_index *x)
{
    if (x == NULL)
        return;
    free(x->items);
    free(x->urls);
    free(x->slots[KEY_DIGEST]);
    free(x->slots[KEY_URL]);
    free(x);
}

static const char *text_of(const struct warc_index *x, size_t i, enum key key)
{
    return key == KEY_DIGEST ? x->items[i].digest : x->urls + x->items[i].url;
}

/* The slot of the entry with this key, or the empty one where it would be. */
static uint32_t *find(const struct warc_index *x, const char *text,
                      enum key key)
{
    const uint32_t *slots = x->slots[key];
    size_t at = (size_t)hash_u64(text, strlen(text)) & (x->n_slots - 1);
    while (slots[at] != 0 && strcmp(text_of(x, slots[at] - 1, key), text) != 0)
        at = (at + 1) & (x->n_slots - 1);
    return &x->slots[key][at];
}

static void place(struct warc_index *x, size_t i)
{
    *find(x, text_of(x, i, KEY_DIGEST), KEY_DIGEST) = (uint32_t)i + 1;
    *find(x, text_of(x, i, KEY_URL), KEY_URL) = (uint32_t)i + 1;
}

static bool grow_slots(struct warc_index *x)
{
    if (2 * (x->n + 1) <= x->n_slots)
        return true;
    size_t n = x->n_slots != 0 ? 2 * x->n_slots : 256;
    uint32_t *digests = calloc(n, sizeof *digests);
    uint32_t *urls = calloc(n, sizeof *urls);
    if (digests == NULL || urls == NULL) {
        free(digests);
        free(urls);
        return false;
    }
    free(x->slots[KEY_DIGEST]);
    free(x->slots[KEY_URL]);
    x->slots[KEY_DIGEST] = digests;
    x->slots[KEY_URL] = urls;
    x->n_slots = n;
    for (size_t i = 0; i < x->n; i++)
        place(x, i);
    return true;
}

static bool grow(struct warc_index *x, size_t url_len)
{
    if (x->n == x->cap) {
        size_t cap = x->cap != 0 ? 2 * x->cap : 64;
        struct entry *items = realloc(x->items, cap * sizeof *items);
        if (items == NULL)
            return false;
        x->items = items;
        x->cap = cap;
    }
    while (x->urls_len + url_len > x->urls_cap) {
        size_t cap = x->urls_cap != 0 ? 2 * x->urls_cap : 4096;
        char *urls = realloc(x->urls, cap);
        if (urls == NULL)
            return false;
        x->urls = urls;
        x->urls_cap = cap;
    }
    return grow_slots(x);
}

void warc_index_add(struct warc_index *x, const struct warc_seen *s)
{
    size_t len = strlen(s->url) + 1;
    if (x->n >= ENTRIES_MAX || x->urls_len + len > URLS_MAX_BYTES ||
        !grow(x, len))
        return;
    struct entry *entry = &x->items[x->n];
    memcpy(entry->digest, s->digest, sizeof entry->digest);
    memcpy(entry->id, s->id, sizeof entry->id);
    memcpy(entry->date, s->date, sizeof entry->date);
    entry->url = (uint32_t)x->urls_len;
    memcpy(x->urls + x->urls_len, s->url, len);
    x->urls_len += len;
    place(x, x->n++);
}

static bool look_up(const struct warc_index *x, const char *text, enum key key,
                    struct warc_seen *ret)
{
    uint32_t found = x->n_slots != 0 ? *find(x, text, key) : 0;
    if (found == 0)
        return false;
    const struct entry *entry = &x->items[found - 1];
    memcpy(ret->digest, entry->digest, sizeof ret->digest);
    memcpy(ret->id, entry->id, sizeof ret->id);
    memcpy(ret->date, entry->date, sizeof ret->date);
    ret->url = x->urls + entry->url;
    return true;
}

bool warc_index_by_digest(const struct warc_index *x, const char *digest,
                          struct warc_seen *ret)
{
    return look_up(x, digest, KEY_DIGEST, ret);
}

bool warc_index_by_url(const struct warc_index *x, const char *url,
                       struct warc_seen *ret)
{
    return look_up(x, url, KEY_URL, ret);
}
