/*
 * report_json.h - what a crawl did, and the health of each funder, for other
 * programs: `medel crawl --report FILE`. Its shape is described in README.md,
 * "What a crawl reports".
 */
#ifndef MEDEL_CRAWLER_REPORT_JSON_H
#define MEDEL_CRAWLER_REPORT_JSON_H

#include "crawl.h"

/* Writes PATH whole or not at all, over what was there. */
enum status report_json_write(const struct crawl *c, const char *path,
                              struct err *e) MEDEL_NODISCARD;

#endif
