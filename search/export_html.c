/* export_html.c - placeholder */
#include "exporter_int.h"
static enum status row(struct exporter *x, const struct export_row *r,
                       struct err *e)
{
    (void)x;
    (void)r;
    (void)e;
    return ST_OK;
}
const struct export_format export_html = {
    .name = "html", .suffix = "html", .row = row};
