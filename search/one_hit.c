/* one_hit.c - see one_hit.h. */
#include "one_hit.h"

#include "knowledge.h"
#include "profiles.h"

/* How many of the profile's best calls the one is measured by. */
#define LIMIT_MEASURE 20

struct one_hit {
    struct arena *mem;
    struct gate_day day;
    struct profile *profile;
    struct knowledge known;
    struct candidate_list found;
};

enum status one_hit_new(const char *profile, struct gate_day day,
                        struct one_hit **ret, struct err *e)
{
    struct arena *mem = arena_new();
    struct one_hit *h = arena_alloc(mem, sizeof *h);
    h->mem = mem;
    h->day = day;
    enum status st = profiles_open(profile, &h->profile, e);
    if (st == ST_OK)
        st = knowledge_load(&h->known, profile != NULL, e);
    if (st != ST_OK)
        one_hit_free(h);
    else
        *ret = h;
    return st;
}

void one_hit_free(struct one_hit *h)
{
    if (h == NULL)
        return;
    candidates_free(&h->found);
    profile_free(h->profile);
    knowledge_free(&h->known);
    arena_free(h->mem);
}

const struct profile *one_hit_profile(const struct one_hit *h)
{
    return h->profile;
}

enum status one_hit_find(struct one_hit *h, struct searchdb *db, const char *id,
                         const struct candidate **ret, struct err *e)
{
    const struct filter everything = {0};
    struct search_request request = {
        .profile = h->profile,
        .filter = &everything,
        .only = id,
        .day = h->day,
        .limit = LIMIT_MEASURE,
    };
    knowledge_lend(&h->known, &request);
    candidates_free(&h->found);
    candidates_init(&h->found);
    enum status st = candidates_find(db, &request, &h->found, e);
    if (st == ST_OK)
        *ret = h->found.n > 0 ? &h->found.items[0] : NULL;
    return st;
}
