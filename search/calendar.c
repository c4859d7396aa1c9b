/* calendar.c - see calendar.h. */
#include "calendar.h"

#include "format.h"
#include "paint.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>

#define LIST_COLUMN 36 /* where the calls stand: week, seven days, a gap */
#define WIDTH_MIN 60
#define LIST_INDENT 7 /* "15 Fr  " */
#define ITEM_BYTES 8192

static const char *month_name(int month)
{
    static const char *const names[] = {
        N_("January"),   N_("February"), N_("March"),    N_("April"),
        N_("May"),       N_("June"),     N_("July"),     N_("August"),
        N_("September"), N_("October"),  N_("November"), N_("December")};
    return _(names[month - 1]);
}

/* Two cells wide. */
static const char *weekday_name(int weekday)
{
    static const char *const names[] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
                                        N_("Fr"), N_("Sa"), N_("Su")};
    return _(names[weekday - 1]);
}

int calendar_week(struct date d)
{
    /* The week's Thursday says whose year it is in. */
    struct date thursday =
        date_from_days(date_to_days(d) - date_weekday(d) + 4);
    struct date first = {thursday.year, 1, 1};
    return (int)((date_to_days(thursday) - date_to_days(first)) / 7) + 1;
}

struct date calendar_end(struct date today, int months)
{
    int month = today.month - 1 + months - 1;
    struct date end = {(int16_t)(today.year + month / 12),
                       (int8_t)(month % 12 + 1), 1};
    end.day = (int8_t)date_days_in_month(end.year, end.month);
    return end;
}

