/* theme_words.c - see theme_words.h. */
#include "theme_words.h"

#include <string.h>

static const double gains[LEARNT_PLACES] = {[LEARNT_TITLE] = 3,
                                            [LEARNT_HEADING] = 1,
                                            [LEARNT_LEAD] = 1.5,
                                            [LEARNT_TEXT] = 1};

/* How often X counts as standing there. */
static double times_of(const struct word_count *x)
{
    double times = 0;
    for (int p = 0; p < LEARNT_PLACES; p++)
        times += gains[p] * x->times[p];
    return times;
}

void theme_words_hear(const struct reader *r,
                      double said[static LEARNT_THEME_CLASSES])
{
    const struct word_counts *words = r->words;
    float sum[LEARNT_THEME_CLASSES] = {0};
    for (size_t i = 0; i <= words->mask; i++) {
        const struct word_count *x = &words->table[i];
        if (x->word == NULL || x->word->themes == NULL)
            continue;
        float times = (float)times_of(x);
        for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
            sum[t] += times * x->word->themes[t];
    }
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
        said[t] = words->loudness * (double)sum[t];
    learnt_hear(vocab_learnt(r->vocab, LEARNT_THEMES), THEME_WORDS_CALL,
                strlen(THEME_WORDS_CALL), 1, said);
}

struct source theme_words_strongest(const struct reader *r, int theme)
{
    struct source best = {.unit = NULL};
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        double gain = gains[word_place_of(u)];
        for (size_t k = 0; k < u->n; k++) {
            const struct token *t = &u->tokens[k];
            if (t->kind != TOKEN_WORD || t->known->themes == NULL)
                continue;
            double says = gain * (double)t->known->themes[theme];
            if (says > best.score)
                best = (struct source){u, k, k + 1, says};
        }
    }
    return best;
}

void theme_words_tell(const struct word_counts *w, const struct sign_ear *ear)
{
    for (size_t i = 0; i <= w->mask; i++) {
        const struct word_count *x = &w->table[i];
        if (x->word != NULL && x->word != w->number)
            signs_of_word(ear, times_of(x) * w->loudness, "", x->word->norm,
                          x->word->len);
    }
    sign_tell(ear, "", THEME_WORDS_CALL);
}
