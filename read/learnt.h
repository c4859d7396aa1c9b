/*
 * learnt.h - what something is by the words that stand round it on judged
 * pages: weights of signs, learnt and kept in files of data/lexicon.
 *
 * Rules know phrases, and funders write others. A sign is a short text ("<
 * högst": the word "högst" before the value); each speaks more or less for each
 * class. Of sums, what they say in all gives shares by multinomial logistic
 * regression (McCullagh and Nelder 1989, chapter 5); of days and percentages,
 * how likely each class is by itself, by logistic regression; of applicants,
 * which have one class, how likely it is that a form may apply, in the same
 * way. Of pages, the classes are the places where a word stands, and what it
 * says is how much it speaks for the page's being a call. Of themes, each is a
 * class.
 *
 * A file has a line for each sign: a weight for each class, in their order
 * and in hundredths, then the sign, all parted by tabs; a first line that names
 * the classes; and comments, which begin with "#". tests/quality/learn_sums.py,
 * learn_days.py, learn_rates.py, learn_pages.py, learn_who.py and
 * learn_themes.py write them.
 */
#ifndef READ_LEARNT_H
#define READ_LEARNT_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

enum learnt_file {
    LEARNT_SUMS,
    LEARNT_PAGES,
    LEARNT_DAYS,
    LEARNT_RATES,
    LEARNT_WHO,
    LEARNT_THEMES,
    LEARNT_FILES
};

/* What a sum is. */
enum learnt_sum {
    LEARNT_OTHER,
    LEARNT_CEILING,
    LEARNT_FLOOR,
    LEARNT_FIXED, /* the same for each: ceiling and floor */
    LEARNT_BUDGET,
    LEARNT_CLASSES
};

/* What a day is, if not another thing's. */
enum learnt_day { LEARNT_DEADLINE, LEARNT_OPENS, LEARNT_DAY_CLASSES };

/* Whose share of the costs a percentage is, if not another thing's. */
enum learnt_rate { LEARNT_RATE_FUNDER, LEARNT_RATE_OWN, LEARNT_RATE_CLASSES };

/* Where on a page a word stands. */
enum learnt_place {
    LEARNT_TITLE,
    LEARNT_HEADING,
    LEARNT_LEAD, /* the first lines */
    LEARNT_TEXT, /* the rest */
    LEARNT_PLACES
};

#define LEARNT_MAY 0 /* the one class of applicants */
#define LEARNT_THEME_CLASSES 22 /* the theme codes, in their order */

struct learnt;

/* A file's name: "learnt-sums.txt". */
const char *learnt_name(enum learnt_file f);

/* Parses the bytes of the file F. It lives in MEM. What is wrong in it is
 * ST_INVALID with name and line. */
enum status learnt_parse(struct arena *mem, enum learnt_file f,
                         const char *bytes, size_t len, struct learnt **ret,
                         struct err *e) MEDEL_NODISCARD;

/* All that is in it, as it lies in memory: *LEN bytes without pointers, which
 * are borrowed. */
const void *learnt_table(const struct learnt *l, size_t *len);
/* The same again, in MEM, of such bytes of the file F, which are borrowed and
 * stay. NULL where they cannot be what they should. */
struct learnt *learnt_take(struct arena *mem, enum learnt_file f,
                           const void *table, size_t len);

/* Adds what SIGN, LEN bytes and STRENGTH times heard, says for each class to
 * SAID, which has room for all of the file's. False, and nothing, where the
 * sign is not in the file. */
bool learnt_hear(const struct learnt *l, const char *sign, size_t len,
                 double strength, double *said);

/* Turns what was said of a sum into shares that add up to 1. */
void learnt_shares(double said[static LEARNT_CLASSES]);

#endif
