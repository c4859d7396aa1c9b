/*
 * date_forms.h - the forms in which one date is written: "17 juni 2024",
 * "den 11/3", "28.8.2022", "sista mars", and what joins two into a range.
 */
#ifndef READ_DATE_FORMS_H
#define READ_DATE_FORMS_H

#include "text.h"

#include "medel/date.h"

struct date_form {
    int year, month, day; /* 0: not written */
    size_t from, to;
    int years_on; /* "i år", "nästa år": see struct date_mention */
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
