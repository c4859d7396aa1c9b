/*
 * mime.h - an e-mail: RFC 5322 with RFC 2045 to 2047, for "sendmail -t".
 *
 * Lines end as the system's own do (LF): that is what local mail programs take
 * on their standard input and turn into CRLF. No line is longer than 78
 * characters (76 in bodies) but that of a longer address, which cannot be parted,
 * and all is ASCII.
 */
#ifndef MEDEL_SEARCH_MIME_H
#define MEDEL_SEARCH_MIME_H

#include "medel/buf.h"
#include "medel/err.h"

#include <stddef.h>
#include <stdint.h>

struct mime_message {
    const char *from;      /* "Name <user@host>" or "user@host", UTF-8 */
    const char *const *to; /* the same */
    size_t n_to;
    const char *subject;  /* UTF-8 */
    const char *id;       /* what makes the message's id: ASCII letters, digits,
                             dots and hyphens */
    const char *language; /* "sv" */
    int64_t date;         /* Unix seconds */
    const char *text, *html; /* UTF-8, lines ending in LF */
};

/* Appends the message. ST_INVALID names an address that is none: nothing but
 * what mime_check_address() takes goes into the headers. */
enum status mime_write(struct buf *out, const struct mime_message *m,
                       struct err *e) MEDEL_NODISCARD;

/*
 * ST_INVALID for what is no mailbox of RFC 5322: no "@", control characters
 * (a line end would begin another header), or anything but letters, digits and
 * the atoms' signs in the address itself.
 */
enum status mime_check_address(const char *address,
                               struct err *e) MEDEL_NODISCARD;

/* Appends the header NAME with a text in UTF-8: encoded words where it is not
 * plain ASCII, folded; characters that could steer
 * a terminal (term_control) become blanks. */
enum status mime_header(struct buf *out, const char *name, const char *text);
/* Appends TEXT in quoted-printable, ending in a line end. */
enum status mime_quoted(struct buf *out, const char *text);

#endif
