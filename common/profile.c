/* profile.c - an enterprise's profile; see medel/profile.h. */
#include "medel/profile.h"

#include "yaml_file.h"

#include "medel/caps.h"
#include "medel/date.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <string.h>

#define MAX_LIST 200
#define MAX_PEOPLE 10000000.0

/* --- the schema ---------------------------------------------------------- */

/* As libcyaml loads it: text, for what people write is checked here. */
struct raw_need {
    char *min, *max, *currency;
};
struct raw_aid {
    char *date, *sum_eur, *rule;
};
struct raw {
    char *id, *name, *form, *social_enterprise, *municipality, *own_share;
    char *description, *founded, *employees, *members;
    char **regions, **themes, **languages, **keywords;
    unsigned regions_count, themes_count, languages_count, keywords_count;
    struct raw_need *need;
    struct raw_aid *aid_received;
    unsigned aid_received_count;
};

#define OPTIONAL (CYAML_FLAG_POINTER_NULL_STR | CYAML_FLAG_OPTIONAL)
#define TEXT(name, type, flags, max)                                           \
    CYAML_FIELD_STRING_PTR(#name, flags, struct type, name, 1, max)
#define LIST(name, flags)                                                      \
    CYAML_FIELD_SEQUENCE(#name, flags, struct raw, name, &entry, 0, MAX_LIST)

static const cyaml_schema_value_t entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 200)};

static const cyaml_schema_field_t need_fields[] = {
    TEXT(min, raw_need, OPTIONAL, 60),
    TEXT(max, raw_need, OPTIONAL, 60),
    TEXT(currency, raw_need, OPTIONAL, 60),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t aid_fields[] = {
    TEXT(date, raw_aid, CYAML_FLAG_POINTER, 60),
    TEXT(sum_eur, raw_aid, CYAML_FLAG_POINTER, 60),
    TEXT(rule, raw_aid, OPTIONAL, 60),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t aid_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_aid, aid_fields)};

static const cyaml_schema_field_t fields[] = {
    TEXT(id, raw, CYAML_FLAG_POINTER, CAP_ID_BYTES),
    TEXT(name, raw, CYAML_FLAG_POINTER, CAP_NAME_BYTES),
    TEXT(form, raw, CYAML_FLAG_POINTER, 200),
    TEXT(social_enterprise, raw, OPTIONAL, 60),
    LIST(regions, CYAML_FLAG_POINTER),
    TEXT(municipality, raw, OPTIONAL, CAP_PLACE_BYTES),
    LIST(themes, OPTIONAL),
    CYAML_FIELD_MAPPING_PTR("need", OPTIONAL, struct raw, need, need_fields),
    TEXT(own_share, raw, OPTIONAL, 60),
    LIST(languages, OPTIONAL),
    LIST(keywords, OPTIONAL),
    TEXT(description, raw, OPTIONAL, CAP_PROSE_BYTES),
    TEXT(founded, raw, OPTIONAL, 60),
    TEXT(employees, raw, OPTIONAL, 60),
    TEXT(members, raw, OPTIONAL, 60),
    CYAML_FIELD_SEQUENCE("aid_received", OPTIONAL, struct raw, aid_received,
                         &aid_entry, 0, MAX_LIST),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, fields)};

/* --- from text to profile ------------------------------------------------ */

/* A language that no call is written in is as good an answer as any; only
 * what is no code of ISO 639-1 is a mistake. */
static enum status read_languages(const struct yaml_file *f,
                                  const struct raw *r, struct profile *p,
                                  struct err *e)
{
    for (unsigned i = 0; i < r->languages_count; i++) {
        const char *s = r->languages[i];
        int code = code_find(CODE_LANGUAGE, s);
        if (strcmp(s, "nb") == 0 || strcmp(s, "nn") == 0)
            code = LANG_NO;
        if (code < 0 && strlen(s) == 2 &&
            strspn(s, "abcdefghijklmnopqrstuvwxyz") == 2)
            continue;
        enum status st = ST_OK;
        if (code < 0)
            st = yaml_file_code(f, arena_printf(p->mem, "languages[%u]", i),
                                CODE_LANGUAGE, s, &code, e);
        if (st != ST_OK)
            return st;
        p->languages |= CODE_BIT(code);
    }
    return ST_OK;
}

static enum status read_codes(const struct yaml_file *f, const struct raw *r,
                              struct profile *p, struct err *e)
{
    int form = 0;
    enum status st =
        yaml_file_code(f, "form", CODE_APPLICANT, r->form, &form, e);
    if (st == ST_OK)
        st = yaml_file_codes(f, "regions", CODE_REGION, r->regions,
                             r->regions_count, &p->regions, e);
    if (st == ST_OK)
        st = yaml_file_codes(f, "themes", CODE_THEME, r->themes,
                             r->themes_count, &p->themes, e);
    if (st == ST_OK)
        st = read_languages(f, r, p, e);
    if (st == ST_OK && p->regions == 0)
        st = yaml_file_bad(f, "regions", e,
                           _("must name at least one region, as [SE-BD]"));
    p->form = (enum applicant)form;
    return st;
}

