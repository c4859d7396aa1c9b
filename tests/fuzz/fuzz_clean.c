/*
 * fuzz_clean.c - a page on its whole way to clean text, tidy included. The
 * first byte chooses the Content-Type.
 *
 * tidy is not built by us and is not watched from within; where it crashes, the
 * worker's process ends and the page is put aside. What is found here shows
 * what mend.c lets through to it.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char *const types[] = {NULL, "text/html; charset=utf-8",
                                    "text/plain; charset=utf-8",
                                    "text/html; charset=iso-8859-1"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct doc *d = NULL;
    const char *type = types[fuzz_take(&bytes, &len) % 4];
    char *html = fuzz_copy(bytes, len, false);
    if (clean_html(mem, html, len, type, &d, &e) == ST_OK)
        fuzz_must_be_doc(d);
    else
        FUZZ_MUST(e.status != ST_OK && d == NULL);
    free(html);
    arena_free(mem);
    return 0;
}
