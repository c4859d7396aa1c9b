/*
 * weights.h - the figures of data/weights.yaml, where they are explained.
 */
#ifndef MEDEL_SEARCH_WEIGHTS_H
#define MEDEL_SEARCH_WEIGHTS_H

#include "medel/codes.h"
#include "medel/err.h"

/* The parts of a score, in the order in which they are told. */
enum rank_part {
    PART_WORDS,
    PART_TEXT,
    PART_THEMES,
    PART_PLACE,
    PART_FORM,
    PART_SUM,
    PART_SOCIAL,
    PART_TIME,
    PART_KIND,
    PART_LANGUAGE,
    PART_COUNT
};
#define KIND_COUNT (CALL_PROGRAMME + 1)

struct weights_fields { /* where in the call's text a word stands */
    double title, purpose, body;
};
struct weights_profile { /* where in the profile it comes from */
    double keywords, description, theme_words, synonyms, compounds;
};
struct weights_general {
    codeset themes;
    double value;
};
struct weights_place {
    double county, counties, country, countries, unstated, few_counties;
};
struct weights_like { /* calls like another one */
    double words, telling, least;
};
struct weights_time {
    double rush_days, enough_days, far_days, far, forthcoming, undated;
};

struct weights {
    double parts[PART_COUNT];
    struct weights_fields fields;
    struct weights_profile profile;
    struct weights_general general;
    struct weights_place place;
    struct weights_time time;
    struct weights_like like;
    double kinds[KIND_COUNT];
};

/* ST_INVALID names file, line and field; nothing may be missing. */
enum status weights_load(const char *path, struct weights *ret,
                         struct err *e) MEDEL_NODISCARD;

/* "words", "text", ... Static. */
const char *rank_part_name(enum rank_part p);

#endif
