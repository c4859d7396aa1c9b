/* fuzz_mend.c - the guard before tidy: markup is taken apart without a gap, and
 * what comes out is bounded, without tidy itself. */
#include "fuzz.h"

#include "../../worker/lex.h"
#include "../../worker/mend.h"

#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>

static void try_lex(const char *s, size_t len)
{
    struct lex l;
    struct lex_token t;
    size_t at = 0;
    lex_init(&l, s, len);
    while (lex_next(&l, &t)) {
        struct lex_attr a;
        size_t pos = t.attrs;
        FUZZ_MUST(t.from == at && t.to > t.from && t.to <= len);
        at = t.to;
        while (t.kind == LEX_OPEN && lex_attr(&l, &t, &pos, &a)) {
            FUZZ_MUST(a.name >= s + t.from && a.name + a.name_len <= s + t.to);
            FUZZ_MUST(a.value == NULL || (a.value >= s + t.from &&
                                          a.value + a.value_len <= s + t.to));
        }
    }
    FUZZ_MUST(at == len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct mended out = {0};
    struct err e = ERR_INIT;
    char *raw = fuzz_copy(bytes, len, true);
    const char *s = fuzz_utf8(mem, raw);
    size_t n = strlen(s);
    char *html = fuzz_copy((const uint8_t *)s, n, false);
    try_lex(html, n);
    if (mend_html(mem, html, n, &out, &e) == ST_OK) {
        FUZZ_MUST(utf8_valid(out.html.data, out.html.len));
        /* Every byte may open something that is closed again, and no more. */
        FUZZ_MUST(out.html.len <= 4096 + 64 * n);
        try_lex(out.html.data, out.html.len);
    }
    buf_free(&out.html);
    free(html);
    free(raw);
    arena_free(mem);
    return 0;
}
