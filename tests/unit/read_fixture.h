/*
 * read_fixture.h - the shipped vocabulary for tests of read/, loaded once.
 */
#ifndef TESTS_READ_FIXTURE_H
#define TESTS_READ_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "medel/caps.h"
#include "medel/vocab.h"

static struct vocab *fixture_vocab;

static inline int fixture_load(void **state)
{
    (void)state;
    const char *share = getenv("MEDEL_SHARE");
    char dir[4096];
    snprintf(dir, sizeof dir, "%s/data", share != NULL ? share : ".");
    struct buf bundle;
    struct err e = ERR_INIT;
    buf_init(&bundle, CAP_VOCAB_BYTES);
    if (vocab_bundle(dir, &bundle, &e) != ST_OK ||
        vocab_parse(bundle.data, bundle.len, &fixture_vocab, &e) != ST_OK) {
        fprintf(stderr, "vocabulary: %s\n", e.text);
        buf_free(&bundle);
        return -1;
    }
    buf_free(&bundle);
    return 0;
}

static inline int fixture_free(void **state)
{
    (void)state;
    vocab_free(fixture_vocab);
    return 0;
}

#endif
