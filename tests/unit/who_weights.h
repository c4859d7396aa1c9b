/*
 * who_weights.h - other learnt weights of applicants in the tests' vocabulary.
 */
#ifndef TESTS_WHO_WEIGHTS_H
#define TESTS_WHO_WEIGHTS_H

#include "read_fixture.h"

#include "../../read/vocab_tables.h"

#include <string.h>

/* LINES are "WEIGHT <tab> SIGN" each. */
static inline void learn_who(const char *lines)
{
    struct arena *mem = fixture_vocab->mem;
    const char *text = arena_printf(mem, "may\tsign\n%s", lines);
    struct err e = ERR_INIT;
    assert_int_equal(learnt_parse(mem, LEARNT_WHO, text, strlen(text),
                                  &fixture_vocab->learnt[LEARNT_WHO], &e),
                     ST_OK);
}

#endif
