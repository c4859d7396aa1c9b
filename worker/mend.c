/*
 * mend.c - markup made fit for tidy 5.6.
 *
 * tidy 5.6.0 builds the tree, but its parser is recursive, holds to a stricter
 * content model than HTML5, and takes quadratic time or memory on some
 * misnestings (https://github.com/htacg/tidy-html5/issues/937). This
 * single pass over the tokens rewrites what it would break, so that the tree
 * comes out as a browser's would and hostile pages stay cheap:
 *
 * - scripts, styles, comments, form controls, SVG and other content that is no
 *   text are left out (data in scripts is kept aside, see script.c);
 * - only the attributes that the cleaner reads are passed on, and of long ones
 *   and of texts a sign (aside.h);
 * - closing tags that close nothing are dropped, and what a closing tag leaves
 *   open inside its element or table cell is closed first;
 * - nesting is bounded, and so are repeated identical formatting elements (the
 *   HTML standard's "Noah's Ark clause" bounds them to three as well);
 * - block elements inside headings, terms, summaries and buttons become spans,
 *   for tidy would tear them out of there;
 * - custom elements become div or span, by whether they hold block elements
 *   anywhere on the page; the name goes into data-el.
 */
#include "mend_int.h"
#include "medel/caps.h"
#include "tags.h"

#include <string.h>

#define FORMAT_MAX 24    /* open formatting elements in one cell */
#define ARK_MAX 3        /* of these, with the same name and attributes */
#define SCOPE_BYTES 4096 /* how far a heading's end is looked for */

/* --- the stack of open elements ------------------------------------------ */

static void put_close(struct mend *m, const char *name)
{
    mend_puts(m, "</");
    mend_puts(m, name);
    mend_puts(m, ">");
}

/* Closes everything above the first N open elements. */
static void close_above(struct mend *m, size_t n)
{
    while (m->n > n)
        put_close(m, m->stack[--m->n].out);
}

static void push(struct mend *m, enum open_kind kind, const char *out,
                 uint32_t source, uint32_t attrs)
{
    m->stack[m->n++] = (struct open){kind, tag_intern(out), source, attrs};
}

/* The index above the innermost cell, table or scope: what lies below cannot
 * be closed from here. */
static size_t scope_base(const struct mend *m)
{
    size_t i = m->n;
    while (i > 0 && m->stack[i - 1].kind <= OPEN_FORMAT)
        i--;
    return i;
}

static bool in_scope(const struct mend *m)
{
    size_t i = scope_base(m);
    return i > 0 && m->stack[i - 1].kind == OPEN_SCOPE;
}

/* Ends an open cell of the innermost table, if there is one. */
static void close_cell(struct mend *m)
{
    for (size_t i = m->n; i > 0; i--) {
        if (m->stack[i - 1].kind == OPEN_TABLE)
            return;
        if (m->stack[i - 1].kind == OPEN_CELL) {
            close_above(m, i - 1);
            return;
        }
    }
}

static bool in_table_outside_cell(const struct mend *m)
{
    size_t i = scope_base(m);
    return i > 0 && m->stack[i - 1].kind == OPEN_TABLE;
}

/* --- opening tags -------------------------------------------------------- */

static void open_container(struct mend *m, const struct lex_token *t,
                           const char *out)
{
    if (m->n + FORMAT_MAX >= NEST_MAX) {
        m->dropped++;
        mend_puts(m, "<br>");
        return;
    }
    mend_put_open(m, out, t, NULL);
    push(m, OPEN_NEST, out, mend_hash(t->name, strlen(t->name)), 0);
}

