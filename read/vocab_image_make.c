/* vocab_image_make.c - making an image; see vocab_image.h. */
#include "vocab_image.h"

#include "medel/hash.h"

#include <string.h>

#define IMAGE_BYTES ((size_t)64 << 20)

/* The parts that are not there yet as the image has them. ST is what went wrong
 * with any of them. */
struct making {
    struct buf strings, entries, words, phrases, abbreviations;
    enum status st;
};

static void add(struct making *m, struct buf *to, const void *p, size_t n)
{
    if (m->st == ST_OK)
        m->st = buf_append(to, p, n);
}

/* What stands in place of the pointer to a copy of S, LEN bytes and a NUL. */
static const char *add_string(struct making *m, const char *s, size_t len)
{
    uintptr_t at = m->strings.len;
    add(m, &m->strings, s, len);
    add(m, &m->strings, "", 1);
    return (const char *)at;
}

static const struct lexicon_entry *add_entry(struct making *m,
                                             const struct lexicon_entry *entry)
{
    struct lexicon_entry x;
    uintptr_t number = m->entries.len / sizeof x;
    memcpy(&x, entry, sizeof x); /* what is between its members, too */
    x.code = add_string(m, entry->code, strlen(entry->code));
    add(m, &m->entries, &x, sizeof x);
    return (const struct lexicon_entry *)number;
}

static const struct pattern_word *add_words(struct making *m,
                                            const struct phrase *p)
{
    uintptr_t number = m->words.len / sizeof *p->words;
    for (uint32_t i = 0; i < p->n; i++) {
        struct pattern_word w = p->words[i];
        w.s = add_string(m, w.s, w.len);
        add(m, &m->words, &w, sizeof w);
    }
    return (const struct pattern_word *)number;
}

static void add_phrases(struct making *m, const struct vocab *v)
{
    /* The terms of an entry stand together. */
    const struct lexicon_entry *last = NULL, *place = NULL;
    for (size_t i = 0; i < v->n_phrases; i++) {
        struct phrase p = v->phrases[i];
        if (p.entry != last)
            place = add_entry(m, p.entry);
        last = p.entry;
        p.words = add_words(m, &p);
        p.entry = place;
        add(m, &m->phrases, &p, sizeof p);
    }
    for (size_t i = 0; i < v->n_abbreviations; i++) {
        const char *s = v->abbreviations[i];
        s = add_string(m, s, strlen(s));
        add(m, &m->abbreviations, &s, sizeof s);
    }
}

/* --- joining ------------------------------------------------------------- */

static void put(struct making *m, struct buf *out, const void *p, size_t n)
{
    static const char zeros[sizeof(uint64_t)];
    uint64_t len = n;
    add(m, out, &len, sizeof len);
    if (n > 0)
        add(m, out, p, n);
    add(m, out, zeros, (size_t)(-len % sizeof len));
}

static void put_buf(struct making *m, struct buf *out, const struct buf *part)
{
    put(m, out, part->data, part->len);
}

static void put_all(struct making *m, const struct vocab *v, struct buf *out)
{
    put_buf(m, out, &m->strings);
    put_buf(m, out, &m->entries);
    put_buf(m, out, &m->words);
    put_buf(m, out, &m->phrases);
    put_buf(m, out, &m->abbreviations);
    put(m, out, v->weights, sizeof v->weights);
    for (unsigned k = 0; k < TERM_TABLES; k++) {
        const struct term_table *t = &v->terms.tables[k];
        put(m, out, t->filter, TERM_FILTER_WORDS * sizeof *t->filter);
        put(m, out, t->starts, (t->buckets + 1) * sizeof *t->starts);
        put(m, out, t->kept, t->starts[t->buckets] * sizeof *t->kept);
    }
    for (unsigned f = 0; f < LEARNT_FILES; f++) {
        size_t len;
        const void *table = learnt_table(v->learnt[f], &len);
        put(m, out, table, len);
    }
}

enum status vocab_image_make(const struct vocab *v, const char *bundle,
                             size_t len, struct buf *out, struct err *e)
{
    struct vocab_image_head head = {.magic = VOCAB_IMAGE_MAGIC,
                                    .text = hash_bulk(bundle, len),
                                    .text_len = len};
    struct making m = {.st = ST_OK};
    struct buf *all[] = {&m.strings, &m.entries, &m.words, &m.phrases,
                         &m.abbreviations};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_init(all[i], IMAGE_BYTES);
    add_phrases(&m, v);
    add(&m, out, &head, sizeof head);
    put_all(&m, v, out);
    if (m.st == ST_OK) {
        size_t summed = offsetof(struct vocab_image_head, text);
        head.sum = hash_bulk(out->data + summed, out->len - summed);
        memcpy(out->data, &head, sizeof head);
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_free(all[i]);
    return m.st == ST_OK
               ? ST_OK
               : err_set(e, m.st, "the vocabulary is too large for memory");
}
