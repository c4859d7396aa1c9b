/* buf.c - the bounded growable buffer; see medel/buf.h. */
#include "medel/buf.h"

#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char empty[1] = "";

void buf_init(struct buf *b, size_t max)
{
    b->data = empty;
    b->len = 0;
    b->cap = 0;
    /* So that sums of lengths below cannot overflow. */
    b->max = max < SIZE_MAX / 4 ? max : SIZE_MAX / 4;
}

void buf_free(struct buf *b)
{
    if (b->cap != 0)
        free(b->data);
    buf_init(b, b->max);
}

void buf_reset(struct buf *b)
{
    b->len = 0;
    if (b->cap != 0)
        b->data[0] = '\0';
}

enum status buf_reserve(struct buf *b, size_t n)
{
    if (n > b->max - b->len)
        return ST_LIMIT;
    size_t need = b->len + n + 1;
    if (need <= b->cap)
        return ST_OK;
    size_t cap = b->cap != 0 ? b->cap : 256;
    while (cap < need)
        cap = cap > (b->max + 1) / 2 ? b->max + 1 : cap * 2;
    char *p = realloc(b->cap != 0 ? b->data : NULL, cap);
    if (p == NULL)
        return ST_NOMEM;
    b->data = p;
    b->cap = cap;
    return ST_OK;
}

enum status buf_append(struct buf *b, const void *p, size_t n)
{
    enum status st = buf_reserve(b, n);
    if (st != ST_OK)
        return st;
    if (n != 0)
        memcpy(b->data + b->len, p, n);
    b->len += n;
    b->data[b->len] = '\0';
    return ST_OK;
}

enum status buf_puts(struct buf *b, const char *s)
{
    return buf_append(b, s, strlen(s));
}

enum status buf_putc(struct buf *b, char c)
{
    return buf_append(b, &c, 1);
}

enum status buf_printf(struct buf *b, const char *fmt, ...)
{
    /* Most texts are short: they are made once. */
    char small[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0)
        return ST_BUG;
    if ((size_t)n < sizeof small)
        return buf_append(b, small, (size_t)n);
    enum status st = buf_reserve(b, (size_t)n);
    if (st != ST_OK)
        return st;
    va_start(ap, fmt);
    vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)n;
    return ST_OK;
}

enum status buf_read_fd(struct buf *b, int fd, struct err *e)
{
    char chunk[16384];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0)
            return ST_OK;
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return err_sys(e, ST_IO, errno, _("cannot read"));
        }
        enum status st = buf_append(b, chunk, (size_t)n);
        if (st == ST_LIMIT)
            return err_set(e, st, _("longer than the limit of %zu bytes"),
                           b->max);
        if (st != ST_OK)
            return err_set(e, st, _("out of memory"));
    }
}

enum status buf_read_file(struct buf *b, const char *path, struct err *e)
{
    if (strcmp(path, "-") == 0) {
        enum status st = buf_read_fd(b, STDIN_FILENO, e);
        return st == ST_OK ? st : err_context(e, "%s", _("standard input"));
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(e, errno == ENOENT ? ST_INVALID : ST_IO, errno,
                       _("cannot open %s"), path);
    enum status st = buf_read_fd(b, fd, e);
    close(fd);
    return st == ST_OK ? st : err_context(e, "%s", path);
}

char *buf_steal(struct buf *b)
{
    char *p = b->cap != 0 ? b->data : strdup("");
    buf_init(b, b->max);
    return p;
}
