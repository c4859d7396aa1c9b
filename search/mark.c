/* mark.c - see mark.h. */
#include "mark.h"

#include "medel/i18n.h"

struct mark mark_of(enum verdict v)
{
    static const struct mark marks[] = {
        [VERDICT_YES] = {"✓", N_("can apply"), PAINT_GOOD},
        [VERDICT_NO] = {"✗", N_("cannot apply"), PAINT_BAD},
        [VERDICT_UNKNOWN] = {"?", N_("check first"), PAINT_ASK},
    };
    return marks[v];
}
