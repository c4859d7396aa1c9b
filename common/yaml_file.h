/*
 * yaml_file.h - YAML that people write, with errors they can act on; shared
 * inside common/.
 *
 * A file is gone through twice: once by libyaml's events, which finds faults
 * of form with their line, refuses anchors and aliases and notes where every
 * value stands; then by libcyaml, which checks it against a schema. Schemas
 * take numbers and truth values as text, for libcyaml takes "20,5" for 20
 * and "nej" for true; the helpers below read them strictly.
 *
 * A value's path is "need.min", or "regions[0]".
 */
#ifndef MEDEL_COMMON_YAML_FILE_H
#define MEDEL_COMMON_YAML_FILE_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/codes.h"
#include "medel/err.h"

#include <cyaml/cyaml.h>
#include <stdbool.h>
#include <stddef.h>

struct yaml_file;

enum yaml_kind { YAML_ABSENT, YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

/* Reads and goes through the file at PATH ("-": standard input), which must
 * be one mapping. Result in MEM. */
enum status yaml_file_read(struct arena *mem, const char *path,
                           struct yaml_file **ret,
                           struct err *e) MEDEL_NODISCARD;
/* The same of LEN bytes at TEXT, which are copied; errors call them NAME. */
enum status yaml_file_text(struct arena *mem, const char *name,
                           const char *text, size_t len, struct yaml_file **ret,
                           struct err *e) MEDEL_NODISCARD;
enum yaml_kind yaml_file_kind(const struct yaml_file *f, const char *path);
/* The line on which the value at PATH stands, 0 where there is none. */
size_t yaml_file_line(const struct yaml_file *f, const char *path);

/* Loads by SCHEMA, a mapping behind a pointer; cyaml_free() it with
 * yaml_file_config(). */
enum status yaml_file_load(const struct yaml_file *f,
                           const cyaml_schema_value_t *schema, void **ret,
                           struct err *e) MEDEL_NODISCARD;
const cyaml_config_t *yaml_file_config(void);

/* Records "FILE:LINE: field 'PATH': TEXT"; returns ST_INVALID. */
enum status yaml_file_bad(const struct yaml_file *f, const char *path,
                          struct err *e, const char *fmt, ...)
    MEDEL_PRINTF(4, 5);

/* The value at PATH, given as text (NULL: leaves *ret). */
enum status yaml_file_number(const struct yaml_file *f, const char *path,
                             const char *text, double max, double *ret,
                             struct err *e);
enum status yaml_file_bool(const struct yaml_file *f, const char *path,
                           const char *text, bool *ret, struct err *e);
enum status yaml_file_code(const struct yaml_file *f, const char *path,
                           enum code_kind kind, const char *text, int *ret,
                           struct err *e);
/* Adds the N codes of the list at PATH to *ret. */
enum status yaml_file_codes(const struct yaml_file *f, const char *path,
                            enum code_kind kind, char *const *texts, size_t n,
                            codeset *ret, struct err *e);

#endif
