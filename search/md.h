/*
 * md.h - writing Markdown: our own markup as it is, text from anywhere with
 * all escaped that Markdown or HTML could take for markup. The first failure
 * of an append stays in `st`; callers look at it once.
 */
#ifndef MEDEL_SEARCH_MD_H
#define MEDEL_SEARCH_MD_H

#include "medel/buf.h"

struct md {
    struct buf *out;
    enum status st;
};

/* Our own text, as it is. */
void md_raw(struct md *m, const char *s);
void md_text(struct md *m, const char *text);
/* The same onto a buffer. */
enum status md_escape(struct buf *out, const char *text);
/* An item of a list below a numbered one; nothing where TEXT is NULL or "". */
void md_item(struct md *m, const char *text);
/* The same of a snippet (snippet.h), its hits in bold. */
void md_item_snippet(struct md *m, const char *snippet);
void md_item_address(struct md *m, const char *url);

#endif
