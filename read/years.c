/* years.c - the year of days that have none; see years.h. */
#include "years.h"

#include "context.h"
#include "date_forms.h"

int years_only(const struct unit *u)
{
    int year = 0;
    for (size_t k = 0; u != NULL && k < u->n; k++) {
        int y = date_year_at(u, k);
        if (y != 0 && year != 0 && y != year)
            return 0;
        year = y != 0 ? y : year;
    }
    return year;
}

int years_of_all(const struct page_text *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct unit *u = &t->units[i];
        if (unit_find(u, LEX_CUE, CUE_ALL_DAYS) != NULL && years_only(u) != 0)
            return years_only(u);
    }
    return 0;
}

void years_give(const struct timing *t, int year, struct date_mention *list,
                size_t n)
{
    /* "Frist for 2027: ... Ordningen ble åpnet 15. september." */
    for (size_t k = 0; year != 0 && k < n; k++)
        if (list[k].date.year == 0 && list[k].years_on == 0 &&
            !(list[k].past && year > t->r->ctx->today.year))
            list[k].date = dates_of_round(&list[k], year);
}

/* "30 augusti 2027 | vecka 37 | 5 oktober": the days of a row go on. */
static const struct dated *in_row(const struct timing *t, const struct unit *u)
{
    for (size_t i = t->n; i > 0 && u->block->table >= 0; i--) {
        const struct dated *d = &t->items[i - 1];
        const struct block *b = d->source.unit->block;
        if (b->table != u->block->table || b->row != u->block->row)
            return NULL;
        if (d->has_year)
            return d;
    }
    return NULL;
}

/* Is the item before U's in its list of a day to come, its year guessed? */
static bool follows_coming(const struct timing *t, const struct unit *u)
{
    if (t->n == 0 || u->block->kind != BLOCK_ITEM)
        return false;
    const struct dated *last = &t->items[t->n - 1];
    const struct block *above = last->source.unit->block;
    return last->guessed && above->kind == BLOCK_ITEM &&
           above + 1 == u->block &&
           date_compare(last->date, t->r->ctx->today) >= 0;
}

void years_go_on(const struct timing *t, const struct unit *u,
                 struct date_mention *list, size_t n)
{
    bool coming = follows_coming(t, u);
    const struct dated *first = in_row(t, u);
    for (size_t k = 0; first != NULL && k < n; k++) {
        if (!list[k].yearless || list[k].past)
            continue;
        struct date d = date_in_year(list[k].date, first->date.year);
        list[k].date = date_compare(d, first->date) >= 0
                           ? d
                           : date_in_year(d, first->date.year + 1);
    }
    for (size_t k = 0; coming && k < n; k++)
        if (list[k].yearless && !list[k].past &&
            date_compare(list[k].date, t->r->ctx->today) < 0)
            list[k].date = date_in_year(list[k].date, list[k].date.year + 1);
}

#define PAST_WORDS 8       /* a verb before its date */
#define PAST_AFTER_WORDS 4 /* a verb after a date that heads the clause */

/* "Ansökningstid: 15 juni-31 augusti" in the fact box of a call that is said to
 * be over. */
static bool is_over(const struct timing *t, const struct unit *u)
{
    return t->over && (u->label == LABEL_WINDOW || u->label == LABEL_DEADLINE ||
                       u->label == LABEL_OPENS);
}

void years_mark_past(const struct timing *t, const struct unit *u,
                     struct date_mention *list, size_t n)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_PAST_TENSE)
            continue;
        for (size_t i = 0; i < n; i++) {
            size_t start = i > 0 ? list[i - 1].to : 0;
            size_t reach = m->entry->weight < 1 ? 1 : PAST_WORDS;
            bool before = m->from >= start && m->to <= list[i].from &&
                          list[i].from - m->to <= reach;
            bool after = m->entry->weight == 1 && list[i].from <= 2 &&
                         m->from >= list[i].to &&
                         m->from - list[i].to <= PAST_AFTER_WORDS;
            if (before || after)
                list[i].past = true;
        }
    }
    bool over = is_over(t, u);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && list[i].ends_range)
            list[i].past = list[i - 1].past;
        list[i].past |= over;
    }
}

void years_end_before(const struct timing *t, const struct unit *u,
                      struct date_mention *list, size_t n)
{
    for (size_t i = 1; is_over(t, u) && i < n; i++)
        if (list[i].ends_range && list[i].yearless &&
            date_compare(list[i].date, t->r->ctx->today) > 0)
            for (size_t k = i - 1; k <= i; k++)
                list[k].date =
                    date_in_year(list[k].date, list[k].date.year - 1);
}
