/*
 * shortlist.h - the user's own lists of calls: "shortlist add", and what
 * became of each application.
 *
 * A list is named as the user likes ("default" unless said; an adviser has
 * one a client, named as its profile). A call stands once on a list, by its
 * id, with a copy of its record as it was when it was added: it is there
 * whatever becomes of the index. Each change of an entry is one transaction
 * and one step that undo takes back. DB is own_db_open()'s.
 */
#ifndef MEDEL_SEARCH_SHORTLIST_H
#define MEDEL_SEARCH_SHORTLIST_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/err.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHORTLIST_DEFAULT "default"
#define SHORTLIST_NAME_BYTES 100
#define SHORTLIST_NOTE_BYTES 4000

enum shortlist_status {
    SHORTLIST_CONSIDERING,
    SHORTLIST_APPLYING,
    SHORTLIST_SUBMITTED,
    SHORTLIST_AWARDED,
    SHORTLIST_DECLINED, /* by the funder */
    SHORTLIST_SKIPPED,  /* by the user */
    SHORTLIST_STATUSES
};

struct shortlist_entry {
    const char *list, *id;
    enum shortlist_status status;
    const char *note;             /* or NULL */
    bool muted;                   /* digests do not tell of it */
    int64_t added_at, changed_at; /* Unix seconds */
    struct call *copy;            /* as it was when it was added; never NULL */
    struct call *now; /* as the index has it, or NULL: shortlist_look_up() */
};

struct shortlist {
    struct arena *mem;
    struct shortlist_entry *items; /* by list, then as they were added */
    size_t n;
};

/* "considering"; the same for people; and back, -1 where unknown. Static. */
const char *shortlist_status_name(enum shortlist_status s);
const char *shortlist_status_words(enum shortlist_status s);
int shortlist_status_find(const char *name);
/* "considering", ..., NULL. */
extern const char *const shortlist_status_names[];
/* Nothing is left to be done for it: sent in, or over. */
bool shortlist_is_settled(enum shortlist_status s);

/* ST_USAGE where NAME can be no list's: empty, long, or not printable. */
enum status shortlist_check_name(const char *name,
                                 struct err *e) MEDEL_NODISCARD;

/*
 * Puts CALL on LIST. Where it is there already, its copy stays; NOTE and
 * STATUS (NULL: as it was, or considering) are set. *added tells which.
 */
enum status shortlist_add(sqlite3 *db, const char *list,
                          const struct call *call, const char *note,
                          const enum shortlist_status *status, bool *added,
                          struct err *e) MEDEL_NODISCARD;
/* The rest change an entry; ST_NOT_FOUND where there is none. */
enum status shortlist_set_status(sqlite3 *db, const char *list, const char *id,
                                 enum shortlist_status s, const char *note,
                                 struct err *e) MEDEL_NODISCARD;
enum status shortlist_set_note(sqlite3 *db, const char *list, const char *id,
                               const char *note, struct err *e) MEDEL_NODISCARD;
enum status shortlist_set_muted(sqlite3 *db, const char *list, const char *id,
                                bool muted, struct err *e) MEDEL_NODISCARD;
enum status shortlist_remove(sqlite3 *db, const char *list, const char *id,
                             struct err *e) MEDEL_NODISCARD;

/* A step that was taken back. */
struct shortlist_step {
    const char *what; /* "add", "status", "note", "mute", "remove" */
    const char *list, *id;
};
/* Takes back the last step of LIST (NULL: of any) that is not taken back yet.
 * ST_NOT_FOUND where there is none. Strings in MEM. */
enum status shortlist_undo(sqlite3 *db, struct arena *mem, const char *list,
                           struct shortlist_step *ret,
                           struct err *e) MEDEL_NODISCARD;

/* The entries of LIST, or of all where it is NULL; DB may be NULL: none. Free
 * with shortlist_free(). */
enum status shortlist_read(sqlite3 *db, const char *list, struct shortlist *ret,
                           struct err *e) MEDEL_NODISCARD;
void shortlist_free(struct shortlist *s);
/* Fills in `now` from the index. A call that it lacks stays NULL. */
enum status shortlist_look_up(struct shortlist *s, const char *data,
                              const char *db, struct err *e) MEDEL_NODISCARD;

#endif
