/*
 * calls_int.h - what the files behind medel/calls_store.h share.
 */
#ifndef MEDEL_CALLS_INT_H
#define MEDEL_CALLS_INT_H

#include "medel/calls_store.h"
#include "medel/pack.h"

/* Statements that are run once a page or call stay prepared. */
enum calls_statement {
    Q_META_GET, Q_META_SET,
    Q_PAGE_GET, Q_PAGE_PUT, Q_PAGE_SEEN, Q_CALL_SEEN, Q_ATTEMPT,
    Q_READING_PUT, Q_READING_DROP, Q_TEXT, Q_FUNDER_DIRTY,
    Q_ALIAS_PUT, Q_HAS_ID, Q_FRAME_PUT, Q_SOURCES_DROP, Q_SOURCE_PUT,
    Q_SOURCES, Q_CONTENT_PUT, Q_CONTENT_GET, Q_VERSION_KEEP, Q_CHANGE_ADD,
    Q_FRAME_GET, Q_CHANGES, Q_CLEAN, Q_WHY_GONE,
    Q_DIRTY, Q_FORMER, Q_FUNDER_OF_PAGE, Q_VERSIONS, Q_COUNT
};

struct calls_store {
    sqlite3 *db;
    struct packer *packer;
    struct buf frame; /* for packing */
    sqlite3_stmt *statements[Q_COUNT];
};

/* The statement WHICH, prepared from SQL the first time. */
enum status calls_statement(struct calls_store *s, enum calls_statement which,
                            const char *sql, sqlite3_stmt **ret,
                            struct err *e) MEDEL_NODISCARD;
/* Ends the use of a statement whose rows were read. */
void calls_done(sqlite3_stmt *q);
/* Binds TEXT packed; it is copied. */
enum status calls_bind_packed(struct calls_store *s, sqlite3_stmt *q, int at,
                              const char *text,
                              struct err *e) MEDEL_NODISCARD;
/* The packed text of a column, in MEM. */
enum status calls_column_packed(struct calls_store *s, sqlite3_stmt *q,
                                int column, struct arena *mem,
                                const char **ret,
                                struct err *e) MEDEL_NODISCARD;

static inline void bind_text(sqlite3_stmt *q, int at, const char *text)
{
    sqlite3_bind_text(q, at, text, -1, SQLITE_STATIC);
}

static inline const char *column_text(sqlite3_stmt *q, int column)
{
    return (const char *)sqlite3_column_text(q, column);
}

#endif
