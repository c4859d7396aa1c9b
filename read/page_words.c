/* page_words.c - see page_words.h. */
#include "page_words.h"

#include <math.h>

/* The part of a page's words that must be known for them to be heard at all,
 * and in full. Of Swedish pages nine in ten words are known, of Norwegian,
 * Danish and English ones four in five; of Finnish or German ones, less than
 * one in three. */
#define KNOWN_LEAST 0.4
#define KNOWN_ENOUGH 0.6

/* How much the words are to be trusted, by how many of them are known. */
static double trust(const struct word_counts *h)
{
    double share = h->words > 0 ? (double)h->known / (double)h->words : 0;
    return fmax(0,
                fmin(1, (share - KNOWN_LEAST) / (KNOWN_ENOUGH - KNOWN_LEAST)));
}

static double said_by(const struct word_count *x)
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

void page_words_hear(const struct word_counts *h, struct page_words *ret)
{
    struct strong list[2][PAGE_WORDS_SHOWN]; /* against, for */
    size_t n[2] = {0, 0};
    double sum = 0;
    for (size_t i = 0; i <= h->mask; i++) {
        if (h->table[i].word == NULL)
            continue;
        double said = said_by(&h->table[i]);
        sum += said;
        if (said != 0 && h->table[i].word != h->number)
            keep(list[said > 0], &n[said > 0],
                 (struct strong){fabs(said), h->table[i].word->norm});
    }
    ret->said = sum * h->loudness * trust(h);
    ret->n_strongest = n[sum > 0];
    for (size_t i = 0; i < ret->n_strongest; i++)
        ret->strongest[i] = list[sum > 0][i].word;
}

void page_words_tell(const struct word_counts *h, const struct sign_ear *ear)
{
    static const char *const marks[LEARNT_PLACES] = {"0:", "1:", "2:", "3:"};
    for (size_t i = 0; i <= h->mask; i++) {
        const struct word_count *x = &h->table[i];
        for (int p = 0; x->word != NULL && p < LEARNT_PLACES; p++)
            if (x->times[p] > 0)
                signs_of_word(ear, x->times[p] * h->loudness, marks[p],
                              x->word->norm, x->word->len);
    }
}
