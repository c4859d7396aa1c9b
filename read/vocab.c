/*
 * vocab.c - finds the terms of the vocabulary in tokens.
 *
 * A term's first word decides where it is looked up: see term_index.h.
 */
#include "known_words.h"
#include "text.h"
#include "vocab_tables.h"

#include <string.h>

#define GAP_WORDS 5u

const struct weight_value *vocab_weights(const struct vocab *v)
{
    return v->weights;
}

const struct learnt *vocab_learnt(const struct vocab *v, enum learnt_file f)
{
    return v->learnt[f];
}

/* --- matching ------------------------------------------------------------ */

static bool word_matches(const struct pattern_word *w, const struct token *t)
{
    if (t->len < w->len)
        return false;
    switch (w->kind) {
    case PATTERN_EXACT:
        return t->len == w->len && memcmp(t->norm, w->s, w->len) == 0;
    case PATTERN_PREFIX:
        return memcmp(t->norm, w->s, w->len) == 0;
    case PATTERN_SUFFIX:
        return memcmp(t->norm + t->len - w->len, w->s, w->len) == 0;
    case PATTERN_CONTAINS:
        return memmem(t->norm, t->len, w->s, w->len) != NULL;
    case PATTERN_GAP:
        break;
    }
    return false;
}

/* Tokens that words W[0..n) take from token I on, the first of which is known
 * to fit where KNOWN, or 0. */
static size_t phrase_length(const struct pattern_word *w, size_t nw,
                            const struct token *t, size_t n, size_t i,
                            bool known)
{
    size_t start = i;
    i += known;
    for (size_t k = known; k < nw; k++) {
        if (w[k].kind == PATTERN_GAP) {
            size_t words = 0;
            for (size_t j = i; j < n && words <= GAP_WORDS; j++) {
                size_t rest =
                    phrase_length(w + k + 1, nw - k - 1, t, n, j, false);
                if (rest != 0)
                    return j + rest - start;
                words += t[j].kind != TOKEN_PUNCT;
            }
            return 0;
        }
        while (k > 0 && i < n && t[i].kind == TOKEN_PUNCT)
            i++;
        if (i == n || !word_matches(&w[k], &t[i]))
            return 0;
        i++;
    }
    return i - start;
}

struct look {
    const struct token *t;
    size_t n, i;
    vocab_found_fn *fn;
    void *arg;
};

static void try_term(void *arg, const struct phrase *p)
{
    const struct look *x = arg;
    size_t len = phrase_length(p->words, p->n, x->t, x->n, x->i, true);
    if (len != 0)
        x->fn(x->arg, p, len);
}

const struct known_word *vocab_word(const struct vocab *v, const char *norm,
                                    size_t len)
{
    return known_words_get(v->known, norm, len);
}

void vocab_begin_page(const struct vocab *v)
{
    known_words_tidy(v->known);
}

/* The next token behind I that is no mark, or N. */
static size_t next_word(const struct token *t, size_t n, size_t i)
{
    do
        i++;
    while (i < n && t[i].kind == TOKEN_PUNCT);
    return i;
}

void vocab_match(const struct token *t, size_t n, size_t i, uint64_t signs,
                 vocab_found_fn *fn, void *arg)
{
    struct look x = {t, n, i, fn, arg};
    size_t next = next_word(t, n, i);
    size_t third = next < n ? next_word(t, n, next) : n;
    struct word_place place = {next < n ? t[next].known : NULL,
                               third < n ? t[third].known : NULL, signs};
    known_word_openings(t[i].known, &place, try_term, &x);
}

bool vocab_is_abbreviation(const struct vocab *v, const char *s, size_t len)
{
    for (size_t i = 0; i < v->n_abbreviations; i++)
        if (strlen(v->abbreviations[i]) == len &&
            memcmp(v->abbreviations[i], s, len) == 0)
            return true;
    return false;
}
