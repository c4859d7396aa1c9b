/* sink.c - where results go; see sink.h. */
#include "sink.h"

#include "output.h"

#include "medel/own_file.h"

#include <string.h>
#include <unistd.h>

#define PIECE_BYTES (1u << 20)

enum status sink_open(struct sink *s, const char *path, struct err *e)
{
    *s = (struct sink){.file = NULL};
    buf_init(&s->out, OUTPUT_BYTES_MAX);
    if (path == NULL || strcmp(path, "-") == 0)
        return ST_OK;
    return own_file_begin(path, &s->file, e);
}

bool sink_is_terminal(const struct sink *s)
{
    return s->file == NULL && isatty(STDOUT_FILENO);
}

static enum status write_out(struct sink *s, struct err *e)
{
    if (s->file == NULL)
        return output_flush(&s->out, e);
    enum status st = own_file_add(s->file, s->out.data, s->out.len, e);
    buf_reset(&s->out);
    return st;
}

enum status sink_drain(struct sink *s, struct err *e)
{
    return s->out.len > PIECE_BYTES ? write_out(s, e) : ST_OK;
}

enum status sink_close(struct sink *s, struct err *e)
{
    enum status st = write_out(s, e);
    if (st != ST_OK || s->file == NULL)
        return st;
    struct own_file *file = s->file;
    s->file = NULL;
    return own_file_keep(file, e);
}

void sink_free(struct sink *s)
{
    own_file_drop(s->file);
    s->file = NULL;
    buf_free(&s->out);
}
