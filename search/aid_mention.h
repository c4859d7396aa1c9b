/*
 * aid_mention.h - where a call's text says that its money is de minimis aid.
 */
#ifndef MEDEL_SEARCH_AID_MENTION_H
#define MEDEL_SEARCH_AID_MENTION_H

#include "medel/arena.h"
#include "medel/date.h"

#include "state_aid.h"

#include <stdbool.h>

struct aid_mention {
    const struct aid_rule *rule; /* NULL: the text has no such words */
    bool certain; /* else words that may mean other state aid as well */
    const char *text; /* the sentence, at most CAP_EVIDENCE_CHARS bytes */
};

/*
 * Looks for the words of the rules in force on DAY. The first certain mention
 * counts, else the first that may be one; one that is taken back ("no state
 * aid") does not. Strings go in MEM.
 */
void aid_mention_find(struct arena *mem, const struct state_aid *s,
                      const char *text, struct date day,
                      struct aid_mention *ret);

#endif
