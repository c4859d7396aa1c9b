/* fuzz_charset.c - bytes of any encoding: what comes out is clean UTF-8, and
 * stays the same when it is read again. */
#include "fuzz.h"

#include "../../worker/charset.h"
#include "../../worker/text.h"

#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *const types[] = {
    NULL,
    "text/html; charset=utf-8",
    "text/html; charset=iso-8859-1",
    "text/html; charset=\"windows-1252\"",
    "text/html;charset=utf-16le",
    "text/html;charset=utf-16",
    "text/html; charset=shift_jis",
    "text/html; charset=koi8-r",
    "text/html; charset=iso-8859-15",
    "text/html; charset=gb18030",
};

static void must_be_utf8(const struct buf *b)
{
    FUZZ_MUST(utf8_valid(b->data, b->len));
    FUZZ_MUST(memchr(b->data, '\0', b->len) == NULL);
}

/* Normal form of normal form is itself. */
static void try_fold(const char *s, size_t len)
{
    struct arena *mem = arena_new();
    const char *once = text_fold_n(mem, s, len);
    fuzz_must_be_plain(once, strlen(once), false);
    const char *twice = text_fold_n(mem, once, strlen(once));
    FUZZ_MUST(strcmp(once, twice) == 0);
    arena_free(mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct err e = ERR_INIT;
    struct buf out, again;
    const char *name = NULL;
    uint8_t t = fuzz_take(&bytes, &len);
    const char *type = types[t % (sizeof types / sizeof *types)];
    char *copy = fuzz_copy(bytes, len, false);
    buf_init(&out, 3 * len + 16);
    buf_init(&again, 9 * len + 64);
    if (charset_to_utf8(copy, len, type, &out, &name, &e) == ST_OK) {
        FUZZ_MUST(name != NULL);
        must_be_utf8(&out);
        try_fold(out.data, out.len);
        /* What was decoded is UTF-8 whatever the page says of itself. */
        if (charset_to_utf8(out.data, out.len, NULL, &again, &name, &e) ==
            ST_OK)
            must_be_utf8(&again);
    } else {
        FUZZ_MUST(e.status != ST_LIMIT);
    }
    buf_free(&out);
    buf_free(&again);
    free(copy);
    return 0;
}
