/* leftover.c - days that nothing explains; see leftover.h. */
#include "leftover.h"

#include "applying.h"
#include "context.h"

static double weight_of(const struct scene *s, enum weight w)
{
    return s->r->w[w].weight;
}

#define FAINTLY 0.7

bool leftover_is_faint(const struct unit *u)
{
    const struct match *m = unit_find(u, LEX_CUE, CUE_DEADLINE);
    return m != NULL && m->entry->weight < FAINTLY;
}

/* The strongest word for another role than opening and closing. A nomination
 * or an entry is the application of a prize. */
static double against(const struct scene *s,
                      const double score[static ROLE_COUNT])
{
    double most = 0;
    bool entry = context_unit(s->u, CUE_NOMINATE) > 0 ||
                 (s->label != NULL && context_unit(s->label, CUE_NOMINATE) > 0);
    /* "Webbinariet hålls den 18 februari. Anmäl dig senast den 11." */
    if (context_unit(s->u, CUE_EVENT) > 0 ||
        (s->before != NULL && context_unit(s->before, CUE_EVENT) > 0))
        entry = false;
    entry |= leftover_is_faint(s->u);
    for (int k = ROLE_DECISION; k < ROLE_COUNT; k++)
        if (score[k] > most && !(k == ROLE_ADVICE && entry))
            most = score[k];
    return most;
}

#define FAR_BACK_DAYS 330
#define FAR_AHEAD_DAYS 550
#define LONGEST_WINDOW_DAYS 220

static bool is_near(const struct scene *s, struct row row)
{
    long now = date_to_days(s->r->written);
    for (size_t i = row.first; i <= row.last; i++) {
        long day = date_to_days(s->list[i].date);
        if (!s->list[i].has_day || day < now - FAR_BACK_DAYS ||
            day > now + FAR_AHEAD_DAYS)
            return false;
        if (s->list[i].ends_range &&
            day - date_to_days(s->list[i - 1].date) > LONGEST_WINDOW_DAYS)
            return false;
    }
    return true;
}

/* The words of the unit are its days, and little else. */
#define BARE_WORDS 3

static bool is_bare(const struct scene *s)
{
    const struct unit *u = s->u;
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++) {
        bool own = false;
        for (size_t k = 0; k < s->n; k++)
            own |= i >= s->list[k].from && i < s->list[k].to;
        words += u->tokens[i].kind == TOKEN_WORD && !own &&
                 !clause_is_bare(u, i, i + 1);
    }
    return words <= BARE_WORDS;
}

static bool has_hour(const struct scene *s, struct row row)
{
    for (size_t i = row.first; i <= row.last; i++)
        if (s->list[i].time >= 0)
            return true;
    return false;
}

static bool has_weekday(const struct scene *s, struct row row)
{
    size_t at = s->list[row.first].from;
    for (size_t k = at; k > 0 && at - k < 2; k--)
        if (clause_is_weekday(s->u, k - 1))
            return true;
    return false;
}

#define TOP_UNITS 4 /* the title among them */

/* A day that has come, alone above the text, is when the page was written. */
static bool is_of_page(const struct scene *s, struct row row)
{
    const struct unit *u = s->u, *first = s->r->text->units;
    return u >= first && u <= first + TOP_UNITS && !u->is_heading &&
           row.first == row.last && s->n == 1 && u->label == LABEL_NONE &&
           u->section != SECTION_WHEN && is_bare(s) && !has_hour(s, row) &&
           date_compare(s->list[row.first].date, s->r->ctx->today) <= 0 &&
           !applying_is_said(u) && !applying_is_said(s->intro) &&
           !applying_is_said(s->before);
}

/* "Affischer till valborg": a feast that stands for its day is likelier when
 * something is done. */
static bool is_feast(const struct scene *s, struct row row)
{
    const struct date_mention *m = &s->list[row.first];
    return row.first == row.last && m->to == m->from + 1 &&
           s->u->tokens[m->from].kind == TOKEN_WORD;
}

#define PLAINLY_OTHER 1.3

double leftover_claim(const struct scene *s, struct row row,
                      const double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    if (!is_near(s, row) || u->section == SECTION_RELATED ||
        u->section == SECTION_DECISIONS || u->section == SECTION_EXAMPLES ||
        is_of_page(s, row))
        return 0;
    if (is_feast(s, row) && !applying_is_said(u) && !applying_is_said(s->label))
        return 0;
    double said = score[ROLE_DEADLINE] > score[ROLE_OPENS]
                      ? score[ROLE_DEADLINE]
                      : score[ROLE_OPENS];
    double other = against(s, score);
    if (other >= PLAINLY_OTHER)
        return 0;
    double claim = said - other;
    if (u->section == SECTION_WHEN)
        claim += weight_of(s, WEIGHT_DATE_LEFT_SECTION);
    if (has_hour(s, row))
        claim += weight_of(s, WEIGHT_DATE_LEFT_HOUR);
    if (is_bare(s) && (u->label == LABEL_NONE || u->label == LABEL_WINDOW))
        claim += weight_of(s, WEIGHT_DATE_LEFT_ALONE);
    if (applying_is_said(u) || applying_is_said(s->label) ||
        context_unit(u, CUE_NOMINATE) > 0)
        claim += weight_of(s, WEIGHT_DATE_LEFT_APPLY);
    else if (applying_is_said(s->intro) || applying_is_said(s->before))
        claim += weight_of(s, WEIGHT_DATE_LEFT_APPLY) / 2;
    if (has_weekday(s, row))
        claim += weight_of(s, WEIGHT_DATE_LEFT_WEEKDAY);
    if (context_unit(u, CUE_ADDRESS) > 0)
        claim += weight_of(s, WEIGHT_DATE_LEFT_ADDRESS);
    if (s->list[row.first].starts_range)
        claim += weight_of(s, WEIGHT_DATE_LEFT_RANGE);
    return claim;
}
