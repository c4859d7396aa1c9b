/* mcp_args.c - what the arguments of the tools say; see mcp_world.h. */
#include "mcp_world.h"

#include "profiles.h"
#include "query_names.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

#define INLINE_NAME "profile" /* what errors call a profile without a file */

const char *mcp_string_arg(const json_t *args, const char *name)
{
    return json_string_value(json_object_get(args, name));
}

int mcp_number_arg(const json_t *args, const char *name, int otherwise)
{
    json_t *v = json_object_get(args, name);
    return json_is_number(v) ? (int)json_number_value(v) : otherwise;
}

bool mcp_flag_arg(const json_t *args, const char *name)
{
    return json_is_true(json_object_get(args, name));
}

/* Checked by the same rules as a file, for JSON is YAML. */
static enum status read_inline(const json_t *o, struct profile **ret,
                               struct err *e)
{
    char *text = json_dumps(o, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    if (text == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    size_t n = strlen(text);
    enum status st = n > CAP_YAML_BYTES
                         ? err_set(e, ST_LIMIT, _("the profile is too large"))
                         : profile_read(INLINE_NAME, text, n, ret, e);
    free(text);
    return st;
}

enum status mcp_profile_arg(const json_t *args, struct profile **ret,
                            struct err *e)
{
    json_t *v = json_object_get(args, "profile");
    *ret = NULL;
    if (v == NULL)
        return ST_OK;
    return json_is_string(v) ? profiles_open_own(json_string_value(v), ret, e)
                             : read_inline(v, ret, e);
}

static enum query_field field_called(const char *name)
{
    for (int f = 0; f < ASK_NONE; f++)
        if (strcmp(query_field_name((enum query_field)f), name) == 0)
            return (enum query_field)f;
    return ASK_NONE;
}

enum status mcp_filters_arg(const json_t *args, const struct mcp_world *w,
                            struct arena *mem, struct date today,
                            struct filter *ret, struct err *e)
{
    json_t *filters = json_object_get(args, "filters"), *values, *one;
    const char *name;
    enum status st = ST_OK;
    size_t i;
    *ret = (struct filter){.n = 0};
    json_object_foreach(filters, name, values)
    {
        enum query_field field = field_called(name);
        json_array_foreach(values, i, one)
        {
            if (st == ST_OK)
                st = field == ASK_NONE
                         ? err_set(e, ST_USAGE, _("there is no '%.60s'"), name)
                         : filter_add(ret, mem, lexicon_names(w->known.lexicon),
                                      field, json_string_value(one), today, e);
        }
        if (st != ST_OK)
            return err_context(e, "filters.%s", name);
    }
    return st;
}
