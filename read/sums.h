/*
 * sums.h - sums of money and shares in per cent, as written in running text.
 *
 * "200 000-900 000 kr", "50.000 kronor", "1,5 miljoner", "en halv miljon",
 * "37 MSEK", "EUR 15 000", "60,000.00 euros", "ett prisbasbelopp"; "80
 * procent", "65-90 %", "hälften".
 */
#ifndef READ_SUMS_H
#define READ_SUMS_H

#include "text.h"

struct sum_mention {
    size_t from, to;  /* tokens */
    double low, high; /* the same where it is no range */
    bool range;
    char currency[4]; /* "" where only a multiplier or nothing is said */
    bool bare;        /* a number without currency or multiplier */
};

struct share_mention {
    size_t from, to;
    double low, high; /* per cent */
    bool word;        /* a fraction in words */
};

struct sum_mention *sums_find(struct arena *mem, const struct unit *u,
                              size_t *n);
struct share_mention *shares_find(struct arena *mem, const struct unit *u,
                                  size_t *n);

/* A number at token I in digits or words: its value and the token past it;
 * false where there is none. */
bool sums_number_at(const struct unit *u, size_t i, double *value, size_t *to);

#endif
