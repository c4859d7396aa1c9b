/*
 * term.h - text on a terminal: widths, safe output, tables.
 */
#ifndef MEDEL_TERM_H
#define MEDEL_TERM_H

#include "medel/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Columns of the terminal on FD: COLUMNS in the environment, the kernel's
 * word, or 80. */
int term_width(int fd);
/* Colours: FD is a terminal, TERM is not dumb, NO_COLOR is unset. */
bool term_has_colour(int fd);
/* Cells that UTF-8 text takes (wide, combining and invalid bytes counted
 * right), by utf8proc. */
int term_text_width(const char *s);
/*
 * Appends S with everything that could steer a terminal made harmless:
 * each character of C0 (so ESC), DEL, C1, bidi control and invalid UTF-8
 * becomes U+FFFD; a newline or tab becomes a space unless KEEP_LINES.
 */
enum status term_safe(struct buf *out, const char *s, bool keep_lines);
/* How many bytes the character at S has where it could steer a terminal (C0
 * with newline and tab, DEL, C1, bidi control); 0 for any other. */
size_t term_control(const char *s);
/*
 * Appends N bytes of JSON text; each character of the kinds above, and JSON
 * has none but within strings, becomes an escape, "\u009b": the same value for
 * programs, and harmless where people look at it.
 */
enum status term_safe_json(struct buf *out, const char *json, size_t n);
/* Appends S made safe, cut to WIDTH cells ending in "…" where it is longer,
 * and padded to WIDTH where PAD. */
enum status term_fit(struct buf *out, const char *s, int width, bool pad);
/* Appends S made safe, wrapped to WIDTH cells at spaces, every line after
 * the first led by INDENT spaces. What already stands on OUT's last line is
 * counted; S begins right after it. A word longer than WIDTH stays whole. */
enum status term_wrap(struct buf *out, const char *s, int width, int indent);

#endif
