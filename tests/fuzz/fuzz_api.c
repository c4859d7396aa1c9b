/* fuzz_api.c - what funders' APIs answer, cut into items: the first byte
 * chooses the part of an adapter. The same in one piece as in many. */
#include "fuzz.h"

#include "medel/adapter.h"
#include "medel/caps.h"
#include "medel/topic_rules.h"

#include <stdlib.h>
#include <string.h>

struct seen {
    const struct adapter_part *part;
    struct adapter_source source;
    struct arena *mem;
    size_t n, bytes;
};

static const struct topic_rules *rules(void)
{
    static struct topic_rules *r;
    struct err e = ERR_INIT;
    if (r == NULL)
        FUZZ_NEED(topic_rules_load(fuzz_data("eu_topics.yaml"), &r, &e) ==
                  ST_OK);
    return r;
}

static enum status note(void *arg, const struct adapter_item *item,
                        struct err *e)
{
    struct seen *s = arg;
    struct adapter_found found = {0};
    (void)e;
    s->n++;
    s->bytes += item->len;
    FUZZ_MUST(item->len <= CAP_ITEM_BYTES);
    FUZZ_MUST(item->n_values <= CAP_ITEM_VALUES);
    FUZZ_MUST(strlen(item->json) == item->len);
    enum adapter_verdict v = s->part->item(&s->source, s->mem, item, &found);
    FUZZ_MUST(v <= ADAPTER_BAD);
    FUZZ_MUST(v != ADAPTER_BAD || found.why != NULL);
    return ST_OK;
}

static enum status split(struct seen *s, const char *json, size_t len,
                         size_t step)
{
    struct err e = ERR_INIT;
    struct adapter_split *x = adapter_split_new(&s->part->split, note, s);
    enum status st = ST_OK;
    FUZZ_MUST(x != NULL);
    for (size_t at = 0; st == ST_OK && at < len; at += step)
        st = adapter_split_add(x, json + at, len - at < step ? len - at : step,
                               &e);
    if (st == ST_OK)
        st = adapter_split_end(x, &e);
    FUZZ_MUST(st == e.status);
    adapter_split_free(x);
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct funder funder = {.id = "fonden", .name = "Fonden"};
    static const struct funder_api api = {.kind = "vinnova",
                                          .organisation = "fonden"};
    size_t n_parts = 0;
    while (adapter_part_at(n_parts) != NULL)
        n_parts++;
    struct seen whole = {.part =
                             adapter_part_at(fuzz_take(&bytes, &len) % n_parts),
                         .source = {.funder = &funder,
                                    .api = &api,
                                    .base = "https://api.example.org/",
                                    .rules = rules(),
                                    .now = 1795478400},
                         .mem = arena_new()};
    struct seen pieces = whole;
    char *json = fuzz_copy(bytes, len, false);
    enum status st = split(&whole, json, len, len + 1);
    FUZZ_MUST(split(&pieces, json, len, 1 + len % 7) == st);
    FUZZ_MUST(whole.n == pieces.n && whole.bytes == pieces.bytes);
    free(json);
    arena_free(whole.mem);
    return 0;
}
