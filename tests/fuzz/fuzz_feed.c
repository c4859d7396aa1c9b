/* fuzz_feed.c - sitemaps, RSS, Atom, lists: the same in one piece as in many.
 */
#include "fuzz.h"

#include "../../crawler/feed.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>

struct seen {
    size_t n;
    uint64_t sum;
};

static uint64_t mix(uint64_t sum, const void *p, size_t n)
{
    const unsigned char *s = p;
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ s[i]) * 0x100000001B3u;
    return sum;
}

static void note(void *arg, const struct feed_entry *x)
{
    struct seen *s = arg;
    s->n++;
    FUZZ_MUST(x->kind <= FEED_ATOM);
    FUZZ_MUST(x->url != NULL && x->title != NULL);
    FUZZ_MUST(utf8_valid(x->title, strlen(x->title)));
    FUZZ_MUST(x->modified >= 0);
    s->sum = mix(s->sum, x->url, strlen(x->url) + 1);
    s->sum = mix(s->sum, x->title, strlen(x->title) + 1);
    s->sum = mix(s->sum, &x->modified, sizeof x->modified);
    s->sum = mix(s->sum, &x->next, sizeof x->next);
}

static enum status read_all(const char *bytes, size_t len, size_t step,
                            struct seen *s, enum feed_kind *kind)
{
    struct err e = ERR_INIT;
    *s = (struct seen){.n = 0};
    struct feed *f = feed_new(note, s);
    enum status st = ST_OK;
    FUZZ_MUST(f != NULL);
    for (size_t at = 0; st == ST_OK && at < len; at += step)
        st = feed_add(f, bytes + at, len - at < step ? len - at : step, &e);
    if (st == ST_OK)
        st = feed_end(f, &e);
    FUZZ_MUST(st == e.status);
    FUZZ_MUST(s->n <= CAP_SITEMAP_URLS);
    *kind = feed_kind(f);
    feed_free(f);
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct seen whole, pieces;
    enum feed_kind a, b;
    size_t step = 1 + fuzz_take(&bytes, &len) % 64;
    char *copy = fuzz_copy(bytes, len, false);
    enum status st = read_all(copy, len, len + 1, &whole, &a);
    FUZZ_MUST(read_all(copy, len, step, &pieces, &b) == st);
    FUZZ_MUST(a == b);
    /* Of what is no feed, how much is seen before that is known hangs on the
     * pieces. */
    if (st == ST_OK)
        FUZZ_MUST(whole.n == pieces.n && whole.sum == pieces.sum);
    (void)feed_sniff(copy, len);
    free(copy);
    return 0;
}
