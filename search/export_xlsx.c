/*
 * export_xlsx.c - the xlsx format of exporter.h: a workbook for Excel and
 * LibreOffice (ECMA-376), by libxlsxwriter. A sheet a group: real dates and
 * numbers, a header that stays and filters, links to the pages. Texts and
 * codes are in the user's language.
 *
 * All text is written as strings, never as what might be a formula. The
 * workbook is made in memory (a memfd): there is no half of one on disk.
 * Its date of creation is the day that the list is of, so that the same list
 * gives the same bytes.
 */
#include "exporter_int.h"
#include "plain.h"
#include "xlsx_columns.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define SHEET_ROWS 1048000

/* --- the workbook -------------------------------------------------------- */

static lxw_format *format_with(struct book *b, const char *pattern)
{
    lxw_format *f = workbook_add_format(b->book);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (pattern != NULL)
        format_set_num_format(f, pattern);
    return f;
}

static void make_formats(struct book *b)
{
    b->head = format_with(b, NULL);
    format_set_bold(b->head);
    format_set_bg_color(b->head, 0xE4ECE8);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    b->date = format_with(b, "yyyy-mm-dd");
    format_set_align(b->date, LXW_ALIGN_LEFT);
    b->number = format_with(b, "#,##0");
    b->share = format_with(b, "0%");
    b->share_part = format_with(b, "0.0#%"); /* not of a whole per cent */
    b->wrap = format_with(b, NULL);
    format_set_text_wrap(b->wrap);
    b->link = format_with(b, NULL);
    format_set_text_wrap(b->link);
    format_set_font_color(b->link, 0x0B5394);
    format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
}

static void set_properties(struct exporter *x, struct book *b)
{
    lxw_doc_properties p = {
        .title = (char *)plain_clip(x->mem, x->o.title, 200),
        .author = (char *)"medel",
        .created = (time_t)date_to_days(x->o.today) * 86400,
    };
    workbook_set_properties(b->book, &p);
}

static enum status begin(struct exporter *x, struct err *e)
{
    struct book *b = arena_alloc(x->mem, sizeof *b);
    b->fd = memfd_create("medel.xlsx", MFD_CLOEXEC);
    x->own = b;
    if (b->fd < 0)
        return err_sys(e, ST_IO, errno, _("cannot make a workbook"));
    enum status st = late_load(e);
    if (st != ST_OK)
        return st;
    b->book = workbook_new(arena_printf(x->mem, "/proc/self/fd/%d", b->fd));
    if (b->book == NULL)
        return ST_NOMEM;
    make_formats(b);
    set_properties(x, b);
    b->names = sheet_names_new(x->mem);
    return ST_OK;
}

/* The columns and how they print. */
static enum status add_sheet(struct exporter *x, const char *name)
{
    struct book *b = x->own;
    struct cell c = {.x = x, .b = b};
    b->links = 0;
    b->sheet = workbook_add_worksheet(b->book, name);
    if (b->sheet == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < xlsx_n_columns; i++) {
        if (!xlsx_is_wanted(x, &xlsx_columns[i]))
            continue;
        xlsx_check(&c, worksheet_set_column(b->sheet, c.col, c.col,
                                            xlsx_columns[i].width, NULL));
        xlsx_check(&c,
                   worksheet_write_string(b->sheet, 0, c.col,
                                          _(xlsx_columns[i].name), b->head));
        c.col++;
    }
    worksheet_freeze_panes(b->sheet, 1, 1);
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9); /* A4 */
    worksheet_fit_to_pages(b->sheet, 1, 0);
    xlsx_check(&c, worksheet_repeat_rows(b->sheet, 0, 0));
    return c.st;
}

static enum status group(struct exporter *x, struct err *e)
{
    struct book *b = x->own;
    const char *name = x->group.name != NULL ? x->group.name : _("Calls");
    (void)e;
    return add_sheet(x, sheet_name(b->names, x->mem, name));
}

static enum status row(struct exporter *x, const struct export_row *r,
                       struct err *e)
{
    struct cell c = {
        .x = x, .b = x->own, .r = r, .row = (lxw_row_t)x->group_row};
    if (x->group_row > SHEET_ROWS)
        return err_set(e, ST_LIMIT, _("a sheet takes at most %d rows"),
                       SHEET_ROWS);
    for (size_t i = 0; i < xlsx_n_columns; i++) {
        if (!xlsx_is_wanted(x, &xlsx_columns[i]))
            continue;
        xlsx_columns[i].put(&c);
        c.col++;
    }
    return c.st;
}

static enum status group_end(struct exporter *x, struct err *e)
{
    struct book *b = x->own;
    lxw_col_t last = 0;
    (void)e;
    for (size_t i = 0; i < xlsx_n_columns; i++)
        last = (lxw_col_t)(last + xlsx_is_wanted(x, &xlsx_columns[i]));
    struct cell c = {.x = x, .b = b};
    xlsx_check(&c, worksheet_autofilter(b->sheet, 0, 0, (lxw_row_t)x->group_row,
                                        (lxw_col_t)(last - 1)));
    return c.st;
}

static enum status end(struct exporter *x, struct err *e)
{
    struct book *b = x->own;
    enum status st = ST_OK;
    if (b->sheet == NULL) /* a workbook without sheets cannot be opened */
        st = add_sheet(x, _("Calls"));
    if (st != ST_OK)
        return st;
    lxw_error failed = workbook_close(b->book);
    b->book = NULL;
    if (failed != LXW_NO_ERROR)
        return err_set(e, ST_IO, _("cannot make a workbook: %s"),
                       lxw_strerror(failed));
    if (lseek(b->fd, 0, SEEK_SET) < 0)
        return err_sys(e, ST_IO, errno, _("cannot make a workbook"));
    return buf_read_fd(&x->sink.out, b->fd, e);
}

static void discard(struct exporter *x)
{
    struct book *b = x->own;
    if (b == NULL)
        return;
    if (b->book != NULL)
        lxw_workbook_free(b->book);
    if (b->fd >= 0)
        close(b->fd);
}

const struct export_format export_xlsx = {
    .name = "xlsx",
    .suffix = "xlsx",
    .binary = true,
    .begin = begin,
    .group = group,
    .row = row,
    .group_end = group_end,
    .end = end,
    .free = discard,
};
