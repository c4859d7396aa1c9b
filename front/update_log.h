/*
 * update_log.h - what an update did, step by step, and how that is told to
 * other programs: as JSON (--report) and as Prometheus's text (--metrics).
 * Both are described in README.md, "The nightly job".
 */
#ifndef MEDEL_FRONT_UPDATE_LOG_H
#define MEDEL_FRONT_UPDATE_LOG_H

#include "room.h"

#include "medel/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum update_step { STEP_CRAWL, STEP_INDEX, STEP_THIN, STEP_COUNT };

/* "crawl", "index", "thin". */
const char *update_step_name(enum update_step s);

struct update_log {
    int64_t started_at, ended_at; /* Unix seconds */
    double seconds;
    int code;            /* the exit status */
    const char *outcome; /* "ok", "partial", "failed", "interrupted",
                            "no_room" */
    struct room room;
    struct {
        bool ran;
        int code;
        double seconds;
        json_t *report; /* the step's own; NULL: it left none */
    } steps[STEP_COUNT];
};

/* Drops the reports. */
void update_log_free(struct update_log *l);

enum status update_log_write_json(const struct update_log *l, const char *path,
                                  struct err *e) MEDEL_NODISCARD;
/* For node_exporter's textfile collector: the exposition format 0.0.4. */
enum status update_log_write_metrics(const struct update_log *l,
                                     const char *path,
                                     struct err *e) MEDEL_NODISCARD;

#endif
