/* export_csv.c - the csv format of exporter.h, by csv.h. */
#include "csv.h"
#include "exporter_int.h"

#include <string.h>

static enum status begin(struct exporter *x, struct err *e)
{
    struct csv_columns *c = arena_alloc(x->mem, sizeof *c);
    bool excel = x->o.dialect != NULL && strcmp(x->o.dialect, "excel") == 0;
    (void)e;
    *c = (struct csv_columns){excel ? csv_excel() : csv_rfc4180,
                              x->o.group_field, x->o.ranked, x->o.followed};
    x->own = c;
    return csv_header(&x->sink.out, c);
}

static enum status row(struct exporter *x, const struct export_row *r,
                       struct err *e)
{
    const struct csv_row line = {
        x->group.id, r->call, x->has_hit ? r->hit : NULL, r->status, r->note};
    (void)e;
    return csv_call(&x->sink.out, x->own, &line, x->o.today);
}

const struct export_format export_csv = {
    .name = "csv",
    .suffix = "csv",
    .begin = begin,
    .row = row,
};
