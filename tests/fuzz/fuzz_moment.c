/* fuzz_moment.c - the days that data and headers state. */
#include "fuzz.h"

#include "../../adapters/moment.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = fuzz_copy(bytes, len, true);
    char iso[DATE_ISO_SIZE], stamp[DATE_RFC3339_SIZE];
    struct date d = DATE_NONE;
    int minute = -1;
    int64_t t;
    if (moment_parse(text, &d, &minute)) {
        FUZZ_MUST(date_valid(d.year, d.month, d.day));
        FUZZ_MUST(minute >= -1 && minute < 24 * 60);
    }
    if (date_parse_iso(text, &d)) {
        FUZZ_MUST(strcmp(date_format_iso(d, iso), text) == 0);
        FUZZ_MUST(date_compare(date_from_days(date_to_days(d)), d) == 0);
    }
    if (date_parse_rfc3339(text, &t))
        FUZZ_MUST(strcmp(date_rfc3339(t, stamp), text) == 0);
    free(text);
    return 0;
}
