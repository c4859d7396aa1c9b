/* state_aid.c - data/state_aid.yaml and what follows; see state_aid.h. */
#include "state_aid.h"

#include "datafile.h"
#include "format.h"

#include "medel/i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RULES_MAX 20
#define WORDS_MAX 200
#define TEXT_BYTES 300
#define YEARS_MAX 20
#define CAP_EUR_MAX 1e9

/* --- the file's shape ---------------------------------------------------- */

struct name { /* in English and in Swedish */
    char *en, *sv;
};
struct entry {
    char *code, *source, *in_force, *until;
    struct name name, regulation;
    double cap_eur;
    int years;
    bool financial_years;
    char **counts, **words, **maybe;
    unsigned n_counts, n_words, n_maybe;
};
struct file {
    char *by_default;
    struct entry *rules;
    char **negations;
    unsigned n_rules, n_negations;
};

#define TEXT(key, type, member)                                                \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, struct type, member, 1,    \
                           TEXT_BYTES)
#define LIST(key, type, member, least)                                         \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER, struct type, member,   \
                               n_##member, &text_schema, least, WORDS_MAX)

static const cyaml_schema_value_t text_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, TEXT_BYTES)};
static const cyaml_schema_field_t name_fields[] = {
    TEXT("en", name, en),
    TEXT("sv", name, sv),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t entry_fields[] = {
    TEXT("code", entry, code),
    CYAML_FIELD_MAPPING("name", CYAML_FLAG_DEFAULT, struct entry, name,
                        name_fields),
    CYAML_FIELD_MAPPING("regulation", CYAML_FLAG_DEFAULT, struct entry,
                        regulation, name_fields),
    TEXT("source", entry, source),
    TEXT("in_force", entry, in_force),
    TEXT("until", entry, until),
    CYAML_FIELD_FLOAT("cap_eur", CYAML_FLAG_DEFAULT, struct entry, cap_eur),
    CYAML_FIELD_INT("years", CYAML_FLAG_DEFAULT, struct entry, years),
    CYAML_FIELD_BOOL("financial_years", CYAML_FLAG_OPTIONAL, struct entry,
                     financial_years),
    LIST("counts", entry, counts, 1),
    LIST("words", entry, words, 1),
    LIST("maybe", entry, maybe, 0),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t entry_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct entry, entry_fields)};
static const cyaml_schema_field_t file_fields[] = {
    TEXT("default", file, by_default),
    CYAML_FIELD_SEQUENCE_COUNT("rules", CYAML_FLAG_POINTER, struct file, rules,
                               n_rules, &entry_schema, 1, RULES_MAX),
    LIST("negations", file, negations, 0),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields)};

/* --- loading ------------------------------------------------------------- */

struct state_aid {
    struct file *file; /* lends the rules their strings */
    struct aid_rule *rules;
    size_t n;
};

static enum status bad(const char *path, const struct entry *entry,
                       const char *key, const char *value, const char *what,
                       struct err *e)
{
    if (value != NULL)
        return datafile_bad_word(path, value, what, e);
    /* Numbers are found by their key behind that of the rule. */
    return datafile_invalid(path, entry->code, key, what, e);
}

static const char *const *as_words(char **items)
{
    return (const char *const *)items;
}

static const char *in_language(const struct name *name)
{
    return i18n_is_swedish() ? name->sv : name->en;
}

static enum status take_entry(const char *path, const struct entry *entry,
                              struct aid_rule *rule, struct err *e)
{
    *rule = (struct aid_rule){
        .code = entry->code,
        .name = in_language(&entry->name),
        .regulation = in_language(&entry->regulation),
        .source = entry->source,
        .cap_eur = entry->cap_eur,
        .years = entry->years,
        .financial_years = entry->financial_years,
        .counts = as_words(entry->counts),
        .n_counts = entry->n_counts,
        .words = {as_words(entry->words), entry->n_words},
        .maybe = {as_words(entry->maybe), entry->n_maybe},
    };
    if (!date_parse_iso(entry->in_force, &rule->in_force))
        return bad(path, entry, "in_force", entry->in_force,
                   N_("must be a date as 2024-01-01"), e);
    if (!date_parse_iso(entry->until, &rule->until))
        return bad(path, entry, "until", entry->until,
                   N_("must be a date as 2030-12-31"), e);
    if (date_compare(rule->until, rule->in_force) < 0)
        return bad(path, entry, "until", entry->until,
                   N_("is before in_force"), e);
    if (!(entry->cap_eur > 0 && entry->cap_eur <= CAP_EUR_MAX))
        return bad(path, entry, "cap_eur", NULL, N_("must be a sum above 0"),
                   e);
    if (entry->years < 1 || entry->years > YEARS_MAX)
        return bad(path, entry, "years", NULL, N_("must be 1 to 20"), e);
    if (strncmp(entry->source, "https://", 8) != 0)
        return bad(path, entry, "source", entry->source,
                   N_("must be an address that begins with https://"), e);
    return ST_OK;
}

/* Rules of one code may follow each other, but not hold together. */
static enum status check_days(const char *path, const struct state_aid *s,
                              struct err *e)
{
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct aid_rule *a = &s->rules[i], *b = &s->rules[k];
            if (strcmp(a->code, b->code) == 0 &&
                date_compare(a->in_force, b->until) <= 0 &&
                date_compare(b->in_force, a->until) <= 0)
                return datafile_bad_word(
                    path, a->code, N_("has two entries with days in common"),
                    e);
        }
    return ST_OK;
}

