/* mcp_lines.c - see mcp_lines.h. */
#include "mcp_lines.h"

#include "medel/i18n.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum status mcp_lines_init(struct mcp_lines *l, int fd, size_t max,
                           struct err *e)
{
    *l = (struct mcp_lines){.fd = fd, .max = max, .bytes = malloc(max + 1)};
    return l->bytes != NULL ? ST_OK : err_set(e, ST_NOMEM, _("out of memory"));
}

void mcp_lines_free(struct mcp_lines *l)
{
    free(l->bytes);
    l->bytes = NULL;
}

/* True where it is worth trying again. */
static bool wait_for(int fd, short what)
{
    struct pollfd p = {fd, what, 0};
    if (errno == EINTR)
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return false;
    return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

static void fill(struct mcp_lines *l)
{
    ssize_t n;
    do
        n = read(l->fd, l->bytes + l->len, l->max + 1 - l->len);
    while (n < 0 && wait_for(l->fd, POLLIN));
    if (n < 0)
        l->error = errno;
    if (n <= 0)
        l->ended = true;
    else
        l->len += (size_t)n;
}

enum mcp_line mcp_lines_next(struct mcp_lines *l, const char **line,
                             size_t *len)
{
    size_t looked = 0;
    l->len -= l->used;
    memmove(l->bytes, l->bytes + l->used, l->len);
    l->used = 0;
    for (;;) {
        const char *end = memchr(l->bytes + looked, '\n', l->len - looked);
        bool was_skipping = l->skipping;
        if (end != NULL || (l->ended && l->len + was_skipping > 0)) {
            *line = l->bytes;
            *len = end != NULL ? (size_t)(end - l->bytes) : l->len;
            l->used = *len + (end != NULL);
            l->skipping = false;
            return was_skipping ? MCP_LINE_TOO_LONG : MCP_LINE;
        }
        if (l->ended)
            return MCP_LINES_END;
        looked = l->len;
        if (l->len > l->max || l->skipping) {
            l->skipping = true;
            l->len = looked = 0;
        }
        fill(l);
    }
}

enum status mcp_lines_write(int fd, const char *bytes, size_t n, struct err *e)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && !wait_for(fd, POLLOUT))
            return err_sys(e, ST_IO, errno, _("cannot write the answer"));
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
    return ST_OK;
}
