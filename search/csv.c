/* csv.c - calls as comma-separated values; see csv.h. */
#include "csv.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- dialects ------------------------------------------------------------ */

const struct csv_dialect csv_rfc4180 = {',', ';', '.', false};

struct csv_dialect csv_excel(void)
{
    return i18n_is_swedish() ? (struct csv_dialect){';', ',', ',', true}
                             : (struct csv_dialect){',', ';', '.', true};
}

/* --- cells --------------------------------------------------------------- */

/* How many bytes of S are one of the N strings; 0: none of them. */
static size_t one_of(const char *s, const char *const *strings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(s, strings[i], strlen(strings[i])) == 0)
            return strlen(strings[i]);
    return 0;
}

/* What spreadsheets take for the start of a formula, the full-width forms
 * among them; blanks and quotation marks before it do not hinder every one of
 * them. */
static bool is_formula(const char *s)
{
    static const char *const before[] = {" ", "\t", "\r", "\n", "\"",    "'",
                                         "“", "”",  "«",  "»",  "\u00a0"};
    static const char *const starts[] = {"=",  "+",  "-",  "@",
                                         "＝", "＋", "－", "＠"};
    size_t n;
    while ((n = one_of(s, before, sizeof before / sizeof *before)) > 0 ||
           (n = term_control(s)) > 0)
        s += n;
    return one_of(s, starts, sizeof starts / sizeof *starts) > 0;
}

static enum status cell_bytes(struct buf *out, const struct csv_dialect *d,
                              const char *text)
{
    enum status st = ST_OK;
    for (const char *s = text; *s != '\0' && st == ST_OK;) {
        size_t control = term_control(s);
        if (*s == '"')
            st = buf_puts(out, "\"\"");
        else
            st = buf_putc(out, control > 0 ? ' ' : *s);
        if (st == ST_OK && *s == d->other && is_formula(s + 1))
            st = buf_putc(out, '\'');
        s += control > 0 ? control : 1;
    }
    return st;
}

enum status csv_cell(struct buf *out, const struct csv_dialect *d,
                     const char *text)
{
    if (text == NULL)
        return ST_OK;
    bool formula = is_formula(text);
    bool quoted =
        strpbrk(text, ",;\"\r\n\t") != NULL || text[0] == ' ' || formula;
    enum status st = ST_OK;
    if (quoted)
        st = buf_putc(out, '"');
    if (formula && st == ST_OK)
        st = buf_putc(out, '\'');
    if (st == ST_OK)
        st = cell_bytes(out, d, text);
    if (quoted && st == ST_OK)
        st = buf_putc(out, '"');
    return st;
}

/* --- a line -------------------------------------------------------------- */

/* A line being written; the first failure stays. */
struct line {
    struct buf *out;
    const struct csv_dialect *d;
    bool begun;
    enum status st;
};

static void text(struct line *l, const char *s)
{
    if (l->st == ST_OK && l->begun)
        l->st = buf_putc(l->out, l->d->separator);
    l->begun = true;
    if (l->st == ST_OK)
        l->st = csv_cell(l->out, l->d, s);
}

static void date(struct line *l, struct date d)
{
    char iso[DATE_ISO_SIZE];
    text(l, date_format_iso(d, iso));
}

/* DECIMALS of them; fewer than none: as many as X has. */
static void figure(struct line *l, double x, int decimals)
{
    char s[40];
    if (decimals < 0)
        snprintf(s, sizeof s, "%.15g", x);
    else
        snprintf(s, sizeof s, "%.*f", decimals, x);
    char *point = strchr(s, '.');
    if (point != NULL)
        *point = l->d->decimal;
    text(l, s);
}

static void number(struct line *l, double x)
{
    if (x >= 0)
        figure(l, x, -1);
    else
        text(l, "");
}

static void list(struct line *l, struct arena *mem, const char *const *items,
                 size_t n)
{
    const char *s = "";
    for (size_t i = 0; i < n; i++)
        s = arena_printf(mem, "%s%s%s", s, i > 0 ? "; " : "", items[i]);
    text(l, s);
}

static void codes(struct line *l, struct arena *mem, enum code_kind kind,
                  codeset set)
{
    const char *names[64];
    size_t n = 0;
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            names[n++] = code_name(kind, i);
    list(l, mem, names, n);
}

static void dates(struct line *l, struct arena *mem, const struct date *d,
                  size_t n)
{
    const char **items = arena_alloc(mem, (n + 1) * sizeof *items);
    for (size_t i = 0; i < n; i++) {
        char iso[DATE_ISO_SIZE];
        items[i] = arena_strdup(mem, date_format_iso(d[i], iso));
    }
    list(l, mem, items, n);
}

