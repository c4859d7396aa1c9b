/*
 * day_signs.h - the words round the days of a sentence, and what the rules say
 * of them, as signs of what they are; see word_signs.h.
 *
 * Other days are "DAY". Beside those of word_signs.h:
 *
 *     _word  _@cue    of the line that introduces the list
 *     -word  -@cue    of the sentence before
 *     !deadline ...   what the rules take them for
 *     !1 !2 ...       how strongly they speak for each role
 *
 * Rules know what their writers have seen, and funders write in other ways. The
 * rules' own verdict is a sign among the words (stacked generalization: Wolpert
 * 1992), learnt with and without, so that its weight is not that of pages which
 * the rules were made from.
 */
#ifndef READ_DAY_SIGNS_H
#define READ_DAY_SIGNS_H

#include "roles.h"
#include "word_signs.h"

/* What the rules say of the days of a row, which is no window: those the rules
 * know best. */
struct day_said {
    struct row row;
    enum role role;
    double score[ROLE_COUNT];
};

/* Can the words say what D is? They cannot of a month, nor of a day of every
 * year, which is no date, nor of the page's own. */
bool day_is_fixed(const struct scene *s, const struct day_said *d, bool yearly);

/* Tells EAR the signs of D, days of S. */
void day_signs(const struct scene *s, const struct day_said *d,
               const struct sign_ear *ear);

/* What the words make of the days of a row. */
struct day_heard {
    enum role role; /* the rules', unless they speak plainly against it */
    double score;   /* of another role, among the scores of roles.h */
    bool no_last;   /* it is hardly the last day to apply */
};

struct day_heard day_hear(const struct scene *s, const struct day_said *d);

#endif
