/* fuzz_sums.c - sums of money in running text, and the fields that are read
 * from them. */
#include "fuzz_read.h"

#include "../../read/sums.h"

#include <math.h>
#include <string.h>

static void try_unit(struct arena *mem, const struct unit *u)
{
    size_t n, to;
    double value;
    struct sum_mention *s = sums_find(mem, u, &n);
    for (size_t i = 0; i < n; i++) {
        FUZZ_MUST(s[i].from < s[i].to && s[i].to <= u->n);
        FUZZ_MUST(isfinite(s[i].low) && isfinite(s[i].high));
        FUZZ_MUST(s[i].low >= 0 && s[i].low <= s[i].high);
        FUZZ_MUST(s[i].range || s[i].low == s[i].high);
        FUZZ_MUST(strlen(s[i].currency) == 0 || strlen(s[i].currency) == 3);
    }
    for (size_t i = 0; i < u->n; i++)
        if (sums_number_at(u, i, &value, &to))
            FUZZ_MUST(to > i && to <= u->n && isfinite(value));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct reader r;
    fuzz_reader(mem, fuzz_doc(mem, bytes, len), &r);
    for (size_t i = 0; i < r.text->n; i++)
        try_unit(mem, &r.text->units[i]);
    read_amounts(&r);
    FUZZ_MUST(r.call->award_ceiling < 0 ||
              r.call->award_floor <= r.call->award_ceiling);
    fuzz_must_be_record(r.call);
    call_free(r.call);
    arena_free(mem);
    return 0;
}
