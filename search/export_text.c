/*
 * export_text.c - the table and md formats of exporter.h: what people read as
 * it is, by table.h.
 */
#include "exporter_int.h"
#include "md.h"
#include "paint.h"
#include "table.h"

#include "medel/term.h"

#include <unistd.h>

#define FILE_WIDTH 80 /* a file has no width of its own */

static const char *nothing(const struct exporter *x)
{
    return x->o.ranked ? _("No fitting calls.") : _("No calls.");
}

static struct table_options options(struct exporter *x)
{
    bool file = x->sink.file != NULL;
    if (x->width == 0) { /* for all rows alike, if the window changes too */
        x->width = file ? FILE_WIDTH : term_width(STDOUT_FILENO);
        x->colour = !file && term_has_colour(STDOUT_FILENO);
    }
    return (struct table_options){
        .width = x->width,
        .colour = x->colour,
        .explain = x->o.explain,
        .advice = x->o.advice,
        .today = x->o.today,
        .profile = x->group.profile,
        .aid = x->group.aid,
    };
}

static struct table_row row_of(const struct exporter *x,
                               const struct export_row *r)
{
    return (struct table_row){r->hit, x->group_row, x->group.n, r->status_words,
                              r->note};
}

/* --- table --------------------------------------------------------------- */

static enum status table_heading(struct exporter *x, struct err *e)
{
    struct table_options o = options(x);
    struct page page = page_begin(&x->sink.out, o.width, o.colour);
    (void)e;
    if (x->group.name == NULL)
        return ST_OK;
    if (x->n_groups > 1)
        page_line_end(&page);
    page_line(&page, 0, x->group.name, PAINT_BOLD, x->group.id, PAINT_DIM);
    page_line_end(&page);
    if (x->group.n == 0)
        page_wrap(&page, 0, nothing(x), PAINT_PLAIN);
    return page.st;
}

static enum status put_table_row(struct exporter *x, const struct export_row *r,
                                 struct err *e)
{
    struct table_options o = options(x);
    struct table_row row = row_of(x, r);
    (void)e;
    return table_call(&x->sink.out, &row, &o);
}

static enum status table_below(struct exporter *x, struct err *e)
{
    struct table_options o = options(x);
    (void)e;
    return table_end(&x->sink.out, x->group_row, x->group.n_fit, &o);
}

const struct export_format export_table = {
    .name = "table",
    .suffix = "txt",
    .group = table_heading,
    .row = put_table_row,
    .group_end = table_below,
};

/* --- Markdown ------------------------------------------------------------ */

static enum status md_heading(struct exporter *x, struct err *e)
{
    struct md m = {&x->sink.out, ST_OK};
    (void)e;
    if (x->group.name == NULL)
        return ST_OK;
    md_raw(&m, x->n_groups > 1 ? "\n## " : "## ");
    md_text(&m, x->group.name);
    md_raw(&m, "\n\n");
    if (x->group.n == 0) {
        md_raw(&m, nothing(x));
        md_raw(&m, "\n");
    }
    return m.st;
}

static enum status put_md_row(struct exporter *x, const struct export_row *r,
                              struct err *e)
{
    struct table_options o = options(x);
    struct table_row row = row_of(x, r);
    (void)e;
    return table_markdown(&x->sink.out, &row, &o);
}

const struct export_format export_md = {
    .name = "md",
    .suffix = "md",
    .group = md_heading,
    .row = put_md_row,
};
