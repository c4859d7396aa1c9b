/* pdf.c - PDF to typed blocks; see pdf.h. */
#include "pdf.h"
#include "late_poppler.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/i18n.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define HEADING_CHARS 120  /* a longer line is running text */
#define PARAGRAPH_GAP 0.55 /* of a line's height: more starts a paragraph */
#define LABEL_CHARS 40

/* One printed line. */
struct line {
    const char *text;
    double top, bottom, left, size;
    bool bold;
};

struct lines {
    struct arena *mem;
    struct line *items;
    size_t n, cap;
};

static bool is_bold(const char *font)
{
    return font != NULL && (strcasestr(font, "bold") != NULL ||
                            strcasestr(font, "black") != NULL ||
                            strcasestr(font, "semibold") != NULL);
}

/* NFC, one space for white space, no control or zero-width characters. */
static const char *tidy_text(struct arena *mem, const char *s, size_t len)
{
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, &nfc,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                         UTF8PROC_IGNORE | UTF8PROC_STRIPCC);
    if (n < 0)
        return "";
    char *out = arena_alloc(mem, (size_t)n + 1);
    size_t k = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        if (nfc[i] != ' ' || (k > 0 && out[k - 1] != ' '))
            out[k++] = (char)nfc[i];
    while (k > 0 && out[k - 1] == ' ')
        k--;
    out[k] = '\0';
    free(nfc);
    return out;
}

/* A page's text with a rectangle a character and fonts by range. */
struct page_text_layout {
    char *text;
    PopplerRectangle *boxes;
    guint n_boxes;
    GList *fonts;
};

static const PopplerTextAttributes *font_at(const struct page_text_layout *p,
                                            int i)
{
    for (const GList *l = p->fonts; l != NULL; l = l->next) {
        const PopplerTextAttributes *a = l->data;
        if (i >= a->start_index && i <= a->end_index)
            return a;
    }
    return NULL;
}

/* Characters [from, to) of the page, whose bytes are S[0..len). */
static void add_line(struct lines *ls, const struct page_text_layout *p,
                     const char *s, size_t len, int from, int to,
                     double page_top)
{
    const char *text = tidy_text(ls->mem, s, len);
    if (text[0] == '\0' || from >= to || (guint)to > p->n_boxes)
        return;
    ls->items =
        arena_grow(ls->mem, ls->items, ls->n, &ls->cap, sizeof *ls->items);
    struct line *l = &ls->items[ls->n++];
    *l = (struct line){.text = text,
                       .top = p->boxes[from].y1 + page_top,
                       .bottom = p->boxes[from].y2 + page_top,
                       .left = p->boxes[from].x1};
    for (int i = from; i < to; i++) {
        if (p->boxes[i].y1 + page_top < l->top)
            l->top = p->boxes[i].y1 + page_top;
        if (p->boxes[i].y2 + page_top > l->bottom)
            l->bottom = p->boxes[i].y2 + page_top;
    }
    const PopplerTextAttributes *a = font_at(p, from);
    l->size = a != NULL ? a->font_size : l->bottom - l->top;
    l->bold = a != NULL && is_bold(a->font_name);
}

static const char *next_char(const char *s)
{
    do
        s++;
    while (((unsigned char)*s & 0xc0) == 0x80);
    return s;
}

static void cut_lines(struct lines *ls, const struct page_text_layout *p,
                      double page_top)
{
    const char *s = p->text;
    int at = 0;
    while (*s != '\0') {
        const char *end = s;
        int chars = 0;
        while (*end != '\0' && *end != '\n') {
            end = next_char(end);
            chars++;
        }
        add_line(ls, p, s, (size_t)(end - s), at, at + chars, page_top);
        at += chars + (*end == '\n');
        s = *end == '\n' ? end + 1 : end;
    }
}

static double read_lines(struct lines *ls, PopplerPage *page, double page_top)
{
    struct page_text_layout p = {NULL, NULL, 0, NULL};
    double width, height;
    poppler_page_get_size(page, &width, &height);
    p.text = poppler_page_get_text(page);
    p.fonts = poppler_page_get_text_attributes(page);
    if (p.text != NULL &&
        poppler_page_get_text_layout(page, &p.boxes, &p.n_boxes))
        cut_lines(ls, &p, page_top);
    g_free(p.text);
    g_free(p.boxes);
    poppler_page_free_text_attributes(p.fonts);
    return page_top + height;
}

#define SIZES 400 /* in half points; larger type counts as the last */

/* The size that most characters have: the mean of its neighbourhood, for
 * sizes vary by scaling. One pass, however many lines there are. */
static double body_size(const struct lines *ls)
{
    double chars[SIZES] = {0}, sum[SIZES] = {0};
    for (size_t i = 0; i < ls->n; i++) {
        double size = ls->items[i].size;
        int at = size > 0 && size * 2 < SIZES - 1 ? (int)(size * 2 + 0.5) : 0;
        double n = (double)strlen(ls->items[i].text);
        chars[at] += n;
        sum[at] += n * size;
    }
    double best = 0, most = 0;
    for (int at = 1; at < SIZES - 1; at++) {
        double n = chars[at - 1] + chars[at] + chars[at + 1];
        if (at == 1)
            n -= chars[0];
        if (chars[at] == 0 || n <= most)
            continue;
        most = n;
        best = (sum[at] + (at > 1 ? sum[at - 1] : 0) + sum[at + 1]) / n;
    }
    return best;
}

static int heading_level(const struct line *l, double body, double largest)
{
    size_t len = strlen(l->text);
    if (len > HEADING_CHARS || l->text[len - 1] == '.' ||
        l->text[len - 1] == ',')
        return 0;
    if (l->size > body * 1.12)
        return l->size > largest * 0.95 ? 1 : l->size > body * 1.3 ? 2 : 3;
    return l->bold ? 3 : 0;
}