json_t *calendar_day_to_json(const struct calendar_day *d, struct date today)
{
    char day[DATE_ISO_SIZE];
    json_t *o = json_pack(
        "{s:s, s:s, s:i}", "date", date_format_iso(d->day, day), "event",
        d->opens ? "opens" : "deadline", "week", calendar_week(d->day));
    json_t *record = call_to_json(d->call, today);
    static const char *const kept[] = {
        "deadline_time", "id", "title", "url", "funder", "funder_id", "status"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        json_object_set(o, kept[i], json_object_get(record, kept[i]));
    json_decref(record);
    return o;
}

/* --- which days ---------------------------------------------------------- */

struct making {
    struct arena *mem;
    struct calendar *c;
    size_t cap;
};

static void add(struct making *m, const struct call *call, struct date day,
                bool opens)
{
    struct calendar *c = m->c;
    if (!date_is_set(day) || date_compare(day, c->from) < 0 ||
        date_compare(day, c->to) > 0)
        return;
    c->days = arena_grow(m->mem, c->days, c->n, &m->cap, sizeof *c->days);
    size_t at = c->n++;
    /* Sorted in: what comes later on the same day stays behind. */
    for (; at > 0; at--) {
        int order = date_compare(c->days[at - 1].day, day);
        if (order < 0 || (order == 0 && c->days[at - 1].opens <= opens))
            break;
        c->days[at] = c->days[at - 1];
    }
    c->days[at] = (struct calendar_day){day, opens, call};
}

void calendar_make(struct arena *mem, const struct call *const *calls, size_t n,
                   struct date from, struct date to, struct calendar *ret)
{
    *ret = (struct calendar){.from = from, .to = to};
    struct making m = {.mem = mem, .c = ret};
    for (size_t i = 0; i < n; i++) {
        add(&m, calls[i], calls[i]->opens, true);
        for (size_t k = 0; k < calls[i]->n_deadlines; k++)
            add(&m, calls[i], calls[i]->deadlines[k], false);
    }
}

/* --- the list beside a month --------------------------------------------- */

struct line {
    const char *text;
    enum paint colour;
};

struct lines {
    struct arena *mem;
    struct line *items;
    size_t n, cap;
};

static void put(struct lines *l, const char *text, enum paint colour)
{
    l->items = arena_grow(l->mem, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = (struct line){text, colour};
}

/* "15 Fr  Title", wrapped under itself, and the id below. */
static void list_day(struct lines *l, const struct calendar_day *d,
                     bool first_of_day, int width)
{
    const struct call *c = d->call;
    const char *title = c->title != NULL ? c->title : c->id;
    if (d->opens)
        title = arena_printf(l->mem, _("opens: %s"), title);
    else if (c->deadline_time >= 0)
        title = arena_printf(l->mem, "%s, %s", title,
                             format_time(l->mem, c->deadline_time));
    struct buf text;
    buf_init(&text, ITEM_BYTES);
    if (first_of_day)
        buf_printf(&text, "%2d %s  ", d->day.day,
                   weekday_name(date_weekday(d->day)));
    else
        buf_printf(&text, "%*s", LIST_INDENT, "");
    if (term_wrap(&text, title, width, LIST_INDENT) != ST_OK)
        term_fit(&text, title, width - LIST_INDENT, false);
    for (char *line = text.data; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        put(l, arena_strdup(l->mem, line), d->opens ? PAINT_GOOD : PAINT_BOLD);
        line = end != NULL ? end + 1 : NULL;
    }
    buf_free(&text);
    /* The id is there to be typed: it is moved rather than cut. */
    int room = width - term_text_width(c->id);
    int indent = room < 0 ? 0 : room < LIST_INDENT ? room : LIST_INDENT;
    put(l, arena_printf(l->mem, "%*s%s", indent, "", c->id), PAINT_DIM);
}

static bool in_month(struct date d, int year, int month)
{
    return d.year == year && d.month == month;
}

/* The month's calls, as lines of WIDTH cells. */
static void list_month(struct lines *l, const struct calendar *c, int year,
                       int month, int width)
{
    struct date last = DATE_NONE;
    for (size_t i = 0; i < c->n; i++) {
        const struct calendar_day *d = &c->days[i];
        if (!in_month(d->day, year, month))
            continue;
        list_day(l, d, date_compare(d->day, last) != 0, width);
        last = d->day;
    }
}

/* Ends a line without blanks at its end. */
static void end_line(struct page *p)
{
    struct buf *out = p->out;
    while (out->len > 0 && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
    page_line_end(p);
}

/* --- a month ------------------------------------------------------------- */

/* '*' a last day, '+' an opening, ' ' neither. */
static char mark_of(const struct calendar *c, struct date day)
{
    char mark = ' ';
    for (size_t i = 0; i < c->n; i++)
        if (date_compare(c->days[i].day, day) == 0)
            mark = c->days[i].opens && mark != '*' ? '+' : '*';
    return mark;
}

static void print_cell(struct page *p, struct arena *mem,
                       const struct calendar *c, struct date day,
                       struct date today)
{
    char mark = mark_of(c, day);
    page_text(p,
              arena_printf(mem, "%c%2d%c",
                           date_compare(day, today) == 0 ? '>' : ' ', day.day,
                           mark),
              mark == '*'   ? PAINT_ASK
              : mark == '+' ? PAINT_GOOD
                            : PAINT_PLAIN);
}

/* The week that begins on MONDAY, as far as it is in the month. */
static void print_week(struct page *p, struct arena *mem,
                       const struct calendar *c, struct date monday, int month,
                       struct date today)
{
    page_text(p, arena_printf(mem, "%3d ", calendar_week(monday)), PAINT_DIM);
    for (int i = 0; i < 7; i++) {
        struct date day = date_from_days(date_to_days(monday) + i);
        if (day.month == month)
            print_cell(p, mem, c, day, today);
        else
            page_spaces(p, 4);
    }
    page_spaces(p, LIST_COLUMN - 4 - 7 * 4);
}

static void print_heading(struct page *p, struct arena *mem, int year,
                          int month)
{
    page_text(p, arena_printf(mem, "%s %d", month_name(month), year),
              PAINT_BOLD);
    page_line_end(p);
    page_text(p, arena_printf(mem, "%3s ", _("wk")), PAINT_DIM);
    for (int i = 1; i <= 7; i++)
        page_text(p,
                  arena_printf(mem, " %s%s", weekday_name(i), i < 7 ? " " : ""),
                  PAINT_DIM);
    page_line_end(p);
}

static void print_month(struct page *p, const struct calendar *c,
                        const struct calendar_look *look, int year, int month)
{
    struct arena *mem = arena_new();
    struct lines list = {.mem = mem};
    struct date first = {(int16_t)year, (int8_t)month, 1};
    long monday = date_to_days(first) - date_weekday(first) + 1;
    long end = date_to_days(first) + date_days_in_month(year, month);
    list_month(&list, c, year, month, p->width - LIST_COLUMN);
    print_heading(p, mem, year, month);
    for (size_t row = 0; monday < end || row < list.n; row++, monday += 7) {
        if (monday < end)
            print_week(p, mem, c, date_from_days(monday), month, look->today);
        else
            page_spaces(p, LIST_COLUMN);
        if (row < list.n)
            page_text(p, list.items[row].text, list.items[row].colour);
        end_line(p);
    }
    page_line_end(p);
    arena_free(mem);
}

enum status calendar_print(struct buf *out, const struct calendar *c,
                           const struct calendar_look *look)
{
    struct page p = page_begin(
        out, look->width < WIDTH_MIN ? WIDTH_MIN : look->width, look->colour);
    int year = c->from.year, month = c->from.month;
    while (year < c->to.year || (year == c->to.year && month <= c->to.month)) {
        print_month(&p, c, look, year, month);
        year += month == 12;
        month = month == 12 ? 1 : month + 1;
    }
    return p.st;
}
