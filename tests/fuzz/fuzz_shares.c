/* fuzz_shares.c - percentages and fractions in running text, and what an
 * organisation must be (years, employees, members, partners). */
#include "fuzz_read.h"

#include "../../read/sums.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct reader r;
    fuzz_reader(mem, fuzz_doc(mem, bytes, len), &r);
    for (size_t i = 0; i < r.text->n; i++) {
        const struct unit *u = &r.text->units[i];
        size_t n;
        struct share_mention *s = shares_find(mem, u, &n);
        for (size_t k = 0; k < n; k++) {
            FUZZ_MUST(s[k].from < s[k].to && s[k].to <= u->n);
            FUZZ_MUST(isfinite(s[k].low) && isfinite(s[k].high));
            FUZZ_MUST(s[k].low >= 0);
        }
    }
    read_share(&r);
    FUZZ_MUST(r.call->funding_rate <= 100);
    read_demands(&r);
    fuzz_must_be_record(r.call);
    call_free(r.call);
    arena_free(mem);
    return 0;
}
