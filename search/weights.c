/* weights.c - reading and checking data/weights.yaml; see weights.h. */
#include "weights.h"

#include "datafile.h"

#include "medel/i18n.h"

#include <math.h>
#include <stddef.h>

const char *rank_part_name(enum rank_part p)
{
    static const char *const names[PART_COUNT] = {
        "words", "text",   "themes", "place", "form",
        "sum",   "social", "time",   "kind",  "language",
    };
    return names[p];
}

/* --- what the file looks like -------------------------------------------- */

#define NUMBER(type, member)                                                   \
    CYAML_FIELD_FLOAT(#member, CYAML_FLAG_DEFAULT, struct type, member)

static const cyaml_schema_field_t fields_schema[] = {
    NUMBER(weights_fields, title),
    NUMBER(weights_fields, purpose),
    NUMBER(weights_fields, body),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t profile_schema[] = {
    NUMBER(weights_profile, keywords),    NUMBER(weights_profile, description),
    NUMBER(weights_profile, theme_words), NUMBER(weights_profile, synonyms),
    NUMBER(weights_profile, compounds),   CYAML_FIELD_END,
};

static const cyaml_schema_field_t place_schema[] = {
    NUMBER(weights_place, county),
    NUMBER(weights_place, counties),
    NUMBER(weights_place, country),
    NUMBER(weights_place, countries),
    NUMBER(weights_place, unstated),
    NUMBER(weights_place, few_counties),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t time_schema[] = {
    NUMBER(weights_time, rush_days),
    NUMBER(weights_time, enough_days),
    NUMBER(weights_time, far_days),
    NUMBER(weights_time, far),
    NUMBER(weights_time, forthcoming),
    NUMBER(weights_time, undated),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t like_schema[] = {
    NUMBER(weights_like, words),
    NUMBER(weights_like, telling),
    NUMBER(weights_like, least),
    CYAML_FIELD_END,
};

/* parts and kinds are arrays in C and mappings in the file. */
struct parts_view {
    double v[PART_COUNT];
};
struct kinds_view {
    double v[KIND_COUNT];
};
#define VIEW(type, i, key)                                                     \
    CYAML_FIELD_FLOAT(key, CYAML_FLAG_DEFAULT, struct type, v[i])

static const cyaml_schema_field_t parts_schema[] = {
    VIEW(parts_view, PART_WORDS, "words"),
    VIEW(parts_view, PART_TEXT, "text"),
    VIEW(parts_view, PART_THEMES, "themes"),
    VIEW(parts_view, PART_PLACE, "place"),
    VIEW(parts_view, PART_FORM, "form"),
    VIEW(parts_view, PART_SUM, "sum"),
    VIEW(parts_view, PART_SOCIAL, "social"),
    VIEW(parts_view, PART_TIME, "time"),
    VIEW(parts_view, PART_KIND, "kind"),
    VIEW(parts_view, PART_LANGUAGE, "language"),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t kinds_schema[] = {
    VIEW(kinds_view, CALL_GRANT, "grant"),
    VIEW(kinds_view, CALL_LOAN, "loan"),
    VIEW(kinds_view, CALL_GUARANTEE, "guarantee"),
    VIEW(kinds_view, CALL_EQUITY, "equity"),
    VIEW(kinds_view, CALL_PRIZE, "prize"),
    VIEW(kinds_view, CALL_PROCUREMENT, "procurement"),
    VIEW(kinds_view, CALL_PROGRAMME, "programme"),
    CYAML_FIELD_END,
};

/* The file itself: struct weights with the arrays as views. */
struct weights_file {
    struct parts_view parts;
    struct weights_fields fields;
    struct weights_profile profile;
    struct weights_general general;
    struct weights_place place;
    struct weights_time time;
    struct weights_like like;
    struct kinds_view kinds;
};

#define MAPPING(key, schema)                                                   \
    CYAML_FIELD_MAPPING(#key, CYAML_FLAG_DEFAULT, struct weights_file, key,    \
                        schema)

/* --- what is allowed ----------------------------------------------------- */

#define WEIGHT_MAX 1000.0 /* also days: nearly three years */

/* Every number of a group is finite and within 0 to MAX. */
static enum status check_group(const char *path, const char *group,
                               const cyaml_schema_field_t *schema,
                               const void *data, double max, struct err *e)
{
    for (const cyaml_schema_field_t *f = schema; f->key != NULL; f++) {
        const double *v = (const void *)((const char *)data + f->data_offset);
        if (f->value.type == CYAML_FLOAT && !(*v >= 0 && *v <= max))
            return datafile_invalid(path, group, f->key,
                                    max > 1
                                        ? N_("must be a number from 0 to 1000")
                                        : N_("must be a number from 0 to 1"),
                                    e);
    }
    return ST_OK;
}

static enum status check(const char *path, void *value, struct err *e)
{
    const struct weights_file *f = value;
    const struct {
        const char *name;
        const cyaml_schema_field_t *schema;
        const void *data;
        double max;
    } groups[] = {
        {"parts", parts_schema, &f->parts, WEIGHT_MAX},
        {"fields", fields_schema, &f->fields, WEIGHT_MAX},
        {"profile", profile_schema, &f->profile, WEIGHT_MAX},
        {"place", place_schema, &f->place, WEIGHT_MAX},
        {"time", time_schema, &f->time, WEIGHT_MAX},
        {"like", like_schema, &f->like, WEIGHT_MAX},
        {"kinds", kinds_schema, &f->kinds, 1},
    };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        enum status st = check_group(path, groups[i].name, groups[i].schema,
                                     groups[i].data, groups[i].max, e);
        if (st != ST_OK)
            return st;
    }
    if (!(f->general.value >= 0 && f->general.value <= 1))
        return datafile_invalid(path, "general", "value",
                                N_("must be a number from 0 to 1"), e);
    return ST_OK;
}

/* --- loading ------------------------------------------------------------- */

static enum status load_file(const char *path, struct weights_file *ret,
                             struct err *e)
{
    cyaml_strval_t themes[DATAFILE_CODES_MAX];
    int n = datafile_codes(CODE_THEME, true, themes);
    const cyaml_schema_field_t general_schema[] = {
        CYAML_FIELD_FLAGS("themes", CYAML_FLAG_STRICT, struct weights_general,
                          themes, themes, n),
        NUMBER(weights_general, value),
        CYAML_FIELD_END,
    };
    const cyaml_schema_field_t file_schema[] = {
        MAPPING(parts, parts_schema),
        MAPPING(fields, fields_schema),
        MAPPING(profile, profile_schema),
        MAPPING(general, general_schema),
        MAPPING(place, place_schema),
        MAPPING(time, time_schema),
        MAPPING(like, like_schema),
        MAPPING(kinds, kinds_schema),
        CYAML_FIELD_END,
    };
    const cyaml_schema_value_t top = {CYAML_VALUE_MAPPING(
        CYAML_FLAG_POINTER, struct weights_file, file_schema)};

    struct weights_file *file = NULL;
    enum status st = datafile_load(path, &top, check, (void **)&file, e);
    if (st != ST_OK)
        return st;
    *ret = *file;
    datafile_free(&top, file);
    return ST_OK;
}

enum status weights_load(const char *path, struct weights *ret, struct err *e)
{
    struct weights_file f;
    enum status st = load_file(path, &f, e);
    if (st != ST_OK)
        return st;
    for (int i = 0; i < PART_COUNT; i++)
        ret->parts[i] = f.parts.v[i];
    for (int i = 0; i < KIND_COUNT; i++)
        ret->kinds[i] = f.kinds.v[i];
    ret->fields = f.fields;
    ret->profile = f.profile;
    ret->general = f.general;
    ret->place = f.place;
    ret->time = f.time;
    ret->like = f.like;
    return ST_OK;
}
