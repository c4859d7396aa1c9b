/* edit.h - how far apart two names are; shared inside common/. */
#ifndef MEDEL_COMMON_EDIT_H
#define MEDEL_COMMON_EDIT_H

/*
 * The edit distance between two UTF-8 names in characters, a swap of two
 * neighbours counting as one (optimal string alignment). Letters differing
 * only in ASCII case count as equal. Anything above MAX, also names over 64
 * characters, is MAX + 1.
 */
int edit_distance(const char *a, const char *b, int max);

#endif
