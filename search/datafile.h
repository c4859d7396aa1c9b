/*
 * datafile.h - the YAML files of data/ that search uses, read with libcyaml.
 */
#ifndef MEDEL_SEARCH_DATAFILE_H
#define MEDEL_SEARCH_DATAFILE_H

#include "medel/codes.h"
#include "medel/err.h"

#include <cyaml/cyaml.h>
#include <stdbool.h>

/* Says what is wrong with the VALUE of PATH that the schema cannot say, and
 * brings it into its last form (sorted, say): what follows from PATH's bytes
 * and nothing else, for it may have been done when medel was built. */
typedef enum status datafile_finish(const char *path, void *value,
                                    struct err *e);
/*
 * Reads PATH (at most CAP_YAML_BYTES) by SCHEMA, whose value is a pointer to
 * a mapping, and has FINISH (or NULL) look at it. Where the bytes are those
 * that medel was built with, nothing is parsed: see data_image.h. ST_INVALID
 * says "FILE:LINE: what is wrong". Free *ret with datafile_free() and the same
 * schema.
 */
enum status datafile_load(const char *path, const cyaml_schema_value_t *schema,
                          datafile_finish *finish, void **ret,
                          struct err *e) MEDEL_NODISCARD;
void datafile_free(const cyaml_schema_value_t *schema, void *data);

/* ST_INVALID, "FILE:LINE: GROUP.KEY WHAT", for a value that has the right
 * type and is wrong all the same. */
enum status datafile_invalid(const char *path, const char *group,
                             const char *key, const char *what, struct err *e);

/* ST_INVALID, "FILE:LINE: 'WORD' WHAT", for a word of a list. */
enum status datafile_bad_word(const char *path, const char *word,
                              const char *what, struct err *e);

/* The codes of KIND as libcyaml's names and values, at most 64: each code's
 * index for ENUM fields, its bit for FLAGS fields (which give a codeset).
 * Returns how many. */
#define DATAFILE_CODES_MAX 64
int datafile_codes(enum code_kind kind, bool as_bits, cyaml_strval_t *ret);

#endif
