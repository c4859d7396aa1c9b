/* query_fault.c - a query with carets under what is wrong; see query.h. */
#include "query.h"

#include "medel/buf.h"
#include "medel/term.h"

#include <string.h>

#define INDENT 2
#define WIDTH_MIN 20
#define BEFORE_MIN 10 /* cells that are shown before the fault */
#define CUT "…"

/* TEXT[AT, END) as a terminal may have it. */
static const char *safe(struct arena *mem, const char *text, size_t at,
                        size_t end)
{
    struct buf b;
    const char *ret = "";
    buf_init(&b, 4 * (end - at) + 1);
    if (term_safe(&b, arena_strndup(mem, text + at, end - at), false) == ST_OK)
        ret = arena_strndup(mem, b.data, b.len);
    buf_free(&b);
    return ret;
}

static size_t next_char(const char *text, size_t at, size_t end)
{
    do
        at++;
    while (at < end && ((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

static int width_of(struct arena *mem, const char *text, size_t at, size_t end)
{
    return term_text_width(safe(mem, text, at, end));
}

/* The first byte from FROM on from which [.., END) takes at most ROOM cells. */
static size_t cut_front(struct arena *mem, const char *text, size_t from,
                        size_t end, int room)
{
    while (from < end && width_of(mem, text, from, end) > room)
        from = next_char(text, from, end);
    return from;
}

/* The byte up to which [FROM, ..) takes at most ROOM cells. */
static size_t cut_back(struct arena *mem, const char *text, size_t from,
                       size_t end, int room)
{
    size_t at = from;
    while (at < end) {
        size_t next = next_char(text, at, end);
        if (width_of(mem, text, from, next) > room)
            break;
        at = next;
    }
    return at;
}

const char *query_fault_picture(struct arena *mem, const char *text,
                                struct query_fault fault, int width)
{
    size_t len = strlen(text), begin = 0, end = len;
    int room = (width < WIDTH_MIN ? WIDTH_MIN : width) - INDENT - 1;
    struct buf b;

    if (width_of(mem, text, 0, len) > room) {
        /* Two cells for the signs where it was cut. */
        int inner = room - 2;
        int marked = width_of(mem, text, fault.at, fault.end);
        int before = inner - marked < BEFORE_MIN ? BEFORE_MIN : inner - marked;
        begin = cut_front(mem, text, 0, fault.at, before);
        end = cut_back(mem, text, begin, len, inner);
    }
    size_t last = fault.end < end ? fault.end : end;
    const char *lead = begin > 0 ? CUT : "";
    const char *shown = arena_printf(
        mem, "%s%s%s", lead, safe(mem, text, begin, end), end < len ? CUT : "");
    int at = INDENT + (begin > 0) + width_of(mem, text, begin, fault.at);
    int carets = last > fault.at ? width_of(mem, text, fault.at, last) : 1;
    buf_init(&b, 4 * QUERY_BYTES_MAX);
    enum status st = buf_printf(&b, "%*s%s\n%*s", INDENT, "", shown, at, "");
    for (int i = 0; i < (carets > 0 ? carets : 1) && st == ST_OK; i++)
        st = buf_putc(&b, '^');
    const char *ret = st == ST_OK ? arena_printf(mem, "%s\n", b.data) : "";
    buf_free(&b);
    return ret;
}
