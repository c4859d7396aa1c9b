/* facts.c - see facts.h. */
#include "facts.h"

#include "format.h"

#include "medel/i18n.h"

#include <string.h>

struct facts {
    struct fact *out;
    size_t n;
};

static void add(struct facts *f, const char *name, const char *words)
{
    if (words != NULL && words[0] != '\0' && f->n < FACTS_MAX)
        f->out[f->n++] = (struct fact){name, words};
}

static const char *places(struct arena *mem, const struct call *c)
{
    const char *s = format_codes(mem, CODE_REGION, c->regions);
    for (size_t i = 0; i < c->n_municipalities; i++)
        s = arena_printf(mem, "%s%s%s", s,
                         i > 0       ? ", "
                         : s[0] != 0 ? ": "
                                     : "",
                         c->municipalities[i]);
    return s;
}

static void add_money(struct facts *f, struct arena *mem,
                      const struct candidate *hit)
{
    const struct call *c = hit->call;
    add(f, _("Sum"),
        format_sum_range(mem, c->award_floor, c->award_ceiling, c->currency));
    if (c->funding_rate >= 0)
        add(f, _("Share of costs"), format_percent(mem, c->funding_rate));
    if (c->total_budget >= 0)
        add(f, _("Total budget"),
            format_sum(mem, c->total_budget, c->currency));
}

static void add_demands(struct facts *f, struct arena *mem,
                        const struct call *c)
{
    const char *s = "";
    for (int d = 0; d < DEMAND_COUNT; d++) {
        const char *words = gate_demand_words(mem, c, (enum demand)d);
        if (words != NULL)
            s = arena_printf(mem, "%s%s%s", s, s[0] != '\0' ? ", " : "", words);
    }
    add(f, _("Asks for"), s);
}

const char *facts_meetings(struct arena *mem, const struct call *c,
                           struct date today)
{
    const char *s = "";
    for (size_t i = 0; i < c->n_meetings; i++) {
        const struct call_meeting *m = &c->meetings[i];
        if (date_compare(m->date, today) < 0)
            continue;
        s = arena_printf(mem, "%s%s%s", s, s[0] != '\0' ? "; " : "",
                         facts_day(mem, m->date));
        if (m->time >= 0)
            s = arena_printf(mem, "%s, %s", s, format_time(mem, m->time));
        if (m->time >= 0 && m->end >= 0)
            s = arena_printf(mem, "%s–%s", s, format_time(mem, m->end));
    }
    return s;
}

size_t facts_of(struct arena *mem, const struct candidate *hit,
                struct date today, struct fact out[static FACTS_MAX])
{
    struct facts f = {out, 0};
    const struct call *c = hit->call;

    add_money(&f, mem, hit);
    add(&f, _("Information meetings"), facts_meetings(mem, c, today));
    if (c->kind != CALL_GRANT)
        add(&f, _("Kind"), format_code(CODE_KIND, (int)c->kind));
    add(&f, _("Who may apply"),
        format_codes(mem, CODE_APPLICANT, c->applicants));
    add(&f, _("Not for"), format_codes(mem, CODE_APPLICANT, c->excluded));
    add_demands(&f, mem, c);
    add(&f, _("Where"), places(mem, c));
    add(&f, _("Themes"), format_codes(mem, CODE_THEME, c->themes));
    add(&f, _("Contact"), c->contact);
    add(&f, _("Reference"), c->reference);
    return f.n;
}

/* The later of two moments; what is no moment is before all. */
static const char *later(const char *a, const char *b)
{
    int64_t at;
    if (b == NULL || !date_parse_rfc3339(b, &at))
        return a;
    return a == NULL || strcmp(b, a) > 0 ? b : a;
}

const char *facts_changed_at(const struct call *c)
{
    const char *at = later(NULL, c->first_seen);
    for (size_t i = 0; i < c->n_changed; i++)
        at = later(at, c->changed[i].at);
    return later(at, c->withdrawn);
}

const char *facts_day(struct arena *mem, struct date d)
{
    static const char *const months[] = {
        N_("January"),   N_("February"), N_("March"),    N_("April"),
        N_("May"),       N_("June"),     N_("July"),     N_("August"),
        N_("September"), N_("October"),  N_("November"), N_("December"),
    };
    if (!date_is_set(d))
        return "";
    return arena_printf(mem, "%d %s %d", d.day, _(months[d.month - 1]), d.year);
}
