/* visible.c - the words that readers of an HTML page see; see visible.h. */
#include "visible.h"

#include "entities.h"
#include "medel/side.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/utf8.h"

#include <string.h>
#include <strings.h>

#define LINE_MAX_BYTES 200 /* of a title or heading */

struct scan {
    struct arena *mem;
    const char *p, *end;
    struct visible *out;
    bool utf8; /* all of it */
    struct buf text;
    size_t n_blanks;   /* put behind words */
    size_t heading_at; /* where in the text the open heading began */
    bool in_heading;
};

static bool is_space(char c)
{
    return (unsigned char)c <= ' ';
}

static bool equals(const char *p, size_t n, const char *word)
{
    return strlen(word) == n && strncasecmp(p, word, n) == 0;
}

/* Bytes of the space at P: ASCII's, or one that keeps a number together
 * (U+00A0, U+202F); 0 for none. */
static size_t space_at(const char *p, size_t n)
{
    if (is_space(*p))
        return 1;
    if (n >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
        return 2;
    return n >= 3 && memcmp(p, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

/* Begins no space. Nothing but letters, mostly. */
static bool is_plain(char c)
{
    unsigned char u = (unsigned char)c;
    return u > ' ' && u != 0xc2 && u != 0xe2;
}

/* How many of the bytes from P on, a multiple of SIDE, are as they are to be:
 * no space among them but single blanks. A byte stands before P. *blanks grows
 * by their number. */
static size_t tidy_run(const char *p, size_t n, size_t *blanks)
{
    size_t len = 0;
    for (; n - len >= SIDE; len += SIDE) {
        const side_t now = side_load(p + len), before = side_load(p + len - 1);
        const side_t blank = (side_t)(now == ' ');
        const side_t odd = (side_t)(now < ' ') | (side_t)(now == 0xc2) |
                           (side_t)(now == 0xe2) |
                           (blank & (side_t)(before == ' '));
        if (side_any(odd))
            break;
        *blanks += side_count(blank);
    }
    return len;
}

static void put_blank(struct scan *s, const char *from, char **out)
{
    if (*out == from || (*out)[-1] == ' ')
        return;
    *(*out)++ = ' ';
    s->n_blanks++;
}

/* Words with one blank after each, behind B's, which has room and ends with
 * none or a blank. P begins with no space. */
static void append_words(struct scan *s, struct buf *b, const char *p, size_t n)
{
    const char *end = p + n, *run_from = p + 1;
    char *const from = b->data + b->len;
    char *out = from;
    while (p < end) {
        /* Where there was anything odd, the next few bytes are taken singly. */
        size_t run = 0, space;
        if (p >= run_from && !is_space(*p)) {
            run = tidy_run(p, (size_t)(end - p), &s->n_blanks);
            run_from = p + run + SIDE;
            memcpy(out, p, run);
            out += run;
            p += run;
        }
        if (p == end)
            break;
        if (is_plain(*p) || (space = space_at(p, (size_t)(end - p))) == 0) {
            *out++ = *p++;
        } else {
            put_blank(s, from, &out);
            p += space;
        }
    }
    put_blank(s, from, &out);
    *out = '\0';
    b->len += (size_t)(out - from);
}

/* Words with one blank after each, appended to B as far as there is room. */
static void put_words(struct scan *s, struct buf *b, const char *p, size_t n)
{
    const char *end = p + n;
    while (p < end && is_space(*p))
        p++;
    n = (size_t)(end - p);
    if (n == 0 || b->len + 3 * n + 2 > b->max)
        return;
    /* Mostly nothing is to be decoded. */
    if (!s->utf8 || memchr(p, '&', n) != NULL) {
        char *out = arena_alloc(s->mem, 3 * n + 1);
        size_t len = entities_decode(p, n, out, 3 * n);
        if (len == ENTITIES_TOO_LONG)
            return;
        p = out;
        n = len;
    }
    if (buf_reserve(b, n + 1) == ST_OK)
        append_words(s, b, p, n);
}

static const char *line_of(struct scan *s, const char *p, size_t n)
{
    while (n != 0 && p[n - 1] == ' ')
        n--;
    return arena_strndup(s->mem, p, utf8_clip(p, n, LINE_MAX_BYTES));
}

/* --- markup --------------------------------------------------------------- */

/* From behind '<' to behind the '>' that ends the tag; quotes hide others. */
static void skip_tag(struct scan *s)
{
    char before = ' ';
    for (; s->p < s->end && *s->p != '>'; s->p++) {
        if ((*s->p == '"' || *s->p == '\'') && before == '=') {
            const char *close =
                memchr(s->p + 1, *s->p, (size_t)(s->end - s->p - 1));
            if (close != NULL)
                s->p = close;
        }
        if (!is_space(*s->p))
            before = *s->p;
    }
    if (s->p < s->end)
        s->p++;
}

/* The content of an element up to its end tag, which is stepped over. */
static void skip_content(struct scan *s, const char *name, size_t n,
                         const char **content, size_t *len)
{
    *content = s->p;
    while (s->p < s->end) {
        const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p));
        if (lt == NULL)
            break;
        s->p = lt + 1;
        if ((size_t)(s->end - s->p) > n && *s->p == '/' &&
            strncasecmp(s->p + 1, name, n) == 0) {
            *len = (size_t)(lt - *content);
            skip_tag(s);
            return;
        }
    }
    s->p = s->end;
    *len = (size_t)(s->end - *content);
}

static void end_heading(struct scan *s)
{
    struct visible *v = s->out;
    if (!s->in_heading)
        return;
    s->in_heading = false;
    if (s->text.len > s->heading_at && v->n_headings < VISIBLE_HEADINGS_MAX)
        v->headings[v->n_headings++] = line_of(s, s->text.data + s->heading_at,
                                               s->text.len - s->heading_at);
}

static void on_tag(struct scan *s)
{
    static const char *const UNSEEN[] = {"script", "style",    "template",
                                         "svg",    "textarea", "iframe"};
    bool end = *s->p == '/';
    const char *name = s->p + end;
    size_t n = 0, len;
    const char *content;
    while (name + n < s->end && !is_space(name[n]) && name[n] != '/' &&
           name[n] != '>')
        n++;
    skip_tag(s);
    /* With any of which no name here begins: most. */
    if (n == 0 || strchr("HhIiSsTt", *name) == NULL)
        return;
    if (equals(name, n, "h1")) {
        end_heading(s);
        s->in_heading = !end;
        s->heading_at = s->text.len;
    }
    if (end)
        return;
    for (size_t i = 0; i < sizeof UNSEEN / sizeof *UNSEEN; i++)
        if (equals(name, n, UNSEEN[i]))
            skip_content(s, name, n, &content, &len);
    if (equals(name, n, "title")) {
        struct buf b;
        size_t n_blanks = s->n_blanks; /* the title's do not count */
        buf_init(&b, 4096);
        skip_content(s, name, n, &content, &len);
        put_words(s, &b, content, len < 1000 ? len : 1000);
        if (*s->out->title == '\0' && b.len != 0)
            s->out->title = line_of(s, b.data, b.len);
        s->n_blanks = n_blanks;
        buf_free(&b);
    }
}

static void on_markup(struct scan *s)
{
    const char *close;
    s->p++;
    if (s->p == s->end)
        return;
    if (s->end - s->p >= 3 && memcmp(s->p, "!--", 3) == 0) {
        /* "<!-->" is a whole comment. */
        close = memmem(s->p + 1, (size_t)(s->end - s->p - 1), "-->", 3);
        s->p = close != NULL ? close + 3 : s->end;
    } else if ((*s->p | 0x20) >= 'a' && (*s->p | 0x20) <= 'z') {
        on_tag(s);
    } else if (*s->p == '/' || *s->p == '!' || *s->p == '?') {
        on_tag(s);
    }
}

void visible_read(struct arena *mem, const char *html, size_t len,
                  struct visible *ret)
{
    *ret = (struct visible){.title = "", .text = ""};
    entities_from_utf16(mem, &html, &len);
    struct scan s = {.mem = mem,
                     .p = html,
                     .end = html + len,
                     .out = ret,
                     .utf8 = utf8_valid(html, len)};
    buf_init(&s.text, CAP_TEXT_BYTES);
    while (s.p < s.end) {
        const char *lt = memchr(s.p, '<', (size_t)(s.end - s.p));
        const char *text_end = lt != NULL ? lt : s.end;
        put_words(&s, &s.text, s.p, (size_t)(text_end - s.p));
        s.p = text_end;
        if (lt != NULL)
            on_markup(&s);
    }
    end_heading(&s);
    if (s.text.len != 0)
        ret->text = arena_strndup(mem, s.text.data, s.text.len);
    buf_free(&s.text);
    ret->n_words = s.n_blanks;
}
