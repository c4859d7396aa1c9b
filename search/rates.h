/*
 * rates.h - currencies to kronor, from data/rates.yaml.
 *
 * The rates are rounded averages, good for deciding whether a sum is in the
 * right range and never shown as exact. Whoever decides by a converted sum
 * leaves the margin RATES_MARGIN on both sides.
 */
#ifndef MEDEL_SEARCH_RATES_H
#define MEDEL_SEARCH_RATES_H

#include "medel/err.h"

#include <stdbool.h>

#define RATES_MARGIN 0.15

struct rates;

/* ST_INVALID names file, line and field. Free with rates_free(). */
enum status rates_load(const char *path, struct rates **ret,
                       struct err *e) MEDEL_NODISCARD;
void rates_free(struct rates *r);

/* AMOUNT in TO; "" counts as SEK. False where a currency is unknown or R is
 * NULL (the same currency needs no rate). */
bool rates_convert(const struct rates *r, double amount, const char *from,
                   const char *to, double *ret);

#endif
