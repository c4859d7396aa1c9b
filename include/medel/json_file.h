/* json_file.h - reports for other programs: JSON in files, laid out for
 * people too. */
#ifndef MEDEL_JSON_FILE_H
#define MEDEL_JSON_FILE_H

#include "medel/err.h"

#include <jansson.h>

/* Writes O, which it takes (NULL: out of memory), to PATH, whole or not at
 * all, over what was there. No control character of a page goes with it. */
enum status json_file_write(const char *path, json_t *o,
                            struct err *e) MEDEL_NODISCARD;

#endif
