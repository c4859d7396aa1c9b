/* filter.c - conditions that all must be true; see filter.h. */
#include "filter.h"

#include "medel/i18n.h"

enum status filter_add_condition(struct filter *f, struct arena *mem,
                                 const struct condition *c, struct err *e)
{
    for (size_t i = 0; i < f->n; i++)
        if (condition_widen(mem, &f->items[i], c))
            return ST_OK;
    if (f->n == FILTER_CONDITIONS_MAX)
        return err_set(e, ST_USAGE, _("more than %d filters"),
                       FILTER_CONDITIONS_MAX);
    f->items[f->n++] = *c;
    return ST_OK;
}

enum status filter_add(struct filter *f, struct arena *mem,
                       const struct query_names *names, enum query_field field,
                       const char *value, struct date today, struct err *e)
{
    struct condition c;
    enum status st = condition_parse(mem, names, field, value, today, &c, e);
    return st == ST_OK ? filter_add_condition(f, mem, &c, e) : st;
}

bool filter_wants_closed(const struct filter *f, struct date today)
{
    for (size_t i = 0; i < f->n; i++)
        if (condition_wants_closed(&f->items[i], today))
            return true;
    return false;
}

struct xap_query *filter_query(struct searchdb *db, const struct filter *f,
                               struct gate_day day,
                               struct condition_notes *notes, struct err *e)
{
    struct xap_query *all[FILTER_CONDITIONS_MAX];
    for (size_t i = 0; i < f->n; i++) {
        all[i] = condition_query(db, &f->items[i], day, false, notes, e);
        if (all[i] == NULL)
            return NULL;
    }
    if (f->n == 0)
        return NULL;
    struct xap_query *q = xap_query_combine(db->xap, XAP_AND, all, f->n);
    if (q == NULL)
        err_set(e, ST_NOMEM, _("searching: out of memory"));
    return q;
}

bool filter_accepts(const struct filter *f, const struct call *call,
                    struct gate_day day, const struct rates *rates)
{
    for (size_t i = 0; i < f->n; i++)
        if (condition_is_judged(&f->items[i]) &&
            !condition_accepts(&f->items[i], call, day, rates))
            return false;
    return true;
}
