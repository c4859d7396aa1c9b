/*
 * xapian_shim.h - all that medel uses of Xapian, in C.
 *
 * shim/ holds the only C++ of the project. Every function is extern "C" and
 * noexcept; any exception (Xapian::Error, std::bad_alloc and unknown ones)
 * becomes a status with Xapian's own text: modified -> RETRY, lock -> BUSY,
 * corrupt or wrong format -> CORRUPT, not found -> NOT_FOUND, query syntax ->
 * BAD_QUERY, bad_alloc -> NOMEM, the system -> IO, anything else -> BUG.
 * Results are copied out; no lazy Xapian object escapes. One handle belongs
 * to one thread.
 */
#ifndef MEDEL_XAPIAN_SHIM_H
#define MEDEL_XAPIAN_SHIM_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define XAP_NOEXCEPT noexcept
extern "C" {
#else
#define XAP_NOEXCEPT
#endif

/* Xapian's version, "1.4.22". Stemmers may differ between versions whose
 * first two numbers do. */
const char *xap_version(void) XAP_NOEXCEPT;

/* --- writing ------------------------------------------------------------ */

struct xap_writer;

/* Text to be split into terms, as Xapian's TermGenerator does. */
struct xap_text {
    const char *text;
    const char *prefix;    /* "" none, "S" title, ... */
    unsigned weight;       /* wdf increment a term */
    const char *stemmer;   /* "swedish", "english", ... or "none" */
    bool positions;        /* for phrases and NEAR */
};
struct xap_value {
    unsigned slot;
    bool is_number;        /* number is sortable_serialise'd */
    double number;
    const char *string;    /* else these bytes */
    size_t string_len;
};
struct xap_doc {
    const char *unique;    /* boolean term that identifies it, "Qid" */
    const char *data;
    size_t data_len;
    const struct xap_text *texts;
    size_t n_texts;
    const char *const *terms; /* boolean terms, prefix included. Like every
                                 term here, one longer than 245 bytes is cut
                                 and hashed, the same way in queries */
    size_t n_terms;
    const struct xap_value *values;
    size_t n_values;
};

/* Creates PATH where it is missing (glass, or the stub's target). */
enum status xap_writer_open(const char *path, struct xap_writer **ret,
                            struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/*
 * Work between begin and commit is one transaction: seen whole or not. A
 * change outside one is refused (ST_BUG); where a change fails half way, the
 * commit drops the transaction and fails.
 */
enum status xap_writer_begin(struct xap_writer *w,
                             struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
enum status xap_writer_commit(struct xap_writer *w,
                              struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
void xap_writer_cancel(struct xap_writer *w) XAP_NOEXCEPT;
/* Adds, or replaces the document with the same unique term. */
enum status xap_writer_put(struct xap_writer *w, const struct xap_doc *d,
                           struct err *e) XAP_NOEXCEPT;
/* The same; a new document becomes number DOCID, which must be above
 * xap_writer_last(). */
enum status xap_writer_put_as(struct xap_writer *w, const struct xap_doc *d,
                              uint32_t docid, struct err *e) XAP_NOEXCEPT;
/* The highest number that a document has or had, changes of the transaction
 * included. */
enum status xap_writer_last(struct xap_writer *w, uint32_t *ret,
                            struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* Replaces only the data of a document: cheap, its terms and values are not
 * touched. ST_NOT_FOUND where there is none. */
enum status xap_writer_set_data(struct xap_writer *w, const char *unique,
                                const char *data, size_t len,
                                struct err *e) XAP_NOEXCEPT;
enum status xap_writer_delete(struct xap_writer *w, const char *unique,
                              struct err *e) XAP_NOEXCEPT;
enum status xap_writer_set_metadata(struct xap_writer *w, const char *key,
                                    const char *value, struct err *e)
    XAP_NOEXCEPT;
/* Without commit, work since the last commit is lost. NULL is allowed. */
void xap_writer_close(struct xap_writer *w) XAP_NOEXCEPT;

/* --- building ------------------------------------------------------------
 * A new database of many documents is made in parts: small databases, which
 * builders write, one in each thread, and which are joined at the end. That
 * takes half the work of writing all to one. What a part has is not safe from
 * a power cut; a joined database is. */

struct xap_builder;

enum status xap_builder_new(struct xap_builder **ret, struct err *e)
    XAP_NOEXCEPT MEDEL_NODISCARD;
void xap_builder_free(struct xap_builder *b) XAP_NOEXCEPT; /* NULL allowed */
/* Begins a part in folder PATH, which must not be there. */
enum status xap_builder_begin(struct xap_builder *b, const char *path,
                              struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* Adds D, which no part has yet, as number DOCID, above the part's others.
 * After a failure the builder can only be freed. */
enum status xap_builder_add(struct xap_builder *b, const struct xap_doc *d,
                            uint32_t docid, struct err *e)
    XAP_NOEXCEPT MEDEL_NODISCARD;
/* Writes the part. */
enum status xap_builder_end(struct xap_builder *b,
                            struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/*
 * Makes a database in folder PATH, where there is none, of all that PARTS have,
 * with full blocks. Their numbers of documents must not interleave; of a
 * metadata key that several have, any is taken. Parts may be databases that
 * xap_writer wrote, too. All of it is on the disk then, but for the folder's
 * own entry.
 */
enum status xap_join(const char *const *parts, size_t n, const char *path,
                     struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;

/* --- reading ------------------------------------------------------------ */

struct xap_db;
struct xap_query; /* immutable; belongs to the xap_db that made it and is
                     freed with it */

/*
 * PATH: whatever medel/index_parts.h reads; several databases are searched as
 * one. ST_NOT_FOUND where there is none. Where a writer overtakes a reader,
 * every function below opens PATH afresh and starts again, at most 5 times,
 * then ST_RETRY.
 *
 * All documents weigh as in one database that had them all: Xapian adds up
 * the parts' statistics. Document D of part I of N is D' = (D - 1) * N + I + 1
 * (I from 0), so that documents of equal weight come in the order of D.
 */
enum status xap_open(const char *path, struct xap_db **ret,
                     struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* As xap_open(), but of several databases those that are not there or do not
 * answer are left out: see xap_absent(). Fails where all are. */
enum status xap_open_partial(const char *path, struct xap_db **ret,
                             struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* Of how many databases it is made, and what each is called: a folder or
 * tcp:HOST:PORT. Names are borrowed until the next call of any other
 * function. */
size_t xap_parts(const struct xap_db *db) XAP_NOEXCEPT;
const char *xap_part_name(const struct xap_db *db, size_t i) XAP_NOEXCEPT;
/* As xap_metadata() of part I alone; there are no keys of the whole. */
enum status xap_part_metadata(struct xap_db *db, struct arena *mem, size_t i,
                              const char *key, const char **ret,
                              struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* Of those left out: how many, their names, and what was wrong. */
size_t xap_absent(const struct xap_db *db) XAP_NOEXCEPT;
const char *xap_absent_name(const struct xap_db *db, size_t i) XAP_NOEXCEPT;
const char *xap_absent_why(const struct xap_db *db, size_t i) XAP_NOEXCEPT;
void xap_close(struct xap_db *db) XAP_NOEXCEPT;
/* Grows whenever a function had to open the database afresh: docids from
 * before may mean other documents. */
unsigned xap_generation(const struct xap_db *db) XAP_NOEXCEPT;
enum status xap_doc_count(struct xap_db *db, uint32_t *ret, struct err *e)
    XAP_NOEXCEPT;
/* "" where the key is not set; of several databases the first one's. In MEM. */
enum status xap_metadata(struct xap_db *db, struct arena *mem,
                         const char *key, const char **ret, struct err *e)
    XAP_NOEXCEPT;

/* Queries. All return NULL only when out of memory or on a null operand. No
 * operands at all: a query that matches nothing. */
struct xap_query *xap_query_all(struct xap_db *db) XAP_NOEXCEPT;
struct xap_query *xap_query_term(struct xap_db *db, const char *term,
                                 unsigned wqf) XAP_NOEXCEPT;
enum xap_op { XAP_AND, XAP_OR, XAP_AND_NOT, XAP_FILTER, XAP_AND_MAYBE,
              XAP_SYNONYM, XAP_PHRASE, XAP_MAX };
struct xap_query *xap_query_combine(struct xap_db *db, enum xap_op op,
                                    struct xap_query *const *qs, size_t n)
    XAP_NOEXCEPT;
struct xap_query *xap_query_scale(struct xap_db *db, struct xap_query *q,
                                  double factor) XAP_NOEXCEPT;
/* Documents whose number in SLOT is within [from, to]; an infinite bound is
 * open. Documents without the value are not matched. */
struct xap_query *xap_query_range(struct xap_db *db, unsigned slot,
                                  double from, double to) XAP_NOEXCEPT;

/*
 * All of QS within WINDOW words (the count of words from the first of them to
 * the last), in any order or, where ORDERED, in this one. Each of QS is a term
 * or an OR of terms, of words that were indexed with positions.
 */
struct xap_query *xap_query_window(struct xap_db *db, bool ordered,
                                   struct xap_query *const *qs, size_t n,
                                   unsigned window) XAP_NOEXCEPT;

/* The terms TermGenerator would make of TEXT, stemmed ("Zord"), without
 * duplicates, in MEM. */
enum status xap_terms_of(struct xap_db *db, struct arena *mem,
                         const char *text, const char *stemmer,
                         const char ***ret, size_t *n, struct err *e)
    XAP_NOEXCEPT;
/* What xap_terms_of() would give of all that was indexed without a prefix as
 * document DOCID, read from the index; STEMMER is the one it was indexed with.
 * In byte order, in MEM. ST_NOT_FOUND where there is no such document. */
enum status xap_terms_in(struct xap_db *db, struct arena *mem, uint32_t docid,
                         const char *stemmer, const char ***ret, size_t *n,
                         struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* How many documents have TERM. */
enum status xap_term_freq(struct xap_db *db, const char *term, uint32_t *ret,
                          struct err *e) XAP_NOEXCEPT;

/* Calls FN with every term that begins with PREFIX, in byte order, and with
 * the number of documents that have it. FN returns false to stop. Where a
 * writer overtakes the reader, it goes on behind the last term. */
typedef bool xap_term_fn(void *arg, const char *term, uint32_t freq);
enum status xap_each_term(struct xap_db *db, const char *prefix,
                          xap_term_fn *fn, void *arg,
                          struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;

struct xap_hit {
    uint32_t docid;
    double weight;          /* BM25 sum */
    const char *data;
    size_t data_len;
    const char **terms;     /* of the query that matched, at most 32 */
    size_t n_terms;
};
struct xap_hits {
    struct xap_hit *items;  /* by falling weight, then docid */
    size_t n;
    uint32_t estimate;      /* how many match in all */
    double max_weight;      /* attainable; 0 where nothing weighs */
};
/* Runs a query; up to 1000 matches are counted exactly. Everything in MEM. */
enum status xap_search(struct xap_db *db, struct arena *mem,
                       struct xap_query *q, size_t offset, size_t limit,
                       struct xap_hits *ret, struct err *e)
    XAP_NOEXCEPT MEDEL_NODISCARD;
/* As xap_search, without `terms` and `data` (NULL), and `estimate` is no more
 * than that: finding, reading and counting costs more than all the rest where
 * queries are long or hits many. */
enum status xap_search_bare(struct xap_db *db, struct arena *mem,
                            struct xap_query *q, size_t offset, size_t limit,
                            struct xap_hits *ret, struct err *e)
    XAP_NOEXCEPT MEDEL_NODISCARD;
/* The docids of all that Q matches, ascending, without their data. In MEM. */
enum status xap_matching(struct xap_db *db, struct arena *mem,
                         struct xap_query *q, uint32_t **ret, size_t *n,
                         struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;

/* Terms that must all be there to count, and what their weights are scaled
 * by. */
struct xap_weighted {
    const char *const *terms;
    size_t n_terms;
    double factor;
};
/*
 * The weights that the documents IDS (ascending, each once) would have in a
 * search for any of ITEMS, into RET[n]; 0 for those with none. Xapian's BM25
 * with its usual parameters, term by term instead of document by document:
 * with hundreds of terms, most of which a document does not have, that takes
 * a fraction of the time.
 */
enum status xap_weigh(struct xap_db *db, const uint32_t *ids, size_t n,
                      const struct xap_weighted *items, size_t n_items,
                      double *ret, struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;

/* Which of the documents IDS (ascending, each once) have any of TERMS, into
 * RET[n]. */
enum status xap_having(struct xap_db *db, const uint32_t *ids, size_t n,
                       const char *const *terms, size_t n_terms, bool *ret,
                       struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;

struct xap_bytes {
    const char *data;
    size_t len;
};
/* What the documents IDS (ascending) have in SLOT, into RET[n], in MEM;
 * nothing, where they have no value or are not there. */
enum status xap_values(struct xap_db *db, struct arena *mem, unsigned slot,
                       const uint32_t *ids, size_t n, struct xap_bytes *ret,
                       struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* The data of document DOCID, in MEM. ST_NOT_FOUND where there is none. */
enum status xap_data(struct xap_db *db, struct arena *mem, uint32_t docid,
                     struct xap_bytes *ret,
                     struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;

/* A word that tells a document from the others, and how well. */
struct xap_telling {
    const char *word;
    double weight;
};
/* The unstemmed words without prefix that tell the document with this unique
 * term from the others: the best first, at most MAX, in MEM. ST_NOT_FOUND
 * where there is none. */
enum status xap_telling_words(struct xap_db *db, struct arena *mem,
                              const char *unique, size_t max,
                              struct xap_telling **ret, size_t *n,
                              struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* The document with this unique term: ST_NOT_FOUND where there is none. */
enum status xap_fetch(struct xap_db *db, struct arena *mem,
                      const char *unique, const char **data, size_t *len,
                      struct err *e) XAP_NOEXCEPT MEDEL_NODISCARD;
/* Calls FN with each document's data, in docid order. FN returns non-ST_OK
 * to stop, which is passed on. */
typedef enum status xap_each_fn(void *arg, const char *data, size_t len,
                                struct err *e);
enum status xap_each(struct xap_db *db, xap_each_fn *fn, void *arg,
                     struct err *e) XAP_NOEXCEPT;
/* The word of the index nearest to WORD, in MEM, or NULL: at most two letters
 * put in, left out, changed or swapped with the next; of two as near the one
 * that more documents have, which must be at least as many as have WORD. Looks
 * at all words: some hundredths of a second where there are many. */
enum status xap_spelling(struct xap_db *db, struct arena *mem,
                         const char *word, const char **ret, struct err *e)
    XAP_NOEXCEPT;
/* About LEN bytes of TEXT round the query's words, whole words and from the
 * beginning of a sentence where that fits, hits between HI_START and HI_END, "…"
 * where something is left out, nothing escaped. "" where TEXT has none of the
 * words. In MEM. */
enum status xap_snippet(struct xap_db *db, struct arena *mem,
                        struct xap_query *q, const char *text, size_t len,
                        const char *stemmer, const char *hi_start,
                        const char *hi_end, const char **ret,
                        struct err *e) XAP_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
