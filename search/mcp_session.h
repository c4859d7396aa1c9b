/*
 * mcp_session.h - one client's conversation by the Model Context Protocol
 * (https://modelcontextprotocol.io/specification): a line in, at most one line
 * out. Where lines come from is no matter of it.
 */
#ifndef MEDEL_SEARCH_MCP_SESSION_H
#define MEDEL_SEARCH_MCP_SESSION_H

#include "medel/buf.h"
#include "medel/err.h"

#include "mcp_tools.h"

#include <jansson.h>

/* Appends the answer to the request ID, one line of JSON without its end: what
 * TOOL has found for ARGS, which it takes. */
typedef enum status mcp_runner(void *arg, const struct mcp_tool *tool,
                               const json_t *args, enum mcp_version v,
                               json_t *id, struct buf *out, struct err *e);

struct mcp_session {
    const struct mcp_tools *tools;
    mcp_runner *run;
    void *arg;
    enum mcp_version version; /* MCP_NONE until the client has begun */
};

#define MCP_BATCH_MAX 20 /* messages in one line */

/*
 * Appends to OUT what the line is answered by, with its end; nothing to a
 * notification. Any bytes are welcome. Fails only where nothing can be
 * answered any more (memory).
 */
enum status mcp_session_line(struct mcp_session *s, const char *line, size_t n,
                             struct buf *out, struct err *e) MEDEL_NODISCARD;
/* The answer to a line of more than MOST bytes, which was not kept. */
enum status mcp_session_too_long(size_t most, struct buf *out,
                                 struct err *e) MEDEL_NODISCARD;

#endif
