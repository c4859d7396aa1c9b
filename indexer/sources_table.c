/* sources_table.c - `medel sources` for people; see sources_list.h. */
#include "sources_list.h"

#include "medel/date.h"
#include "medel/i18n.h"
#include "medel/term.h"

#include <unistd.h>

/* Cells: of a name, which gives way on a narrow terminal and then goes; of the
 * day and the numbers with the blanks about them; and what is left for the
 * health at least. */
#define NAME_MIN 12
#define NAME_MAX 30
#define DAY_CELLS 10
#define BETWEEN_CELLS 35
#define HEALTH_CELLS 13

/* "2 timeout, 1 http_5xx", or NULL where nothing failed. */
static const char *errors_text(struct arena *mem, const struct source *s)
{
    const char *text = NULL, *kind;
    json_t *n;
    json_object_foreach(s->errors, kind, n)
    {
        text = arena_printf(mem, "%s%s%lld %s", text != NULL ? text : "",
                            text != NULL ? ", " : "",
                            (long long)json_integer_value(n), kind);
    }
    return text;
}

/* An id is there to be typed, so its column fits the longest. */
struct source_columns source_columns_for(const char *const *ids, size_t n)
{
    struct source_columns c = {.id = term_text_width(_("Source")),
                               .name = NAME_MAX};
    for (size_t i = 0; i < n; i++) {
        int w = term_text_width(ids[i]);
        if (w > c.id)
            c.id = w;
    }
    if (isatty(STDOUT_FILENO)) {
        c.width = term_width(STDOUT_FILENO);
        int room = c.width - c.id - 1 - BETWEEN_CELLS - HEALTH_CELLS;
        c.name = room < NAME_MIN ? 0 : room > NAME_MAX ? NAME_MAX : room;
    }
    return c;
}

/* TEXT at the right edge of a column of WIDTH, after a blank. */
static enum status put_right(struct buf *line, const char *text, int width)
{
    enum status st = ST_OK;
    for (int n = width - term_text_width(text); n >= 0 && st == ST_OK; n--)
        st = buf_putc(line, ' ');
    return st == ST_OK ? term_safe(line, text, false) : st;
}

static enum status put_left(struct buf *line, const char *text, int width)
{
    if (width == 0)
        return ST_OK;
    enum status st = term_fit(line, text, width, true);
    return st == ST_OK ? buf_putc(line, ' ') : st;
}

static enum status put_cells(struct buf *line, const struct source_columns *c,
                             const char *const cells[7])
{
    static const int number_widths[] = {6, 8, 5};
    enum status st = put_left(line, cells[0], c->id);
    if (st == ST_OK)
        st = put_left(line, cells[1], c->name);
    if (st == ST_OK)
        st = term_fit(line, cells[2], DAY_CELLS, true);
    for (int i = 0; i < 3 && st == ST_OK; i++)
        st = put_right(line, cells[3 + i], number_widths[i]);
    if (st == ST_OK)
        st = buf_puts(line, "  ");
    return st == ST_OK ? term_safe(line, cells[6], false) : st;
}

/* After the health, or below the row where it does not fit there. */
static enum status put_problem(struct buf *line, const char *problem,
                               const struct source_columns *c)
{
    if (c->width == 0 ||
        term_text_width(line->data) + 2 + term_text_width(problem) <=
            c->width) {
        enum status st = buf_puts(line, ": ");
        return st == ST_OK ? term_safe(line, problem, false) : st;
    }
    enum status st = buf_puts(line, "\n    ");
    return st == ST_OK ? term_wrap(line, problem, c->width, 4) : st;
}

enum status source_put_row(struct buf *line, struct arena *mem,
                           const struct source *s,
                           const struct source_columns *c)
{
    const struct crawl_funder *f = s->funder;
    char day[DATE_ISO_SIZE] = "-";
    if (f->last_crawl != 0)
        date_format_iso(date_at(f->last_crawl, NULL, NULL), day);
    const char *const cells[] = {
        f->id,
        f->name,
        day,
        arena_printf(mem, "%lld", (long long)s->counts.pages),
        arena_printf(mem, "%lld", (long long)s->counts.live),
        arena_printf(mem, "%lld", (long long)s->counts.quarantined),
        _(source_health_word(source_health(s)))};
    enum status st = put_cells(line, c, cells);
    const char *errors = errors_text(mem, s);
    const char *problem = f->problem;
    if (errors != NULL)
        problem = problem != NULL
                      ? arena_printf(mem, "%s (%s)", problem, errors)
                      : arena_printf(mem, _("failures: %s"), errors);
    return st == ST_OK && problem != NULL ? put_problem(line, problem, c) : st;
}

enum status source_put_head(struct buf *line, const struct source_columns *c)
{
    const char *const cells[] = {_("Source"), _("Name"),  _("Crawled"),
                                 _("pages"),  _("calls"), _("bad"),
                                 _("health")};
    return put_cells(line, c, cells);
}

enum status source_put_sum(struct buf *out, struct arena *mem,
                           const size_t n[SOURCE_HEALTHS],
                           const struct source_columns *c)
{
    size_t all = 0;
    for (int h = 0; h < SOURCE_HEALTHS; h++)
        all += n[h];
    const char *text =
        arena_printf(mem, ngettext("%zu source", "%zu sources", all), all);
    const char *before = ": ";
    for (int h = 0; h < SOURCE_HEALTHS; h++) {
        if (n[h] == 0)
            continue;
        text = arena_printf(mem, "%s%s%zu %s", text, before, n[h],
                            _(source_health_word((enum source_health)h)));
        before = ", ";
    }
    return c->width != 0 ? term_wrap(out, text, c->width, 2)
                         : buf_puts(out, text);
}
