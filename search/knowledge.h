/*
 * knowledge.h - what judging and ranking need to know of the world, loaded
 * from data/ once a run.
 */
#ifndef MEDEL_SEARCH_KNOWLEDGE_H
#define MEDEL_SEARCH_KNOWLEDGE_H

#include "candidates.h"
#include "lexicon.h"
#include "rates.h"
#include "state_aid.h"
#include "weights.h"

#include "medel/err.h"

struct knowledge {
    struct weights weights;
    struct lexicon *lexicon;
    struct rates *rates;
    struct state_aid *aid;
};

/* Everything; the rules of state aid, which only a profile asks for, where AID
 * is set. ST_INVALID names file and line. Free *ret with knowledge_free(),
 * where it failed too. */
enum status knowledge_load(struct knowledge *ret, bool aid,
                           struct err *e) MEDEL_NODISCARD;
/* The same from the folder DIR instead of data/. */
enum status knowledge_load_from(struct knowledge *ret, const char *dir,
                                bool aid, struct err *e) MEDEL_NODISCARD;
void knowledge_free(struct knowledge *k);

/* Lets a request borrow from K. */
void knowledge_lend(const struct knowledge *k, struct search_request *rq);

#endif