static void open_format(struct mend *m, const struct lex_token *t,
                        const char *out)
{
    uint32_t name = mend_hash(t->name, strlen(t->name));
    size_t base = scope_base(m), formats = 0, same = 0;
    if (strcmp(t->name, "a") == 0) /* links do not nest */
        for (size_t i = m->n; i > base; i--)
            if (m->stack[i - 1].source == name) {
                close_above(m, i - 1);
                break;
            }
    size_t mark = m->out->html.len;
    uint32_t attrs;
    mend_put_open(m, out, t, &attrs);
    for (size_t i = base; i < m->n; i++) {
        formats += m->stack[i].kind == OPEN_FORMAT;
        same += m->stack[i].source == name && m->stack[i].attrs == attrs;
    }
    bool ark = same >= ARK_MAX && strcmp(t->name, "span") != 0;
    if (ark || formats >= FORMAT_MAX || m->n >= NEST_MAX) {
        /* Take the tag back. */
        if (m->status == ST_OK) {
            m->out->html.len = mark;
            m->out->html.data[mark] = '\0';
        }
        return;
    }
    push(m, OPEN_FORMAT, out, name, attrs);
}

/* Does the element that T opens end soon, with nothing before its end that
 * could not be inside? Then block tags in it may become spans. */
static bool scope_ends(const struct mend *m, const struct lex_token *t)
{
    struct lex l = m->lex;
    struct lex_token u;
    bool heading = t->name[0] == 'h' && t->name[1] != '\0';
    if (l.n > l.at + SCOPE_BYTES)
        l.n = l.at + SCOPE_BYTES;
    while (lex_next(&l, &u)) {
        if (u.kind != LEX_OPEN && u.kind != LEX_CLOSE)
            continue;
        bool same = strcmp(u.name, t->name) == 0;
        if (same)
            return u.kind == LEX_CLOSE;
        unsigned c = tag_classes(u.name);
        if ((c & (TAG_TABLE | TAG_ROW | TAG_CELL)) != 0 ||
            strcmp(u.name, "ul") == 0 || strcmp(u.name, "ol") == 0 ||
            strcmp(u.name, "dl") == 0 || strcmp(u.name, "dd") == 0)
            return false;
        if (heading && (c & TAG_SCOPE) != 0 && u.name[0] == 'h')
            return false;
    }
    return false;
}

static void open_scope(struct mend *m, const struct lex_token *t, unsigned c)
{
    if (scope_ends(m, t) && m->n < NEST_MAX) {
        mend_put_open(m, t->name, t, NULL);
        push(m, OPEN_SCOPE, t->name, mend_hash(t->name, strlen(t->name)), 0);
    } else if ((c & TAG_INLINE) != 0) {
        open_format(m, t, t->name);
    } else {
        mend_put_open(m, t->name, t, NULL);
    }
}

static void open_table_part(struct mend *m, const struct lex_token *t,
                            unsigned c)
{
    if ((c & TAG_TABLE) != 0) {
        if (m->n + FORMAT_MAX >= NEST_MAX) {
            m->dropped++;
            return;
        }
        mend_put_open(m, t->name, t, NULL);
        push(m, OPEN_TABLE, "table", mend_hash("table", 5), 0);
        return;
    }
    close_cell(m);
    if (m->dropped != 0 || !in_table_outside_cell(m)) {
        mend_puts(m, "<br>"); /* a row or cell without its table */
        return;
    }
    mend_put_open(m, t->name, t, NULL);
    if ((c & TAG_CELL) != 0 && m->n < NEST_MAX)
        push(m, OPEN_CELL, t->name[1] == 'h' ? "th" : "td",
             mend_hash(t->name, strlen(t->name)), 0);
}

/* The content of an element that holds no text, up to its end. */
static void skip_content(struct mend *m, const struct lex_token *t)
{
    uint32_t name = mend_hash(t->name, strlen(t->name));
    for (size_t i = 0; i < m->n_unclosed; i++)
        if (m->unclosed[i] == name)
            return;
    struct lex ahead = m->lex;
    struct lex_token u;
    while (lex_next(&ahead, &u)) {
        if (u.kind == LEX_RAW && strcmp(t->name, "script") == 0)
            script_keep(m->mem, m->out, mend_attr_value(m, t, "type"),
                        mend_attr_value(m, t, "id"), ahead.s + u.from,
                        u.to - u.from);
        if (u.kind == LEX_CLOSE && strcmp(u.name, t->name) == 0) {
            m->lex = ahead;
            return;
        }
    }
    /* No end: only the tag is dropped, and what follows is the page; but a
     * script without an end goes on to the end of the page. */
    if (strcmp(t->name, "script") == 0 || strcmp(t->name, "style") == 0)
        m->lex = ahead;
    else if (m->n_unclosed < sizeof m->unclosed / sizeof *m->unclosed)
        m->unclosed[m->n_unclosed++] = name;
}

