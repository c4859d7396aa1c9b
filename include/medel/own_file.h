/* own_file.h - files of the user's own, written whole or not at all. */
#ifndef MEDEL_OWN_FILE_H
#define MEDEL_OWN_FILE_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes LEN bytes to PATH through a new file beside it, synced to disk.
 * A file that is there stays as it is unless OVERWRITE: ST_REFUSED.
 */
enum status own_file_write(const char *path, const char *bytes, size_t len,
                           bool overwrite, struct err *e) MEDEL_NODISCARD;
/* Whether PATH could be written now, for who will want to after long work:
 * its folder is there and open to us. ST_IO names it. */
enum status own_file_check(const char *path, struct err *e) MEDEL_NODISCARD;

#endif
