/* json.c - see json.h. */
#include "json.h"

#include "medel/caps.h"

#include <stdlib.h>
#include <string.h>

enum status json_item(const char *text, size_t len, json_t **ret, struct err *e)
{
    json_error_t why;
    json_t *o = json_loadb(text, len, 0, &why);
    if (o == NULL)
        return err_set(e, ST_INVALID, "no JSON: %s", why.text);
    if (!json_is_object(o)) {
        json_decref(o);
        return err_set(e, ST_INVALID, "no JSON object");
    }
    *ret = o;
    return ST_OK;
}

const json_t *json_one(const json_t *o, const char *name)
{
    return json_nth(o, name, 0);
}

size_t json_count(const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    if (json_is_array(v))
        return json_array_size(v);
    return v != NULL && !json_is_null(v);
}

const json_t *json_nth(const json_t *o, const char *name, size_t i)
{
    const json_t *v = json_object_get(o, name);
    if (json_is_array(v))
        v = json_array_get(v, i);
    else if (i != 0)
        return NULL;
    return v != NULL && !json_is_null(v) ? v : NULL;
}

const char *json_value_text(struct arena *mem, const json_t *v)
{
    if (json_is_integer(v))
        return arena_printf(mem, "%lld", (long long)json_integer_value(v));
    if (json_is_real(v))
        return arena_printf(mem, "%.15g", json_real_value(v));
    if (!json_is_string(v))
        return NULL;
    const char *s = json_string_value(v);
    s += strspn(s, " \t\r\n");
    size_t n = strlen(s);
    while (n != 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
        n--;
    return n != 0 ? arena_strndup(mem, s, n) : NULL;
}

const char *json_text(struct arena *mem, const json_t *o, const char *name)
{
    return json_value_text(mem, json_one(o, name));
}

double json_amount(const json_t *o, const char *name)
{
    const json_t *v = json_one(o, name);
    double n = -1;
    if (json_is_number(v)) {
        n = json_number_value(v);
    } else if (json_is_string(v)) {
        const char *s = json_string_value(v);
        /* The C locale's: "1500000" and "1500000.00", nothing else. */
        if (*s != '\0' && s[strspn(s, "0123456789.")] == '\0')
            n = strtod(s, NULL);
    }
    return n >= 0 && n <= CAP_SUM ? n : -1;
}
