/*
 * mcp_rpc.h - messages of JSON-RPC 2.0 (https://www.jsonrpc.org/specification)
 * as the Model Context Protocol has them: ids are strings or numbers.
 */
#ifndef MEDEL_SEARCH_MCP_RPC_H
#define MEDEL_SEARCH_MCP_RPC_H

#include "medel/buf.h"
#include "medel/err.h"

#include <jansson.h>
#include <stddef.h>

enum rpc_code {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_INTERNAL_ERROR = -32603
};

enum rpc_kind {
    RPC_REQUEST,
    RPC_NOTIFICATION, /* no answer, whatever it says */
    RPC_RESPONSE,     /* of the other side; nothing was asked of it */
    RPC_NO_MESSAGE
};

struct rpc_message {
    enum rpc_kind kind;
    json_t *id;         /* NULL where there is none that can be named */
    const char *method; /* of a request and a notification */
    json_t *params;     /* or NULL */
    const char *fault;  /* why it is RPC_NO_MESSAGE */
};

/* Arrays and objects within each other. */
#define RPC_NESTING_MAX 32

/* The N bytes at TEXT as one value. ST_INVALID tells why they are none:
 * no JSON, no UTF-8, a name twice in an object, nested too deep. */
enum status rpc_parse(const char *text, size_t n, json_t **ret,
                      struct err *e) MEDEL_NODISCARD;
/* What O is; *ret borrows from it. */
void rpc_look(json_t *o, struct rpc_message *ret);

/* The answers. ID is borrowed, NULL is null; RESULT is taken over. New
 * references, NULL when out of memory. */
json_t *rpc_result(json_t *id, json_t *result);
json_t *rpc_error(json_t *id, enum rpc_code code, const char *text);

#endif
