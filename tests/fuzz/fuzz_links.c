/* fuzz_links.c - the crawler's one look into HTML: links, words, likeness. */
#include "fuzz.h"

#include "../../crawler/links.h"
#include "../../crawler/sniff.h"
#include "../../crawler/visible.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>

#define NOW 1795478400 /* 2026-11-24 */

static void must_be_text(const char *s, size_t most)
{
    FUZZ_MUST(s != NULL);
    FUZZ_MUST(strlen(s) <= most);
    FUZZ_MUST(utf8_valid(s, strlen(s)));
}

static void try_links(struct arena *mem, const char *html, size_t len)
{
    struct page_links l;
    links_scan(mem, html, len, "medel", &l);
    FUZZ_MUST(l.n <= CAP_LINKS_PER_PAGE);
    for (size_t i = 0; i < l.n; i++) {
        must_be_text(l.items[i].href, CAP_URL_BYTES);
        must_be_text(l.items[i].text, 256);
    }
    if (l.base != NULL)
        must_be_text(l.base, CAP_URL_BYTES);
}

static void try_words(struct arena *mem, const char *html, size_t len)
{
    struct visible v;
    struct looks a, b;
    visible_read(mem, html, len, &v);
    must_be_text(v.title, CAP_TEXT_BYTES);
    must_be_text(v.text, CAP_TEXT_BYTES);
    FUZZ_MUST(strpbrk(v.text, "\r\n") == NULL);
    FUZZ_MUST(v.n_headings <= VISIBLE_HEADINGS_MAX);
    for (size_t i = 0; i < v.n_headings; i++)
        must_be_text(v.headings[i], CAP_TEXT_BYTES);
    looks_of(mem, &v, NOW, false, &a);
    looks_of(mem, &v, NOW, false, &b);
    FUZZ_MUST(looks_same(&a, &b) == (a.exact != 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    char *html = fuzz_copy(bytes, len, false);
    try_links(mem, html, len);
    try_words(mem, html, len);
    (void)sniff_is_html(NULL, html, len);
    (void)sniff_is_html("text/html; charset=utf-8", html, len);
    (void)sniff_is_cut_off(true, html, len);
    free(html);
    arena_free(mem);
    return 0;
}
