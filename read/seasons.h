/*
 * seasons.h - whose round a sentence speaks of, where rounds go by season.
 */
#ifndef READ_SEASONS_H
#define READ_SEASONS_H

#include "text.h"

/* Does U speak of the round of another season than that of the page's title?
 * "Höstens omgång" on the page "Kulturmedel våren 2027". */
bool season_is_other(const struct page_text *t, const struct unit *u);

/* Does U name a season? */
bool season_names(const struct unit *u);

#endif
