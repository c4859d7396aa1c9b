/*
 * sums_int.h - what the finders of sums and of shares have in common.
 */
#ifndef READ_SUMS_INT_H
#define READ_SUMS_INT_H

#include "sums.h"

/* Is token I a number in digits, LEN of them unless that is 0? */
bool sums_digits(const struct unit *u, size_t i, size_t len);
/* Can a number, in digits or in words, begin with token I? */
bool sums_may_begin(const struct unit *u, size_t i);
double sums_digits_value(const struct token *t);

/* Past what joins the two ends of a range that starts at FROM, or I. */
size_t sums_joint(const struct unit *u, size_t from, size_t i);

#endif
