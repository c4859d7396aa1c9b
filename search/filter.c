/* filter.c - filters by code, date and sum; see filter.h. */
#include "filter.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define FUNDER_FIELD "funder"

static const struct field {
    const char *name;
    const char *prefix;
    enum code_kind kind;
    size_t offset; /* of its codeset in struct filter */
} fields[] = {
    {"region", PREFIX_REGION, CODE_REGION, offsetof(struct filter, regions)},
    {"theme", PREFIX_THEME, CODE_THEME, offsetof(struct filter, themes)},
    {"applicant", PREFIX_APPLICANT, CODE_APPLICANT,
     offsetof(struct filter, applicants)},
    {"kind", PREFIX_KIND, CODE_KIND, offsetof(struct filter, kinds)},
    {"language", PREFIX_LANGUAGE, CODE_LANGUAGE,
     offsetof(struct filter, languages)},
    /* Judged on the record: the index has the status of the day it was made. */
    {"status", NULL, CODE_STATUS, offsetof(struct filter, statuses)},
};
#define FIELD_TABLE_SIZE (sizeof fields / sizeof *fields)

static const struct field *find_field(const char *name, size_t len)
{
    for (size_t i = 0; i < FIELD_TABLE_SIZE; i++)
        if (strlen(fields[i].name) == len &&
            strncmp(fields[i].name, name, len) == 0)
            return &fields[i];
    return NULL;
}

bool filter_is_field(const char *name, size_t len)
{
    return find_field(name, len) != NULL ||
           (len == strlen(FUNDER_FIELD) &&
            strncmp(name, FUNDER_FIELD, len) == 0);
}

static codeset *set_of(struct filter *f, const struct field *field)
{
    return (codeset *)(void *)((char *)f + field->offset);
}

static codeset get_set(const struct filter *f, const struct field *field)
{
    return *(const codeset *)(const void *)((const char *)f + field->offset);
}

/* A code in any letter case, or -1. */
static int find_code(enum code_kind kind, const char *value)
{
    for (int i = 0; i < code_count(kind); i++)
        if (strcasecmp(code_name(kind, i), value) == 0)
            return i;
    return -1;
}

static enum status add_code(struct filter *f, const struct field *field,
                            const char *value, struct err *e)
{
    int code = find_code(field->kind, value);
    if (code >= 0) {
        *set_of(f, field) |= CODE_BIT(code);
        /* "Any legal person may apply" takes in every form but two. */
        if (field->kind == CODE_APPLICANT && code != APPLICANT_INDIVIDUAL &&
            code != APPLICANT_SOLE_TRADER &&
            code != APPLICANT_SOCIAL_ENTERPRISE)
            *set_of(f, field) |= CODE_BIT(APPLICANT_LEGAL_PERSON);
        return ST_OK;
    }
    const char *near = code_suggest(field->kind, value);
    if (near != NULL)
        return err_set(e, ST_USAGE,
                       _("there is no %s '%.60s'; did you mean '%s'?"),
                       field->name, value, near);
    return err_set(e, ST_USAGE, _("there is no %s '%.60s'; one is '%s'"),
                   field->name, value, code_name(field->kind, 0));
}

static enum status add_funder(struct filter *f, const char *value,
                              struct err *e)
{
    if (f->n_funders == FILTER_FUNDERS_MAX)
        return err_set(e, ST_USAGE, _("more than %d funders"),
                       FILTER_FUNDERS_MAX);
    f->funders[f->n_funders++] = value;
    return ST_OK;
}

enum status filter_add(struct filter *f, struct arena *mem, const char *name,
                       const char *value, struct err *e)
{
    const struct field *field = find_field(name, strlen(name));
    bool any = false;
    while (*value != '\0') {
        size_t n = strcspn(value, ",");
        const char *one = arena_strndup(mem, value, n);
        if (n > 0) {
            enum status st = field != NULL ? add_code(f, field, one, e)
                                           : add_funder(f, one, e);
            if (st != ST_OK)
                return st;
            any = true;
        }
        value += n + (value[n] == ',');
    }
    if (!any)
        return err_set(e, ST_USAGE, _("%s needs a value"), name);
    return ST_OK;
}

bool filter_wants_closed(const struct filter *f)
{
    return f->statuses & CODE_BIT(CALL_CLOSED);
}

/* --- in the index -------------------------------------------------------- */

