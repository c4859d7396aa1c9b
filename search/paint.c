/* paint.c - text in colours and columns; see paint.h. */
#include "paint.h"

#include "snippet_mark.h"

#include "medel/arena.h"
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

/* --- snippets ------------------------------------------------------------ */

static const char DOTS[] = "…";

/* What is between two blanks. */
struct piece {
    const char *s; /* with marks */
    size_t len;
    const char *plain;
    int width;
    bool hit;
};

static bool is_mark(char c)
{
    return c == SNIPPET_ON || c == SNIPPET_OFF;
}

static struct piece next_piece(struct arena *mem, const char *s)
{
    struct piece w = {.s = s + strspn(s, " ")};
    w.len = strcspn(w.s, " ");
    char *plain = arena_alloc(mem, w.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < w.len; i++) {
        if (is_mark(w.s[i]))
            w.hit = true;
        else
            plain[n++] = w.s[i];
    }
    plain[n] = '\0';
    w.plain = plain;
    w.width = term_text_width(plain);
    return w;
}

/* A word without end is cut: ROOM is what a line has. */
static void put_piece(struct page *p, struct piece w, int room, bool *bold)
{
    bool whole = w.width <= room;
    for (size_t i = 0; i < w.len && p->st == ST_OK; i++) {
        if (is_mark(w.s[i])) {
            *bold = w.s[i] == SNIPPET_ON;
            if (*bold)
                colour_on(p, PAINT_BOLD);
            else
                colour_off(p, PAINT_BOLD);
        } else if (whole) {
            p->st = buf_putc(p->out, w.s[i]);
        }
    }
    if (!whole && p->st == ST_OK)
        p->st = term_fit(p->out, w.plain, room, false);
}

/* Where W ends when it follows what ends at COLUMN of *line. */
static int placed(struct piece w, int column, int room, int *line)
{
    if (column > 0 && column + 1 + w.width > room) {
        ++*line;
        column = 0;
    }
    return column + (column > 0) + w.width;
}

/* The place in S from which on the first hit is within the lines; a cell is
 * kept for the "…" that stands for what is before it, and one for another. */
static const char *hit_from(struct arena *mem, const char *s, int room,
                            int lines)
{
    for (;;) {
        int column = 1, line = 0;
        struct piece w = next_piece(mem, s), first = w;
        while (w.len > 0 && !w.hit) {
            column = placed(w, column, room - 1, &line);
            w = next_piece(mem, w.s + w.len);
        }
        (void)placed(w, column, room - 1, &line);
        if (line < lines || first.hit || first.len == 0)
            return first.s;
        s = first.s + first.len;
    }
}

struct flow {
    struct page *p;
    int indent, room, lines;
    int line, column;
    bool dots; /* the line is but the dots; a word stands right at them */
    bool cut;  /* the last word was, and ends in dots */
    bool bold;
};

/* False where W finds no room: the dots stand for it and all that follows. */
static bool flow_piece(struct flow *f, struct piece w, bool last)
{
    int before = f->line;
    int room = last || f->line + 1 < f->lines ? f->room : f->room - 1;
    int column = f->dots ? f->column + w.width
                         : placed(w, f->column, room, &f->line);
    if (f->line >= f->lines) {
        page_raw(f->p, f->cut ? "" : DOTS);
        return false;
    }
    if (f->line > before) {
        page_line_end(f->p);
        page_spaces(f->p, f->indent);
    } else if (f->column > 0 && !f->dots) {
        page_raw(f->p, " ");
    }
    put_piece(f->p, w, f->room - 2, &f->bold);
    f->column = column;
    f->cut = w.width > f->room - 2;
    f->dots = false;
    return true;
}

void page_snippet(struct page *p, int indent, const char *s, int lines)
{
    struct arena *mem = arena_new();
    struct flow f = {
        .p = p, .indent = indent, .room = p->width - indent, .lines = lines};
    const char *from = hit_from(mem, s, f.room, lines);

    page_spaces(p, indent);
    if (from > s + strspn(s, " ")) {
        page_raw(p, DOTS);
        f.dots = true;
        f.column = 1;
    }
    for (struct piece w = next_piece(mem, from), next; w.len > 0; w = next) {
        next = next_piece(mem, w.s + w.len);
        if (!flow_piece(&f, w, next.len == 0))
            break;
    }
    if (f.bold) /* an expression that was cut */
        colour_off(p, PAINT_BOLD);
    page_line_end(p);
    arena_free(mem);
}
