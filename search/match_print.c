/* match_print.c - see match_print.h. */
#include "match_print.h"

#include "csv.h"
#include "hit_json.h"
#include "match_clients.h"
#include "md.h"
#include "output.h"
#include "paint.h"

#include "medel/i18n.h"

#include <string.h>

void match_print_init(struct match_printer *p, const char *format,
                      const struct table_options *table)
{
    *p = (struct match_printer){.format = format, .table = *table};
    buf_init(&p->out, OUTPUT_BYTES_MAX);
}

void match_print_free(struct match_printer *p)
{
    buf_free(&p->out);
}

static bool is(const struct match_printer *p, const char *format)
{
    return strcmp(p->format, format) == 0;
}

/* Writes what there is; ST is how the filling went. */
static enum status flush(struct match_printer *p, enum status st, struct err *e)
{
    if (st != ST_OK)
        return err_set(e, st, _("the result is too large: use --limit"));
    return output_flush(&p->out, e);
}

/* --- data ---------------------------------------------------------------- */

/* The hit with the enterprise's id before the call's fields. */
static json_t *hit_of(const struct profile *profile, const struct candidate *c,
                      struct date today)
{
    json_t *hit = hit_to_json(c, today);
    json_t *o = json_pack("{s:s}", "profile", profile->id);
    if (hit == NULL || o == NULL || json_object_update(o, hit) != 0) {
        json_decref(o);
        o = NULL;
    }
    json_decref(hit);
    return o;
}

static enum status put_json(struct match_printer *p,
                            const struct profile *profile,
                            const struct candidate *c, struct err *e)
{
    bool array = is(p, "json");
    enum status st = array && p->n > 0 ? buf_puts(&p->out, ",\n ") : ST_OK;
    if (st == ST_OK)
        st = output_json(&p->out, hit_of(profile, c, p->table.today), e);
    return st == ST_OK && !array ? buf_putc(&p->out, '\n') : st;
}

static enum status put_csv(struct match_printer *p,
                           const struct profile *profile,
                           const struct candidate *c)
{
    enum status st = csv_cell(&p->out, profile->id);
    if (st == ST_OK)
        st = buf_putc(&p->out, ',');
    return st == ST_OK ? csv_call(&p->out, c->call, c, p->table.today) : st;
}

static enum status put_data(struct match_printer *p,
                            const struct profile *profile,
                            const struct candidate *c, struct err *e)
{
    enum status st =
        is(p, "csv") ? put_csv(p, profile, c) : put_json(p, profile, c, e);
    p->n++;
    return st;
}

/* --- for people ---------------------------------------------------------- */

static const char *nothing(void)
{
    return _("No fitting calls.");
}

static enum status table_calls(struct match_printer *p,
                               const struct profile *profile,
                               const struct candidate_list *l)
{
    struct page page = page_begin(&p->out, p->table.width, p->table.colour);
    if (p->n > 0)
        page_line_end(&page);
    page_line(&page, 0, profile->name, PAINT_BOLD, profile->id, PAINT_DIM);
    page_line_end(&page);
    if (l->n == 0)
        page_wrap(&page, 0, nothing(), PAINT_PLAIN);
    return page.st == ST_OK ? table_print(&p->out, l, &p->table) : page.st;
}

static enum status markdown_calls(struct match_printer *p,
                                  const struct profile *profile,
                                  const struct candidate_list *l)
{
    enum status st = buf_puts(&p->out, p->n > 0 ? "\n## " : "## ");
    if (st == ST_OK)
        st = md_escape(&p->out, profile->name);
    if (st == ST_OK)
        st = buf_puts(&p->out, "\n\n");
    if (st == ST_OK && l->n == 0)
        st = buf_printf(&p->out, "%s\n", nothing());
    return st == ST_OK ? table_markdown(&p->out, l, &p->table) : st;
}

/* --- the whole ----------------------------------------------------------- */

enum status match_print_begin(struct match_printer *p, struct err *e)
{
    enum status st = ST_OK;
    if (is(p, "json"))
        st = buf_puts(&p->out, "[");
    if (is(p, "csv"))
        st = buf_puts(&p->out, "profile,");
    if (st == ST_OK && is(p, "csv"))
        st = csv_header(&p->out, true);
    return flush(p, st, e);
}

enum status match_print_calls(struct match_printer *p,
                              const struct profile *profile,
                              const struct candidate_list *l, struct err *e)
{
    enum status st = ST_OK;
    struct aid_room room;
    struct arena *mem = arena_new(); /* of the room */
    bool has_room =
        p->aid != NULL &&
        state_aid_usual_room(mem, p->aid, profile, p->table.today, &room);
    p->table.profile = profile;
    p->table.aid = has_room ? &room : NULL;
    if (is(p, "table") || is(p, "md")) {
        st = is(p, "md") ? markdown_calls(p, profile, l)
                         : table_calls(p, profile, l);
        p->n++;
    } else {
        for (size_t i = 0; i < l->n && st == ST_OK; i++)
            st = put_data(p, profile, &l->items[i], e);
    }
    p->table.aid = NULL; /* it lives here */
    arena_free(mem);
    return flush(p, st, e);
}

enum status match_print_clients(struct match_printer *p,
                                const struct call *call,
                                const struct match_client *clients, size_t n,
                                struct err *e)
{
    enum status st = ST_OK;
    if (is(p, "table"))
        st = match_clients_table(&p->out, call, clients, n, &p->table);
    else if (is(p, "md"))
        st = match_clients_markdown(&p->out, call, clients, n, &p->table);
    else
        for (size_t i = 0; i < n && st == ST_OK; i++)
            st = put_data(p, clients[i].profile, clients[i].hit, e);
    return flush(p, st, e);
}

enum status match_print_end(struct match_printer *p, struct err *e)
{
    return flush(p, is(p, "json") ? buf_puts(&p->out, "]\n") : ST_OK, e);
}
