/* page_words.c - see page_words.h. */
#include "page_words.h"
#include "known_words.h"

#include <math.h>

#define LOUDNESS 8.0
#define TRIES_MAX 24u /* places looked at for one word */
#define TIMES_MOST 3u /* a word that stands again and again says no more */
/* The part of a page's words that must be known for them to be heard at all,
 * and in full. Of Swedish pages nine in ten words are known, of Norwegian,
 * Danish and English ones four in five; of Finnish or German ones, less than
 * one in three. */
#define KNOWN_LEAST 0.4
#define KNOWN_ENOUGH 0.6

/* A word of the page, by where it stands. */
struct heard {
    const struct known_word *word; /* NULL: an empty place */
    uint8_t times[LEARNT_PLACES];
};

struct hearing {
    const struct known_word *number; /* all numbers are "0" */
    struct heard *table;             /* open addressing, a power of two */
    size_t mask;
    size_t signs, words, known;
};

static enum learnt_place place_of(const struct unit *u)
{
    return u->is_title     ? LEARNT_TITLE
           : u->is_heading ? LEARNT_HEADING
           : u->lead       ? LEARNT_LEAD
                           : LEARNT_TEXT;
}

/* Where W is, or has its place; NULL where too many are in its way, as on a
 * page that somebody made for that. Words may be looked up anew where there are
 * very many: it is their letters that make them one. */
static struct heard *find(const struct hearing *h, const struct known_word *w)
{
    for (size_t k = 0; k < TRIES_MAX; k++) {
        struct heard *x = &h->table[(w->hash + k) & h->mask];
        if (x->word == NULL || x->word->hash == w->hash)
            return x;
    }
    return NULL;
}

static void hear_unit(struct hearing *h, const struct unit *u)
{
    enum learnt_place place = place_of(u);
    for (size_t i = 0; i < u->n; i++) {
        const struct token *t = &u->tokens[i];
        if (t->kind == TOKEN_PUNCT)
            continue;
        const struct known_word *w =
            t->kind == TOKEN_NUMBER ? h->number : t->known;
        struct heard *x = find(h, w);
        if (x == NULL || x->times[place] == TIMES_MOST)
            continue;
        x->word = w;
        x->times[place]++;
        h->signs += w->n_signs;
        h->words++;
        h->known += w->is_learnt;
    }
}

static struct hearing hear_all(const struct vocab *v, const struct page_text *t)
{
    struct hearing h = {.number = vocab_word(v, "0", 1), .mask = 63};
    size_t tokens = 0;
    for (size_t i = 0; i < t->n; i++)
        tokens += t->units[i].n;
    while (h.mask < tokens)
        h.mask = 2 * h.mask + 1;
    h.table = arena_alloc(t->mem, (h.mask + 1) * sizeof *h.table);
    for (size_t i = 0; i < t->n; i++)
        hear_unit(&h, &t->units[i]);
    return h;
}

/* How loud each sign is. */
static double loudness(const struct hearing *h)
{
    return h->signs > 0 ? LOUDNESS / sqrt((double)h->signs) : 0;
}

/* How much the words are to be trusted, by how many of them are known. */
static double trust(const struct hearing *h)
{
    double share = h->words > 0 ? (double)h->known / (double)h->words : 0;
    return fmax(0,
                fmin(1, (share - KNOWN_LEAST) / (KNOWN_ENOUGH - KNOWN_LEAST)));
}

static double said_by(const struct heard *x)
{
    double said = 0;
    for (int p = 0; p < LEARNT_PLACES; p++)
        said += x->times[p] * (double)x->word->says[p];
    return said;
}

struct strong {
    double said;
    const char *word;
};

/* Puts X where it belongs among the N strongest, the weakest of which goes. */
static void keep(struct strong *list, size_t *n, struct strong x)
{
    if (*n == PAGE_WORDS_SHOWN && x.said <= list[*n - 1].said)
        return;
    size_t i = *n < PAGE_WORDS_SHOWN ? (*n)++ : *n - 1;
    for (; i > 0 && list[i - 1].said < x.said; i--)
        list[i] = list[i - 1];
    list[i] = x;
}

void page_words_hear(const struct vocab *v, const struct page_text *t,
                     struct page_words *ret)
{
    struct hearing h = hear_all(v, t);
    struct strong list[2][PAGE_WORDS_SHOWN]; /* against, for */
    size_t n[2] = {0, 0};
    double sum = 0;
    for (size_t i = 0; i <= h.mask; i++) {
        if (h.table[i].word == NULL)
            continue;
        double said = said_by(&h.table[i]);
        sum += said;
        if (said != 0 && h.table[i].word != h.number)
            keep(list[said > 0], &n[said > 0],
                 (struct strong){fabs(said), h.table[i].word->norm});
    }
    ret->said = sum * loudness(&h) * trust(&h);
    ret->n_strongest = n[sum > 0];
    for (size_t i = 0; i < ret->n_strongest; i++)
        ret->strongest[i] = list[sum > 0][i].word;
}

void page_words_tell(const struct vocab *v, const struct page_text *t,
                     const struct sign_ear *ear)
{
    static const char *const marks[LEARNT_PLACES] = {"0:", "1:", "2:", "3:"};
    struct hearing h = hear_all(v, t);
    for (size_t i = 0; i <= h.mask; i++) {
        const struct heard *x = &h.table[i];
        for (int p = 0; x->word != NULL && p < LEARNT_PLACES; p++)
            if (x->times[p] > 0)
                signs_of_word(ear, x->times[p] * loudness(&h), marks[p],
                              x->word->norm, x->word->len);
    }
}
