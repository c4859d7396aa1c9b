/* fuzz_profile.c - profiles, as YAML or JSON. */
#include "fuzz.h"

#include "medel/profile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void must_be_profile(const struct profile *p)
{
    FUZZ_MUST(p->id != NULL && *p->id != '\0');
    FUZZ_MUST(p->name != NULL);
    FUZZ_MUST(p->regions != 0);
    FUZZ_MUST(isfinite(p->need_min) && isfinite(p->need_max));
    FUZZ_MUST(p->own_share == -1 || (p->own_share >= 0 && p->own_share <= 100));
    FUZZ_MUST(strlen(p->need_currency) == 3);
    FUZZ_MUST(p->founded.year == 0 ||
              date_valid(p->founded.year, p->founded.month, p->founded.day));
    for (size_t i = 0; i < p->n_aid; i++) {
        struct date d = p->aid[i].date;
        FUZZ_MUST(date_valid(d.year, d.month, d.day));
        FUZZ_MUST(isfinite(p->aid[i].sum_eur) && p->aid[i].sum_eur >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct err e = ERR_INIT;
    struct profile *p = NULL;
    char *text = fuzz_copy(bytes, len, false);
    if (profile_read("profile.yaml", text, len, &p, &e) == ST_OK) {
        must_be_profile(p);
        profile_free(p);
    } else {
        FUZZ_MUST(p == NULL && e.text[0] != '\0');
    }
    free(text);
    return 0;
}
