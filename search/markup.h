/*
 * markup.h - writing XML and HTML: our own markup as it is, text from anywhere
 * escaped. The first failure of an append stays in `st`; callers look at it
 * once.
 */
#ifndef MEDEL_SEARCH_MARKUP_H
#define MEDEL_SEARCH_MARKUP_H

#include "medel/buf.h"

struct markup {
    struct buf *out;
    enum status st;
};

/* Our own markup. */
void markup_raw(struct markup *m, const char *s);
void markup_format(struct markup *m, const char *fmt, ...) MEDEL_PRINTF(2, 3);
/* Text, between tags or between the quotes of an attribute; as plain_text()
 * has it, with & < > and quotes escaped. */
void markup_text(struct markup *m, const char *s);
/* OPEN, the text and CLOSE; nothing at all where S is NULL or "". */
void markup_element(struct markup *m, const char *open, const char *s,
                    const char *close);

#endif
