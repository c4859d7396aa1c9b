/* vocab_image.c - the vocabulary out of the image; see vocab_image.h. */
#include "vocab_image.h"

#include "medel/hash.h"

#include <string.h>

static struct {
    const unsigned char *bytes; /* NULL: none */
    size_t len;
} image;

void vocab_image_use(const void *bytes, size_t len)
{
    image.bytes = bytes;
    image.len = bytes != NULL ? len : 0;
}

/* --- the parts ----------------------------------------------------------- */

struct part {
    const void *bytes;
    size_t len;
};

/* How many of SIZE bytes are in the part, to N; false where one is cut off. */
static bool count(const struct part *p, size_t size, size_t *n)
{
    *n = p->len / size;
    return p->len % size == 0;
}

static bool find_parts(struct part *parts)
{
    size_t at = sizeof(struct vocab_image_head);
    for (size_t i = 0; i < VOCAB_PARTS; i++) {
        uint64_t len;
        if (image.len - at < sizeof len)
            return false;
        memcpy(&len, image.bytes + at, sizeof len);
        at += sizeof len;
        if (len > image.len - at)
            return false;
        parts[i] = (struct part){image.bytes + at, (size_t)len};
        size_t padding = (size_t)(-len % sizeof len);
        if (padding > image.len - at - parts[i].len)
            return false;
        at += parts[i].len + padding;
    }
    return true;
}

/* Is it whole, and of this bundle? */
static bool is_of(const char *bundle, size_t len)
{
    struct vocab_image_head head;
    if (image.len < sizeof head)
        return false;
    memcpy(&head, image.bytes, sizeof head);
    size_t summed = offsetof(struct vocab_image_head, text);
    return head.magic == VOCAB_IMAGE_MAGIC && head.text_len == len &&
           head.text == hash_bulk(bundle, len) &&
           head.sum == hash_bulk(image.bytes + summed, image.len - summed);
}

/* --- places as pointers -------------------------------------------------- */

/* A copy of a part, whose pointers can be put right; NULL where it is cut. */
static void *copy(struct arena *mem, const struct part *p, size_t size,
                  size_t *n)
{
    if (!count(p, size, n))
        return NULL;
    void *to = arena_alloc(mem, p->len);
    if (p->len > 0)
        memcpy(to, p->bytes, p->len);
    return to;
}

/* The string at the place that S stands for, of LEN bytes or more; NULL where
 * there is none. */
static const char *string_at(const struct part *strings, const char *s,
                             size_t len)
{
    uintptr_t at = (uintptr_t)s;
    const char *bytes = strings->bytes;
    if (strings->len == 0 || bytes[strings->len - 1] != '\0' ||
        at >= strings->len || len >= strings->len - at)
        return NULL;
    return bytes + at;
}

static struct lexicon_entry *take_entries(struct arena *mem,
                                          const struct part *parts, size_t *n)
{
    struct lexicon_entry *all =
        copy(mem, &parts[VOCAB_ENTRIES], sizeof *all, n);
    for (size_t i = 0; all != NULL && i < *n; i++) {
        all[i].code = string_at(&parts[VOCAB_STRINGS], all[i].code, 0);
        if (all[i].code == NULL || all[i].set >= LEX_SETS)
            return NULL;
    }
    return all;
}

static struct pattern_word *take_words(struct arena *mem,
                                       const struct part *parts, size_t *n)
{
    struct pattern_word *all = copy(mem, &parts[VOCAB_WORDS], sizeof *all, n);
    for (size_t i = 0; all != NULL && i < *n; i++) {
        all[i].s = string_at(&parts[VOCAB_STRINGS], all[i].s, all[i].len);
        if (all[i].s == NULL || all[i].kind > PATTERN_GAP)
            return NULL;
    }
    return all;
}

static bool take_phrases(struct vocab *v, const struct part *parts)
{
    size_t n_entries = 0, n_words = 0;
    const struct lexicon_entry *entries =
        take_entries(v->mem, parts, &n_entries);
    const struct pattern_word *words = take_words(v->mem, parts, &n_words);
    v->phrases =
        copy(v->mem, &parts[VOCAB_PHRASES], sizeof *v->phrases, &v->n_phrases);
    if (entries == NULL || words == NULL || v->phrases == NULL)
        return false;
    for (size_t i = 0; i < v->n_phrases; i++) {
        struct phrase *p = &v->phrases[i];
        uintptr_t entry = (uintptr_t)p->entry, word = (uintptr_t)p->words;
        if (entry >= n_entries || word >= n_words || p->n == 0 ||
            p->n > n_words - word)
            return false;
        p->entry = &entries[entry];
        p->words = &words[word];
    }
    return true;
}

static bool take_abbreviations(struct vocab *v, const struct part *parts)
{
    v->abbreviations = copy(v->mem, &parts[VOCAB_ABBREVIATIONS],
                            sizeof *v->abbreviations, &v->n_abbreviations);
    if (v->abbreviations == NULL)
        return false;
    for (size_t i = 0; i < v->n_abbreviations; i++) {
        const char **s = &v->abbreviations[i];
        *s = string_at(&parts[VOCAB_STRINGS], *s, 0);
        if (*s == NULL)
            return false;
    }
    return true;
}

/* --- tables, which are used where they lie ------------------------------- */

static bool take_table(struct term_table *t, enum term_table_kind kind,
                       const struct part *parts, size_t n_phrases)
{
    size_t n_filter, n_starts, n_kept;
    if (!count(&parts[0], sizeof *t->filter, &n_filter) ||
        !count(&parts[1], sizeof *t->starts, &n_starts) ||
        !count(&parts[2], sizeof *t->kept, &n_kept))
        return false;
    *t = (struct term_table){parts[0].bytes, parts[1].bytes, parts[2].bytes,
                             term_table_buckets(kind)};
    if (n_filter != TERM_FILTER_WORDS || n_starts != t->buckets + 1 ||
        t->starts[0] != 0 || t->starts[t->buckets] > n_kept)
        return false;
    for (uint32_t b = 0; b < t->buckets; b++)
        if (t->starts[b] > t->starts[b + 1])
            return false;
    for (size_t i = 0; i < n_kept; i++)
        if (t->kept[i].phrase >= n_phrases)
            return false;
    return true;
}

static bool take_tables(struct vocab *v, const struct part *parts)
{
    v->terms.phrases = v->phrases;
    for (unsigned k = 0; k < TERM_TABLES; k++)
        if (!take_table(&v->terms.tables[k], (enum term_table_kind)k,
                        &parts[VOCAB_TABLES + 3 * k], v->n_phrases))
            return false;
    for (unsigned f = 0; f < LEARNT_FILES; f++) {
        const struct part *p = &parts[VOCAB_LEARNT + f];
        v->learnt[f] =
            learnt_take(v->mem, (enum learnt_file)f, p->bytes, p->len);
        if (v->learnt[f] == NULL)
            return false;
    }
    return true;
}

static bool take_weights(struct vocab *v, const struct part *p)
{
    if (p->len != sizeof v->weights)
        return false;
    memcpy(v->weights, p->bytes, sizeof v->weights);
    return true;
}

bool vocab_image_find(struct vocab *v, const char *bundle, size_t len)
{
    struct part parts[VOCAB_PARTS];
    struct vocab made = {.mem = v->mem};
    if (!is_of(bundle, len) || !find_parts(parts) ||
        !take_phrases(&made, parts) || !take_abbreviations(&made, parts) ||
        !take_weights(&made, &parts[VOCAB_WEIGHTS]) ||
        !take_tables(&made, parts))
        return false;
    *v = made;
    return true;
}
