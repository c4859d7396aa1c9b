/* fuzz_brief.c - the brief of a record, which may come from an index elsewhere.
 */
#include "fuzz.h"

#include "medel/call_brief.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct call *c = NULL, *again = NULL;
    size_t n, m;
    char *data = fuzz_copy(bytes, len, false);
    if (call_brief_unpack(mem, data, len, &c, &e) == ST_OK) {
        const char *first = call_brief_pack(mem, c, &n);
        FUZZ_MUST(call_brief_unpack(mem, first, n, &again, &e) == ST_OK);
        const char *second = call_brief_pack(mem, again, &m);
        FUZZ_MUST(n == m && memcmp(first, second, n) == 0);
        (void)call_status_on(c, FUZZ_TODAY, 0);
    }
    free(data);
    arena_free(mem);
    return 0;
}
