/* mcp_schema.c - see mcp_schema.h. */
#include "mcp_schema.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define NAME_BYTES 200
#define NAMES_MAX 64 /* of a message's nearest name */

static const char *const keywords[] = {
    "type",     "enum",        "minimum",   "maximum",
    "items",    "minLength",   "maxLength", "minItems",
    "maxItems", "properties",  "required",  "additionalProperties",
    "title",    "description", "default",   "examples",
};

/* --- of a schema --------------------------------------------------------- */

static bool is_keyword(const char *key)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i], key) == 0)
            return true;
    return false;
}

/* "a.b", or "b" in nothing. */
static const char *within(char out[static NAME_BYTES], const char *name,
                          const char *key)
{
    snprintf(out, NAME_BYTES, "%s%s%s", name, name[0] != '\0' ? "." : "", key);
    return out;
}

enum status schema_understood(const json_t *schema, const char *name,
                              struct err *e)
{
    char inner[NAME_BYTES];
    const char *key;
    json_t *v;
    json_t *properties = json_object_get(schema, "properties");
    json_t *items = json_object_get(schema, "items");
    if (!json_is_object(schema))
        return err_set(e, ST_INVALID, _("%s: is no schema"), name);
    json_object_foreach((json_t *)schema, key, v)
    {
        if (!is_keyword(key))
            return err_set(e, ST_INVALID, _("%s: '%s' would not be checked"),
                           name, key);
    }
    json_object_foreach(properties, key, v)
    {
        enum status st = schema_understood(v, within(inner, name, key), e);
        if (st != ST_OK)
            return st;
    }
    return items != NULL ? schema_understood(items, name, e) : ST_OK;
}

/* --- of a value ---------------------------------------------------------- */

static bool has_type(const json_t *v, const char *type)
{
    if (strcmp(type, "object") == 0)
        return json_is_object(v);
    if (strcmp(type, "array") == 0)
        return json_is_array(v);
    if (strcmp(type, "string") == 0)
        return json_is_string(v);
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(v);
    if (strcmp(type, "integer") == 0)
        return json_is_integer(v) ||
               (json_is_real(v) && json_real_value(v) >= -1e15 &&
                json_real_value(v) <= 1e15 &&
                json_real_value(v) == (double)(long long)json_real_value(v));
    if (strcmp(type, "number") == 0)
        return json_is_number(v);
    return strcmp(type, "null") == 0 && json_is_null(v);
}

static enum status check_type(const json_t *schema, const json_t *v,
                              const char *name, struct err *e)
{
    char wanted[NAME_BYTES] = "";
    json_t *type = json_object_get(schema, "type"), *one;
    size_t i;
    if (type == NULL ||
        (json_is_string(type) && has_type(v, json_string_value(type))))
        return ST_OK;
    json_array_foreach(type, i, one)
    {
        size_t n = strlen(wanted);
        if (has_type(v, json_string_value(one)))
            return ST_OK;
        snprintf(wanted + n, sizeof wanted - n, "%s%s", i > 0 ? " | " : "",
                 json_string_value(one));
    }
    return err_set(e, ST_INVALID, _("%s: must be of type %s"), name,
                   json_is_string(type) ? json_string_value(type) : wanted);
}

/* The names that an array of strings or the keys of an object hold. */
static size_t names_of(const json_t *o, const char *ret[static NAMES_MAX + 1])
{
    size_t n = 0, i;
    const char *key;
    json_t *v;
    json_array_foreach(o, i, v)
    {
        if (n < NAMES_MAX && json_is_string(v))
            ret[n++] = json_string_value(v);
    }
    json_object_foreach((json_t *)o, key, v)
    {
        if (n < NAMES_MAX)
            ret[n++] = key;
    }
    ret[n] = NULL;
    return n;
}

static enum status check_enum(const json_t *schema, const json_t *v,
                              const char *name, struct err *e)
{
    const char *names[NAMES_MAX + 1];
    json_t *all = json_object_get(schema, "enum"), *one;
    size_t i;
    /* Arrays and objects that may be meant have no list of their own. */
    if (all == NULL || !json_is_string(v))
        return ST_OK;
    json_array_foreach(all, i, one)
    {
        if (json_equal(one, v))
            return ST_OK;
    }
    names_of(all, names);
    const char *near = cli_nearest(json_string_value(v), names);
    if (near != NULL)
        return err_set(e, ST_INVALID,
                       _("%s: unknown value '%.60s'; did you mean '%s'?"), name,
                       json_string_value(v), near);
    return err_set(e, ST_INVALID, _("%s: unknown value '%.60s'"), name,
                   json_string_value(v));
}

