/*
 * calls_store.h - DATA/calls.db: what the pages say, the records made of
 * them, and every record's history.
 *
 * medel-index alone writes it; the tables are described in
 * store/calls_store.c. Times are Unix seconds. Functions that change more
 * than one row expect a transaction of the caller's (calls_store_begin).
 * Strings handed out live in the arena given, or until the callback returns.
 */
#ifndef MEDEL_CALLS_STORE_H
#define MEDEL_CALLS_STORE_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/crawl_store.h"
#include "medel/db.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calls_store;

/* DIR is the data folder; the file is DIR/calls.db. Close with
 * calls_store_close(), which takes NULL and undoes an open transaction. */
enum status calls_store_open(const char *dir, enum db_mode mode,
                             struct calls_store **ret,
                             struct err *e) MEDEL_NODISCARD;
void calls_store_close(struct calls_store *s);
sqlite3 *calls_store_db(struct calls_store *s);

enum status calls_store_begin(struct calls_store *s,
                              struct err *e) MEDEL_NODISCARD;
/* What is read until calls_store_rollback() is of one moment, and costs less:
 * the file is locked once. */
enum status calls_store_begin_reading(struct calls_store *s,
                                      struct err *e) MEDEL_NODISCARD;
enum status calls_store_commit(struct calls_store *s,
                               struct err *e) MEDEL_NODISCARD;
void calls_store_rollback(struct calls_store *s);

/* What the indexer remembers from run to run; 0 where it never did. */
enum calls_meta {
    CALLS_META_REVISION,  /* of crawl.db: looked at up to here */
    CALLS_META_SEEN,      /* the latest last_fetched taken over */
    CALLS_META_CRAWL,     /* which crawl.db it was */
    CALLS_META_READER,    /* fingerprint of what readings depend on */
    CALLS_META_MERGER,    /* ... and merging */
    CALLS_META_SCAN,      /* number of the last look at all pages */
    CALLS_META_IDENTITY,  /* of this store, made with it: never 0 */
    CALLS_META_SHARDS,    /* of the index; 0 or 1 is undivided */
    CALLS_META_MERGE      /* of crawl.db: the last one taken note of, see
                             medel/crawl_merge.h */
};
enum status calls_store_meta(struct calls_store *s, enum calls_meta key,
                             int64_t *ret, struct err *e) MEDEL_NODISCARD;
enum status calls_store_set_meta(struct calls_store *s, enum calls_meta key,
                                 int64_t value,
                                 struct err *e) MEDEL_NODISCARD;

/* --- pages and their readings ------------------------------------------- */

/* A page as the crawler left it, and what came of reading it. */
struct calls_page {
    int64_t id;                /* this store's own */
    const char *url, *funder_id;
    enum page_state state;
    const char *target;        /* of a redirect, or NULL */
    bool noindex;
    int64_t first_fetched, last_fetched, changed_at;
    int64_t checked_at;        /* when it was last asked for */
    int64_t version;           /* of its body; 0 none */
    int64_t tried_version;     /* the body that was last given to a reader */
    uint64_t context;          /* ... and all else that its reading hung on */
    int fate;                  /* enum page_fate of that; 0 read */
    int failures;              /* times this body brought a reader down */
    int64_t read_version;      /* the body its reading is of; 0: no reading */
    int64_t first_version;     /* the first of its bodies that was read */
};

/* ST_NOT_FOUND where it is not known. */
enum status calls_store_page(struct calls_store *s, struct arena *mem,
                             const char *url, struct calls_page *ret,
                             struct err *e) MEDEL_NODISCARD;
/*
 * Takes over what the crawler knows of a page (the fields down to version;
 * id is ignored) under the scan number SCAN. Its funder is to be merged anew
 * where that makes a difference. A known page's last_fetched is left to
 * calls_store_seen(). *id is this store's.
 */
enum status calls_store_put_page(struct calls_store *s,
                                 const struct calls_page *p, int64_t scan,
                                 int64_t *id, struct err *e) MEDEL_NODISCARD;
/* FUNDER's pages with an older scan number are no longer in crawl.db: they
 * count as gone, AT. */
enum status calls_store_forget_pages(struct calls_store *s,
                                     const char *funder, int64_t scan,
                                     int64_t at,
                                     struct err *e) MEDEL_NODISCARD;
