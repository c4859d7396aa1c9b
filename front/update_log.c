/* update_log.c - an update's log as JSON; see update_log.h. */
#include "update_log.h"

#include "medel/date.h"
#include "medel/json_file.h"

#define REPORT_FORMAT 1 /* grows when a field changes its meaning or goes */

const char *update_step_name(enum update_step s)
{
    static const char *const names[STEP_COUNT] = {"crawl", "index", "thin"};
    return names[s];
}

void update_log_free(struct update_log *l)
{
    for (int i = 0; i < STEP_COUNT; i++) {
        json_decref(l->steps[i].report);
        l->steps[i].report = NULL;
    }
}

static json_t *steps_json(const struct update_log *l)
{
    json_t *o = json_object();
    for (int i = 0; i < STEP_COUNT; i++) {
        json_t *report = l->steps[i].report, *step = json_null();
        if (l->steps[i].ran)
            step =
                json_pack("{s:i s:f s:o}", "exit_status", l->steps[i].code,
                          "seconds", l->steps[i].seconds, "report",
                          report != NULL ? json_incref(report) : json_null());
        json_object_set_new(o, update_step_name((enum update_step)i), step);
    }
    return o;
}

enum status update_log_write_json(const struct update_log *l, const char *path,
                                  struct err *e)
{
    char began[DATE_RFC3339_SIZE], ended[DATE_RFC3339_SIZE];
    json_t *o = json_pack(
        "{s:i s:s s:s s:i s:s s:s s:f s:{s:I s:I} s:o}", "format",
        REPORT_FORMAT, "medel", MEDEL_VERSION, "outcome", l->outcome,
        "exit_status", l->code, "started_at",
        date_rfc3339(l->started_at, began), "ended_at",
        date_rfc3339(l->ended_at, ended), "seconds", l->seconds, "disk",
        "free_bytes", (json_int_t)l->room.free_bytes, "needed_bytes",
        (json_int_t)l->room.needed_bytes, "steps", steps_json(l));
    return json_file_write(path, o, e);
}