static const char *output_name(const char *name)
{
    static const struct {
        const char *from, *to;
    } renamed[] = {{"noscript", "div"}, {"search", "div"}, {"form", "div"},
                   {"menu", "ul"},      {"dir", "ul"},     {"template", "div"}};
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (name[0] == renamed[i].from[0] && strcmp(name, renamed[i].from) == 0)
            return renamed[i].to;
    return NULL;
}

static void open_custom(struct mend *m, const struct lex_token *t)
{
    if (mend_is_container(m, t->name, 0))
        open_container(m, t, "div");
    else
        open_format(m, t, "span");
}

static void open_once(struct mend *m, const struct lex_token *t)
{
    unsigned bit = t->name[1] == 't' ? 1 : t->name[1] == 'e' ? 2 : 4;
    if ((m->once & bit) == 0 && m->n == 0)
        mend_put_open(m, t->name, t, NULL);
    m->once |= bit;
}

/* A picture says something only where it stands for a heading's words. */
static void open_img(struct mend *m, const struct lex_token *t)
{
    struct lex_attr a;
    if (in_scope(m) && m->stack[scope_base(m) - 1].out[0] == 'h' &&
        mend_attr_find(m, t, "alt", &a) && a.value != NULL) {
        mend_puts(m, "<span data-el=\"img\">");
        mend_put_value(m, a.value, a.value_len);
        mend_puts(m, "</span>");
    }
}

static void open_void(struct mend *m, const struct lex_token *t)
{
    if (strcmp(t->name, "img") == 0)
        open_img(m, t);
    else
        mend_put_open(m, t->name, t, NULL);
}

static void on_open(struct mend *m, const struct lex_token *t)
{
    m->pre = m->pre || strcmp(t->name, "pre") == 0;
    unsigned c = tag_classes(t->name);
    const char *out = output_name(t->name);
    struct lex_attr a;
    if (strcmp(t->name, "template") == 0 &&
        mend_attr_find(m, t, "shadowrootmode", &a))
        open_container(m, t, "div");
    else if ((c & TAG_SKIP) != 0)
        skip_content(m, t);
    else if ((c & TAG_DROP) != 0)
        return;
    else if (c == 0 && strchr(t->name, '-') != NULL)
        open_custom(m, t);
    else if (c == 0)
        mend_puts(m, strcmp(t->name, "title") == 0 ? "<title>" : "");
    else if ((c & TAG_ONCE) != 0)
        open_once(m, t);
    else if (in_scope(m) && (c & TAG_BLOCK) != 0 && (c & TAG_VOID) == 0) {
        mend_puts(m, " "); /* it separated words */
        open_format(m, t, "span");
    } else if ((c & (TAG_TABLE | TAG_ROW | TAG_CELL)) != 0)
        open_table_part(m, t, c);
    else if ((c & TAG_NEST) != 0) {
        /* A form between table and row has no place in the tree. */
        if (!in_table_outside_cell(m) || strcmp(t->name, "form") != 0)
            open_container(m, t, out != NULL ? out : t->name);
    } else if ((c & TAG_SCOPE) != 0)
        open_scope(m, t, c);
    else if ((c & TAG_INLINE) != 0)
        open_format(m, t, t->name);
    else if ((c & TAG_VOID) != 0)
        open_void(m, t);
    else
        mend_put_open(m, t->name, t, NULL);
}

/* --- closing tags -------------------------------------------------------- */

/* Closes the innermost open element that came from NAME, and all in it. */
static bool close_source(struct mend *m, const char *name, size_t base)
{
    uint32_t h = mend_hash(name, strlen(name));
    for (size_t i = m->n; i > base; i--) {
        if (m->stack[i - 1].source != h)
            continue;
        if (m->stack[i - 1].kind != OPEN_FORMAT) {
            close_above(m, i - 1);
            return true;
        }
        /* Misnested formatting is tidy's to sort out. */
        put_close(m, m->stack[i - 1].out);
        memmove(&m->stack[i - 1], &m->stack[i], (m->n - i) * sizeof *m->stack);
        m->n--;
        return true;
    }
    return false;
}

