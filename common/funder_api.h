/*
 * funder_api.h - the key `api` of a source's file; shared inside common/.
 */
#ifndef MEDEL_COMMON_FUNDER_API_H
#define MEDEL_COMMON_FUNDER_API_H

#include "yaml_file.h"

#include "medel/funder.h"

/* One API as the file has it. */
struct raw_api {
    char *kind, *url, *key, *organisation;
    char **parts;
    unsigned parts_count;
};

/* For libcyaml: the fields of struct raw_api, and a list of such mappings. */
extern const cyaml_schema_field_t funder_api_fields[];
extern const cyaml_schema_value_t funder_api_entry;

/* Checks the N that FILE has (LIST: as a list) and makes them F's, in MEM. */
enum status funder_api_make(struct arena *mem, const struct yaml_file *file,
                            const struct raw_api *raw, size_t n, bool list,
                            struct funder *f, struct err *e) MEDEL_NODISCARD;

#endif
