/*
 * paint.h - text in colours and columns, for table.c and show.c. The first
 * failure of an append stays in the page; callers look at it once.
 */
#ifndef MEDEL_SEARCH_PAINT_H
#define MEDEL_SEARCH_PAINT_H

#include "medel/buf.h"

#include <stdbool.h>

enum paint {
    PAINT_PLAIN,
    PAINT_BOLD,
    PAINT_DIM,
    PAINT_GOOD,
    PAINT_ASK,
    PAINT_BAD
};

struct page {
    struct buf *out;
    int width;
    bool colour;
    enum status st;
};

/* A page on OUT for a terminal WIDTH cells wide: at least 40, and at most 100,
 * for a wider one does not make wider lines of text. */
struct page page_begin(struct buf *out, int width, bool colour);

/* Our own text, as it is. */
void page_raw(struct page *p, const char *s);
/* Text from anywhere, made safe, in a colour. */
void page_text(struct page *p, const char *s, enum paint c);
void page_spaces(struct page *p, int n);
void page_line_end(struct page *p);

/*
 * One line: LEFT after INDENT cells, RIGHT at the right edge (or NULL). LEFT
 * is cut where there is no room for both; where there would be too little of
 * it left, RIGHT goes on a line of its own.
 */
void page_line(struct page *p, int indent, const char *left, enum paint left_c,
               const char *right, enum paint right_c);
/* Text wrapped to the width, every line INDENT cells in. */
void page_wrap(struct page *p, int indent, const char *s, enum paint c);
/* A snippet (snippet.h) wrapped likewise, its hits in bold: at most LINES
 * lines, the first hit among them; "…" where words are left out. */
void page_snippet(struct page *p, int indent, const char *s, int lines);

#endif
