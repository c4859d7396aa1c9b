/* fuzz_jsonld.c - data in a page's scripts: JSON-LD, or, where the first byte
 * is odd, the state that a browser would show. */
#include "fuzz.h"

#include "../../worker/state.h"

#include <stdlib.h>

static void try_state(struct arena *mem, const char *text)
{
    struct err e = ERR_INIT;
    struct doc *d = arena_alloc(mem, sizeof *d);
    const char *states[] = {text};
    d->mem = mem;
    d->state = states;
    d->n_state = 1;
    if (state_read(d, &e) == ST_OK)
        fuzz_must_be_doc(d);
}

static void try_page(struct arena *mem, const char *text)
{
    struct err e = ERR_INIT;
    struct doc *d = NULL;
    struct buf b;
    buf_init(&b, 1u << 20);
    if (buf_printf(&b,
                   "<title>x</title><script type=\"application/ld+json\">%s"
                   "</script><p>Text",
                   text) == ST_OK &&
        clean_html(mem, b.data, b.len, "text/html; charset=utf-8", &d, &e) ==
            ST_OK)
        fuzz_must_be_doc(d);
    buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    bool state = fuzz_take(&bytes, &len) % 2 != 0;
    char *raw = fuzz_copy(bytes, len, true);
    const char *text = fuzz_utf8(mem, raw);
    if (state)
        try_state(mem, text);
    else
        try_page(mem, text);
    free(raw);
    arena_free(mem);
    return 0;
}
