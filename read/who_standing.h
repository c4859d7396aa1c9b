/*
 * who_standing.h - what a sentence inherits from what stands above it: a
 * heading ("Vem kan söka?"), its label, the line that leads in its list.
 */
#ifndef READ_WHO_STANDING_H
#define READ_WHO_STANDING_H

#include "found.h"
#include "who.h"

#define WHO_UNIT_TOKENS 1500 /* a longer "sentence" is no prose */
#define WHO_LABEL_TOKENS 9

/* What a sentence inherits from its label, heading or the line above. */
struct standing {
    double weight;
    bool closed;  /* those named are shut out */
    bool partner; /* those named take part: "Vilka kan medverka?" */
};

/* The standing of U, unit I of the page. */
struct standing who_stands(const struct reader *r, const struct unit *u,
                           size_t i);

#endif
