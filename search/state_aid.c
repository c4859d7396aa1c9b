/* state_aid.c - room for de minimis aid; see state_aid.h. */
#include "state_aid.h"

#include "datafile.h"
#include "format.h"

#include "medel/i18n.h"

#include <stdlib.h>

#define RULES_MAX 100
#define YEARS_MAX 20
#define CAP_MAX 1e9

struct rule {
    char *regulation;
    double cap_eur;
    unsigned years;
    char *from, *until;
    struct date first, last; /* of the two above */
};

struct state_aid {
    struct rule *rules;
    unsigned rules_count;
};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_STRING_PTR("regulation", CYAML_FLAG_POINTER, struct rule,
                           regulation, 1, 100),
    CYAML_FIELD_FLOAT("cap_eur", CYAML_FLAG_DEFAULT, struct rule, cap_eur),
    CYAML_FIELD_UINT("years", CYAML_FLAG_DEFAULT, struct rule, years),
    CYAML_FIELD_STRING_PTR("from", CYAML_FLAG_POINTER, struct rule, from, 10,
                           10),
    CYAML_FIELD_STRING_PTR("until", CYAML_FLAG_POINTER, struct rule, until, 10,
                           10),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rule, rule_fields)};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_SEQUENCE("rules", CYAML_FLAG_POINTER, struct state_aid, rules,
                         &rule_value, 1, RULES_MAX),
    CYAML_FIELD_END};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct state_aid, file_fields)};

static enum status check_rule(const char *path, struct rule *r, struct err *e)
{
    if (!(r->cap_eur > 0 && r->cap_eur <= CAP_MAX))
        return datafile_invalid(path, r->regulation, "cap_eur",
                                _("must be a number above 0"), e);
    if (r->years == 0 || r->years > YEARS_MAX)
        return datafile_invalid(path, r->regulation, "years",
                                _("must be a number of years, as 3"), e);
    if (!date_parse_iso(r->from, &r->first) ||
        !date_parse_iso(r->until, &r->last) ||
        date_compare(r->first, r->last) > 0)
        return datafile_invalid(path, r->regulation, "from",
                                _("and until must be dates in that order, as "
                                  "2024-01-01"),
                                e);
    return ST_OK;
}

enum status state_aid_load(const char *path, struct state_aid **ret,
                           struct err *e)
{
    struct state_aid *s = NULL;
    enum status st = datafile_load(path, &file_schema, (void **)&s, e);
    for (unsigned i = 0; st == ST_OK && i < s->rules_count; i++)
        st = check_rule(path, &s->rules[i], e);
    if (st != ST_OK) {
        state_aid_free(s);
        return st;
    }
    *ret = s;
    return ST_OK;
}

void state_aid_free(struct state_aid *s)
{
    datafile_free(&file_schema, s);
}

/* The same day so many years on; 29 February becomes 1 March. */
static struct date years_after(struct date d, unsigned years)
{
    struct date later = {d.year + (int)years, d.month, d.day};
    if (later.day > date_days_in_month(later.year, later.month))
        later = (struct date){later.year, 3, 1};
    return later;
}

static const struct rule *rule_on(const struct state_aid *s, struct date day)
{
    for (unsigned i = 0; i < s->rules_count; i++)
        if (date_compare(s->rules[i].first, day) <= 0 &&
            date_compare(day, s->rules[i].last) <= 0)
            return &s->rules[i];
    return NULL;
}

bool state_aid_room(const struct state_aid *s, const struct profile *p,
                    struct date day, struct aid_room *ret)
{
    const struct rule *r = rule_on(s, day);
    if (r == NULL)
        return false;
    *ret = (struct aid_room){
        .regulation = r->regulation, .cap = r->cap_eur, .more_on = DATE_NONE};
    for (size_t i = 0; i < p->n_aid; i++) {
        const struct profile_aid *a = &p->aid[i];
        struct date free_on = years_after(a->date, r->years);
        if (date_compare(a->date, day) > 0 || date_compare(free_on, day) <= 0)
            continue;
        ret->received += a->sum_eur;
        int order = date_is_set(ret->more_on)
                        ? date_compare(free_on, ret->more_on)
                        : -1;
        if (order < 0) {
            ret->more = 0;
            ret->more_on = free_on;
        }
        if (order <= 0)
            ret->more += a->sum_eur;
    }
    ret->left = ret->cap > ret->received ? ret->cap - ret->received : 0;
    return true;
}

const char *state_aid_words(struct arena *mem, const struct aid_room *room)
{
    char day[DATE_ISO_SIZE];
    const char *s = arena_printf(
        mem, _("de minimis aid, %s: %s of %s left"), room->regulation,
        format_sum(mem, room->left, "EUR"), format_sum(mem, room->cap, "EUR"));
    if (!date_is_set(room->more_on))
        return s;
    return arena_printf(mem, _("%s; %s no longer counts from %s"), s,
                        format_sum(mem, room->more, "EUR"),
                        date_format_iso(room->more_on, day));
}
