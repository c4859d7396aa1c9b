/*
 * numerals.h - Nordic numbers written as one word: "fyrtiotusen",
 * "tvåhundrafemtio", "halvtreds", "femogtyve".
 */
#ifndef READ_NUMERALS_H
#define READ_NUMERALS_H

#include <stdbool.h>
#include <stddef.h>

/* The value of S[0..len), in lower case; false where it is no number. */
bool numeral_value(const char *s, size_t len, double *value);

#endif
