/* verb_subject.c - see verb_subject.h. */
#include "verb_subject.h"
#include "context.h"

static bool is_subject(const struct match *m)
{
    return m->set == LEX_CUE &&
           (m->entry->index == CUE_PERIOD || m->entry->index == CUE_DOING);
}

#define SUBJECT_AFTER 5 /* words past the verb: "startar ansökningstiden" */

/* What the verb V is said of: CUE_PERIOD, CUE_DOING, or -1. */
int verb_subject_in(const struct unit *u, const struct match *v, size_t from)
{
    const struct match *before = NULL, *after = NULL;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!is_subject(m))
            continue;
        if (m->to <= v->from && m->from >= from) {
            if (before == NULL || m->to >= before->to)
                before = m;
        } else if (m->from >= v->to && m->from - v->to <= SUBJECT_AFTER &&
                   after == NULL) {
            after = m;
        }
    }
    const struct match *best = before != NULL ? before : after;
    return best != NULL ? best->entry->index : -1;
}

/* The last subject of a unit that governs the date, or -1. "Exempel från förra
 * omgången" is of what that round gave. */
static int subject_above(const struct unit *u)
{
    int subject = -1;
    if (u != NULL && context_unit(u, CUE_PAST_ROUND) > 0)
        return subject;
    for (size_t k = 0; u != NULL && k < u->n_matches; k++)
        if (is_subject(&u->matches[k]))
            subject = u->matches[k].entry->index;
    return subject;
}

/* "Den pågår i så fall till den 22 februari": of the sentence before. */
static bool has_pronoun(const struct unit *u, size_t verb)
{
    for (size_t k = 0; k < verb && k < 2; k++)
        if (unit_in(u, k, WORDS_IT) || unit_in(u, k, WORDS_THAT))
            return true;
    return false;
}

#define YOU_WORDS 3

/* "... senast den 1 maj ska ni ha startat" */
static bool is_of_you(const struct unit *u, const struct match *v, size_t from)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_ADDRESS &&
            m->from >= from && m->to <= v->from && v->from - m->to < YOU_WORDS)
            return true;
    }
    return false;
}

int verb_subject(const struct scene *s, const struct match *v, size_t from)
{
    int found = verb_subject_in(s->u, v, from);
    if (found < 0 && is_of_you(s->u, v, from))
        return -1;
    if (found < 0)
        found = verb_subject_in(s->u, v, 0);
    if (found < 0)
        found = subject_above(s->label);
    if (found < 0)
        found = subject_above(s->intro);
    if (found < 0 && has_pronoun(s->u, v->from))
        found = subject_above(s->before);
    return found;
}
