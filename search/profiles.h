/*
 * profiles.h - the enterprises of a folder, a profile a file.
 *
 * A folder's profiles are its *.yaml files, hidden ones aside. One that cannot
 * be read is told and the rest goes on. An id names one enterprise: where
 * several files have the same, the one called ID.yaml keeps it, else the first
 * by name, and the others count as broken.
 */
#ifndef MEDEL_SEARCH_PROFILES_H
#define MEDEL_SEARCH_PROFILES_H

#include "medel/arena.h"
#include "medel/err.h"
#include "medel/profile.h"

#include <stddef.h>

struct profiles {
    struct arena *mem;
    struct profile **items; /* by id */
    size_t n, cap;
    const char **faults; /* a line for each broken file, which it names; in
                            the order of the files' names */
    size_t n_faults, cap_faults;
};

/* DIR, or where it is NULL the user's own folder. In MEM. */
const char *profiles_dir(struct arena *mem, const char *dir);

/*
 * Reads the folder PATH. ST_IO where there is none, ST_INVALID where it holds
 * no *.yaml at all; broken files are no failure, even where all are. Free
 * *ret with profiles_free().
 */
enum status profiles_load(const char *path, struct profiles **ret,
                          struct err *e) MEDEL_NODISCARD;
/* The same bit by bit: an empty set, the files of a folder, single files
 * (NAME as for profiles_open(); broken ones are no failure), and at the end
 * the order and the refusal of ids that are taken. */
struct profiles *profiles_new(void);
enum status profiles_add_folder(struct profiles *p, const char *path,
                                struct err *e) MEDEL_NODISCARD;
void profiles_add(struct profiles *p, const char *name);
void profiles_settle(struct profiles *p);
void profiles_free(struct profiles *p);

/*
 * The profile that the option --profile names: a file, "-" for standard
 * input, or the id of one in the user's own folder (NAME has no slash, and no
 * file is called so here). As profile_load(); ST_INVALID names the nearest
 * id where there is neither.
 */
enum status profiles_open(const char *name, struct profile **ret,
                          struct err *e) MEDEL_NODISCARD;
/*
 * The profile ID of the user's own folder and nothing else, for an ID that
 * comes from outside. ST_INVALID as above, and where ID is more than a plain
 * name.
 */
enum status profiles_open_own(const char *id, struct profile **ret,
                              struct err *e) MEDEL_NODISCARD;

#endif
