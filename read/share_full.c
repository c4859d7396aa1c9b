/* share_full.c - rates that are told without a figure; see share_full.h. */
#include "share_full.h"

#include "context.h"
#include "sums.h"

#include <math.h>

#define PAID_TOKENS 5    /* "ersätts resor och logi fullt ut" */
#define AT_ONCE_TOKENS 6 /* "hela summan direkt på en gång" */

/* "Vi helfinansierar sällan", "... inte" */
static bool is_seldom(const struct unit *u, const struct match *m)
{
    size_t from = m->from > 2 ? m->from - 2 : 0;
    for (size_t i = from; i < m->to + 2 && i < u->n; i++)
        if (unit_in(u, i, WORDS_SELDOM) ||
            (i >= m->to &&
             (unit_in(u, i, WORDS_NOT) || unit_in(u, i, WORDS_NEVER))))
            return true;
    return false;
}

/* "Skriv upp alla kostnader" */
static bool is_listed(const struct unit *u, const struct match *m)
{
    for (size_t i = m->from > 3 ? m->from - 3 : 0; i < m->from; i++)
        if (unit_in(u, i, WORDS_LISTS))
            return true;
    return false;
}

/* "Högst 900 000 kronor för hela projektet": a sum, and what it is for. */
static bool is_for_whole(const struct unit *u, const struct match *m)
{
    if (m->from < 2 || !(unit_in(u, m->from - 1, WORDS_FOR) ||
                         unit_in(u, m->from - 1, WORDS_TO)))
        return false;
    return unit_find_in(u, LEX_MONEY, -1, m->from - 2, m->from - 1) != NULL;
}

/* "Ni får hela summan på en gång": when, and not how much. */
static bool is_at_once(const struct unit *u, const struct match *m)
{
    size_t to = m->to + AT_ONCE_TOKENS < u->n ? m->to + AT_ONCE_TOKENS : u->n;
    return unit_find_in(u, LEX_CUE, CUE_AT_ONCE, m->to, to) != NULL;
}

/* "The total cost came to EUR 13 200": how much that was. */
static bool is_told(const struct unit *u, const struct match *m)
{
    return unit_in(u, m->to, WORDS_CAME_TO);
}

/* "Bidraget betalas i sin helhet i januari": the grant, and not the costs. */
static bool is_grant_paid(const struct unit *u, const struct match *m)
{
    return m->from > 0 && context_says(u, CUE_AWARD, m->from - 1, m->from) &&
           context_says(u, CUE_REIMBURSED, m->from, m->from + 1);
}

/* "Reser ni ersätts det fullt ut", but not "delta fullt ut" or "återbetalas
 * hela summan". */
static bool is_paid(const struct unit *u, const struct match *m)
{
    static const enum cue pays[] = {CUE_BEAR, CUE_REIMBURSED, CUE_COST_SHARE};
    size_t from = m->from > PAID_TOKENS ? m->from - PAID_TOKENS : 0;
    bool paid = m->entry->weight >= 1;
    for (size_t i = 0; i < sizeof pays / sizeof *pays; i++)
        paid |= context_says(u, pays[i], from, m->to + PAID_TOKENS);
    return paid;
}

/* "Vi betalar hela kostnaden", but not "inte hela kostnaden". */
static bool says_full(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_FULL_COST)
            continue;
        size_t from = m->from > 2 ? m->from - 2 : 0;
        /* "Indirekta kostnader ersätts fullt ut", but "Travel is paid in full;
         * no contribution is asked" */
        bool one_kind = context_says(u, CUE_COST_KIND, 0, m->from) &&
                        unit_find(u, LEX_CUE, CUE_NO_OWN_SHARE) == NULL;
        if (!context_negated(u, from, m->from) && !is_seldom(u, m) &&
            !one_kind && is_paid(u, m) && !is_for_whole(u, m) &&
            !is_at_once(u, m) && !is_told(u, m) && !is_grant_paid(u, m) &&
            !is_listed(u, m))
            return true;
    }
    return false;
}

#define MOST_COINS 9 /* "nio kronor för varje krona" */

/* The share where each coin that is gathered is matched with one of the
 * funder's; "två kronor för varje krona" is two of three. */
static double matched_share(const struct unit *u, const struct match *even)
{
    double coins;
    size_t to;
    for (size_t i = even->from >= 2 ? even->from - 2 : 0; i < even->from; i++) {
        if (!sums_number_at(u, i, &coins, &to) || coins < 1 ||
            coins > MOST_COINS)
            continue;
        const struct match *coin = unit_match_at(u, LEX_MONEY, to);
        if (coin != NULL && coin->entry->number == 1 && coin->to == even->from)
            return round(100 * coins / (coins + 1));
    }
    return 50;
}

double share_in_words(const struct unit *u)
{
    if (u->section == SECTION_RELATED)
        return 0;
    const struct match *even = unit_find(u, LEX_CUE, CUE_EVEN_MATCH);
    /* But "the other half of the pair", "den andra hälften delas efter ..." */
    if (even != NULL && !unit_in(u, even->to, WORDS_OF) &&
        !context_says(u, CUE_SHARE_OTHER, even->to, even->to + 2))
        return matched_share(u, even);
    return says_full(u) ? 100 : 0;
}
