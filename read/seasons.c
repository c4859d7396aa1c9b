/* seasons.c - spring's round and autumn's; see seasons.h. */
#include "seasons.h"

/* A bit for each season that U names; GENITIVE: whose round it tells of
 * ("höstens omgång"), not when ("i höst"). */
static unsigned seasons_of(const struct unit *u, bool genitive)
{
    static const enum wordlist seasons[] = {WORDS_SPRING, WORDS_SUMMER,
                                            WORDS_AUTUMN, WORDS_WINTER};
    unsigned found = 0;
    for (size_t i = 0; i < u->n; i++)
        for (unsigned k = 0; k < sizeof seasons / sizeof *seasons; k++)
            if (unit_in(u, i, seasons[k]) &&
                (!genitive || unit_in(u, i, WORDS_OF_SEASON)))
                found |= 1u << k;
    return found;
}

bool season_is_other(const struct page_text *t, const struct unit *u)
{
    unsigned said = seasons_of(u, true);
    for (size_t i = 0; said != 0 && i < t->n; i++) {
        const struct unit *title = &t->units[i];
        if (!title->is_title && !(title->is_heading && i == 0))
            continue;
        unsigned own = seasons_of(title, false);
        return own != 0 && (own & said) == 0;
    }
    return false;
}

bool season_names(const struct unit *u)
{
    return seasons_of(u, false) != 0;
}
