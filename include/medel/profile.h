/*
 * profile.h - an enterprise's profile (YAML), as in the corpus README.
 */
#ifndef MEDEL_PROFILE_H
#define MEDEL_PROFILE_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/date.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Public aid received, for the ceiling on de minimis aid. */
struct profile_aid {
    struct date date;
    double sum_eur;
    const char *rule; /* its code in data/state_aid.yaml, or NULL */
};

struct profile {
    struct arena *mem;
    const char *file;
    const char *id, *name;
    enum applicant form;
    bool social_enterprise;
    codeset regions;
    const char *municipality;  /* or NULL */
    codeset themes;
    double need_min, need_max; /* -1 where not given */
    char need_currency[4];     /* "SEK" unless said */
    double own_share;          /* per cent, -1 where not given */
    codeset languages;         /* of enum language; 0 where not given. Others
                                  of ISO 639-1 are accepted, not kept */
    const char **keywords;
    size_t n_keywords;
    const char *description;   /* or NULL */
    struct date founded;       /* "founded": a date or a year; DATE_NONE */
    bool founded_year_only;    /* then the first day of that year */
    double employees;          /* -1 where not given */
    double members;            /* likewise */
    struct profile_aid *aid;   /* "aid_received": [{date, sum_eur,
                                  rule}], the rule optional */
    size_t n_aid;
};

/*
 * Reads and checks a profile. ST_INVALID says file, line and field, and what
 * would be right: an unknown code gets the nearest one. Required: id, name,
 * form, regions. Unknown keys are errors (a mistyped key must not be lost
 * silently). Numbers are plain, as 200000 or 12.5. PATH "-" is standard
 * input. Caller frees with profile_free().
 */
enum status profile_load(const char *path, struct profile **ret,
                         struct err *e) MEDEL_NODISCARD;
/* The same from LEN bytes of YAML, or of JSON, which is YAML too; errors call
 * them NAME, which becomes ret->file. */
enum status profile_read(const char *name, const char *text, size_t len,
                         struct profile **ret, struct err *e) MEDEL_NODISCARD;
void profile_free(struct profile *p);

#endif
