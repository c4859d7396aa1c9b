/*
 * err.h - how every part of medel says that something went wrong.
 *
 * A function that can fail returns an enum status (ST_OK is zero) and takes a
 * struct err as its last parameter. Library code never prints; the program's
 * main reports the error once. Outputs are untouched on failure unless a
 * comment says otherwise.
 */
#ifndef MEDEL_ERR_H
#define MEDEL_ERR_H

#include <stdarg.h>
#include <stddef.h>

enum status {
    ST_OK = 0,
    ST_NOT_FOUND, /* the named thing is not there */
    ST_INVALID,   /* bad input or data: malformed, or a store of an older medel */
    ST_USAGE,     /* the command line is wrong */
    ST_BUSY,      /* another run holds the lock */
    ST_RETRY,     /* the database moved under a reader: reopen and repeat */
    ST_LIMIT,     /* a named cap (caps.h) was passed */
    ST_CORRUPT,   /* a store of our own is damaged or of a newer version */
    ST_REFUSED,   /* not allowed: address, sandbox, permission */
    ST_BAD_QUERY, /* the search words cannot be parsed */
    ST_PARTIAL,   /* some sources failed, the rest is done */
    ST_IO,        /* the system said no; sys holds errno */
    ST_NOMEM,
    ST_BUG /* a promise inside medel was broken */
};

#define ERR_TEXT_MAX 512

/* Zero-initialise with ERR_INIT. Owned by the caller, no heap memory. */
struct err {
    enum status status;
    int sys; /* errno, or 0 */
    char text[ERR_TEXT_MAX];
};

#define ERR_INIT {ST_OK, 0, ""}

#define MEDEL_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define MEDEL_NODISCARD __attribute__((warn_unused_result))

/*
 * Records STATUS and a text that names the thing at fault and the way out.
 * An error that is already recorded stays: the lowest layer knows most. E may
 * be NULL. Returns STATUS, so that callers can write `return err_set(...)`.
 */
enum status err_set(struct err *e, enum status status, const char *fmt, ...)
    MEDEL_PRINTF(3, 4);

/* As err_set, with errno SYS kept and its text appended after ": ". */
enum status err_sys(struct err *e, enum status status, int sys,
                    const char *fmt, ...) MEDEL_PRINTF(4, 5);

/* Puts "PREFIX: " before the text of a recorded error (context on the way
 * up). Returns e->status. */
enum status err_context(struct err *e, const char *fmt, ...)
    MEDEL_PRINTF(2, 3);

/* Back to ST_OK. */
void err_clear(struct err *e);

/* The exit status of the design's table: 0 done, 1 nothing found, 2 usage,
 * 3 bad input or data, 4 some sources failed, 75 lock held. */
int status_exit_code(enum status s);

#endif
