/* filter_options.c - options to a filter; see filter_options.h. */
#include "filter_options.h"

#include "medel/i18n.h"

/* A filter on its way. */
struct taking {
    struct filter *filter;
    struct arena *mem;
    const struct query_names *names;
    struct date today;
};

bool filter_options_given(const struct filter_options *o)
{
    for (int f = 0; f < ASK_NONE; f++)
        if (o->fields[f].n > 0)
            return true;
    return date_is_set(o->before) || date_is_set(o->after) ||
           o->min_sum != NULL || o->max_sum != NULL;
}

static enum status add(const struct taking *t, const char *option,
                       enum query_field field, const char *value, struct err *e)
{
    struct err mine = ERR_INIT;
    enum status st =
        filter_add(t->filter, t->mem, t->names, field, value, t->today, &mine);
    return st == ST_OK ? st : err_set(e, st, "--%s: %s", option, mine.text);
}

/* Codes widen; of dates and sums each narrows. */
static enum status add_field(const struct taking *t, enum query_field field,
                             const struct cli_list *values, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < values->n && st == ST_OK; i++)
        st = add(t, query_field_name(field), field, values->items[i], e);
    return st;
}

/* SUM as one end of a range: SIGN is ">=" or "<=". */
static enum status add_sum(const struct taking *t, const char *option,
                           const char *sign, const char *sum, struct err *e)
{
    return add(t, option, ASK_SUM, arena_printf(t->mem, "%s%s", sign, sum), e);
}

/* --deadline-before and --deadline-after, --min-sum and --max-sum: the ends of
 * one range. */
static enum status add_ends(const struct taking *t,
                            const struct filter_options *o, struct err *e)
{
    enum status st = ST_OK;
    struct condition days = {
        .field = ASK_DEADLINE, .from = o->after, .to = o->before};
    if (date_is_set(o->after) && date_is_set(o->before) &&
        date_compare(o->after, o->before) > 0)
        return err_set(e, ST_USAGE,
                       _("--deadline-after is later than --deadline-before"));
    if (date_is_set(o->before) || date_is_set(o->after))
        st = filter_add_condition(t->filter, t->mem, &days, e);
    if (st == ST_OK && o->min_sum != NULL)
        st = add_sum(t, "min-sum", ">=", o->min_sum, e);
    if (st == ST_OK && o->max_sum != NULL)
        st = add_sum(t, "max-sum", "<=", o->max_sum, e);
    return st;
}

enum status filter_options_take(const struct filter_options *o,
                                struct filter *f, struct arena *mem,
                                const struct query_names *names,
                                struct date today, struct err *e)
{
    const struct taking t = {f, mem, names, today};
    enum status st = ST_OK;
    for (int k = 0; k < ASK_NONE && st == ST_OK; k++)
        if (k != ASK_TITLE)
            st = add_field(&t, (enum query_field)k, &o->fields[k], e);
    return st == ST_OK ? add_ends(&t, o, e) : st;
}
