/* beside.c - what stands beside a sum; see beside.h. */
#include "beside.h"

#include <math.h>

/* "50 000 kronor per butik": whatever the unit is, if it is not one of time
 * or of a rate. */
bool beside_each(const struct unit *u, const struct clause *c, bool *to_each)
{
    static const char *const per[] = {"per", "pr",  "à",   "till", "för",
                                      "to",  "for", "til", "i"};
    static const char *const each[] = {"varje", "var",  "vart",  "each",
                                       "every", "hver", "hvert", "samma",
                                       "any",   "same", "single"};
    size_t i = c->to;
    while (i < c->end && unit_is_punct(u, i, '.'))
        i++;
    for (size_t to = i + 1; to <= i + 3; to++) { /* "at most per project" */
        const struct match *m =
            unit_find_in(u, LEX_CUE, CUE_CEILING_AFTER, i, to);
        if (m != NULL && m->from == i)
            i = m->to;
    }
    if (i + 1 >= u->n || u->tokens[i + 1].kind != TOKEN_WORD)
        return false;
    for (size_t k = i; k < i + 3; k++)
        if (unit_find_in(u, LEX_CUE, CUE_PER_YEAR, i, k) != NULL ||
            unit_find_in(u, LEX_CUE, CUE_HOURLY, i, k) != NULL ||
            unit_find_in(u, LEX_CUE, CUE_WHOLE_CALL, i, k) != NULL)
            return false;
    for (size_t k = 0; k < sizeof per / sizeof *per; k++) {
        if (!token_is(&u->tokens[i], per[k]))
            continue;
        if (k < 2)
            return true;
        for (size_t e = 0; e < sizeof each / sizeof *each; e++)
            if (token_is(&u->tokens[i + 1], each[e])) {
                *to_each = true; /* "40 000 kronor till varje grupp" */
                return true;
            }
    }
    return false;
}

/* "Kvar: 2,7 mkr av 4 mkr", "11 av årets 45 miljoner": the second is the
 * whole of which the first is a part. */
bool beside_part(const struct unit *u, const struct caption *caption,
                 const struct clause *c)
{
    size_t words = 0;
    bool left = caption_cue(caption, CUE_LEFT_OVER) > 0;
    for (size_t i = c->from; i > 1 && words < 3; i--, words++) {
        const struct token *t = &u->tokens[i - 1];
        if (t->kind == TOKEN_NUMBER)
            return false;
        if (token_is(t, "av") || token_is(t, "of") || token_is(t, "af"))
            return u->tokens[i - 2].kind == TOKEN_NUMBER || left ||
                   unit_find_in(u, LEX_CUE, CUE_LEFT_OVER, 0, i) != NULL;
    }
    return false;
}

/* "2025 delade vi ut 400 000 kronor": a year that has gone by when the page
 * is written, in the sum's clause or the head. */
bool beside_past_year(const struct reader *r, const struct unit *u,
                      const struct clause *c)
{
    for (size_t i = 0; i < c->end; i++) {
        const struct token *t = &u->tokens[i];
        if (t->kind != TOKEN_NUMBER || t->len != 4 ||
            (i >= c->from && i < c->to) || unit_is_punct(u, i + 1, ':'))
            continue;
        int year = 0;
        for (size_t k = 0; k < 4; k++)
            year = year * 10 + (t->norm[k] - '0');
        if (year >= 2000 && year < r->written.year)
            return true;
    }
    return false;
}

/* "Sex unga får 15 000 kronor var", "tre priser på 50 000 kronor": how many
 * get the sum; 0 where it is not said. */
double beside_receivers(const struct unit *u, const struct clause *c)
{
    static const char *const joins[] = {"får", "få", "på", "om",
                                        "à",   "of", "get"};
    static const char *const shares[] = {"dela",  "delar", "delade", "delat",
                                         "dele",  "deler", "delte",  "delt",
                                         "share", "split", "deltes"};
    if (c->from < 2)
        return 0;
    bool joined = false;
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
        if (token_is(&u->tokens[c->from - 2], shares[k]))
            return 0; /* "14 föreningar fick dela på 545 500" */
    for (size_t k = 0; k < sizeof joins / sizeof *joins; k++)
        joined |= token_is(&u->tokens[c->from - 1], joins[k]);
    for (size_t i = c->from - 1; joined && i-- > 0 && c->from - i <= 5;) {
        double n;
        size_t to;
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return 0;
        if (sums_number_at(u, i, &n, &to) && to <= c->from - 1)
            return n >= 2 && n <= 60 && n == floor(n) && to < c->from - 1 ? n
                                                                          : 0;
    }
    return 0;
}

/* "Du kan få högst 250 000.": no noun follows that would be counted. */
bool beside_nothing(const struct unit *u, const struct clause *c)
{
    return c->to >= u->n || u->tokens[c->to].kind == TOKEN_PUNCT ||
           token_is(&u->tokens[c->to], "per") ||
           token_is(&u->tokens[c->to], "pr");
}

/* "I år finns det 350 000 att dela på": only money is shared. */
bool beside_sharing(const struct unit *u, const struct clause *c)
{
    const struct match *m = unit_find_in(u, LEX_CUE, CUE_BUDGET, c->to,
                                         c->to + 4 < u->n ? c->to + 4 : u->n);
    return m != NULL && m->from == c->to;
}

/* A later sentence of a pair that has a label of its own within: "Ram: 5 mkr.
 * Tak: 200 000 kronor". */
bool beside_caption(const struct unit *u, const struct clause *c)
{
    for (size_t i = 0; u->from > 0 && i < 5 && i < c->from; i++)
        if (unit_is_punct(u, i, ':'))
            return true;
    return false;
}

/* "Vinnaren får 60 000 kronor, tvåan 30 000 och trean 10 000": the sums of a
 * list of prizes, each smaller than the one before, are of its currency. */
bool beside_prizes(const struct mentions *ms, size_t i)
{
    const struct unit *u = ms->unit;
    const struct sum_mention *s = &ms->sums[i], *last = i > 0 ? s - 1 : s;
    if (last == s || s->from - last->to > 4 || s->low >= last->high ||
        s->low < 1000 ||
        unit_find_in(u, LEX_CUE, CUE_LUMP_SUM, 0, s->from) == NULL)
        return false;
    return s->to >= u->n || u->tokens[s->to].kind == TOKEN_PUNCT ||
           token_is(&u->tokens[s->to], "och") ||
           token_is(&u->tokens[s->to], "og") ||
           token_is(&u->tokens[s->to], "and");
}
