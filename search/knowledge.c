/* knowledge.c - see knowledge.h. */
#include "knowledge.h"

#include "medel/paths.h"

enum status knowledge_load_from(struct knowledge *ret, const char *dir,
                                bool aid, struct err *e)
{
    struct arena *mem = arena_new();
    *ret = (struct knowledge){.lexicon = NULL};
    enum status st = lexicon_load(dir, &ret->lexicon, e);
    if (st == ST_OK)
        st = weights_load(paths_join(mem, dir, "weights.yaml"), &ret->weights,
                          e);
    if (st == ST_OK)
        st = rates_load(paths_join(mem, dir, "rates.yaml"), &ret->rates, e);
    if (st == ST_OK && aid)
        st = state_aid_load(paths_join(mem, dir, "state_aid.yaml"), &ret->aid,
                            e);
    arena_free(mem);
    return st;
}

enum status knowledge_load(struct knowledge *ret, bool aid, struct err *e)
{
    struct arena *mem = arena_new();
    enum status st =
        knowledge_load_from(ret, paths_share(mem, "data"), aid, e);
    arena_free(mem);
    return st;
}

void knowledge_free(struct knowledge *k)
{
    lexicon_free(k->lexicon);
    rates_free(k->rates);
    state_aid_free(k->aid);
    *k = (struct knowledge){.lexicon = NULL};
}

void knowledge_lend(const struct knowledge *k, struct search_request *rq)
{
    rq->weights = &k->weights;
    rq->lexicon = k->lexicon;
    rq->rates = k->rates;
    rq->aid = k->aid;
}
