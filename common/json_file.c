/* json_file.c - see medel/json_file.h. */
#include "medel/json_file.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/own_file.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>

#define JSON_FILE_BYTES ((size_t)64 << 20)

/* Line by line: what is escaped within strings breaks the lines between. */
static enum status put_lines(struct buf *b, const char *text)
{
    enum status st = ST_OK;
    while (st == ST_OK && *text != '\0') {
        size_t n = strcspn(text, "\n");
        st = term_safe_json(b, text, n);
        if (st == ST_OK)
            st = buf_putc(b, '\n');
        text += n + (text[n] == '\n');
    }
    return st;
}

enum status json_file_write(const char *path, json_t *o, struct err *e)
{
    struct buf b;
    char *text = o != NULL ? json_dumps(o, JSON_INDENT(2)) : NULL;
    enum status st = ST_OK;
    json_decref(o);
    buf_init(&b, JSON_FILE_BYTES);
    if (text == NULL || put_lines(&b, text) != ST_OK)
        st = err_set(e, ST_NOMEM, _("out of memory"));
    if (st == ST_OK)
        st = own_file_put(path, b.data, b.len, e);
    free(text);
    buf_free(&b);
    return st;
}
