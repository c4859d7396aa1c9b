/*
 * mcp_schema.h - the part of JSON Schema that the arguments of tools are
 * described by, so that what a client is told is what is checked: type, enum,
 * minimum, maximum, minLength, maxLength, items, minItems, maxItems,
 * properties, required and additionalProperties: false.
 */
#ifndef MEDEL_SEARCH_MCP_SCHEMA_H
#define MEDEL_SEARCH_MCP_SCHEMA_H

#include "medel/err.h"

#include <jansson.h>

/* ST_INVALID where SCHEMA says anything else (title, description, default and
 * examples aside), which would go unchecked; NAME is what it is called. */
enum status schema_understood(const json_t *schema, const char *name,
                              struct err *e) MEDEL_NODISCARD;

/* ST_INVALID names the value that SCHEMA does not allow, from NAME on, and
 * what would be right. A NUL byte is in no string. */
enum status schema_check(const json_t *schema, const json_t *value,
                         const char *name, struct err *e) MEDEL_NODISCARD;

#endif
