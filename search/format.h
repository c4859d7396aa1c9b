/*
 * format.h - sums, shares, dates and codes as people read them. Numbers are
 * written the way of the user's language, and nothing else about the locale
 * is trusted: LC_NUMERIC stays "C" in medel.
 */
#ifndef MEDEL_SEARCH_FORMAT_H
#define MEDEL_SEARCH_FORMAT_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/codes.h"

#include <stddef.h>

/* All results are in MEM. Where messages are Swedish sums are "600 000 kr" with
 * no-break spaces, and a comma stands before decimals; else "600,000 SEK".
 * A currency "" counts as SEK. */
const char *format_sum(struct arena *mem, double amount, const char *currency);
/* "100 000–600 000 kr", "at most …", "at least …", or "" for neither. */
const char *format_sum_range(struct arena *mem, double floor, double ceiling,
                             const char *currency);
/* DECIMALS of them, "4.25"; fewer than none: as many as X has, "2.5". */
const char *format_number(struct arena *mem, double x, int decimals);
/* "60 %" */
const char *format_percent(struct arena *mem, double share);
/* "company, cooperative", names of codes in the user's language. */
const char *format_codes(struct arena *mem, enum code_kind kind, codeset set);
/* One code's name for people. Static. */
const char *format_code(enum code_kind kind, int index);
/* "in 12 days", "today", "tomorrow", "12 days ago". */
const char *format_days(struct arena *mem, struct date day, struct date today);
/* "14:00" of minutes after midnight. */
const char *format_time(struct arena *mem, int minutes);

#endif
