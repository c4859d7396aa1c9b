/* field_words.c - see field_words.h. */
#include "field_words.h"

#include "format.h"

#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

enum shape {
    AS_TEXT,
    AS_SUM,
    AS_SHARE,
    AS_CODE,
    AS_NUMBER,
    AS_MOMENT /* only its day */
};

static const struct field {
    const char *name, *label;
    enum shape shape;
    enum code_kind codes;
    int evidence; /* where it is another field's */
} fields[] = {
    {"title", N_("title"), AS_TEXT, 0, -1},
    {"kind", N_("kind"), AS_CODE, CODE_KIND, -1},
    {"status", N_("status"), AS_CODE, CODE_STATUS, -1},
    {"opens", N_("opens"), AS_TEXT, 0, -1},
    {"deadlines", N_("last day"), AS_TEXT, 0, -1},
    {"deadline_time", N_("hour of the last day"), AS_TEXT, 0, -1},
    {"rolling", N_("applications all the time"), AS_TEXT, 0, -1},
    {"recurring", N_("comes back every year"), AS_TEXT, 0, -1},
    {"meetings", N_("information meetings"), AS_TEXT, 0, -1},
    {"award_floor", N_("least sum"), AS_SUM, 0, -1},
    {"award_ceiling", N_("largest sum"), AS_SUM, 0, -1},
    {"currency", N_("currency"), AS_TEXT, 0, -1},
    {"total_budget", N_("sum in all"), AS_SUM, 0, -1},
    {"funding_rate", N_("largest share of the costs"), AS_SHARE, 0, -1},
    {"applicants", N_("who may apply"), AS_CODE, CODE_APPLICANT, -1},
    {"excluded", N_("who may not apply"), AS_CODE, CODE_APPLICANT, -1},
    {"regions", N_("where"), AS_CODE, CODE_REGION, -1},
    {"municipalities", N_("only in"), AS_TEXT, 0, -1},
    {"municipalities_out", N_("not in"), AS_TEXT, 0, FIELD_MUNICIPALITIES},
    {"operating_years_min", N_("least years of operation"), AS_NUMBER, 0,
     FIELD_OPERATING_YEARS},
    {"operating_years_max", N_("most years of operation"), AS_NUMBER, 0,
     FIELD_OPERATING_YEARS},
    {"employees_min", N_("least number of employees"), AS_NUMBER, 0,
     FIELD_EMPLOYEES},
    {"employees_max", N_("largest number of employees"), AS_NUMBER, 0,
     FIELD_EMPLOYEES},
    {"members_min", N_("least number of members"), AS_NUMBER, 0, FIELD_MEMBERS},
    {"members_max", N_("largest number of members"), AS_NUMBER, 0,
     FIELD_MEMBERS},
    {"partners_min", N_("least number of parties"), AS_NUMBER, 0,
     FIELD_PARTNERS},
    {"partners_max", N_("largest number of parties"), AS_NUMBER, 0,
     FIELD_PARTNERS},
    {"themes", N_("themes"), AS_CODE, CODE_THEME, -1},
    {"language", N_("language"), AS_CODE, CODE_LANGUAGE, -1},
    {"reference", N_("reference"), AS_TEXT, 0, -1},
    {"contact", N_("contact"), AS_TEXT, 0, -1},
    {"documents", N_("documents"), AS_TEXT, 0, -1},
    {"url", N_("address"), AS_TEXT, 0, -1},
    {"urls", N_("addresses"), AS_TEXT, 0, -1},
    {"summary", N_("summary"), AS_TEXT, 0, -1},
    {"purpose", N_("purpose"), AS_TEXT, 0, -1},
    {"withdrawn", N_("withdrawn"), AS_MOMENT, 0, -1},
};

static const struct field *find(const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

const char *field_label(const char *field)
{
    const struct field *f = find(field);
    return f != NULL ? _(f->label) : field;
}

int field_evidence(const char *field)
{
    const struct field *f = find(field);
    return f != NULL && f->evidence >= 0 ? f->evidence : call_field_find(field);
}

static const char *text_value(const struct field *f, const char *text,
                              struct arena *mem)
{
    int code =
        f != NULL && f->shape == AS_CODE ? code_find(f->codes, text) : -1;
    if (code >= 0)
        return format_code(f->codes, code);
    if (f != NULL && f->shape == AS_MOMENT)
        return arena_printf(mem, "%.10s", text);
    return arena_strdup(mem, text);
}

static const char *number_value(const struct field *f, double x,
                                const char *currency, struct arena *mem)
{
    if (f != NULL && f->shape == AS_SUM)
        return format_sum(mem, x, currency);
    if (f != NULL && f->shape == AS_SHARE)
        return format_percent(mem, x);
    return format_number(mem, x, -1);
}

const char *field_value(struct arena *mem, const char *field, const json_t *v,
                        const char *currency)
{
    const struct field *f = find(field);
    const char *all = "";
    size_t i;
    const json_t *item;
    if (json_is_string(v))
        return text_value(f, json_string_value(v), mem);
    if (json_is_number(v))
        return number_value(f, json_number_value(v), currency, mem);
    if (json_is_true(v))
        return _("yes");
    if (json_is_false(v))
        return _("no");
    json_array_foreach(v, i, item)
    {
        all = arena_printf(mem, "%s%s%s", all, i > 0 ? ", " : "",
                           field_value(mem, field, item, currency));
    }
    return all[0] != '\0' ? all : _("nothing");
}
