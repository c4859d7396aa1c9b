/* fuzz_dates.c - days and times of day in running text, and the fields that are
 * read from them. */
#include "fuzz_read.h"

#include "../../read/dates.h"

#define MINUTES (24 * 60)

static void must_be_day(const struct date_mention *m, size_t n)
{
    FUZZ_MUST(m->from < m->to && m->to <= n);
    FUZZ_MUST(m->time >= -1 && m->time < MINUTES);
    FUZZ_MUST(m->date.year == 0 ||
              date_valid(m->date.year, m->date.month, m->date.day));
}

static void try_unit(struct arena *mem, const struct unit *u)
{
    size_t n;
    struct date_mention *days = dates_find(mem, u, &n);
    for (size_t i = 0; i < n; i++)
        must_be_day(&days[i], u->n);
    dates_resolve(days, n, FUZZ_TODAY, FUZZ_TODAY);
    for (size_t i = 0; i < n; i++) {
        must_be_day(&days[i], u->n);
        FUZZ_MUST(date_is_set(days[i].date));
        FUZZ_MUST(i == 0 || days[i - 1].from < days[i].from);
    }
    struct time_mention *times = times_find(mem, u, &n);
    for (size_t i = 0; i < n; i++)
        FUZZ_MUST(times[i].from < times[i].to && times[i].to <= u->n &&
                  times[i].minutes >= 0 && times[i].minutes < MINUTES);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct reader r;
    fuzz_reader(mem, fuzz_doc(mem, bytes, len), &r);
    for (size_t i = 0; i < r.text->n; i++) {
        fuzz_must_be_unit(&r.text->units[i]);
        try_unit(mem, &r.text->units[i]);
    }
    read_timing(&r);
    read_state(&r);
    fuzz_must_be_record(r.call);
    call_free(r.call);
    arena_free(mem);
    return 0;
}
