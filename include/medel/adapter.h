/*
 * adapter.h - funders that publish their calls as data: one interface over
 * what each API has of its own.
 *
 * A source names them under `api` (medel/funder.h). An adapter is a table of
 * parts; a part is one kind of answer, in both of its halves:
 *
 *   medel-crawl   asks for the addresses that plan() gives, as politely as for
 *                 pages, and lets each answer be split into its items
 *                 (adapter_split.h: a stream, in bounded memory). item() says
 *                 of each what is to be done with it; what is kept is stored
 *                 in crawl.db as a page of its own, with the part's name.
 *   medel-worker  has read() make a record of such a page (adapter_record.h):
 *                 the values that the data states, with its words, and an HTML
 *                 page of its texts, which is cleaned and read as any page is.
 *
 * Nothing here opens a file or a socket.
 */
#ifndef MEDEL_ADAPTER_H
#define MEDEL_ADAPTER_H

#include "medel/adapter_split.h"
#include "medel/arena.h"
#include "medel/err.h"
#include "medel/funder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct adapter_record; /* medel/adapter_record.h */
struct read_context;   /* medel/reading.h */
struct topic_rules;    /* medel/topic_rules.h */

/* On whose behalf an API is asked. Borrowed. */
struct adapter_source {
    const struct funder *funder;
    const struct funder_api *api;
    const char *base;                  /* normal form, ends with a slash */
    const struct topic_rules *rules;   /* for eu-funding */
    int64_t now;                       /* Unix seconds */
};

/* --- asking ---------------------------------------------------------------
 */

/* An answer, as far as it concerns what to ask for next. */
struct adapter_answer {
    const char *url;            /* that was asked for */
    size_t items;               /* in it */
    const char *next, *total;   /* headers, or NULL: x-next, x-totalrecords */
    const char *pages;          /* x-wp-totalpages */
};

enum adapter_verdict {
    ADAPTER_KEEP,
    ADAPTER_UPDATE, /* only what is stored already: it has closed */
    ADAPTER_DROP,   /* no longer public: stored before, it is gone */
    ADAPTER_SKIP,   /* none of ours */
    ADAPTER_BAD     /* not of the shape that it should have */
};

/* What is to be done with an item. In the arena that item() was given. */
struct adapter_found {
    const char *url;    /* the address that it is stored under; NULL: it is not
                           stored */
    const char *page;   /* people's page of it, to be fetched too, or NULL */
    const char *detail; /* more of the same, to be fetched, or NULL */
    const char *detail_part;
    const char *parent; /* a reference that is asked for in batches, or NULL */
    const char *parent_part;
    const char *html;   /* whose links are followed, or NULL */
    const char *why;    /* ADAPTER_BAD: the field that is missing */
};

/* What an item's absence from a whole list means. */
enum adapter_absence {
    ADAPTER_STAYS, /* nothing: the list names what has changed */
    ADAPTER_GONE,
    ADAPTER_REFETCH /* it was a page: that one will tell */
};

#define ADAPTER_BATCH_MAX 20

struct adapter_part {
    const char *name;                /* "vinnova.rounds"; in page.adapter */
    const char *type;                /* of its adapter */
    struct adapter_split_spec split; /* where its items are, what they have */
    const char *const *required;     /* fields that each must have; NULL ends */
    const char *const *some;         /* fields of which one of many items has
                                        one at least; NULL ends. Or NULL */
    bool detail;                     /* one item, asked for by its address */
    bool never_empty;                /* no items: it is not what it was */
    bool conditional;                /* may be asked "changed since?" */
    bool large;                      /* CAP_SNAPSHOT_BYTES instead of a page's */
    bool keyed;                      /* asked with the user's own key */
    enum adapter_absence absence;
    /* In MEM; what it leaves is zero. */
    enum adapter_verdict (*item)(const struct adapter_source *s,
                                 struct arena *mem,
                                 const struct adapter_item *item,
                                 struct adapter_found *ret);
    /* The next address of the list, in MEM; NULL where there is none. *why
     * (untouched else) says that the answer cannot be right. May be NULL. */
    const char *(*next)(const struct adapter_source *s, struct arena *mem,
                        const struct adapter_answer *a, const char **why);
    /* The address that gives these N (at most ADAPTER_BATCH_MAX), and the one
     * that a single one is stored under. May be NULL. */
    const char *(*batch)(const struct adapter_source *s, struct arena *mem,
                         const char *const *references, size_t n);
    /* What a stored item says. */
    enum status (*read)(struct arena *mem, const struct read_context *ctx,
                        const char *json, size_t len,
                        struct adapter_record *ret, struct err *e);
};

/* An address to begin with. PART NULL: a feed (crawler/feed.h). SINCE: the
 * last time that it was had, Unix seconds, or 0. */
typedef int64_t adapter_since_fn(void *arg, const char *part);
typedef enum status adapter_plan_fn(void *arg, const char *url,
                                    const struct adapter_part *part,
                                    struct err *e);

struct adapter {
    const char *type; /* as in funder_api.kind */
    const char *base; /* the usual place, or NULL */
    const char *key;  /* the usual name of the user's key, or NULL: none */
    enum status (*plan)(const struct adapter_source *s, struct arena *mem,
                        adapter_since_fn *since, adapter_plan_fn *add,
                        void *arg, struct err *e);
};

/* NULL where there is none. */
const struct adapter *adapter_find(const char *type);
const struct adapter *adapter_at(size_t i);
const struct adapter_part *adapter_part_find(const char *name);
const struct adapter_part *adapter_part_at(size_t i);

/* The address where API is, ends with a slash. In MEM. */
const char *adapter_base(struct arena *mem, const struct adapter *a,
                         const struct funder_api *api);

#endif
