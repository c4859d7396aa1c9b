/* paint.c - text in colours and columns; see paint.h. */
#include "paint.h"

#include "medel/term.h"

#include <string.h>

#define WIDTH_MIN 40
#define WIDTH_MAX 100
#define LEFT_MIN 24

struct page page_begin(struct buf *out, int width, bool colour)
{
    return (struct page){.out = out,
                         .width = width < WIDTH_MIN   ? WIDTH_MIN
                                  : width > WIDTH_MAX ? WIDTH_MAX
                                                      : width,
                         .colour = colour,
                         .st = ST_OK};
}

static void keep(struct page *p, enum status st)
{
    if (p->st == ST_OK)
        p->st = st;
}

void page_raw(struct page *p, const char *s)
{
    if (p->st == ST_OK)
        keep(p, buf_puts(p->out, s));
}

static const char *code_of(enum paint c)
{
    static const char *const codes[] = {
        [PAINT_PLAIN] = "",       [PAINT_BOLD] = "\033[1m",
        [PAINT_DIM] = "\033[2m",  [PAINT_GOOD] = "\033[32m",
        [PAINT_ASK] = "\033[33m", [PAINT_BAD] = "\033[31m",
    };
    return codes[c];
}

static void colour_on(struct page *p, enum paint c)
{
    if (p->colour)
        page_raw(p, code_of(c));
}

static void colour_off(struct page *p, enum paint c)
{
    if (p->colour && c != PAINT_PLAIN)
        page_raw(p, "\033[0m");
}

void page_text(struct page *p, const char *s, enum paint c)
{
    colour_on(p, c);
    if (p->st == ST_OK)
        keep(p, term_safe(p->out, s, false));
    colour_off(p, c);
}

void page_spaces(struct page *p, int n)
{
    for (; n > 0; n--)
        page_raw(p, " ");
}

void page_line_end(struct page *p)
{
    page_raw(p, "\n");
}

static void fitted(struct page *p, const char *s, int width, bool pad,
                   enum paint c)
{
    colour_on(p, c);
    if (p->st == ST_OK)
        keep(p, term_fit(p->out, s, width, pad));
    colour_off(p, c);
}

void page_line(struct page *p, int indent, const char *left, enum paint left_c,
               const char *right, enum paint right_c)
{
    int room = p->width - indent;
    int right_width = right != NULL ? term_text_width(right) : 0;
    int left_width = right_width > 0 ? room - right_width - 2 : room;

    page_spaces(p, indent);
    if (right_width > 0 && left_width < LEFT_MIN &&
        term_text_width(left) > left_width) {
        fitted(p, left, room, false, left_c);
        page_line_end(p);
        page_spaces(p, indent);
        fitted(p, right, room, false, right_c);
    } else {
        fitted(p, left, left_width, right_width > 0, left_c);
        if (right_width > 0) {
            page_spaces(p, 2);
            page_text(p, right, right_c);
        }
    }
    page_line_end(p);
}

void page_wrap(struct page *p, int indent, const char *s, enum paint c)
{
    /* Wrapped on its own: term_wrap counts what stands before on the line,
     * colour codes too. */
    struct buf lines;
    buf_init(&lines, p->out->max);
    enum status st = ST_OK;
    for (int i = 0; i < indent && st == ST_OK; i++)
        st = buf_putc(&lines, ' ');
    if (st == ST_OK)
        st = term_wrap(&lines, s, p->width, indent);
    keep(p, st);
    colour_on(p, c);
    page_raw(p, lines.data);
    colour_off(p, c);
    page_line_end(p);
    buf_free(&lines);
}
