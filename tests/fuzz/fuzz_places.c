/* fuzz_places.c - who may apply and where, in running text. */
#include "fuzz_read.h"

#include "../../read/places.h"

#include "medel/caps.h"

static void try_unit(struct arena *mem, const struct unit *u)
{
    struct who_names names;
    who_names_of(mem, u, &names);
    FUZZ_MUST(names.n <= WHO_NAMES_MAX);
    for (size_t i = 0; i < u->n_matches; i++) {
        const struct match *m = &u->matches[i];
        if (m->set == LEX_REGION || m->set == LEX_MUNICIPALITY)
            FUZZ_MUST(place_bond_of(u, &names, m) <= PLACE_OFFICE);
    }
    (void)place_refers_back(u, &names);
    (void)who_unit_says(mem, u);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct reader r;
    fuzz_reader(mem, fuzz_doc(mem, bytes, len), &r);
    for (size_t i = 0; i < r.text->n; i++)
        try_unit(mem, &r.text->units[i]);
    read_applicants(&r);
    read_places(&r);
    FUZZ_MUST(r.call->n_municipalities <= CAP_CALL_PLACES);
    fuzz_must_be_record(r.call);
    call_free(r.call);
    arena_free(mem);
    return 0;
}
