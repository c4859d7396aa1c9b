/*
 * texts.h - an item's texts as an HTML page, for the reader of pages; shared
 * inside adapters/.
 */
#ifndef MEDEL_ADAPTERS_TEXTS_H
#define MEDEL_ADAPTERS_TEXTS_H

#include "medel/buf.h"

#include <stddef.h>

/* Each appends to B, whose max is the page's; past it the rest is left out.
 * Begin with texts_begin(), end with texts_end(). TEXT may be NULL: nothing. */
void texts_begin(struct buf *b, const char *lang, const char *title);
void texts_heading(struct buf *b, const char *text);
/* Text that may be HTML or not: tags tell. Lines of plain text are
 * paragraphs. */
void texts_add(struct buf *b, const char *text);
/* "Label: text" */
void texts_pair(struct buf *b, const char *label, const char *text);
void texts_link(struct buf *b, const char *url, const char *text);
/* Characters that HTML gives a meaning are escaped. */
void texts_escape(struct buf *b, const char *text, size_t len);
void texts_end(struct buf *b);

#endif
