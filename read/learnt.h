/*
 * learnt.h - what a value is by the words that stand round those of judged
 * pages: weights of signs, learnt and kept in a file of data/lexicon.
 *
 * Rules know phrases, and funders write others. A sign is a short text ("<
 * högst": the word "högst" before the value); each speaks more or less for each
 * class. Their sums give shares by multinomial logistic regression (McCullagh
 * and Nelder 1989, chapter 5).
 *
 * The file has a line for each sign: a weight for each class, in their order
 * and in hundredths, then the sign, all parted by tabs; a first line that names
 * the classes; and comments, which begin with "#". tests/quality/learn_sums.py
 * writes it.
 */
#ifndef READ_LEARNT_H
#define READ_LEARNT_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stddef.h>

#define LEARNT_FILE "learnt-sums.txt"

/* What a sum is. */
enum learnt_sum {
    LEARNT_OTHER,
    LEARNT_CEILING,
    LEARNT_FLOOR,
    LEARNT_FIXED, /* the same for each: ceiling and floor */
    LEARNT_BUDGET,
    LEARNT_CLASSES
};

struct learnt;

/* Parses the file NAME. It lives in MEM. What is wrong in it is ST_INVALID with
 * name and line. */
enum status learnt_parse(struct arena *mem, const char *name, const char *bytes,
                         size_t len, struct learnt **ret,
                         struct err *e) MEDEL_NODISCARD;

/* Adds what SIGN, LEN bytes and STRENGTH times heard, says for each class;
 * nothing where the sign is not in the file. */
void learnt_hear(const struct learnt *l, const char *sign, size_t len,
                 double strength, double said[static LEARNT_CLASSES]);

/* Turns what was said into shares that add up to 1. */
void learnt_shares(double said[static LEARNT_CLASSES]);

#endif
