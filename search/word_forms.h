/*
 * word_forms.h - words as terms of the index: by stem, in the forms that calls
 * have, by pattern.
 */
#ifndef MEDEL_SEARCH_WORD_FORMS_H
#define MEDEL_SEARCH_WORD_FORMS_H

#include "medel/err.h"

#include "searchdb.h"

#include <stddef.h>

/* A pattern or a word with more forms keeps those that most calls have. */
#define WORD_FORMS_MAX 200

/* WORD stemmed by STEMMER as a term of the field PREFIX ("" or that of the
 * title); NULL where it makes none. In DB's memory, as all here. */
enum status word_stem(struct searchdb *db, const char *word,
                      const char *stemmer, const char *prefix,
                      const char **ret, struct err *e) MEDEL_NODISCARD;

/* The words of the field that have WORD's stem, as calls write them. */
enum status word_forms(struct searchdb *db, const char *word,
                       const char *stemmer, const char *prefix,
                       const char ***ret, size_t *n,
                       struct err *e) MEDEL_NODISCARD;

/* The words of the field that fit PATTERN ('*' for any letters or none). */
enum status word_matches(struct searchdb *db, const char *pattern,
                         const char *prefix, const char ***ret, size_t *n,
                         struct err *e) MEDEL_NODISCARD;

/* The word that calls have which differs from WORD in nothing but the marks
 * on its letters ("vasterbotten"); of several the commonest, or NULL. */
enum status word_marked(struct searchdb *db, const char *word,
                        const char **ret, struct err *e) MEDEL_NODISCARD;

/* Whether some call has WORD as it stands or in another form. */
enum status word_is_known(struct searchdb *db, const char *word, bool *ret,
                          struct err *e) MEDEL_NODISCARD;

#endif
