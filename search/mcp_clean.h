/*
 * mcp_clean.h - what funders' pages say, made fit to be read by a machine that
 * takes words for orders: nothing in it that people do not see.
 */
#ifndef MEDEL_SEARCH_MCP_CLEAN_H
#define MEDEL_SEARCH_MCP_CLEAN_H

#include <jansson.h>

/*
 * In all strings of O, at any depth: controls (newlines aside) become blanks,
 * characters that are not seen (marks of direction, tags, zero-width ones; not
 * the joiners, which some scripts need) go. 0, or -1 when out of memory.
 */
int mcp_clean(json_t *o);

#endif
