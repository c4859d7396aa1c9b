/* identify.c - finding calls again: see identify.h. */
#include "identify.h"

#include "medel/hash.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What speaks for a pair. An address outweighs nothing that is said in
 * words, since several calls may share one. */
enum {
    SCORE_SAME_PAGE = 1,
    SCORE_LED_HERE = 2,
    SCORE_SAME_ADDRESS = 3,
    SCORE_WORDS = 4
};

struct pair {
    size_t call, known;
    int score;
};

struct matcher {
    struct arena *mem;
    const struct known_call *known;
    size_t n_known;
    const struct call_alias *aliases;
    size_t n_aliases;
    struct call *const *calls;
    size_t n_calls;
    struct pair *pairs;
    size_t n_pairs, cap_pairs;
    bool *taken; /* known ones */
    size_t *match;
};

static size_t base_length(const char *url)
{
    return strcspn(url, "#");
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

/* How many of A's words are among B's. */
static size_t shared_words(const char *a, const char *b, size_t *n_a)
{
    static const char *const white = " \t\n,.:;!?()\"";
    size_t shared = 0;
    *n_a = 0;
    for (a += strspn(a, white); *a != '\0'; a += strspn(a, white)) {
        size_t la = strcspn(a, white);
        ++*n_a;
        const char *w = b + strspn(b, white);
        for (; *w != '\0'; w += strspn(w, white)) {
            size_t lw = strcspn(w, white);
            if (lw == la && strncasecmp(a, w, la) == 0) {
                shared++;
                break;
            }
            w += lw;
        }
        a += la;
    }
    return shared;
}

static bool alike_titles(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return false;
    size_t na, nb;
    size_t ab = shared_words(a, b, &na), ba = shared_words(b, a, &nb);
    return na + nb != 0 && 2 * (ab + ba) >= na + nb;
}

/* The score of a pair that the addresses suggest, or 0: it is none. */
static int score_pair(const struct known_call *k, const struct call *c,
                      int address)
{
    bool title = same(k->title, c->title);
    bool reference = same(k->reference, c->reference);
    bool shared_page =
        strchr(k->url, '#') != NULL || strchr(c->url, '#') != NULL;
    if (shared_page && !title && !reference &&
        (address == SCORE_SAME_PAGE || !alike_titles(k->title, c->title)))
        return 0;
    return address + (title ? SCORE_WORDS : 0) + (reference ? SCORE_WORDS : 0);
}

static int by_id(const void *key, const void *element)
{
    return strcmp(key, ((const struct known_call *)element)->id);
}

static size_t find_known(const struct matcher *m, const char *id)
{
    const struct known_call *k =
        bsearch(id, m->known, m->n_known, sizeof *k, by_id);
    return k != NULL ? (size_t)(k - m->known) : NOT_KNOWN;
}

static void suggest(struct matcher *m, size_t call, size_t known, int address)
{
    const struct known_call *k = &m->known[known];
    const struct call *c = m->calls[call];
    if (strcmp(k->url, c->url) == 0)
        address = SCORE_SAME_ADDRESS;
    int score = score_pair(k, c, address);
    if (score == 0)
        return;
    m->pairs = arena_grow(m->mem, m->pairs, m->n_pairs, &m->cap_pairs,
                          sizeof *m->pairs);
    m->pairs[m->n_pairs++] = (struct pair){call, known, score};
}

/* The first alias whose address is not before the first N bytes of URL. */
static size_t lower_bound(const struct matcher *m, const char *url, size_t n)
{
    size_t low = 0, high = m->n_aliases;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strncmp(m->aliases[mid].url, url, n) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void suggest_by_address(struct matcher *m, size_t call, const char *url)
{
    size_t n = base_length(url);
    for (size_t i = lower_bound(m, url, n); i < m->n_aliases; i++) {
        const char *a = m->aliases[i].url;
        if (strncmp(a, url, n) != 0)
            break;
        if (base_length(a) != n)
            continue;
        size_t known = find_known(m, m->aliases[i].id);
        if (known != NOT_KNOWN)
            suggest(m, call, known,
                    strcmp(a, url) == 0 ? SCORE_LED_HERE : SCORE_SAME_PAGE);
    }
}

/* Best first; among equals an order that no run changes. */
static int by_score(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    if (x->known != y->known)
        return x->known < y->known ? -1 : 1;
    return x->call < y->call ? -1 : x->call > y->call;
}

static void take_pairs(struct matcher *m)
{
    if (m->n_pairs > 1)
        qsort(m->pairs, m->n_pairs, sizeof *m->pairs, by_score);
    for (size_t i = 0; i < m->n_pairs; i++) {
        const struct pair *p = &m->pairs[i];
        if (m->taken[p->known] || m->match[p->call] != NOT_KNOWN)
            continue;
        m->taken[p->known] = true;
        m->match[p->call] = p->known;
    }
    m->n_pairs = 0;
}

/* A call that came with a new address while one like it left. */
static bool moved(const struct known_call *k, const struct call *c)
{
    if (!same(k->title, c->title))
        return false;
    if (k->reference != NULL || c->reference != NULL)
        return same(k->reference, c->reference);
    return k->life == CALL_LIVE;
}

static void suggest_moves(struct matcher *m)
{
    for (size_t c = 0; c < m->n_calls; c++) {
        if (m->match[c] != NOT_KNOWN)
            continue;
        for (size_t k = 0; k < m->n_known; k++)
            if (!m->taken[k] && m->known[k].life != CALL_RETRACTED &&
                moved(&m->known[k], m->calls[c]))
                suggest(m, c, k, SCORE_SAME_PAGE);
    }
}

size_t *identify_calls(struct arena *mem, const struct known_call *known,
                       size_t n_known, const struct call_alias *aliases,
                       size_t n_aliases, struct call *const *calls,
                       size_t n_calls)
{
    struct matcher m = {
        .mem = mem,
        .known = known,
        .n_known = n_known,
        .aliases = aliases,
        .n_aliases = n_aliases,
        .calls = calls,
        .n_calls = n_calls,
        .taken = arena_alloc(mem, (n_known + 1) * sizeof(bool)),
        .match = arena_alloc(mem, (n_calls + 1) * sizeof(size_t)),
    };
    for (size_t c = 0; c < n_calls; c++) {
        m.match[c] = NOT_KNOWN;
        suggest_by_address(&m, c, calls[c]->url);
        for (size_t u = 0; u < calls[c]->n_urls; u++)
            if (strcmp(calls[c]->urls[u], calls[c]->url) != 0)
                suggest_by_address(&m, c, calls[c]->urls[u]);
    }
    take_pairs(&m);
    suggest_moves(&m);
    take_pairs(&m);
    return m.match;
}

#define ID_LETTERS 7
#define MAX_FUNDER_BYTES 80

const char *identify_make_id(struct arena *mem, const char *funder_id,
                             const char *url, unsigned extra)
{
    /* No i, l, o and u: what looks alike and what spells words. */
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    const char *scheme_end = strstr(url, "://");
    if (scheme_end != NULL)
        url = scheme_end + 3;
    struct sha256 sha;
    unsigned char digest[SHA256_BYTES];
    sha256_init(&sha);
    sha256_add(&sha, funder_id, strlen(funder_id));
    sha256_add(&sha, "", 1);
    sha256_add(&sha, url, strlen(url));
    sha256_end(&sha, digest);
    size_t n = ID_LETTERS + extra;
    if (n > SHA256_BYTES)
        n = SHA256_BYTES;
    char tail[SHA256_BYTES + 1] = "";
    for (size_t i = 0; i < n; i++)
        tail[i] = letters[digest[i] & 31];
    size_t keep = utf8_clip(funder_id, strlen(funder_id), MAX_FUNDER_BYTES);
    return arena_printf(mem, "%.*s-%s", (int)keep, funder_id, tail);
}
