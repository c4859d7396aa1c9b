/* texts.c - see texts.h. */
#include "texts.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static void put(struct buf *b, const char *s)
{
    /* Past its max the page has enough. */
    (void)!buf_puts(b, s);
}

void texts_escape(struct buf *b, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const char *mark = text[i] == '&'   ? "&amp;"
                           : text[i] == '<' ? "&lt;"
                           : text[i] == '>' ? "&gt;"
                           : text[i] == '"' ? "&quot;"
                                            : NULL;
        if (mark != NULL)
            put(b, mark);
        else
            (void)!buf_putc(b, text[i]);
    }
}

static void element(struct buf *b, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    (void)!buf_printf(b, "<%s>", name);
    texts_escape(b, text, strlen(text));
    (void)!buf_printf(b, "</%s>\n", name);
}

void texts_begin(struct buf *b, const char *lang, const char *title)
{
    (void)!buf_printf(b,
                      "<!doctype html><html lang=\"%s\"><head>"
                      "<meta charset=\"utf-8\">",
                      lang);
    element(b, "title", title);
    put(b, "</head><body><main>\n");
    element(b, "h1", title);
}

void texts_heading(struct buf *b, const char *text)
{
    element(b, "h2", text);
}

/* A tag, or a reference such as "&nbsp;". */
static bool is_html(const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '<' && (isalpha((unsigned char)s[1]) || s[1] == '/') &&
            strchr(s, '>') != NULL)
            return true;
        size_t n = *s == '&' ? strspn(s + 1, "#abcdefghijklmnopqrstuvwxyz"
                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                             "0123456789")
                             : 0;
        if (n > 1 && s[1 + n] == ';')
            return true;
    }
    return false;
}

void texts_add(struct buf *b, const char *text)
{
    if (text == NULL)
        return;
    if (is_html(text)) {
        put(b, "<div>");
        put(b, text);
        put(b, "</div>\n");
        return;
    }
    while (*text != '\0') {
        size_t n = strcspn(text, "\r\n");
        if (n != 0) {
            put(b, "<p>");
            texts_escape(b, text, n);
            put(b, "</p>\n");
        }
        text += n;
        text += strspn(text, "\r\n");
    }
}

void texts_pair(struct buf *b, const char *label, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    (void)!buf_printf(b, "<p>%s: ", label);
    texts_escape(b, text, strlen(text));
    put(b, "</p>\n");
}

void texts_link(struct buf *b, const char *url, const char *text)
{
    if (url == NULL)
        return;
    put(b, "<p><a href=\"");
    texts_escape(b, url, strlen(url));
    put(b, "\">");
    text = text != NULL ? text : url;
    texts_escape(b, text, strlen(text));
    put(b, "</a></p>\n");
}

void texts_end(struct buf *b)
{
    put(b, "</main></body></html>\n");
}