static void close_table_part(struct mend *m, const struct lex_token *t,
                             unsigned c)
{
    if ((c & TAG_CELL) != 0) {
        close_cell(m);
        return;
    }
    if ((c & TAG_ROW) != 0) {
        close_cell(m);
        if (in_table_outside_cell(m))
            put_close(m, t->name);
        return;
    }
    if (m->dropped != 0) {
        m->dropped--;
        return;
    }
    /* A table's end ends what is open in it, but never a heading around
     * it. */
    close_source(m, "table", 0);
}

static void on_close(struct mend *m, const struct lex_token *t)
{
    unsigned c = tag_classes(t->name);
    size_t base = scope_base(m);
    if (strcmp(t->name, "title") == 0)
        mend_puts(m, "</title>");
    else if ((c & (TAG_DROP | TAG_VOID | TAG_ONCE)) != 0) {
        if (strcmp(t->name, "br") == 0) /* as browsers do */
            mend_puts(m, "<br>");
    } else if ((c & (TAG_TABLE | TAG_ROW | TAG_CELL)) != 0)
        close_table_part(m, t, c);
    else if ((c & TAG_SCOPE) != 0 && base > 0 &&
             m->stack[base - 1].kind == OPEN_SCOPE)
        close_source(m, t->name, base - 1);
    else if (close_source(m, t->name, base))
        return;
    else if (m->dropped != 0 && mend_is_container(m, t->name, c))
        m->dropped--;
    else if ((c & TAG_BLOCK) != 0 && (c & TAG_NEST) == 0 && !in_scope(m))
        put_close(m, t->name);
}

/* Not in the middle of a reference such as "&amp;", which a tag that was left
 * out may have parted. */
static bool begins_afresh(const struct mend *m)
{
    const struct buf *b = &m->out->html;
    unsigned char c = (unsigned char)(b->len > 0 ? b->data[b->len - 1] : '>');
    return c == '>' || c <= ' ' || c >= 0x80;
}

static void on_token(struct mend *m, const struct lex_token *t)
{
    const char *s = m->lex.s + t->from;
    switch (t->kind) {
    case LEX_OPEN:
        on_open(m, t);
        break;
    case LEX_CLOSE:
        on_close(m, t);
        break;
    case LEX_RAW:
        if (strcmp(t->name, "title") != 0)
            break;
        /* fall through */
    case LEX_TEXT:
        if (t->kind == LEX_TEXT && !m->pre && begins_afresh(m) &&
            aside_put_text(&m->out->aside, &m->out->html, s, t->to - t->from,
                           &m->status))
            break;
        /* A '<' that opens no tag would confuse tidy. */
        for (size_t i = 0, n = t->to - t->from; i < n;) {
            const char *p = memchr(s + i, '<', n - i);
            size_t k = p != NULL ? (size_t)(p - s) : n;
            mend_put(m, s + i, k - i);
            if (k < n)
                mend_puts(m, "&lt;");
            i = k + 1;
        }
        break;
    default:
        break;
    }
}

enum status mend_html(struct arena *mem, const char *s, size_t n,
                      struct mended *out, struct err *e)
{
    buf_init(&out->html, (size_t)CAP_PAGE_BYTES * 4);
    struct mend *m = arena_alloc(mem, sizeof *m);
    m->mem = mem;
    m->out = out;
    aside_init(&out->aside, mem, s, n);
    mend_scan_custom(m, s, n);
    lex_init(&m->lex, s, n);
    mend_puts(m, "<!DOCTYPE html>\n");
    struct lex_token t;
    while (m->status == ST_OK && lex_next(&m->lex, &t))
        on_token(m, &t);
    close_above(m, 0);
    if (m->status != ST_OK)
        return err_set(e, m->status, "the page's markup is too large");
    return ST_OK;
}
