/* own_file.h - files of the user's own, written whole or not at all. */
#ifndef MEDEL_OWN_FILE_H
#define MEDEL_OWN_FILE_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes LEN bytes to PATH through a new file beside it, synced to disk with
 * its name.
 * A file that is there stays as it is unless OVERWRITE: ST_REFUSED.
 */
enum status own_file_write(const char *path, const char *bytes, size_t len,
                           bool overwrite, struct err *e) MEDEL_NODISCARD;
/*
 * The same bit by bit, for what is too large to hold: PATH is replaced by
 * own_file_keep() and untouched before that; until then the new file has no
 * name, where the file system can do that, so that nothing of it is left when
 * the program is killed. What is there and no ordinary
 * file (a pipe, /dev/null) is written to itself; a symbolic link is followed.
 * A file that is replaced hands its mode on.
 */
struct own_file;
enum status own_file_begin(const char *path, struct own_file **ret,
                           struct err *e) MEDEL_NODISCARD;
enum status own_file_add(struct own_file *f, const char *bytes, size_t len,
                         struct err *e) MEDEL_NODISCARD;
/* Both free F; keep() on failure too, and then PATH is as it was. */
enum status own_file_keep(struct own_file *f, struct err *e) MEDEL_NODISCARD;
void own_file_drop(struct own_file *f); /* NULL is allowed */

/* All in one: LEN bytes to PATH in that way. */
enum status own_file_put(const char *path, const char *bytes, size_t len,
                         struct err *e) MEDEL_NODISCARD;

/* Whether PATH could be written now, for who will want to after long work:
 * its folder is there and open to us, or what is no ordinary file is itself.
 * ST_IO names it. */
enum status own_file_check(const char *path, struct err *e) MEDEL_NODISCARD;

#endif
