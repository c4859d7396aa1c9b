/* fuzz_page.c - a cleaned page read: every field, and the words it is from
 * stand on the page. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct page_reading *r = NULL;
    struct doc *d = fuzz_doc(mem, bytes, len);
    FUZZ_MUST(read_page(mem, fuzz_vocab(), &fuzz_context, d, &r, &e) == ST_OK);
    fuzz_must_be_reading(r, d);
    reading_free_calls(r);
    arena_free(mem);
    return 0;
}
