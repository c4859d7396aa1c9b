/*
 * markdown.h - text of others in Markdown, of which nothing becomes markup.
 */
#ifndef MEDEL_MARKDOWN_H
#define MEDEL_MARKDOWN_H

#include "medel/buf.h"

/* Appends the byte at I of S, escaped where it could be markup there. */
enum status markdown_byte(struct buf *out, const char *s, size_t i);
/* Appends TEXT, made safe for a terminal (term_safe()) and escaped; blanks
 * before it are left out. */
enum status markdown_text(struct buf *out, const char *text);

#endif
