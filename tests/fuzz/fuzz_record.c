/* fuzz_record.c - one item of a funder's data, read: the first byte chooses the
 * part of an adapter. */
#include "fuzz_read.h"

#include "../../worker/record.h"

#include "medel/adapter.h"
#include "medel/reading.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct page_reading *r = NULL;
    struct doc *d = NULL;
    struct read_context ctx = fuzz_context;
    size_t n_parts = 0;
    while (adapter_part_at(n_parts) != NULL)
        n_parts++;
    ctx.adapter = adapter_part_at(fuzz_take(&bytes, &len) % n_parts)->name;
    char *json = fuzz_copy(bytes, len, false);
    if (record_clean(mem, &ctx, json, len, &d, &e) == ST_OK)
        fuzz_must_be_doc(d);
    err_clear(&e);
    if (record_read(mem, fuzz_vocab(), &ctx, json, len, &r, &e) == ST_OK) {
        fuzz_must_be_reading(r, NULL);
        reading_free_calls(r);
    }
    free(json);
    arena_free(mem);
    return 0;
}