static enum status check_codes(const char *path, const struct state_aid *s,
                               struct err *e)
{
    static const char unknown[] = N_("is the code of no rule");
    if (!state_aid_knows(s, s->file->by_default))
        return datafile_bad_word(path, s->file->by_default, unknown, e);
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->rules[i].n_counts; k++)
            if (!state_aid_knows(s, s->rules[i].counts[k]))
                return datafile_bad_word(path, s->rules[i].counts[k], unknown,
                                         e);
    return check_days(path, s, e);
}

enum status state_aid_load(const char *path, struct state_aid **ret,
                           struct err *e)
{
    struct file *file = NULL;
    enum status st = datafile_load(path, &file_schema, NULL, (void **)&file, e);
    if (st != ST_OK)
        return st;
    struct state_aid *s = calloc(1, sizeof *s);
    struct aid_rule *rules = calloc(file->n_rules, sizeof *rules);
    if (s == NULL || rules == NULL) {
        free(s);
        free(rules);
        datafile_free(&file_schema, file);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    s->file = file;
    s->rules = rules;
    s->n = file->n_rules;
    for (unsigned i = 0; i < file->n_rules && st == ST_OK; i++)
        st = take_entry(path, &file->rules[i], &rules[i], e);
    if (st == ST_OK)
        st = check_codes(path, s, e);
    if (st != ST_OK)
        state_aid_free(s);
    else
        *ret = s;
    return st;
}

void state_aid_free(struct state_aid *s)
{
    if (s == NULL)
        return;
    datafile_free(&file_schema, s->file);
    free(s->rules);
    free(s);
}

/* --- looking up ---------------------------------------------------------- */

const struct aid_rule *state_aid_rules(const struct state_aid *s, size_t *n)
{
    *n = s->n;
    return s->rules;
}

struct aid_words state_aid_negations(const struct state_aid *s)
{
    return (struct aid_words){as_words(s->file->negations),
                              s->file->n_negations};
}

const struct aid_rule *state_aid_find(const struct state_aid *s,
                                      const char *code, struct date day)
{
    if (code == NULL)
        code = s->file->by_default;
    for (size_t i = 0; i < s->n; i++) {
        const struct aid_rule *r = &s->rules[i];
        if (strcmp(r->code, code) == 0 && date_compare(r->in_force, day) <= 0 &&
            date_compare(day, r->until) <= 0)
            return r;
    }
    return NULL;
}

bool state_aid_knows(const struct state_aid *s, const char *code)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->rules[i].code, code) == 0)
            return true;
    return false;
}

/* --- room ---------------------------------------------------------------- */

struct date state_aid_free_from(const struct aid_rule *rule, struct date day)
{
    int year = day.year + rule->years;
    if (rule->financial_years)
        return (struct date){(int16_t)year, 1, 1};
    /* Three years after 29 February is the day after the 28th. */
    if (!date_valid(year, day.month, day.day))
        return (struct date){(int16_t)year, 3, 1};
    return (struct date){(int16_t)year, day.month, day.day};
}

static bool is_counted(const struct state_aid *s, const struct aid_rule *rule,
                       const char *code)
{
    if (code == NULL || !state_aid_knows(s, code))
        code = s->file->by_default;
    for (size_t i = 0; i < rule->n_counts; i++)
        if (strcmp(rule->counts[i], code) == 0)
            return true;
    return false;
}

static int by_day(const void *a, const void *b)
{
    const struct aid_release *x = a, *y = b;
    return date_compare(x->day, y->day);
}

/* Releases of one day become one. */
static size_t joined(struct aid_release *later, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && date_compare(later[kept - 1].day, later[i].day) == 0)
            later[kept - 1].sum_eur += later[i].sum_eur;
        else
            later[kept++] = later[i];
    }
    return kept;
}

void state_aid_room(struct arena *mem, const struct state_aid *s,
                    const struct aid_rule *rule, const struct profile *p,
                    struct date day, struct aid_room *ret)
{
    *ret = (struct aid_room){.rule = rule, .unlisted = p->n_aid == 0};
    ret->later = arena_alloc(mem, p->n_aid * sizeof *ret->later);
    for (size_t i = 0; i < p->n_aid; i++) {
        const struct profile_aid *aid = &p->aid[i];
        struct date free_from = state_aid_free_from(rule, aid->date);
        if (!is_counted(s, rule, aid->rule) ||
            date_compare(free_from, day) <= 0)
            continue;
        if (date_compare(aid->date, day) > 0) {
            ret->coming_eur += aid->sum_eur;
            continue;
        }
        ret->used_eur += aid->sum_eur;
        ret->later[ret->n_later++] =
            (struct aid_release){free_from, aid->sum_eur, 0};
    }
    ret->left_eur = fmax(0, rule->cap_eur - ret->used_eur);
    if (ret->n_later > 0)
        qsort(ret->later, ret->n_later, sizeof *ret->later, by_day);
    ret->n_later = joined(ret->later, ret->n_later);
    double used = ret->used_eur;
    for (size_t i = 0; i < ret->n_later; i++) {
        used -= ret->later[i].sum_eur;
        ret->later[i].left_eur = fmax(0, rule->cap_eur - used);
    }
}

bool state_aid_usual_room(struct arena *mem, const struct state_aid *s,
                          const struct profile *p, struct date day,
                          struct aid_room *ret)
{
    const struct aid_rule *rule = state_aid_find(s, NULL, day);
    if (p->n_aid == 0 || rule == NULL)
        return false;
    state_aid_room(mem, s, rule, p, day, ret);
    return true;
}
