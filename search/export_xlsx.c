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
#include "format.h"
#include "mark.h"
#include "plain.h"
#include "sheet_name.h"
#include "why.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define CELL_BYTES 30000  /* Excel takes 32,767 characters */
#define URL_BYTES 2000    /* and 2,079 of an address, with what is escaped */
#define SHEET_LINKS 65000 /* and so many links a sheet */
#define SHEET_ROWS 1048000

struct book {
    lxw_workbook *book; /* NULL: closed */
    lxw_worksheet *sheet;
    lxw_format *head, *date, *number, *share, *wrap, *link;
    int fd;
    lxw_row_t links;
    struct sheet_names *names;
};

/* The cell that a column's function fills. */
struct cell {
    struct exporter *x;
    struct book *b;
    const struct export_row *r;
    lxw_row_t row;
    lxw_col_t col;
    enum status st;
};

/* --- cells --------------------------------------------------------------- */

/* "_x001B_" in a cell is a character for Excel: its first sign is written as
 * such a one (ECMA-376, part 1, 22.9.2.19). */
static const char *without_escapes(struct arena *mem, const char *s)
{
    const char *at = s;
    while ((at = strstr(at, "_x")) != NULL) {
        size_t n = 2;
        while (n < 6 && isxdigit((unsigned char)at[n]))
            n++;
        if (n == 6 && at[n] == '_') {
            size_t before = (size_t)(at - s);
            s = arena_printf(mem, "%.*s_x005F%s", (int)before, s, at);
            at = s + before + strlen("_x005F");
        }
        at += 2;
    }
    return s;
}

static const char *cell_text(struct arena *mem, const char *s)
{
    return without_escapes(mem, plain_clip(mem, s, CELL_BYTES));
}

/* Of what libxlsxwriter refuses, all but a lack of memory is seen to before. */
static void check(struct cell *c, lxw_error failed)
{
    if (failed != LXW_NO_ERROR && c->st == ST_OK)
        c->st = failed == LXW_ERROR_MEMORY_MALLOC_FAILED ? ST_NOMEM : ST_BUG;
}

static void text(struct cell *c, const char *s)
{
    const char *t = cell_text(c->x->scratch, s);
    if (t[0] != '\0')
        check(c, worksheet_write_string(c->b->sheet, c->row, c->col, t,
                                        c->b->wrap));
}

static void number(struct cell *c, double x, lxw_format *format)
{
    if (x >= 0)
        check(c,
              worksheet_write_number(c->b->sheet, c->row, c->col, x, format));
}

static void day(struct cell *c, struct date d)
{
    lxw_datetime t = {d.year, d.month, d.day, 0, 0, 0};
    if (date_is_set(d))
        check(c, worksheet_write_datetime(c->b->sheet, c->row, c->col, &t,
                                          c->b->date));
}

static void link_to(struct cell *c, const char *address, const char *words)
{
    const char *url = plain_url(c->x->scratch, address);
    if (url == NULL || strlen(url) > URL_BYTES || c->b->links >= SHEET_LINKS) {
        text(c, words);
        return;
    }
    c->b->links++;
    check(c,
          worksheet_write_url_opt(c->b->sheet, c->row, c->col, url, c->b->link,
                                  cell_text(c->x->scratch, words), NULL));
}

/* --- columns ------------------------------------------------------------- */

static void put_title(struct cell *c)
{
    const char *title = plain_text(c->x->scratch, c->r->call->title);
    link_to(c, c->r->call->url, title[0] != '\0' ? title : c->r->call->id);
}

static void put_funder(struct cell *c)
{
    text(c, c->r->call->funder);
}

static void put_verdict(struct cell *c)
{
    if (export_is_judged(c->x))
        text(c, _(mark_of(c->r->hit->gate.verdict).words));
}

static void put_list_status(struct cell *c)
{
    text(c, c->r->status_words);
}

static void put_note(struct cell *c)
{
    text(c, c->r->note);
}

static void put_deadline(struct cell *c)
{
    day(c, call_next_deadline(c->r->call, c->x->o.today));
}

static void put_time(struct cell *c)
{
    if (c->r->call->deadline_time >= 0)
        text(c, format_time(c->x->scratch, c->r->call->deadline_time));
}

static void put_when(struct cell *c)
{
    text(c, why_when(c->x->scratch, c->r->call, c->x->o.today));
}

static void put_opens(struct cell *c)
{
    day(c, c->r->call->opens);
}

static void put_all_deadlines(struct cell *c)
{
    const struct call *call = c->r->call;
    const char *s = "";
    char iso[DATE_ISO_SIZE];
    for (size_t i = 0; i < call->n_deadlines; i++)
        s = arena_printf(c->x->scratch, "%s%s%s", s, i > 0 ? ", " : "",
                         date_format_iso(call->deadlines[i], iso));
    text(c, s);
}

static void put_status(struct cell *c)
{
    text(c, format_code(CODE_STATUS,
                        (int)call_status_on(c->r->call, c->x->o.today, -1)));
}

static void put_floor(struct cell *c)
{
    number(c, c->r->call->award_floor, c->b->number);
}

static void put_ceiling(struct cell *c)
{
    number(c, c->r->call->award_ceiling, c->b->number);
}

static void put_currency(struct cell *c)
{
    text(c, c->r->call->currency);
}

static void put_share(struct cell *c)
{
    double rate = c->r->call->funding_rate;
    number(c, rate >= 0 ? rate / 100 : -1, c->b->share);
}

static void put_budget(struct cell *c)
{
    number(c, c->r->call->total_budget, c->b->number);
}

static void put_own_funding(struct cell *c)
{
    const struct advice *a = &c->r->hit->advice;
    if (a->given && a->funding.n > 0)
        number(c, round(a->funding.cases[a->funding.n - 1].own), c->b->number);
}

