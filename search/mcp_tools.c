/* mcp_tools.c - see mcp_tools.h. */
#include "mcp_tools.h"

#include "mcp_schema.h"

#include "medel/arena.h"
#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <stdlib.h>
#include <string.h>

#define FILE_NAME "mcp_tools.json"
#define REFERENCE "#/$defs/"
#define REFERENCES_MAX 4 /* within each other */

struct mcp_tool {
    const char *name;
    mcp_tool_work *work;
    json_t *description; /* as in the file, its references resolved */
};

static const struct {
    const char *name;
    mcp_tool_work *work;
} known[] = {
    {"search", mcp_search},           {"show", mcp_show},
    {"eligibility", mcp_eligibility}, {"changes", mcp_changes},
    {"calendar", mcp_calendar},
};
#define N_TOOLS (sizeof known / sizeof *known)

struct mcp_tools {
    struct arena *mem;
    struct mcp_tool items[N_TOOLS];
};

/* --- versions ------------------------------------------------------------ */

const char *mcp_version_name(enum mcp_version v)
{
    static const char *const names[MCP_VERSIONS] = {"", "2024-11-05",
                                                    "2025-03-26", "2025-06-18"};
    return names[v];
}

enum mcp_version mcp_version_find(const char *name)
{
    for (int v = MCP_NONE + 1; v < MCP_VERSIONS; v++)
        if (strcmp(mcp_version_name((enum mcp_version)v), name) == 0)
            return (enum mcp_version)v;
    return MCP_NONE;
}

/* --- the file ------------------------------------------------------------ */

/* O with each {"$ref": "#/$defs/NAME"} replaced by what it names: clients need
 * not follow any. A new reference; NULL where a name leads nowhere. */
static json_t *resolved(json_t *o, const json_t *defs, int depth)
{
    const char *ref = json_string_value(json_object_get(o, "$ref"));
    const char *key;
    json_t *v, *copy;
    size_t i;
    if (ref != NULL) {
        json_t *to = strncmp(ref, REFERENCE, strlen(REFERENCE)) == 0
                         ? json_object_get(defs, ref + strlen(REFERENCE))
                         : NULL;
        return to != NULL && depth < REFERENCES_MAX
                   ? resolved(to, defs, depth + 1)
                   : NULL;
    }
    if (!json_is_object(o) && !json_is_array(o))
        return json_incref(o);
    copy = json_is_object(o) ? json_object() : json_array();
    json_object_foreach(o, key, v)
    {
        if (json_object_set_new(copy, key, resolved(v, defs, depth)) != 0)
            goto failed;
    }
    json_array_foreach(o, i, v)
    {
        if (json_array_append_new(copy, resolved(v, defs, depth)) != 0)
            goto failed;
    }
    return copy;
failed:
    json_decref(copy);
    return NULL;
}

static enum status take_tool(struct mcp_tool *t, const json_t *file,
                             const char *path, struct err *e)
{
    json_t *of = json_object_get(json_object_get(file, "tools"), t->name);
    t->description = resolved(of, json_object_get(file, "$defs"), 0);
    json_t *in = json_object_get(t->description, "inputSchema");
    if (!json_is_object(in) ||
        !json_is_string(json_object_get(t->description, "description")) ||
        !json_is_object(json_object_get(t->description, "outputSchema")))
        return err_set(e, ST_INVALID,
                       _("%s: the tool '%s' lacks its description or a schema, "
                         "or refers to what is not there"),
                       path, t->name);
    enum status st = schema_understood(in, t->name, e);
    return st == ST_OK ? st : err_context(e, "%s", path);
}

enum status mcp_tools_load(const char *path, struct mcp_tools **ret,
                           struct err *e)
{
    struct arena *mem = arena_new();
    struct mcp_tools *t = arena_alloc(mem, sizeof *t);
    json_error_t why;
    enum status st = ST_OK;
    t->mem = mem;
    if (path == NULL)
        path = paths_join(mem, paths_share(mem, "data"), FILE_NAME);
    json_t *file = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
    if (file == NULL)
        st = err_set(e, ST_INVALID, "%s:%d: %s", path, why.line, why.text);
    for (size_t i = 0; i < N_TOOLS && st == ST_OK; i++) {
        t->items[i] =
            (struct mcp_tool){.name = known[i].name, .work = known[i].work};
        st = take_tool(&t->items[i], file, path, e);
    }
    json_decref(file);
    if (st != ST_OK)
        mcp_tools_free(t);
    else
        *ret = t;
    return st;
}

void mcp_tools_free(struct mcp_tools *t)
{
    if (t == NULL)
        return;
    for (size_t i = 0; i < N_TOOLS; i++)
        json_decref(t->items[i].description);
    arena_free(t->mem);
}

/* --- to clients ---------------------------------------------------------- */

static json_t *described(const struct mcp_tool *t, enum mcp_version v)
{
    json_t *o = json_pack("{s:s}", "name", t->name);
    if (o == NULL || json_object_update(o, t->description) != 0) {
        json_decref(o);
        return NULL;
    }
    if (v < MCP_2025_06_18) {
        json_object_del(o, "title");
        json_object_del(o, "outputSchema");
    }
    if (v >= MCP_2025_03_26)
        json_object_set_new(o, "annotations",
                            json_pack("{s:O, s:b, s:b, s:b, s:b}", "title",
                                      json_object_get(t->description, "title"),
                                      "readOnlyHint", 1, "destructiveHint", 0,
                                      "idempotentHint", 1, "openWorldHint", 0));
    return o;
}

json_t *mcp_tools_list(const struct mcp_tools *t, enum mcp_version v)
{
    json_t *all = json_array();
    for (size_t i = 0; i < N_TOOLS; i++)
        if (json_array_append_new(all, described(&t->items[i], v)) != 0) {
            json_decref(all);
            return NULL;
        }
    return json_pack("{s:o}", "tools", all);
}

const struct mcp_tool *mcp_tools_find(const struct mcp_tools *t,
                                      const char *name)
{
    for (size_t i = 0; i < N_TOOLS; i++)
        if (strcmp(t->items[i].name, name) == 0)
            return &t->items[i];
    return NULL;
}

const char *mcp_tools_near(const struct mcp_tools *t, const char *name)
{
    const char *names[N_TOOLS + 1] = {NULL};
    for (size_t i = 0; i < N_TOOLS; i++)
        names[i] = t->items[i].name;
    return cli_nearest(name, names);
}

enum status mcp_tool_takes(const struct mcp_tool *tool, const json_t *args,
                           struct err *e)
{
    return schema_check(json_object_get(tool->description, "inputSchema"), args,
                        "", e);
}

json_t *mcp_tool_run(const struct mcp_tool *tool, const struct mcp_world *w,
                     const json_t *args, enum mcp_version v)
{
    struct err e = ERR_INIT;
    struct mcp_answer a;
    json_t *result = NULL;
    mcp_answer_init(&a);
    enum status st = tool->work(w, args, &a, &e);
    if (st == ST_OK)
        st = mcp_answer_result(&a, v >= MCP_2025_06_18, &result, &e);
    mcp_answer_free(&a);
    return st == ST_OK ? result : mcp_failure(e.text);
}