static const char *code_term(struct arena *mem, const char *prefix,
                             const char *code)
{
    char *term = arena_printf(mem, "%s%s", prefix, code);
    for (char *s = term + strlen(prefix); *s != '\0'; s++)
        *s = (char)tolower((unsigned char)*s);
    return term;
}

static struct xap_query *any_code(struct searchdb *db,
                                  const struct field *field, codeset set)
{
    struct xap_query *terms[64];
    size_t n = 0;
    for (int i = 0; i < code_count(field->kind); i++)
        if (set & CODE_BIT(i))
            terms[n++] = xap_query_term(
                db->xap,
                code_term(db->mem, field->prefix, code_name(field->kind, i)),
                1);
    return xap_query_combine(db->xap, XAP_OR, terms, n);
}

static struct xap_query *any_funder(struct searchdb *db, const struct filter *f)
{
    struct xap_query *terms[FILTER_FUNDERS_MAX];
    for (size_t i = 0; i < f->n_funders; i++)
        terms[i] = xap_query_term(
            db->xap,
            arena_printf(db->mem, "%s%s", PREFIX_FUNDER, f->funders[i]), 1);
    return xap_query_combine(db->xap, XAP_OR, terms, f->n_funders);
}

struct xap_query *filter_query(struct searchdb *db, const struct filter *f,
                               struct err *e)
{
    struct xap_query *all[FIELD_TABLE_SIZE + 1];
    size_t n = 0;
    for (size_t i = 0; i < FIELD_TABLE_SIZE; i++) {
        codeset set = get_set(f, &fields[i]);
        if (set != 0 && fields[i].prefix != NULL)
            all[n++] = any_code(db, &fields[i], set);
    }
    if (f->n_funders > 0)
        all[n++] = any_funder(db, f);
    if (n == 0)
        return NULL;
    struct xap_query *q = xap_query_combine(db->xap, XAP_AND, all, n);
    if (q == NULL)
        err_set(e, ST_NOMEM, "searching: out of memory");
    return q;
}

/* --- on a record --------------------------------------------------------- */

static bool accepts_date(const struct filter *f, const struct call *call,
                         struct date today)
{
    if (!date_is_set(f->deadline_before) && !date_is_set(f->deadline_after))
        return true;
    struct date d = call_next_deadline(call, today);
    if (!date_is_set(d) && call->n_deadlines > 0)
        d = call->deadlines[call->n_deadlines - 1];
    if (!date_is_set(d))
        return false;
    return (!date_is_set(f->deadline_before) ||
            date_compare(d, f->deadline_before) <= 0) &&
           (!date_is_set(f->deadline_after) ||
            date_compare(d, f->deadline_after) >= 0);
}

/* The span of sums that one applicant can get meets the span asked for. A
 * call that states neither end is not known to. */
static bool accepts_sum(const struct filter *f, const struct call *call,
                        const struct rates *rates)
{
    double floor = call->award_floor, ceiling = call->award_ceiling;
    if (f->min_sum == 0 && f->max_sum == 0)
        return true;
    if (floor < 0 && ceiling < 0)
        return false;
    if ((floor >= 0 &&
         !rates_convert(rates, floor, call->currency, "SEK", &floor)) ||
        (ceiling >= 0 &&
         !rates_convert(rates, ceiling, call->currency, "SEK", &ceiling)))
        return false;
    if (f->min_sum > 0 && ceiling >= 0 && ceiling < f->min_sum)
        return false;
    return f->max_sum == 0 || floor <= f->max_sum;
}

static bool accepts_funder(const struct filter *f, const struct call *call)
{
    for (size_t i = 0; i < f->n_funders; i++)
        if (call->funder_id != NULL &&
            strcmp(f->funders[i], call->funder_id) == 0)
            return true;
    return f->n_funders == 0;
}

static bool accepts_set(codeset asked, codeset has)
{
    return asked == 0 || (asked & has) != 0;
}

bool filter_accepts(const struct filter *f, const struct call *call,
                    struct date today, int minute, const struct rates *rates)
{
    codeset language =
        call->language < LANG_NONE ? CODE_BIT(call->language) : 0;
    return accepts_set(f->regions, call->regions) &&
           accepts_set(f->themes, call->themes) &&
           accepts_set(f->applicants, call->applicants) &&
           accepts_set(f->kinds, CODE_BIT(call->kind)) &&
           accepts_set(f->languages, language) &&
           accepts_set(f->statuses,
                       CODE_BIT(call_status_on(call, today, minute))) &&
           accepts_funder(f, call) && accepts_date(f, call, today) &&
           accepts_sum(f, call, rates);
}