static enum status read_need(const struct yaml_file *f,
                             const struct raw_need *need, struct profile *p,
                             struct err *e)
{
    memcpy(p->need_currency, "SEK", 4);
    if (need == NULL)
        return ST_OK;
    enum status st =
        yaml_file_number(f, "need.min", need->min, CAP_SUM, &p->need_min, e);
    if (st == ST_OK)
        st = yaml_file_number(f, "need.max", need->max, CAP_SUM, &p->need_max,
                              e);
    if (st != ST_OK)
        return st;
    if (p->need_min >= 0 && p->need_max >= 0 && p->need_min > p->need_max)
        return yaml_file_bad(f, "need.min", e,
                             _("is more than need.max; change one of them"));
    if (need->currency == NULL)
        return ST_OK;
    if (strlen(need->currency) != 3 ||
        strspn(need->currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
        return yaml_file_bad(f, "need.currency", e,
                             _("must be three capital letters, as SEK or "
                               "EUR, not '%.60s'"),
                             need->currency);
    memcpy(p->need_currency, need->currency, 4);
    return ST_OK;
}

/* A day, or a year alone, which counts as its first day. */
static enum status read_day(const struct yaml_file *f, const char *path,
                            const char *text, bool year_will_do,
                            struct date *ret, struct err *e)
{
    char day[DATE_ISO_SIZE];
    if (text == NULL || date_parse_iso(text, ret))
        return ST_OK;
    if (year_will_do && strlen(text) == 4) {
        memcpy(day, text, 4);
        memcpy(day + 4, "-01-01", 7);
        if (date_parse_iso(day, ret))
            return ST_OK;
    }
    return yaml_file_bad(f, path, e,
                         _("must be a date as 2026-11-23, not "
                           "'%.60s'"),
                         text);
}

static enum status read_aid(const struct yaml_file *f, const struct raw *r,
                            struct profile *p, struct err *e)
{
    p->aid = arena_alloc(p->mem, r->aid_received_count * sizeof *p->aid);
    for (unsigned i = 0; i < r->aid_received_count; i++) {
        const struct raw_aid *raw = &r->aid_received[i];
        const char *path = arena_printf(p->mem, "aid_received[%u]", i);
        enum status st = read_day(f, arena_printf(p->mem, "%s.date", path),
                                  raw->date, false, &p->aid[i].date, e);
        if (st == ST_OK)
            st = yaml_file_number(f, arena_printf(p->mem, "%s.sum_eur", path),
                                  raw->sum_eur, CAP_SUM, &p->aid[i].sum_eur, e);
        if (st != ST_OK)
            return st;
        p->aid[i].rule = arena_strdup(p->mem, raw->rule);
        p->n_aid++;
    }
    return ST_OK;
}

static enum status read_facts(const struct yaml_file *f, const struct raw *r,
                              struct profile *p, struct err *e)
{
    p->employees = p->members = -1;
    enum status st = yaml_file_bool(
        f, "social_enterprise", r->social_enterprise, &p->social_enterprise, e);
    if (st == ST_OK)
        st = yaml_file_number(f, "own_share", r->own_share, 100, &p->own_share,
                              e);
    if (st == ST_OK)
        st = yaml_file_number(f, "employees", r->employees, MAX_PEOPLE,
                              &p->employees, e);
    if (st == ST_OK)
        st = yaml_file_number(f, "members", r->members, MAX_PEOPLE, &p->members,
                              e);
    if (st == ST_OK)
        st = read_day(f, "founded", r->founded, true, &p->founded, e);
    p->founded_year_only = r->founded != NULL && strlen(r->founded) == 4;
    return st;
}

/* Copies the text and keyword fields. */
static void read_texts(const struct raw *r, struct profile *p)
{
    p->id = arena_strdup(p->mem, r->id);
    p->name = arena_strdup(p->mem, r->name);
    p->municipality = arena_strdup(p->mem, r->municipality);
    p->description = arena_strdup(p->mem, r->description);
    p->n_keywords = r->keywords_count;
    p->keywords = arena_alloc(p->mem, p->n_keywords * sizeof *p->keywords);
    for (size_t i = 0; i < p->n_keywords; i++)
        p->keywords[i] = arena_strdup(p->mem, r->keywords[i]);
}

static enum status from_raw(const struct yaml_file *f, const struct raw *r,
                            struct profile *p, struct err *e)
{
    p->need_min = p->need_max = p->own_share = -1;
    read_texts(r, p);
    enum status st = read_codes(f, r, p, e);
    if (st == ST_OK)
        st = read_need(f, r->need, p, e);
    if (st == ST_OK)
        st = read_facts(f, r, p, e);
    if (st == ST_OK)
        st = read_aid(f, r, p, e);
    return st;
}

/* From a file that was read into MEM, with the status ST. Takes MEM over. */
static enum status load(struct arena *mem, const char *name, enum status st,
                        const struct yaml_file *f, struct profile **ret,
                        struct err *e)
{
    struct profile *p = arena_alloc(mem, sizeof *p);
    void *raw = NULL;
    p->mem = mem;
    p->file = arena_strdup(mem, name);
    if (st == ST_OK)
        st = yaml_file_load(f, &schema, &raw, e);
    if (st == ST_OK) {
        st = from_raw(f, raw, p, e);
        cyaml_free(yaml_file_config(), &schema, raw, 0);
    }
    if (st != ST_OK) {
        arena_free(mem);
        return st;
    }
    *ret = p;
    return ST_OK;
}

enum status profile_load(const char *path, struct profile **ret, struct err *e)
{
    struct arena *mem = arena_new();
    struct yaml_file *f = NULL;
    enum status st = yaml_file_read(mem, path, &f, e);
    return load(mem, path, st, f, ret, e);
}

enum status profile_read(const char *name, const char *text, size_t len,
                         struct profile **ret, struct err *e)
{
    struct arena *mem = arena_new();
    struct yaml_file *f = NULL;
    enum status st = yaml_file_text(mem, name, text, len, &f, e);
    return load(mem, name, st, f, ret, e);
}

void profile_free(struct profile *p)
{
    if (p != NULL)
        arena_free(p->mem);
}
