/*
 * date_forms.h - the forms in which one date is written: "17 juni 2024",
 * "den 11/3", "28.8.2022", "sista mars", and what joins two into a range.
 */
#ifndef READ_DATE_FORMS_H
#define READ_DATE_FORMS_H

#include "text.h"

#include "medel/date.h"

/* "första måndagen i mars", "sista vardagen i juni": a day that only its year
 * tells. */
struct nth_day {
    int8_t nth; /* 1 to 5 from the month's beginning, -1 its last; 0: none */
    int8_t weekday; /* 1 = Monday; WORKDAY: any from Monday to Friday */
};

enum { WORKDAY = 8 };

/* The day of MONTH in YEAR that NTH tells of; its last such day where the month
 * has no fifth. */
int nth_day_in(struct nth_day nth, int year, int month);

struct date_form {
    int year, month, day; /* 0: not written */
    size_t from, to;
    int years_on; /* "i år", "nästa år": see struct date_mention */
    struct nth_day nth;
};

/* The date that starts at token I; false where there is none. */
bool date_form_at(const struct unit *u, size_t i, struct date_form *ret);

/* Past what joins a range's ends: a dash, "till", "until", "och" after
 * "mellan", with "och" before it and "den" and a weekday after it. Returns I
 * itself where nothing joins. */
size_t date_joint(const struct unit *u, size_t i);

/* The number of four digits at token I that is a year, or 0. */
int date_year_at(const struct unit *u, size_t i);

#endif
