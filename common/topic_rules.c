/* topic_rules.c - see medel/topic_rules.h. */
#include "medel/topic_rules.h"

#include "yaml_file.h"

#include "medel/i18n.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_LIST 500
#define MAX_TEXT 200

struct programme {
    char *programme;
    char **topics, **not_topics;
    unsigned topics_count, not_topics_count;
};

struct topic_rules {
    char **types, **states, **not_actions;
    unsigned types_count, states_count, not_actions_count;
    struct programme *programmes;
    unsigned programmes_count;
};

#define LIST(key, type, member, flags)                                         \
    CYAML_FIELD_SEQUENCE_COUNT(key, flags, type, member, member##_count,       \
                               &entry, 0, MAX_LIST)
#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_value_t entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, MAX_TEXT)};

static const cyaml_schema_field_t programme_fields[] = {
    CYAML_FIELD_STRING_PTR("programme", CYAML_FLAG_POINTER, struct programme,
                           programme, 1, MAX_TEXT),
    LIST("topics", struct programme, topics, OPTIONAL),
    LIST("not", struct programme, not_topics, OPTIONAL),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t programme_entry = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct programme, programme_fields)};

static const cyaml_schema_field_t fields[] = {
    LIST("types", struct topic_rules, types, CYAML_FLAG_POINTER),
    LIST("states", struct topic_rules, states, CYAML_FLAG_POINTER),
    LIST("not_actions", struct topic_rules, not_actions, OPTIONAL),
    CYAML_FIELD_SEQUENCE("programmes", CYAML_FLAG_POINTER, struct topic_rules,
                         programmes, &programme_entry, 1, MAX_LIST),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct topic_rules, fields)};

/* A pattern with more than its own programme's topics, a programme twice: a
 * slip that would let nothing, or all, through in silence. */
static enum status check(struct arena *mem, const struct yaml_file *file,
                         const struct topic_rules *r, struct err *e)
{
    for (unsigned i = 0; i < r->programmes_count; i++) {
        const struct programme *p = &r->programmes[i];
        for (unsigned k = 0; k < i; k++)
            if (strcasecmp(p->programme, r->programmes[k].programme) == 0)
                return yaml_file_bad(
                    file, arena_printf(mem, "programmes[%u].programme", i), e,
                    _("'%.60s' stands there twice"), p->programme);
    }
    if (r->types_count == 0 || r->states_count == 0)
        return yaml_file_bad(file, r->types_count == 0 ? "types" : "states", e,
                             _("is empty"));
    return ST_OK;
}

enum status topic_rules_load(const char *path, struct topic_rules **ret,
                             struct err *e)
{
    struct arena *mem = arena_new();
    struct yaml_file *file = NULL;
    void *raw = NULL;
    enum status st = yaml_file_read(mem, path, &file, e);
    if (st == ST_OK)
        st = yaml_file_load(file, &schema, &raw, e);
    if (st == ST_OK)
        st = check(mem, file, raw, e);
    arena_free(mem);
    if (st == ST_OK)
        *ret = raw;
    else
        topic_rules_free(raw);
    return st;
}

void topic_rules_free(struct topic_rules *r)
{
    if (r != NULL)
        cyaml_free(yaml_file_config(), &schema, r, 0);
}

/* --- asking --------------------------------------------------------------- */

static bool any(char *const *patterns, unsigned n, const char *text)
{
    for (unsigned i = 0; i < n; i++)
        if (fnmatch(patterns[i], text, FNM_CASEFOLD) == 0)
            return true;
    return false;
}

bool topic_rules_type(const struct topic_rules *r, const char *type)
{
    return type == NULL || any(r->types, r->types_count, type);
}

bool topic_rules_state(const struct topic_rules *r, const char *label)
{
    return any(r->states, r->states_count, label);
}

bool topic_rules_action(const struct topic_rules *r, const char *action)
{
    return !any(r->not_actions, r->not_actions_count, action);
}

/* "CREA-CROSS-2027-..." is of CREA, whatever year its programme's name has. */
static bool begins(const char *identifier, const char *programme)
{
    size_t n = strlen(programme);
    return strncasecmp(identifier, programme, n) == 0 &&
           (identifier[n] == '-' || identifier[n] == '\0');
}

bool topic_rules_topic(const struct topic_rules *r, const char *identifier,
                       const char *programme)
{
    for (unsigned i = 0; i < r->programmes_count; i++) {
        const struct programme *p = &r->programmes[i];
        bool named =
            programme != NULL && strcasecmp(programme, p->programme) == 0;
        if (!named && !begins(identifier, p->programme))
            continue;
        return (p->topics_count == 0 ||
                any(p->topics, p->topics_count, identifier)) &&
               !any(p->not_topics, p->not_topics_count, identifier);
    }
    return false;
}
