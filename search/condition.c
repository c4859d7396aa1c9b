/* condition.c - conditions read and judged on records; see condition.h. */
#include "condition.h"

#include "medel/i18n.h"

#include <math.h>
#include <string.h>

#include "format.h"
#include "query_range.h"

#define FUNDERS_MAX 64
#define CODES_TOLD 16

/* --- reading ------------------------------------------------------------- */

/* The code in the user's language, where that is understood. */
static const char *code_label(const struct query_names *names,
                              enum code_kind kind, int index)
{
    const char *label = format_code(kind, index);
    return query_names_codes(names, kind, label) == CODE_BIT(index)
               ? label
               : code_name(kind, index);
}

/* "grant, loan, prize"; the first where there are many. */
static const char *all_codes(struct arena *mem, const struct query_names *names,
                             enum code_kind kind)
{
    const char *s = "";
    for (int i = 0; i < code_count(kind) && i < CODES_TOLD; i++)
        s = arena_printf(mem, "%s%s%s", s, i > 0 ? ", " : "",
                         code_label(names, kind, i));
    return code_count(kind) > CODES_TOLD ? arena_printf(mem, "%s ...", s) : s;
}

static enum status unknown_code(struct arena *mem,
                                const struct query_names *names,
                                enum query_field field, enum code_kind kind,
                                const char *value, struct err *e)
{
    const char *near = query_names_near_code(names, mem, kind, value);
    if (near != NULL)
        return err_set(e, ST_USAGE,
                       _("there is no %s '%.60s'; did you mean '%s'?"),
                       query_field_words(field), value, near);
    return err_set(e, ST_USAGE, _("there is no %s '%.60s', but: %s"),
                   query_field_words(field), value,
                   all_codes(mem, names, kind));
}

static enum status add_code(struct arena *mem, const struct query_names *names,
                            enum code_kind kind, const char *value,
                            struct condition *c, struct err *e)
{
    const codeset unlike_legal = CODE_BIT(APPLICANT_INDIVIDUAL) |
                                 CODE_BIT(APPLICANT_SOLE_TRADER) |
                                 CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    codeset set = query_names_codes(names, kind, value);
    if (set == 0)
        return unknown_code(mem, names, c->field, kind, value, e);
    c->codes |= set;
    if (kind == CODE_APPLICANT && (set & ~unlike_legal) != 0)
        c->also |= CODE_BIT(APPLICANT_LEGAL_PERSON);
    return ST_OK;
}

static enum status add_funder(struct arena *mem, const char *value,
                              struct condition *c, struct err *e)
{
    if (c->n_funders == FUNDERS_MAX)
        return err_set(e, ST_USAGE, _("more than %d funders"), FUNDERS_MAX);
    if (c->funders == NULL)
        c->funders = arena_alloc(mem, FUNDERS_MAX * sizeof *c->funders);
    c->funders[c->n_funders++] = value;
    return ST_OK;
}

static const char *trim(struct arena *mem, const char *s, size_t n)
{
    while (n > 0 && (unsigned char)*s <= ' ') {
        s++;
        n--;
    }
    while (n > 0 && (unsigned char)s[n - 1] <= ' ')
        n--;
    return arena_strndup(mem, s, n);
}

/* Codes or funders, with commas between. */
static enum status read_list(struct arena *mem, const struct query_names *names,
                             const char *value, struct condition *c,
                             struct err *e)
{
    enum code_kind kind = CODE_THEME;
    bool codes = query_field_codes(c->field, &kind), any = false;
    for (const char *s = value; *s != '\0';) {
        size_t n = strcspn(s, ",");
        const char *one = trim(mem, s, n);
        if (one[0] != '\0') {
            enum status st = codes ? add_code(mem, names, kind, one, c, e)
                                   : add_funder(mem, one, c, e);
            if (st != ST_OK)
                return st;
            any = true;
        }
        s += n + (s[n] == ',');
    }
    if (!any)
        return err_set(e, ST_USAGE, _("%s needs a value"),
                       query_field_words(c->field));
    return ST_OK;
}

static enum status read_dates(struct arena *mem,
                              const struct query_names *names,
                              const char *value, struct date today,
                              struct condition *c, struct err *e)
{
    const char *key = query_names_key(mem, value, strlen(value));
    if (c->field == ASK_DEADLINE && query_names_has(names, LIST_ROLLING, key)) {
        c->rolling = true;
        return ST_OK;
    }
    if (c->field != ASK_SEEN && query_names_has(names, LIST_UNDATED, key)) {
        c->undated = true;
        return ST_OK;
    }
    return range_of_dates(mem, names, value, today, c->field == ASK_SEEN,
                          &c->from, &c->to, e);
}

