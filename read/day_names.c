/* day_names.c - weekdays and days with a name; see day_names.h. */
#include "day_names.h"

bool day_is_weekday(const struct unit *u, size_t i)
{
    return unit_match_at(u, LEX_WEEKDAY, i) != NULL;
}

int day_weekday_before(const struct unit *u, size_t i)
{
    size_t k = i;
    while (k > 0 && i - k < 2 &&
           (unit_in(u, k - 1, WORDS_DAY_WORD) || unit_is_punct(u, k - 1, ',')))
        k--;
    const struct match *m = k > 0 ? unit_match_at(u, LEX_WEEKDAY, k - 1) : NULL;
    return m != NULL ? m->entry->index : 0;
}

/* "Senast vid årsskiftet", "by the end of the year": a day only where a limit
 * stands before it. Past it; I itself where there is none. */
static size_t past_year_end(const struct unit *u, size_t i)
{
    bool limited = false;
    for (size_t k = i; k > 0 && i - k < 3; k--)
        limited |= unit_in(u, k - 1, WORDS_LATEST) ||
                   unit_in(u, k - 1, WORDS_UNTIL) ||
                   unit_in(u, k - 1, WORDS_BEFORE);
    return limited ? unit_past_date(u, DATE_YEAR_END, i) : i;
}

bool day_of_name(const struct unit *u, size_t i, struct date_form *r)
{
    const struct match *m = unit_match_at(u, LEX_DAY, i);
    size_t to = m != NULL ? m->to : past_year_end(u, i);
    if (to == i)
        return false;
    int day = m != NULL ? m->entry->index : 1231;
    int y = date_year_at(u, to);
    *r = (struct date_form){y, day / 100, day % 100, i, y != 0 ? to + 1 : to,
                            0, {0, 0}};
    return true;
}