static void time_of_day(struct line *l, int minutes)
{
    char s[16] = "";
    if (minutes >= 0)
        snprintf(s, sizeof s, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    text(l, s);
}

static void when(struct line *l, struct arena *mem, const struct call *c,
                 struct date today)
{
    text(l, code_name(CODE_STATUS, (int)call_status_on(c, today, -1)));
    date(l, c->opens);
    date(l, call_next_deadline(c, today));
    dates(l, mem, c->deadlines, c->n_deadlines);
    time_of_day(l, c->deadline_time);
    text(l, c->rolling ? "true" : "false");
}

static void money(struct line *l, const struct call *c)
{
    number(l, c->award_floor);
    number(l, c->award_ceiling);
    text(l, c->currency);
    number(l, c->total_budget);
    number(l, c->funding_rate);
}

static void who_and_where(struct line *l, struct arena *mem,
                          const struct call *c)
{
    codes(l, mem, CODE_APPLICANT, c->applicants);
    codes(l, mem, CODE_APPLICANT, c->excluded);
    codes(l, mem, CODE_REGION, c->regions);
    list(l, mem, (const char *const *)c->municipalities, c->n_municipalities);
    list(l, mem, (const char *const *)c->municipalities_out,
         c->n_municipalities_out);
    codes(l, mem, CODE_THEME, c->themes);
    text(l, c->language < LANG_NONE ? code_name(CODE_LANGUAGE, (int)c->language)
                                    : "");
}

static void advice(struct line *l, const struct advice *a)
{
    const struct own_funding *f = &a->funding;
    bool aid = a->given && a->aid.rule != NULL, funding = a->given && f->n > 0;
    const struct funding_case *most = funding ? &f->cases[f->n - 1] : NULL;
    number(l, aid ? round(a->room.left_eur) : -1);
    number(l, funding ? round(most->own) : -1);
    number(l, funding && most->carried >= 0 ? round(most->missing) : -1);
}

static void record(struct line *l, struct arena *mem, const struct call *c,
                   struct date today)
{
    text(l, c->id);
    text(l, c->title);
    text(l, c->funder);
    text(l, c->funder_id);
    text(l, code_name(CODE_KIND, (int)c->kind));
    when(l, mem, c, today);
    money(l, c);
    who_and_where(l, mem, c);
    text(l, c->reference);
    text(l, c->contact);
    text(l, c->url);
    text(l, c->first_seen);
    text(l, c->last_seen);
    text(l, c->withdrawn);
    text(l, c->summary);
}

static void meetings(struct line *l, struct arena *mem, const struct call *c)
{
    const char **items = arena_alloc(mem, (c->n_meetings + 1) * sizeof *items);
    for (size_t i = 0; i < c->n_meetings; i++) {
        char when[CALL_MEETING_SIZE];
        items[i] = arena_strdup(mem, call_meeting_when(&c->meetings[i], when));
    }
    list(l, mem, items, c->n_meetings);
}

static void hit_cells(struct line *l, const struct candidate *hit)
{
    static const struct advice nothing = {.given = false};
    if (hit != NULL)
        figure(l, hit->rank.score, 2);
    else
        text(l, "");
    text(l, hit != NULL ? verdict_name(hit->gate.verdict) : "");
    advice(l, hit != NULL ? &hit->advice : &nothing);
}

enum status csv_call(struct buf *out, const struct csv_columns *c,
                     const struct csv_row *row, struct date today)
{
    struct line l = {out, &c->dialect, false, ST_OK};
    struct arena *mem = arena_new();

    if (c->group != NULL)
        text(&l, row->group);
    record(&l, mem, row->call, today);
    if (c->ranked)
        hit_cells(&l, row->hit);
    if (c->followed) {
        text(&l, row->status);
        text(&l, row->note);
    }
    meetings(&l, mem, row->call);
    if (l.st == ST_OK)
        l.st = buf_puts(out, "\r\n");
    arena_free(mem);
    return l.st;
}

enum status csv_header(struct buf *out, const struct csv_columns *c)
{
    static const char *const own[] = {"id",
                                      "title",
                                      "funder",
                                      "funder_id",
                                      "kind",
                                      "status",
                                      "opens",
                                      "next_deadline",
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
                                      "themes",
                                      "language",
                                      "reference",
                                      "contact",
                                      "url",
                                      "first_seen",
                                      "last_seen",
                                      "withdrawn",
                                      "summary"};
    static const char *const ranked[] = {
        "score", "eligibility", "state_aid_left_eur", "own_funding_sek",
        "own_funding_missing_sek"};
    struct line l = {out, &c->dialect, false, ST_OK};

    if (c->dialect.mark)
        l.st = buf_puts(out, "\xEF\xBB\xBF");
    if (c->group != NULL)
        text(&l, c->group);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        text(&l, own[i]);
    for (size_t i = 0; c->ranked && i < sizeof ranked / sizeof *ranked; i++)
        text(&l, ranked[i]);
    if (c->followed) {
        text(&l, "list_status");
        text(&l, "note");
    }
    text(&l, "meetings");
    return l.st == ST_OK ? buf_puts(out, "\r\n") : l.st;
}
