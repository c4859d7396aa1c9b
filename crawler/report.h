/*
 * report.h - what people see of a crawl: a line that moves on a terminal, a
 * line for each funder at its end, a summary. Nothing from a server gets out
 * unescaped.
 */
#ifndef MEDEL_CRAWLER_REPORT_H
#define MEDEL_CRAWLER_REPORT_H

#include "crawl.h"

struct report *report_new(bool quiet);
void report_free(struct report *r);
/* Redraws the moving line, at most a few times a second. */
void report_progress(struct report *r, const struct crawl *c);
void report_job(struct report *r, const struct job *j, int64_t now);
/* A note on stderr that does not disturb the moving line. */
void report_note(struct report *r, const char *fmt, ...) MEDEL_PRINTF(2, 3);
void report_summary(struct report *r, const struct crawl *c);

#endif
