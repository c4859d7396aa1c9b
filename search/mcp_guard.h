/*
 * mcp_guard.h - a tool's work in a child of this process (a fork, nothing is
 * loaded anew): it is stopped when it takes too long, it cannot write a file,
 * and whatever becomes of it, the server goes on.
 */
#ifndef MEDEL_SEARCH_MCP_GUARD_H
#define MEDEL_SEARCH_MCP_GUARD_H

#include "mcp_session.h"
#include "mcp_world.h"

struct mcp_guard {
    const struct mcp_world *world;
    int seconds; /* that a tool may take */
};

/* A mcp_runner; ARG is a struct mcp_guard. */
enum status mcp_guard_run(void *arg, const struct mcp_tool *tool,
                          const json_t *args, enum mcp_version v, json_t *id,
                          struct buf *out, struct err *e);

#endif
