/*
 * mcp_lines.h - lines from a descriptor and to one, for a server on standard
 * input and output: bounded, and at ease with pipes that are non-blocking
 * (those of Node.js are).
 */
#ifndef MEDEL_SEARCH_MCP_LINES_H
#define MEDEL_SEARCH_MCP_LINES_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct mcp_lines {
    int fd;
    char *bytes; /* MAX and one more */
    size_t max;  /* of a line, without its end */
    size_t len;  /* read and not yet handed out */
    size_t used; /* of them, those of the last line */
    bool skipping, ended;
    int error; /* errno of a read that failed and was taken for the end, or 0 */
};

enum mcp_line { MCP_LINE, MCP_LINE_TOO_LONG, MCP_LINES_END };

/* Free with mcp_lines_free(); FD stays open. */
enum status mcp_lines_init(struct mcp_lines *l, int fd, size_t max,
                           struct err *e) MEDEL_NODISCARD;
void mcp_lines_free(struct mcp_lines *l);

/*
 * The next line, without its end, at *line until the next call; any bytes, NUL
 * too. One that is longer than MAX is read to its end and lost. What stands
 * behind the last end of line is a line as well. A failing read is the end,
 * and l->error tells.
 */
enum mcp_line mcp_lines_next(struct mcp_lines *l, const char **line,
                             size_t *len);

/* Writes all of it. ST_IO with sys = EPIPE where nobody reads any more. */
enum status mcp_lines_write(int fd, const char *bytes, size_t n,
                            struct err *e) MEDEL_NODISCARD;

#endif