/* SIZE of a string in characters, of a list in items, or a number itself. */
static enum status check_bounds(const json_t *schema, const char *least,
                                const char *most, double size, const char *name,
                                struct err *e)
{
    json_t *low = json_object_get(schema, least);
    json_t *high = json_object_get(schema, most);
    if (low != NULL && size < json_number_value(low))
        return err_set(e, ST_INVALID, _("%s: less than the %s, %.15g"), name,
                       least, json_number_value(low));
    if (high != NULL && size > json_number_value(high))
        return err_set(e, ST_INVALID, _("%s: more than the %s, %.15g"), name,
                       most, json_number_value(high));
    return ST_OK;
}

static enum status check_string(const json_t *schema, const json_t *v,
                                const char *name, struct err *e)
{
    const char *s = json_string_value(v);
    size_t n = json_string_length(v);
    if (memchr(s, '\0', n) != NULL)
        return err_set(e, ST_INVALID, _("%s: holds a NUL byte"), name);
    return check_bounds(schema, "minLength", "maxLength",
                        (double)utf8_count(s, n), name, e);
}

static enum status check_array(const json_t *schema, const json_t *v,
                               const char *name, struct err *e)
{
    json_t *items = json_object_get(schema, "items"), *one;
    size_t i;
    enum status st = check_bounds(schema, "minItems", "maxItems",
                                  (double)json_array_size(v), name, e);
    json_array_foreach(v, i, one)
    {
        char inner[NAME_BYTES];
        if (st != ST_OK || items == NULL)
            break;
        snprintf(inner, sizeof inner, "%s[%zu]", name, i);
        st = schema_check(items, one, inner, e);
    }
    return st;
}

static enum status unknown_key(const json_t *properties, const char *name,
                               const char *key, struct err *e)
{
    const char *names[NAMES_MAX + 1];
    names_of(properties, names);
    const char *near = cli_nearest(key, names);
    const char *sep = name[0] != '\0' ? ": " : "";
    if (near != NULL)
        return err_set(e, ST_INVALID,
                       _("%s%sthere is no '%.60s'; did you mean '%s'?"), name,
                       sep, key, near);
    return err_set(e, ST_INVALID, _("%s%sthere is no '%.60s'"), name, sep, key);
}

static enum status check_object(const json_t *schema, const json_t *v,
                                const char *name, struct err *e)
{
    json_t *properties = json_object_get(schema, "properties"), *one;
    json_t *required = json_object_get(schema, "required");
    bool closed =
        json_is_false(json_object_get(schema, "additionalProperties"));
    const char *key;
    size_t i;
    json_object_foreach((json_t *)v, key, one)
    {
        char inner[NAME_BYTES];
        json_t *of = json_object_get(properties, key);
        enum status st = ST_OK;
        if (of != NULL)
            st = schema_check(of, one, within(inner, name, key), e);
        else if (closed)
            st = unknown_key(properties, name, key, e);
        if (st != ST_OK)
            return st;
    }
    json_array_foreach(required, i, one)
    {
        if (json_object_get(v, json_string_value(one)) == NULL)
            return err_set(e, ST_INVALID, _("%s%s'%s' is missing"), name,
                           name[0] != '\0' ? ": " : "", json_string_value(one));
    }
    return ST_OK;
}

enum status schema_check(const json_t *schema, const json_t *value,
                         const char *name, struct err *e)
{
    enum status st = check_type(schema, value, name, e);
    if (st == ST_OK)
        st = check_enum(schema, value, name, e);
    if (st != ST_OK)
        return st;
    if (json_is_string(value))
        return check_string(schema, value, name, e);
    if (json_is_number(value))
        return check_bounds(schema, "minimum", "maximum",
                            json_number_value(value), name, e);
    if (json_is_array(value))
        return check_array(schema, value, name, e);
    return json_is_object(value) ? check_object(schema, value, name, e) : ST_OK;
}
