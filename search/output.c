/* output.c - writing results; see output.h. */
#include "output.h"

#include "medel/call.h"
#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/json_text.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

struct gate_day output_day(struct date option)
{
    int hour = 0, minute = 0;
    if (date_is_set(option))
        return (struct gate_day){option, -1};
    struct date today = date_today(&hour, &minute);
    return (struct gate_day){today, hour * 60 + minute};
}

const char *output_format(const char *format, const char *otherwise)
{
    if (format != NULL)
        return format;
    return isatty(STDOUT_FILENO) ? "table" : otherwise;
}

enum status output_json(struct buf *out, json_t *o, struct err *e)
{
    struct buf text;
    buf_init(&text, out->max);
    enum status st = o == NULL ? ST_NOMEM
                               : json_text_append(&text, o, CALL_JSON_FLAGS);
    if (st == ST_OK)
        st = term_safe_json(out, text.data, text.len);
    buf_free(&text);
    json_decref(o);
    if (st != ST_OK)
        return err_set(e, ST_NOMEM, _("out of memory"));
    return ST_OK;
}

enum status output_flush(struct buf *b, struct err *e)
{
    struct err why = ERR_INIT;
    enum status st = pager_write(b->data, b->len, &why);
    if (st != ST_OK) {
        if (why.sys == EPIPE) /* a reader that has enough is no error */
            cli_end(status_exit_code(ST_IO));
        return err_set(e, st, "%s", why.text);
    }
    buf_reset(b);
    return ST_OK;
}

bool output_is_whole(void)
{
    pager_finish();
    return fflush(stdout) == 0 && !ferror(stdout);
}
