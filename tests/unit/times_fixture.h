/*
 * times_fixture.h - rows of what a page says of its times, and what a reader
 * must make of it. "-" is null; deadlines are parted by spaces.
 */
#ifndef TESTS_TIMES_FIXTURE_H
#define TESTS_TIMES_FIXTURE_H

#include "reading_fixture.h"

#include <jansson.h>

struct times_row {
    const char *text, *opens, *deadlines, *time;
    bool rolling;
    const char *status;
};

static inline const char *times_stated(json_t *v)
{
    const char *s = json_string_value(v);
    return s != NULL ? s : "-";
}

/* Reads each row's text as a page that says little else. */
static inline void times_check(const struct times_row *rows, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r =
            read_markup(mem, arena_printf(mem, "# Bidrag till föreningar\n%s\n",
                                          rows[i].text));
        json_t *got = call_to_json(r->calls[0], (struct date){2026, 11, 23});
        const char *days = "";
        size_t k;
        json_t *d;
        json_array_foreach(json_object_get(got, "deadlines"), k, d) days =
            arena_printf(mem, "%s%s%s", days, k > 0 ? " " : "",
                         times_stated(d));
        const char *all =
            arena_printf(mem, "%s | %s | %s | %d | %s",
                         times_stated(json_object_get(got, "opens")), days,
                         times_stated(json_object_get(got, "deadline_time")),
                         json_is_true(json_object_get(got, "rolling")),
                         times_stated(json_object_get(got, "status")));
        const char *want = arena_printf(
            mem, "%s | %s | %s | %d | %s", rows[i].opens, rows[i].deadlines,
            rows[i].time, rows[i].rolling, rows[i].status);
        if (strcmp(all, want) != 0) {
            print_message("%s\n  got  %s\n  want %s\n", rows[i].text, all,
                          want);
            wrong++;
        }
        json_decref(got);
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

#endif
