/*
 * index_parts.h - which databases an index is made of.
 *
 * An index is named by one of
 *
 *   tcp:HOST:PORT    a database that xapian-tcpsrv serves ([HOST] for IPv6)
 *   FOLDER           a database; a replica of xapian-replicate; DATA/index, or
 *                    whatever else has a file "stub" in it
 *   FILE             a stub file of Xapian's: a line each "auto PATH", "glass
 *                    PATH" or "remote HOST:PORT", blank lines and "# ..."; a
 *                    PATH from the file's own folder
 *   A,B,...          several of these
 *
 * and a PATH in a stub file may be each of the first three. Stub files are read
 * here and not by Xapian: each database can then be named where it is down, and
 * a line that would run a program ("remote :PROGRAM") is refused.
 */
#ifndef MEDEL_INDEX_PARTS_H
#define MEDEL_INDEX_PARTS_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define INDEX_PARTS_MAX 256

/* One database. */
struct index_part {
    const char *name; /* for people: its folder or tcp:HOST:PORT */
    const char *path; /* NULL for a remote one */
    const char *host;
    unsigned port;
};

/*
 * The databases that WHERE names, in order, in MEM. Only stub files and what
 * leads to them are looked at: a database of the list need not be there.
 * ST_INVALID: an address or the list is wrong; ST_CORRUPT: a stub file is, and
 * the text says which line; ST_IO: one cannot be read.
 */
enum status index_parts(struct arena *mem, const char *where,
                        struct index_part **ret, size_t *n,
                        struct err *e) MEDEL_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