enum status condition_parse(struct arena *mem, const struct query_names *names,
                            enum query_field field, const char *value,
                            struct date today, struct condition *ret,
                            struct err *e)
{
    struct condition c = {
        .field = field, .low = -INFINITY, .high = INFINITY, .currency = "SEK"};
    enum status st = ST_OK;

    switch (field) {
    case ASK_DEADLINE:
    case ASK_OPENS:
    case ASK_SEEN:
        st = read_dates(mem, names, value, today, &c, e);
        break;
    case ASK_SUM:
    case ASK_BUDGET:
        st = range_of_sums(mem, names, value, &c.low, &c.high, c.currency, e);
        break;
    case ASK_RATE:
        st = range_of_shares(mem, value, &c.low, &c.high, e);
        break;
    case ASK_TITLE:
    case ASK_NONE:
        return err_set(e, ST_BUG, "not a condition");
    default:
        st = read_list(mem, names, value, &c, e);
    }
    if (st == ST_OK)
        *ret = c;
    return st;
}

bool condition_widen(struct arena *mem, struct condition *c,
                     const struct condition *more)
{
    enum code_kind kind;
    if (c->field != more->field)
        return false;
    if (query_field_codes(c->field, &kind)) {
        c->codes |= more->codes;
        c->also |= more->also;
        return true;
    }
    if (c->field != ASK_FUNDER || c->n_funders + more->n_funders > FUNDERS_MAX)
        return false;
    const char **all = arena_alloc(mem, FUNDERS_MAX * sizeof *all);
    memcpy(all, c->funders, c->n_funders * sizeof *all);
    memcpy(all + c->n_funders, more->funders, more->n_funders * sizeof *all);
    c->funders = all;
    c->n_funders += more->n_funders;
    return true;
}

/* --- on a record --------------------------------------------------------- */

bool condition_is_judged(const struct condition *c)
{
    return c->field == ASK_STATUS || c->field == ASK_DEADLINE ||
           c->field == ASK_SUM || c->field == ASK_BUDGET;
}

static bool within_days(const struct condition *c, struct date d)
{
    return (!date_is_set(c->from) || date_compare(d, c->from) >= 0) &&
           (!date_is_set(c->to) || date_compare(d, c->to) <= 0);
}

/* Some day that counts lies within: those to come, where there are any and
 * the days asked for are not all past. */
static bool accepts_deadline(const struct condition *c, const struct call *call,
                             struct date today)
{
    bool past = date_is_set(c->to) && date_compare(c->to, today) < 0;
    bool coming = !past && date_is_set(call_next_deadline(call, today));
    if (c->rolling)
        return call->rolling;
    if (c->undated)
        return call->n_deadlines == 0 && !call->rolling;
    for (size_t i = 0; i < call->n_deadlines; i++) {
        struct date d = call->deadlines[i];
        if (within_days(c, d) && (!coming || date_compare(d, today) >= 0))
            return true;
    }
    return false;
}

/*
 * The span [FLOOR, CEILING] of a call (negative: not stated) in CURRENCY meets
 * the one asked for. One that states neither end is not known to. Converted
 * sums leave a margin, as rates.h demands.
 */
static bool spans_meet(const struct condition *c, double floor, double ceiling,
                       const char *currency, const struct rates *rates)
{
    bool same =
        strcmp(currency[0] != '\0' ? currency : "SEK", c->currency) == 0;
    double margin = same ? 0 : RATES_MARGIN;
    if (floor < 0 && ceiling < 0)
        return false;
    if ((floor >= 0 &&
         !rates_convert(rates, floor, currency, c->currency, &floor)) ||
        (ceiling >= 0 &&
         !rates_convert(rates, ceiling, currency, c->currency, &ceiling)))
        return false;
    if (ceiling >= 0 && ceiling * (1 + margin) < c->low)
        return false;
    return floor * (1 - margin) <= c->high;
}

bool condition_accepts(const struct condition *c, const struct call *call,
                       struct gate_day day, const struct rates *rates)
{
    switch (c->field) {
    case ASK_STATUS:
        return (c->codes &
                CODE_BIT(call_status_on(call, day.today, day.minute))) != 0;
    case ASK_DEADLINE:
        return accepts_deadline(c, call, day.today);
    case ASK_SUM:
        return spans_meet(c, call->award_floor, call->award_ceiling,
                          call->currency, rates);
    case ASK_BUDGET:
        return spans_meet(c, call->total_budget, call->total_budget,
                          call->currency, rates);
    default:
        return true;
    }
}

bool condition_wants_closed(const struct condition *c, struct date today)
{
    if (c->field == ASK_STATUS)
        return (c->codes & CODE_BIT(CALL_CLOSED)) != 0;
    return c->field == ASK_DEADLINE && date_is_set(c->to) &&
           date_compare(c->to, today) < 0;
}
