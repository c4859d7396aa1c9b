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

enum status compare_calls(const struct call *before, const struct call *after,
                          struct date day, compare_fn *fn, void *arg,
                          struct err *e)
{
    json_t *a = call_to_json(before, day), *b = call_to_json(after, day);
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
