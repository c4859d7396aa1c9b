/*
 * mcp_tools.h - the tools that a client is offered, described in
 * data/mcp_tools.json.
 */
#ifndef MEDEL_SEARCH_MCP_TOOLS_H
#define MEDEL_SEARCH_MCP_TOOLS_H

#include "medel/err.h"

#include "mcp_world.h"

#include <jansson.h>

/* The versions of the protocol, oldest first. */
enum mcp_version {
    MCP_NONE,
    MCP_2024_11_05,
    MCP_2025_03_26, /* batches, annotations of tools */
    MCP_2025_06_18, /* no batches; titles, structured content */
    MCP_VERSIONS
};
#define MCP_LATEST (MCP_VERSIONS - 1)

/* "2025-06-18"; static. And back, MCP_NONE for any other. */
const char *mcp_version_name(enum mcp_version v);
enum mcp_version mcp_version_find(const char *name);

struct mcp_tools;
struct mcp_tool;

/* Reads PATH, or where it is NULL the shipped file. ST_INVALID names file and
 * tool. Free with mcp_tools_free(). */
enum status mcp_tools_load(const char *path, struct mcp_tools **ret,
                           struct err *e) MEDEL_NODISCARD;
void mcp_tools_free(struct mcp_tools *t);

/* The result of tools/list, with what clients of V know. A new reference, or
 * NULL when out of memory. */
json_t *mcp_tools_list(const struct mcp_tools *t, enum mcp_version v);
/* The tool called NAME, or NULL; borrowed. */
const struct mcp_tool *mcp_tools_find(const struct mcp_tools *t,
                                      const char *name);
/* For the message about a name that is none: the nearest, or NULL. */
const char *mcp_tools_near(const struct mcp_tools *t, const char *name);

/* Whether the tool takes ARGS. ST_INVALID says why not. */
enum status mcp_tool_takes(const struct mcp_tool *tool, const json_t *args,
                           struct err *e) MEDEL_NODISCARD;
/* Does what ARGS, which it takes, ask: a CallToolResult, which says so where
 * it failed. A new reference, or NULL when out of memory. */
json_t *mcp_tool_run(const struct mcp_tool *tool, const struct mcp_world *w,
                     const json_t *args, enum mcp_version v);

#endif
