/*
 * searchdb.h - DATA/index opened for reading: where it is, whether this
 * program understands it, its languages, and reading on while a writer works.
 */
#ifndef MEDEL_SEARCH_SEARCHDB_H
#define MEDEL_SEARCH_SEARCHDB_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/codes.h"
#include "medel/date.h"
#include "medel/err.h"
#include "medel/xapian_shim.h"

#include <stdbool.h>
#include <stddef.h>

/* A language that calls in the index have, and how its words are stemmed. */
struct searchdb_language {
    enum language language; /* LANG_NONE: of calls that have none */
    const char *stemmer;    /* Xapian's name */
    const char *term;       /* "XLsv"; NULL for LANG_NONE */
};

struct funder_name;
struct run_meaning;

struct searchdb {
    struct arena *mem; /* dies when the work is done or repeated */
    struct xap_db *xap;
    const char *path;
    struct date indexed_on; /* DATE_NONE where the index does not say */
    struct searchdb_language languages[LANG_NONE + 1];
    size_t n_languages; /* those that calls have, LANG_NONE last; Swedish in
                           an empty index */
    const struct funder_name *funders; /* see funders.h; NULL: not asked yet */
    size_t n_funders;
    struct run_meaning *meanings; /* see run_meaning.h; those asked for */
    bool told; /* WORK has begun to write out: it is not called again */
};

/*
 * Opens the index, calls WORK and closes it. DB_OPTION is --db (whatever
 * medel/index_parts.h reads) or NULL: then it is DATA/index/stub, DATA by
 * --data (or NULL); a --data that is no folder but a file or tcp:HOST:PORT is
 * taken for a --db.
 *
 * Where a writer's commits or a rebuild pulled the index away under WORK
 * (ST_RETRY), it is opened anew by its path and WORK is called again, a few
 * times: WORK starts from nothing each time and prints only at its end, or
 * says that it does not in `told`.
 *
 * No index, or one of another version, is an error that says what to do.
 */
typedef enum status searchdb_work(struct searchdb *db, void *arg,
                                  struct err *e);
enum status searchdb_with(const char *data_option, const char *db_option,
                          searchdb_work *work, void *arg, struct err *e);

/*
 * --partial, of all commands that have --db: databases of the index that are
 * down are left out, and a note says which. Else one that is down is an error.
 */
extern bool searchdb_partial;
#define SEARCHDB_OPTIONS(data, db)                                             \
    {"data", 0, CLI_STRING, &(data), "DIR", N_("the data folder"), NULL},      \
        {"db",                                                                 \
         0,                                                                    \
         CLI_STRING,                                                           \
         &(db),                                                                \
         "PATH",                                                               \
         N_("an index, a stub file or tcp:HOST:PORT, or several with commas "  \
            "between, instead of DATA/index"),                                 \
         NULL},                                                                \
    {                                                                          \
        "partial", 0, CLI_FLAG, &searchdb_partial, NULL,                       \
            N_("where parts of the index are down, search the others (exit "   \
               "status 4)"),                                                   \
            NULL                                                               \
    }
/* The names of those that were left out since the program began, each once. */
size_t searchdb_left_out(const char *const **names);

/* Reads a document's data. Caller frees *ret with call_free(). */
enum status searchdb_read_call(const char *data, size_t len, struct call **ret,
                               struct err *e) MEDEL_NODISCARD;
/* The same, and in MEM the text of the call's pages that stands beside the
 * record ("" where there is none). Without QUOTED the call may lack its
 * evidence. */
enum status searchdb_read_record(struct arena *mem, const char *data,
                                 size_t len, bool quoted, struct call **ret,
                                 const char **text,
                                 struct err *e) MEDEL_NODISCARD;

#endif