static bool is_bullet(const char *s)
{
    static const char *const marks[] = {
        "\xE2\x80\xA2", "\xE2\x80\x93 ", "- ",
        "\xC2\xB7",     "\xEF\x82\xB7",  "\xE2\x97\x8F",
        "\xE2\x97\xA6", "\xE2\x96\xAA",  "* "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

static struct block *add_block(struct doc *d, enum block_kind kind,
                               const char *text)
{
    d->blocks = arena_grow(d->mem, d->blocks, d->n_blocks, &d->cap_blocks,
                           sizeof *d->blocks);
    struct block *b = &d->blocks[d->n_blocks++];
    memset(b, 0, sizeof *b);
    b->kind = kind;
    b->text = text;
    b->main = 0.9;
    b->table = -1;
    return b;
}

/* "Diarienummer: 2026/00418" */
static bool add_pair(struct doc *d, const char *s)
{
    const char *colon = strstr(s, ": ");
    if (colon == NULL || colon == s || colon - s > LABEL_CHARS ||
        strlen(colon) > 160 || !isupper((unsigned char)s[0]) ||
        memchr(s, '.', (size_t)(colon - s)) != NULL)
        return false;
    struct block *b = add_block(d, BLOCK_PAIR, arena_strdup(d->mem, colon + 2));
    b->label = arena_strndup(d->mem, s, (size_t)(colon - s));
    b->fact = true;
    return true;
}

static void end_paragraph(struct doc *d, struct buf *b, bool item)
{
    if (b->len == 0)
        return;
    const char *s = b->data;
    if (item) {
        while (*s != '\0' && (unsigned char)*s >= 0x80)
            s++;
        s += strspn(s, "-* ");
    }
    if (*s != '\0' && (item || !add_pair(d, s)))
        add_block(d, item ? BLOCK_ITEM : BLOCK_PARAGRAPH,
                  arena_strdup(d->mem, s));
    buf_reset(b);
}

/* Appends a line to a paragraph; a word cut by a hyphen is made whole. */
static void join_line(struct buf *b, const char *s)
{
    bool cut = b->len > 1 && b->data[b->len - 1] == '-' &&
               ((unsigned char)b->data[b->len - 2] >= 0x80 ||
                isalpha((unsigned char)b->data[b->len - 2])) &&
               !isupper((unsigned char)s[0]);
    if (cut)
        b->data[--b->len] = '\0';
    else if (b->len > 0 && buf_putc(b, ' ') != ST_OK)
        return;
    if (buf_puts(b, s) != ST_OK)
        return; /* an endless paragraph is cut at its cap */
}

static void build(struct doc *d, const struct lines *ls)
{
    double body = body_size(ls), largest = 0;
    for (size_t i = 0; i < ls->n; i++)
        if (ls->items[i].size > largest)
            largest = ls->items[i].size;
    struct buf para;
    buf_init(&para, CAP_TEXT_BYTES);
    bool item = false;
    for (size_t i = 0; i < ls->n; i++) {
        const struct line *l = &ls->items[i];
        int level = heading_level(l, body, largest);
        double gap = i > 0 ? l->top - ls->items[i - 1].bottom : 0;
        bool bullet = is_bullet(l->text);
        if (level > 0 || bullet || gap > PARAGRAPH_GAP * (l->bottom - l->top) ||
            gap < -3 * (l->bottom - l->top)) {
            end_paragraph(d, &para, item);
            item = bullet;
        }
        if (level > 0) {
            struct block *b = add_block(d, BLOCK_HEADING, l->text);
            b->level = level;
            if (d->h1 == NULL && level == 1)
                d->h1 = l->text;
        } else {
            join_line(&para, l->text);
        }
    }
    end_paragraph(d, &para, item);
    buf_free(&para);
}

static void read_document(struct arena *mem, PopplerDocument *pdf, int pages,
                          struct doc *d)
{
    struct lines ls = {.mem = mem};
    double top = 0;
    for (int i = 0; i < pages; i++) {
        PopplerPage *page = poppler_document_get_page(pdf, i);
        if (page == NULL)
            continue;
        top = read_lines(&ls, page, top);
        g_object_unref(page);
    }
    if (ls.n > 0)
        build(d, &ls);
    char *title = poppler_document_get_title(pdf);
    if (title != NULL)
        d->title = tidy_text(mem, title, strlen(title));
    g_free(title);
}

enum status clean_pdf(struct arena *mem, const char *bytes, size_t len,
                      struct doc **ret, struct err *e)
{
    enum status st = pdf_load(e);
    if (st != ST_OK)
        return st;
    GError *ge = NULL;
    GBytes *b = g_bytes_new_static(bytes, len);
    PopplerDocument *pdf = poppler_document_new_from_bytes(b, NULL, &ge);
    g_bytes_unref(b);
    if (pdf == NULL) {
        st = err_set(e, ST_INVALID, _("unreadable PDF: %s"),
                     ge != NULL ? ge->message : "");
        if (ge != NULL)
            g_error_free(ge);
        return st;
    }
    int pages = poppler_document_get_n_pages(pdf);
    if (pages > (int)CAP_PDF_PAGES) {
        st = err_set(e, ST_LIMIT, _("PDF of %d pages, more than %u"), pages,
                     CAP_PDF_PAGES);
    } else {
        struct doc *d = arena_alloc(mem, sizeof *d);
        d->mem = mem;
        d->charset = "pdf";
        d->document = true;
        read_document(mem, pdf, pages, d);
        *ret = d;
    }
    g_object_unref(pdf);
    return st;
}
