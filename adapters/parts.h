/* parts.h - what adapters share, and the parts they are made of; shared inside
 * adapters/. */
#ifndef MEDEL_ADAPTERS_PARTS_H
#define MEDEL_ADAPTERS_PARTS_H

#include "medel/adapter.h"
#include "medel/adapter_record.h"

#include <jansson.h>

extern const struct adapter eu_adapter, feed_adapter, gdp_adapter,
    vinnova_adapter, wordpress_adapter;
extern const struct adapter_part eu_topics, eu_topic, gdp_calls, vinnova_rounds,
    vinnova_calls, wordpress_posts;

/* What closed so long ago is not taken in, only kept up. */
#define PART_OLD_DAYS 365

/* Fit to be part of an address as it is: letters, digits, hyphens and (where
 * DOTS) dots and underscores, not too many. */
bool part_is_reference(const char *s, bool dots);
/* TEXT where it looks like an address on the web, else NULL. Whoever takes it
 * puts it in normal form. */
const char *part_address(const char *text);
/* The first of FIELDS (NULL ends) that holds something which is no day; NULL
 * where there is none. What software writes for no day is none. */
const char *part_bad_day(const struct adapter_item *i,
                         const char *const *fields);
/* How many days ago the last of an item's days in FIELD was; less than 0: it is
 * to come, or there is none. */
long part_days_past(const struct adapter_item *i, const char *field,
                    int64_t now);
/* "2026-11-24" of a moment, N days before it. */
const char *part_day(struct arena *mem, int64_t at, int days_before);

#endif
