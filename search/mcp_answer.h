/*
 * mcp_answer.h - what a tool answers: words for reading and the same as data,
 * both from pages of others and said to be so.
 */
#ifndef MEDEL_SEARCH_MCP_ANSWER_H
#define MEDEL_SEARCH_MCP_ANSWER_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <jansson.h>
#include <stdbool.h>

#define MCP_WORDS_BYTES (512u << 10)  /* of an answer */
#define MCP_ANSWER_BYTES (4u << 20) /* as it is sent */

struct mcp_answer {
    struct arena *mem; /* for what is said meanwhile */
    json_t *data;      /* an object; the tool's own fields are set in it */
    struct buf words;
    enum status st; /* of what was put into either */
};

/* An answer that says of whose words it is made. Free with
 * mcp_answer_free(). */
void mcp_answer_init(struct mcp_answer *a);
void mcp_answer_free(struct mcp_answer *a);

/* Adds to the words. Lines of a page become one. */
void mcp_say(struct mcp_answer *a, const char *fmt, ...) MEDEL_PRINTF(2, 3);
/* "LABEL: VALUE" on a line of its own, led by INDENT blanks; nothing where
 * VALUE is NULL or "". */
void mcp_say_value(struct mcp_answer *a, int indent, const char *label,
                   const char *value);
/* Sets a field of the data; takes V over, and NULL is out of memory. */
void mcp_put(struct mcp_answer *a, const char *key, json_t *v);
/* S on one line, in the answer's memory; "" for NULL. */
const char *mcp_line(struct mcp_answer *a, const char *s);
/* S, or null. */
json_t *mcp_text(const char *s);

/* A CallToolResult of the protocol: the words, the data as JSON text and,
 * where STRUCTURED, as it is. ST_LIMIT where it is too large. A new
 * reference. */
enum status mcp_answer_result(struct mcp_answer *a, bool structured,
                              json_t **ret, struct err *e) MEDEL_NODISCARD;
/* The same of a tool that failed for the reason TEXT; NULL when out of
 * memory. */
json_t *mcp_failure(const char *text);

#endif