/* The page at URL was seen alive at LAST_FETCHED; so were its calls. */
enum status calls_store_seen(struct calls_store *s, const char *url,
                             int64_t last_fetched,
                             struct err *e) MEDEL_NODISCARD;

/* One attempt at reading a page's body. */
struct calls_attempt {
    int64_t page, version;
    uint64_t context;
    int fate;           /* enum page_fate */
    const char *cause;  /* in words where it is not FATE_READ */
    bool keep_reading;  /* not read: is the reading of an older body kept? */
    const char *json;   /* FATE_READ: the reading without its text */
    const char *text;   /* FATE_READ: the main text */
};
enum status calls_store_put_attempt(struct calls_store *s,
                                    const struct calls_attempt *a,
                                    struct err *e) MEDEL_NODISCARD;

/* FN gets each page of FUNDER that is there (state OK or FAILED) and has a
 * reading, by address; JSON is the reading's. */
typedef enum status calls_reading_fn(void *arg, const struct calls_page *p,
                                     const char *json, struct err *e);
enum status calls_store_readings(struct calls_store *s, const char *funder,
                                 calls_reading_fn *fn, void *arg,
                                 struct err *e) MEDEL_NODISCARD;
/* The same pages without their readings. */
typedef enum status calls_page_fn(void *arg, const struct calls_page *p,
                                  struct err *e);
enum status calls_store_read_pages(struct calls_store *s, const char *funder,
                                   calls_page_fn *fn, void *arg,
                                   struct err *e) MEDEL_NODISCARD;
/* FN gets FUNDER's redirecting pages, by address. */
enum status calls_store_redirects(struct calls_store *s, const char *funder,
                                  calls_page_fn *fn, void *arg,
                                  struct err *e) MEDEL_NODISCARD;
/* The main text of a page as last read; "" where there is none. */
enum status calls_store_text(struct calls_store *s, struct arena *mem,
                             int64_t page, const char **ret,
                             struct err *e) MEDEL_NODISCARD;

/* FN gets each page whose present body could not be read. */
typedef enum status calls_quarantine_fn(void *arg, const struct calls_page *p,
                                        const char *cause, struct err *e);
enum status calls_store_quarantined(struct calls_store *s,
                                    calls_quarantine_fn *fn, void *arg,
                                    struct err *e) MEDEL_NODISCARD;

/* The funders that have to be merged, in order. */
enum status calls_store_dirty_funders(struct calls_store *s,
                                      struct arena *mem, const char ***ret,
                                      size_t *n,
                                      struct err *e) MEDEL_NODISCARD;
/* FUNDER NULL: all. */
enum status calls_store_set_funder_dirty(struct calls_store *s,
                                         const char *funder, bool dirty,
                                         struct err *e) MEDEL_NODISCARD;

/* --- records ------------------------------------------------------------ */

enum call_life {
    CALL_LIVE,      /* on the site when it was last looked at */
    CALL_WITHDRAWN, /* gone from the site */
    CALL_RETRACTED  /* no call of its own after all: misread, or merged into
                       another. Kept for its id; not in the index */
};

/* A page that a record was made of, as it was then. */
struct call_source {
    int64_t page, version;
};

/* A record's frame; what it says is kept apart. */
struct known_call {
    const char *id, *funder_id, *url;
    const char *title, *reference; /* as in the record, or NULL */
    enum call_life life;
    const char *successor;  /* of a retracted one: the id it went into */
    uint64_t digest;        /* of the record's content */
    int64_t first_seen, last_seen, fetched_at;
    int64_t withdrawn_at;   /* 0: not */
    struct call_source *sources; /* its own page first */
    size_t n_sources;
};

/* All of FUNDER's, by id. */
enum status calls_store_known(struct calls_store *s, struct arena *mem,
                              const char *funder, struct known_call **ret,
                              size_t *n, struct err *e) MEDEL_NODISCARD;

/* An address and the call that it leads, or once led, to. */
struct call_alias {
    const char *url, *id;
};
/* All of FUNDER's, by address. */
enum status calls_store_aliases(struct calls_store *s, struct arena *mem,
                                const char *funder, struct call_alias **ret,
                                size_t *n, struct err *e) MEDEL_NODISCARD;
enum status calls_store_put_alias(struct calls_store *s, const char *funder,
                                  const char *url, const char *id,
                                  struct err *e) MEDEL_NODISCARD;
