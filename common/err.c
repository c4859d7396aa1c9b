/* err.c - recording and ranking of errors; see medel/err.h. */
#include "medel/err.h"

#include <stdio.h>
#include <string.h>

static void record(struct err *e, enum status status, int sys, const char *fmt,
                   va_list ap)
{
    if (e == NULL || e->status != ST_OK)
        return;
    e->status = status;
    e->sys = sys;
    vsnprintf(e->text, sizeof e->text, fmt, ap);
    if (sys != 0) {
        size_t n = strlen(e->text);
        char why[128];
        /* The GNU variant: strerror's static buffer is not thread-safe. */
        const char *s = strerror_r(sys, why, sizeof why);
        snprintf(e->text + n, sizeof e->text - n, ": %s", s);
    }
}

enum status err_set(struct err *e, enum status status, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    record(e, status, 0, fmt, ap);
    va_end(ap);
    return status;
}

enum status err_sys(struct err *e, enum status status, int sys, const char *fmt,
                    ...)
{
    va_list ap;
    va_start(ap, fmt);
    record(e, status, sys, fmt, ap);
    va_end(ap);
    return status;
}

enum status err_context(struct err *e, const char *fmt, ...)
{
    if (e == NULL)
        return ST_BUG;
    char old[ERR_TEXT_MAX];
    memcpy(old, e->text, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    size_t n = strlen(e->text);
    snprintf(e->text + n, sizeof e->text - n, ": %s", old);
    return e->status;
}

void err_clear(struct err *e)
{
    if (e != NULL) {
        e->status = ST_OK;
        e->sys = 0;
        e->text[0] = '\0';
    }
}

int status_exit_code(enum status s)
{
    switch (s) {
    case ST_OK:
        return 0;
    case ST_NOT_FOUND:
        return 1;
    case ST_USAGE:
    case ST_BAD_QUERY:
        return 2;
    case ST_PARTIAL:
        return 4;
    case ST_BUSY:
        return 75;
    default:
        return 3;
    }
}