static void put_applicants(struct cell *c)
{
    text(c,
         format_codes(c->x->scratch, CODE_APPLICANT, c->r->call->applicants));
}

static void put_regions(struct cell *c)
{
    text(c, format_codes(c->x->scratch, CODE_REGION, c->r->call->regions));
}

static void put_municipalities(struct cell *c)
{
    const struct call *call = c->r->call;
    const char *s = "";
    for (size_t i = 0; i < call->n_municipalities; i++)
        s = arena_printf(c->x->scratch, "%s%s%s", s, i > 0 ? ", " : "",
                         call->municipalities[i]);
    text(c, s);
}

static void put_themes(struct cell *c)
{
    text(c, format_codes(c->x->scratch, CODE_THEME, c->r->call->themes));
}

static void put_kind(struct cell *c)
{
    text(c, format_code(CODE_KIND, (int)c->r->call->kind));
}

static void put_ranked(struct cell *c)
{
    text(c, why_ranked(c->x->scratch, c->r->hit, c->x->group.profile));
}

static void put_marked(struct cell *c)
{
    if (export_is_judged(c->x))
        text(c, why_marked(c->x->scratch, c->r->hit, c->x->group.profile));
}

static void put_score(struct cell *c)
{
    number(c, round(c->r->hit->rank.score * 100) / 100, NULL);
}

static void put_contact(struct cell *c)
{
    text(c, c->r->call->contact);
}

static void put_reference(struct cell *c)
{
    text(c, c->r->call->reference);
}

static void put_summary(struct cell *c)
{
    text(c, c->r->call->summary);
}

static void put_url(struct cell *c)
{
    link_to(c, c->r->call->url, c->r->call->url);
}

static void put_id(struct cell *c)
{
    text(c, c->r->call->id);
}

enum wanted { ALWAYS, WHERE_RANKED, WHERE_FOLLOWED };

static const struct column {
    const char *name; /* N_() */
    double width;     /* of so many digits */
    enum wanted wanted;
    void (*put)(struct cell *c);
} columns[] = {
    {N_("Call"), 46, ALWAYS, put_title},
    {N_("Funder"), 26, ALWAYS, put_funder},
    {N_("My status"), 14, WHERE_FOLLOWED, put_list_status},
    {N_("Note"), 32, WHERE_FOLLOWED, put_note},
    {N_("Can apply?"), 15, WHERE_RANKED, put_verdict},
    {N_("Last day"), 12, ALWAYS, put_deadline},
    {N_("Time"), 8, ALWAYS, put_time},
    {N_("When"), 24, ALWAYS, put_when},
    {N_("Opens"), 12, ALWAYS, put_opens},
    {N_("Status"), 12, ALWAYS, put_status},
    {N_("Sum from"), 13, ALWAYS, put_floor},
    {N_("Sum to"), 13, ALWAYS, put_ceiling},
    {N_("Currency"), 10, ALWAYS, put_currency},
    {N_("Share of costs"), 14, ALWAYS, put_share},
    {N_("Own funding, SEK"), 16, WHERE_RANKED, put_own_funding},
    {N_("To check"), 44, WHERE_RANKED, put_marked},
    {N_("Why"), 44, WHERE_RANKED, put_ranked},
    {N_("Who may apply"), 28, ALWAYS, put_applicants},
    {N_("Where"), 22, ALWAYS, put_regions},
    {N_("Municipalities"), 20, ALWAYS, put_municipalities},
    {N_("Themes"), 28, ALWAYS, put_themes},
    {N_("Kind"), 12, ALWAYS, put_kind},
    {N_("Total budget"), 14, ALWAYS, put_budget},
    {N_("All last days"), 24, ALWAYS, put_all_deadlines},
    {N_("Contact"), 26, ALWAYS, put_contact},
    {N_("Reference"), 16, ALWAYS, put_reference},
    {N_("Summary"), 70, ALWAYS, put_summary},
    {N_("Score"), 8, WHERE_RANKED, put_score},
    {N_("Address"), 40, ALWAYS, put_url},
    {N_("Id"), 30, ALWAYS, put_id},
};
#define N_COLUMNS (sizeof columns / sizeof *columns)

static bool is_wanted(const struct exporter *x, const struct column *c)
{
    return c->wanted == ALWAYS || (c->wanted == WHERE_RANKED && x->o.ranked) ||
           (c->wanted == WHERE_FOLLOWED && x->o.followed);
}

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
    b->share = format_with(b, "0.##%");
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
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (!is_wanted(x, &columns[i]))
            continue;
        check(&c, worksheet_set_column(b->sheet, c.col, c.col, columns[i].width,
                                       NULL));
        check(&c, worksheet_write_string(b->sheet, 0, c.col, _(columns[i].name),
                                         b->head));
        c.col++;
    }
    worksheet_freeze_panes(b->sheet, 1, 1);
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9); /* A4 */
    worksheet_fit_to_pages(b->sheet, 1, 0);
    check(&c, worksheet_repeat_rows(b->sheet, 0, 0));
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
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (!is_wanted(x, &columns[i]))
            continue;
        columns[i].put(&c);
        c.col++;
    }
    return c.st;
}

static enum status group_end(struct exporter *x, struct err *e)
{
    struct book *b = x->own;
    lxw_col_t last = 0;
    (void)e;
    for (size_t i = 0; i < N_COLUMNS; i++)
        last = (lxw_col_t)(last + is_wanted(x, &columns[i]));
    struct cell c = {.x = x, .b = b};
    check(&c, worksheet_autofilter(b->sheet, 0, 0, (lxw_row_t)x->group_row,
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
