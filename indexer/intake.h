/*
 * intake.h - a worker's reply on its way into calls.db.
 */
#ifndef MEDEL_INDEXER_INTAKE_H
#define MEDEL_INDEXER_INTAKE_H

#include "medel/arena.h"
#include "medel/err.h"
#include "medel/reading.h"

#include <stddef.h>

/*
 * Checks the JSON of a reading, which may come from a worker that a hostile
 * page took over, and puts its addresses in normal form: base (the page's
 * URL where the page names none), canonical, links and alternates, each
 * resolved as a browser would. What is no http address, and every link said
 * twice, is left out. In MEM; its calls are freed with reading_free_calls().
 */
enum status intake_reading(struct arena *mem, const char *page_url,
                           const char *json, size_t len,
                           struct page_reading **ret,
                           struct err *e) MEDEL_NODISCARD;
/* The reading as it is stored: JSON without the text, and without reasons and
 * notes, which are shown of a page that is read for it alone. In MEM. ST_LIMIT
 * where it is too long for that. */
enum status intake_to_json(struct arena *mem, const struct page_reading *r,
                           const char **ret, struct err *e) MEDEL_NODISCARD;

#endif
