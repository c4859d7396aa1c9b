/* compare.c - see medel/compare.h. */
#include "medel/compare.h"

#include "medel/i18n.h"

static const char *const told[] = {
    "url",
    "title",
    "kind",
    "status",
    "opens",
    "deadlines",
    "deadline_time",
    "rolling",
    "award_floor",
    "award_ceiling",
    "currency",
    "total_budget",
    "funding_rate",
    "applicants",
    "excluded",
    "regions",
    "municipalities",
    "municipalities_out",
    "reference",
    "contact",
    "recurring",
    "meetings",
    "documents",
    "operating_years_min",
    "operating_years_max",
    "employees_min",
    "employees_max",
    "members_min",
    "members_max",
    "partners_min",
    "partners_max",
};

/* A history holds no objects; and other words for the same meeting are no
 * change. */
static json_t *meetings_value(const struct call *c)
{
    json_t *a = json_array();
    char when[CALL_MEETING_SIZE];
    for (size_t i = 0; i < c->n_meetings; i++)
        json_array_append_new(
            a, json_string(call_meeting_when(&c->meetings[i], when)));
    return a;
}

/* The record as a history tells of it. */
static json_t *to_compare(const struct call *c, struct date day)
{
    json_t *o = call_to_json(c, day);
    if (o != NULL && json_object_set_new(o, "meetings", meetings_value(c))) {
        json_decref(o);
        return NULL;
    }
    return o;
}

enum status compare_calls(const struct call *before, const struct call *after,
                          struct date day, compare_fn *fn, void *arg,
                          struct err *e)
{
    json_t *a = to_compare(before, day), *b = to_compare(after, day);
    enum status st = ST_OK;
    if (a == NULL || b == NULL)
        st = err_set(e, ST_NOMEM, _("out of memory"));
    for (size_t i = 0; st == ST_OK && i < sizeof told / sizeof *told; i++) {
        json_t *x = json_object_get(a, told[i]);
        json_t *y = json_object_get(b, told[i]);
        if (!json_equal(x, y))
            st = fn(arg, told[i], x, y, e);
    }
    json_decref(a);
    json_decref(b);
    return st;
}

bool compare_differ(const struct call *before, const struct call *after)
{
    json_t *a = call_to_json(before, DATE_NONE);
    json_t *b = call_to_json(after, DATE_NONE);
    bool differ = true;
    if (a != NULL && b != NULL) {
        json_object_del(a, "evidence");
        json_object_del(b, "evidence");
        differ = !json_equal(a, b);
    }
    json_decref(a);
    json_decref(b);
    return differ;
}