/* Whether any call has this id. */
enum status calls_store_has_id(struct calls_store *s, const char *id,
                               bool *ret, struct err *e) MEDEL_NODISCARD;

/* How much of a record's place in the index is out of date. */
enum call_dirty { CALL_CLEAN, CALL_DIRTY_DATA, CALL_DIRTY_ALL };

/* Inserts or updates the frame and the sources; what the record says stays.
 * DIRTY is kept if it was higher already. */
enum status calls_store_put_frame(struct calls_store *s,
                                  const struct known_call *k,
                                  enum call_dirty dirty,
                                  struct err *e) MEDEL_NODISCARD;
/* What the record says, as JSON without id and times. The frame must be
 * there. */
enum status calls_store_put_content(struct calls_store *s, const char *id,
                                    const char *json,
                                    struct err *e) MEDEL_NODISCARD;
/* Keeps the present content as a former version that was replaced AT. */
enum status calls_store_keep_version(struct calls_store *s, const char *id,
                                     int64_t at,
                                     struct err *e) MEDEL_NODISCARD;
enum status calls_store_add_change(struct calls_store *s, const char *id,
                                   int64_t at, const char *field,
                                   json_t *old_value, json_t *new_value,
                                   struct err *e) MEDEL_NODISCARD;

/* The content alone, without id and times. Caller frees. */
enum status calls_store_content(struct calls_store *s, const char *id,
                                struct call **ret,
                                struct err *e) MEDEL_NODISCARD;
/* The whole record: content, id, times and changes. Caller frees. LIFE may be
 * NULL. */
enum status calls_store_record(struct calls_store *s, const char *id,
                               struct call **ret, enum call_life *life,
                               struct err *e) MEDEL_NODISCARD;
/* The pages a record was made of, its own first, in MEM. */
enum status calls_store_sources(struct calls_store *s, struct arena *mem,
                                const char *id, struct call_source **ret,
                                size_t *n, struct err *e) MEDEL_NODISCARD;
/*
 * Why the pages of a record no longer give it. *changed: one of its pages is
 * gone or says something else than when the record was made of it (else it is
 * the reader who thinks otherwise now); *at: when that was seen.
 */
enum status calls_store_why_gone(struct calls_store *s, const char *id,
                                 bool *changed, int64_t *at,
                                 struct err *e) MEDEL_NODISCARD;
/* FN gets each former version of a record, oldest first: its content as
 * JSON and until when it stood. */
typedef enum status calls_version_fn(void *arg, int64_t until,
                                     const char *json, struct err *e);
enum status calls_store_versions(struct calls_store *s, const char *id,
                                 calls_version_fn *fn, void *arg,
                                 struct err *e) MEDEL_NODISCARD;

/* --- what the index has to catch up with ---------------------------------- */

struct dirty_call {
    const char *id;
    enum call_dirty dirty;
    enum call_life life;
    const char *successor; /* or NULL */
};
/* At most MAX calls after the id AFTER ("" from the start), by id: those
 * that are dirty, or, with ALL, every one that belongs in the index. */
enum status calls_store_dirty(struct calls_store *s, struct arena *mem,
                              const char *after, bool all, size_t max,
                              struct dirty_call **ret, size_t *n,
                              struct err *e) MEDEL_NODISCARD;
/* The ids of the retracted records that went into ID, by way of others too, in
 * order, in MEM. */
enum status calls_store_former_ids(struct calls_store *s, struct arena *mem,
                                   const char *id, const char ***ret,
                                   size_t *n, struct err *e) MEDEL_NODISCARD;
/* All of ID's place in the index is out of date. */
enum status calls_store_set_dirty(struct calls_store *s, const char *id,
                                  struct err *e) MEDEL_NODISCARD;
/* ID NULL: all are. */
enum status calls_store_set_clean(struct calls_store *s, const char *id,
                                  struct err *e) MEDEL_NODISCARD;

struct calls_counts {
    int64_t live, withdrawn, retracted;
    int64_t dirty;
    int64_t pages, quarantined;
};
/* FUNDER NULL: of all. */
enum status calls_store_count(struct calls_store *s, const char *funder,
                              struct calls_counts *ret,
                              struct err *e) MEDEL_NODISCARD;

#endif
