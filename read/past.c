/* past.c - see past.h. */
#include "past.h"

static bool is_year(const struct unit *u, size_t i, int *year)
{
    const struct token *t = &u->tokens[i];
    if (i >= u->n || t->kind != TOKEN_NUMBER || t->len != 4)
        return false;
    *year = 0;
    for (size_t k = 0; k < 4; k++)
        *year = *year * 10 + (t->norm[k] - '0');
    return *year >= 2000;
}

/* "2021-2027": the last year of what begins at I, which is the first. */
static int last_year(const struct unit *u, size_t i, int first)
{
    int last;
    return i + 2 < u->n && u->tokens[i + 1].kind == TOKEN_PUNCT &&
                   is_year(u, i + 2, &last) && last > first
               ? last
               : first;
}

bool past_year_named(const struct reader *r, const struct unit *u,
                     const struct clause *c)
{
    for (size_t i = 0; i < c->end; i++) {
        int year;
        if ((i >= c->from && i < c->to) || !is_year(u, i, &year) ||
            unit_is_punct(u, i + 1, ':'))
            continue; /* "2003:193" */
        int last = last_year(u, i, year);
        if (last < r->written.year)
            return true;
        i += last > year ? 2 : 0;
    }
    /* "Senaste året fick nio av dem bidrag, mellan 50 000 och 90 000" */
    const struct match *past =
        unit_find_in(u, LEX_CUE, CUE_PAST_ROUND, 0, c->from);
    return past != NULL && past->from <= 1;
}

bool past_is_over(const struct reader *r)
{
    const struct call *c = r->call;
    return c->closed_stated ||
           (c->n_deadlines > 0 &&
            !date_is_set(call_next_deadline(c, r->ctx->today)));
}
