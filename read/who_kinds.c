/*
 * who_kinds.c - words that name a form elsewhere and none where they stand: a
 * place ("Pajala kommun"), an adjective ("enskilda arkiv"), the size of a file.
 */
#include "who.h"

#include <string.h>

/* "..., aktiebolag, kommunerna Borgholm och Mörbylånga": named as the others.
 */
static bool heads_places(const struct unit *u, const struct match *who)
{
    return who->from == 0 || unit_is_punct(u, who->from - 1, ',') ||
           unit_is_punct(u, who->from - 1, ':') ||
           who_is_join(u, who->from - 1);
}

#define IN_REACH 4    /* tokens: "i våra fyra kommuner: Hjo, Tidaholm" */
#define NAMES_REACH 8 /* tokens: "kommuner i norra Skåne prioriteras:" */

/* "verkar i följande kommuner: Orsa, Mora": names follow the colon, and the
 * words are where, or whom the funder prefers. */
static bool heads_names(const struct unit *u, const struct match *who)
{
    size_t colon = who->to;
    while (colon < u->n && colon - who->to < NAMES_REACH &&
           !unit_is_punct(u, colon, ':'))
        colon++;
    if (colon + 1 >= u->n || !unit_is_punct(u, colon, ':') ||
        !unit_is_capital(u, colon + 1) ||
        unit_match_at(u, LEX_MUNICIPALITY, colon + 1) == NULL)
        return false;
    if (context_says(u, CUE_PREFERRED, who->to, colon))
        return true;
    for (size_t i = who->from; i > 0 && who->from - i < IN_REACH; i--)
        if (unit_in(u, i - 1, WORDS_IN) || unit_in(u, i - 1, WORDS_WITHIN))
            return colon == who->to;
    return false;
}

/* "i Junsele, Ramsele eller Edsele församling", "i Lolland eller Vordingborg
 * Kommune": where, as parishes are. */
static bool is_in_named(const struct unit *u, const struct match *who)
{
    size_t i = who->from;
    if ((who->entry->index != APPLICANT_FAITH_COMMUNITY &&
         who->entry->index != APPLICANT_MUNICIPALITY) ||
        i == 0 || !unit_is_capital(u, i - 1))
        return false;
    while (i > 1 && (unit_is_capital(u, i - 1) || who_is_join(u, i - 1) ||
                     unit_is_punct(u, i - 1, ',')))
        i--;
    return i > 0 && unit_in(u, i - 1, WORDS_IN);
}

/* "bosatt i en av kommunene i Gudbrandsdalen" */
static bool is_one_of_them(const struct unit *u, const struct match *who)
{
    size_t i = who->from;
    return i > 2 && unit_in(u, i - 1, WORDS_OF) &&
           (unit_in(u, i - 3, WORDS_IN) || unit_in(u, i - 3, WORDS_WITHIN));
}

/* "i kommunerna Bjurholm och Vännäs", "Pajala kommun": a place. */
static bool is_place(const struct unit *u, const struct match *who)
{
    if (who->entry->index != APPLICANT_MUNICIPALITY &&
        who->entry->index != APPLICANT_REGION)
        return false;
    if (heads_names(u, who) || is_one_of_them(u, who))
        return true;
    if (who->to < u->n && unit_is_capital(u, who->to) &&
        !heads_places(u, who) &&
        (unit_match_at(u, LEX_MUNICIPALITY, who->to) != NULL ||
         unit_match_at(u, LEX_REGION, who->to) != NULL))
        return true;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_MUNICIPALITY && m->to == who->from &&
            unit_is_capital(u, m->from))
            return true;
        if (m->set == LEX_REGION && m->from <= who->from && m->to >= who->to &&
            m->to - m->from > who->to - who->from && m->entry->weight <= 1 &&
            unit_is_capital(u, m->from))
            return true; /* "Region Sjælland" */
    }
    return false;
}

/* "Byar utan förening"; but "med eller utan enskild firma" */
static bool is_lacked(const struct unit *u, const struct match *m)
{
    return m->from > 0 && !(m->from > 1 && unit_in(u, m->from - 2, WORDS_OR)) &&
           (unit_in(u, m->from - 1, WORDS_WITHOUT) ||
            (m->from > 1 && unit_in(u, m->from - 1, WORDS_ARTICLE) &&
             unit_in(u, m->from - 2, WORDS_WITHOUT)));
}

/* "enskilda arkiv": an adjective, and no people. */
static bool is_adjective(const struct unit *u, const struct match *m)
{
    return m->entry->index == APPLICANT_INDIVIDUAL &&
           unit_in(u, m->to - 1, WORDS_SINGLE) &&
           unit_in(u, m->to, WORDS_THINGS);
}

/* "Region Skåne", "Försäkringskassan": one body, whose name stands on pages
 * for many reasons. */
static bool is_one_body(const struct unit *u, const struct match *m)
{
    return (m->entry->weight <= 0.9 && (m->entry->index == APPLICANT_REGION ||
                                        m->entry->index == APPLICANT_AGENCY)) ||
           (m->entry->index == APPLICANT_ASSOCIATION && m->to == m->from + 1 &&
            unit_in(u, m->from, WORDS_PLAIN_BODY));
}

/* Is M in a row with another form? */
bool who_is_in_row(const struct unit *u, const struct match *m)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o->set != LEX_APPLICANT || o->from == m->from)
            continue;
        size_t from = o->to <= m->from ? o->to : m->to;
        size_t to = o->to <= m->from ? m->from : o->from;
        bool joined = false;
        for (size_t i = from; i < to && to - from <= 5; i++)
            joined |= who_is_join(u, i) || unit_in(u, i, WORDS_BOTH) ||
                      unit_is_punct(u, i, ',') || unit_is_punct(u, i, '(');
        if (joined)
            return true;
    }
    return false;
}

/* "Försäkringsbolaget Fjällmark": that one. */
static bool is_named_firm(const struct unit *u, const struct match *m)
{
    const struct token *t = &u->tokens[m->to - 1];
    size_t n = strlen(t->norm);
    return m->entry->index == APPLICANT_COMPANY && m->entry->weight < 1 &&
           n > 2 && strcmp(t->norm + n - 2, "et") == 0 &&
           unit_is_capital(u, m->to);
}

bool who_is_no_name(const struct unit *u, const struct match *m)
{
    return is_lacked(u, m) || is_named_firm(u, m) || is_in_named(u, m) ||
           is_adjective(u, m) || is_place(u, m) ||
           (is_one_body(u, m) && !who_is_in_row(u, m));
}
