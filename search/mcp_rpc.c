/* mcp_rpc.c - see mcp_rpc.h. */
#include "mcp_rpc.h"

#include "medel/i18n.h"

#include <stdbool.h>
#include <string.h>

/* The parser calls itself for each level: this is counted before it begins,
 * roughly, for what is no JSON is refused anyhow. */
static size_t nesting(const char *s, size_t n)
{
    size_t depth = 0, deepest = 0;
    bool in_string = false;
    for (size_t i = 0; i < n; i++) {
        if (in_string && s[i] == '\\')
            i++;
        else if (s[i] == '"')
            in_string = !in_string;
        else if (!in_string && (s[i] == '[' || s[i] == '{'))
            deepest = ++depth > deepest ? depth : deepest;
        else if (!in_string && (s[i] == ']' || s[i] == '}') && depth > 0)
            depth--;
    }
    return deepest;
}

enum status rpc_parse(const char *text, size_t n, json_t **ret, struct err *e)
{
    json_error_t why;
    if (nesting(text, n) > RPC_NESTING_MAX)
        return err_set(e, ST_INVALID, _("nested deeper than %d levels"),
                       RPC_NESTING_MAX);
    json_t *o = json_loadb(
        text, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY,
        &why);
    if (o == NULL) {
        /* Behind " near " come bytes of the text, cut where they may. */
        const char *near = strstr(why.text, " near ");
        int told = near != NULL ? (int)(near - why.text) : (int)sizeof why.text;
        return err_set(e, ST_INVALID, _("no JSON: %.*s"), told, why.text);
    }
    *ret = o;
    return ST_OK;
}

static void no_message(struct rpc_message *m, const char *fault)
{
    m->kind = RPC_NO_MESSAGE;
    m->fault = fault;
}

void rpc_look(json_t *o, struct rpc_message *ret)
{
    json_t *id = json_object_get(o, "id");
    json_t *method = json_object_get(o, "method");
    const char *version = json_string_value(json_object_get(o, "jsonrpc"));
    bool has_id = json_is_string(id) || json_is_number(id);

    *ret = (struct rpc_message){.id = has_id ? id : NULL,
                                .params = json_object_get(o, "params")};
    if (!json_is_object(o))
        no_message(ret, _("a message is an object"));
    else if (version == NULL || strcmp(version, "2.0") != 0)
        no_message(ret, _("jsonrpc must be \"2.0\""));
    else if (method == NULL && (json_object_get(o, "result") != NULL ||
                                json_object_get(o, "error") != NULL))
        ret->kind = RPC_RESPONSE;
    else if (!json_is_string(method) ||
             strlen(json_string_value(method)) != json_string_length(method))
        no_message(ret, _("method must be a name"));
    else if (id != NULL && !has_id)
        no_message(ret, _("id must be a string or a number"));
    else
        ret->kind = id != NULL ? RPC_REQUEST : RPC_NOTIFICATION;
    ret->method = json_string_value(method);
}

json_t *rpc_result(json_t *id, json_t *result)
{
    return json_pack("{s:s, s:o, s:o}", "jsonrpc", "2.0", "id",
                     id != NULL ? json_incref(id) : json_null(), "result",
                     result);
}

json_t *rpc_error(json_t *id, enum rpc_code code, const char *text)
{
    return json_pack("{s:s, s:o, s:{s:i, s:s}}", "jsonrpc", "2.0", "id",
                     id != NULL ? json_incref(id) : json_null(), "error",
                     "code", (int)code, "message", text);
}
