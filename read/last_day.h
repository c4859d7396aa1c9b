/* last_day.h - last days for something else than applying. */
#ifndef READ_LAST_DAY_H
#define READ_LAST_DAY_H

#include "clauses.h"

/* Is a last day said to be for something that is not applying: "Sista dag för
 * frågor", "last day to book a talk"? S is the scene of the days of ROW.
 * What the words are is open: it tells only beside a day that is plainly the
 * last one to apply. */
bool last_day_is_for_else(const struct scene *s, struct row row);

#endif
