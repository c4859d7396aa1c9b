/* word_counts.c - see word_counts.h. */
#include "word_counts.h"

#include <math.h>

#define LOUDNESS 8.0
#define TRIES_MAX 24u /* places looked at for one word */
#define TIMES_MOST 3u /* a word that stands again and again says no more */

enum learnt_place word_place_of(const struct unit *u)
{
    return u->is_title     ? LEARNT_TITLE
           : u->is_heading ? LEARNT_HEADING
           : u->lead       ? LEARNT_LEAD
                           : LEARNT_TEXT;
}

/* Where W is, or has its place; NULL where too many are in its way, as on a
 * page that somebody made for that. Words may be looked up anew where there are
 * very many: it is their letters that make them one. */
static struct word_count *find(const struct word_counts *h,
                               const struct known_word *w)
{
    for (size_t k = 0; k < TRIES_MAX; k++) {
        struct word_count *x = &h->table[(w->hash + k) & h->mask];
        if (x->word == NULL || x->word->hash == w->hash)
            return x;
    }
    return NULL;
}

static void count_unit(struct word_counts *h, const struct unit *u)
{
    enum learnt_place place = word_place_of(u);
    for (size_t i = 0; i < u->n; i++) {
        const struct token *t = &u->tokens[i];
        if (t->kind == TOKEN_PUNCT)
            continue;
        const struct known_word *w =
            t->kind == TOKEN_NUMBER ? h->number : t->known;
        struct word_count *x = find(h, w);
        if (x == NULL || x->times[place] == TIMES_MOST)
            continue;
        x->word = w;
        x->times[place]++;
        h->signs += w->n_signs;
        h->words++;
        h->known += w->is_learnt;
    }
}

struct word_counts *word_counts_of(const struct vocab *v,
                                   const struct page_text *t)
{
    struct word_counts *h = arena_alloc(t->mem, sizeof *h);
    h->number = vocab_word(v, "0", 1);
    h->mask = 63;
    size_t tokens = 0;
    for (size_t i = 0; i < t->n; i++)
        tokens += t->units[i].n;
    while (h->mask < tokens)
        h->mask = 2 * h->mask + 1;
    h->table = arena_alloc(t->mem, (h->mask + 1) * sizeof *h->table);
    for (size_t i = 0; i < t->n; i++)
        count_unit(h, &t->units[i]);
    h->loudness = h->signs > 0 ? LOUDNESS / sqrt((double)h->signs) : 0;
    return h;
}
