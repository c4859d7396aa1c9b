/*
 * crawl.h - a run of the crawler: what its modules share.
 *
 *   crawl.c     the loop: whom to ask next, and when
 *   store_task.c  what is stored when, and what a killed run left
 *   held.c      answers that are yet to be read and seen to
 *   pick.c      which page of a host that is
 *   job.c       one funder's crawl, from its first address to its end
 *   discover.c  from the links of pages to the frontier
 *   lists.c     from sitemaps and feeds to it
 *   answer.c    what an answer makes of a page
 *   answer_body.c  and the body that it has (answer_int.h)
 *   resemble.c  whether it looks like another, or as it did last time
 *   missing.c   whether it says that it is not there
 *   api.h       what a funder publishes as data
 *   robots_task.c  fetching robots.txt
 *   report.c    what people see of it
 *   report_json.c  and what programs do
 *   servers.c   which hosts are one server, and whose turn it is
 *   pace.c      how many requests one may have under way
 *   warc.c      what is archived of it
 *
 * Every answer is one transaction, begun and ended in crawl.c, or part of one
 * that store_task.c keeps open. A failure of the store ends the run; a failure
 * of a server never does.
 */
#ifndef MEDEL_CRAWLER_CRAWL_H
#define MEDEL_CRAWLER_CRAWL_H

#include "fetch.h"
#include "frontier.h"
#include "hosts.h"
#include "journal.h"
#include "known_calls.h"
#include "ledger.h"
#include "reading.h"
#include "likeness.h"
#include "scope.h"
#include "servers.h"
#include "tally.h"
#include "warc.h"
#include "words.h"

#include "medel/adapter.h"
#include "medel/arena.h"
#include "medel/funder.h"

#include <stdbool.h>
#include <stdint.h>

/* The loop sleeps no longer than that. */
#define TICK_MS 500

struct crawl_options {
    const char *data;                    /* folder of crawl.db */
    const struct funder *const *funders; /* to be crawled */
    size_t n_funders;
    const char *words_file, *topics_file;
    const char *report_file; /* JSON, see report_json.h; or NULL */
    const char *warc; /* file for all that is sent and received, or NULL */
    double delay_s;
    int per_host; /* requests to one at once, at most, or PER_HOST_FOUND */
    int sample;   /* pages a funder to look at, without lists; 0: all */
    bool force;
    bool quiet;
    struct fetch_options fetch;
};

/* An API of a funder's that is asked in this run; see api.h. */
struct api_use {
    const struct adapter *adapter;
    struct adapter_source source;
    const char *scheme, *host; /* where it is */
    int port;
    const char *key; /* the user's own, or NULL */
};

/* One funder's crawl. */
struct job {
    const struct funder *funder;
    struct scope *scope;
    int64_t crawl;
    bool forced;
    int64_t started_at;
    struct tallies tallies;
    int64_t queued; /* rows in the frontier */
    int64_t known;  /* addresses in the store */
    int64_t known_max;
    int64_t alive_before; /* pages that were there in the crawls before */
    int sitemaps;         /* put in the queue in this run */
    int in_flight;        /* requests for pages */
    struct arena *mem;    /* of apis */
    struct api_use *apis;
    size_t n_apis;
    bool done;
    /* The first address that was left out for each reason, or NULL. */
    char *examples[TALLY_COUNT];
    char *problem; /* what is wrong with the funder, for people, or NULL */
};

enum task_kind { TASK_ROBOTS, TASK_PAGE };

/* A request under way. */
struct task {
    enum task_kind kind;
    bool busy;
    struct arena *mem;
    struct host *host;
    struct origin *origin;
    struct job *job; /* whose page it is */
    const char *url;
    int64_t asked_ms;     /* monotonic */
    enum fetch_fate fate; /* of a page's answer */
    int hops;             /* redirects of robots.txt so far */
    bool again;           /* robots.txt: url is the next hop */
    struct queued queued; /* of a page */
    struct page_row page;
    /* While its answer is held: */
    struct fetch_result result;
    struct transfer *transfer;
    struct reading *reading; /* of a page's body, once there is one */
};

/* Postponed answers that are yet to be read (reading.h) and seen to: as many as
 * leave the crawl something to do while the reader's thread waits for its turn
 * with the oldest. */
#define HELD_MAX 8
struct held {
    struct reader *reader;
    struct task *tasks[HELD_MAX]; /* the oldest first */
    int n;
    struct reading readings[HELD_MAX]; /* used in turn */
    int next;
    struct reading own; /* of an answer that is not held */
};

/* The request that is to follow the one under way, chosen while that one is
 * waited for. What is written to the store since may make another one the
 * best, and so takes it back. */
struct ahead {
    struct host *asked; /* for a page, the last; NULL: it was chosen for */
    struct host *host;  /* whose turn it is; NULL: nothing is chosen */
    struct task task;
    int64_t chosen_at; /* Unix seconds */
};

/* Answers that are in the journal and, when the transaction ends, in the
 * store. */
struct group {
    int answers;
    size_t bytes;
    int64_t since_ms, last_ms; /* when the first and the last of them came */
};

/* A link that was followed in this run, see discover.c. */
struct seen_link {
    uint64_t key; /* 0: none */
    int depth, rank, chain, hops;
};
#define SEEN_LINKS (1 << 13)

struct report;

struct crawl {
    const struct crawl_options *o;
    struct crawl_store *store;
    sqlite3 *db;
    struct ledger *ledger;
    struct likeness *likeness;
    struct known_calls *calls; /* NULL where nothing is known of any */
    struct frontier *frontier;
    struct hosts *hosts;
    struct servers *servers; /* NULL: each host is taken for its own */
    struct words *words;
    struct topic_rules *topics; /* NULL until they are needed */
    struct fetcher *fetcher;
    struct warc *warc; /* or NULL */
    struct journal *journal;
    struct group group;
    struct held held;
    struct report *report;
    struct job *jobs;
    size_t n_jobs;
    struct task *tasks;
    struct ahead ahead;
    size_t first_host;          /* whose turn it is */
    struct buf body;            /* the page being looked at, decoded */
    uint64_t cut_seen[1 << 14]; /* see discover_cut() */
    struct seen_link seen_links[SEEN_LINKS];
    int64_t started_at; /* Unix seconds */
    int64_t started_ms; /* monotonic */
    int64_t now;        /* Unix seconds */
    int64_t now_ms;     /* monotonic */
    /* Unix seconds as they would be, had nobody set the clock since the run
     * began: what is to be waited for goes by it. */
    int64_t even_now;
    int signal; /* that ends the run, or 0 */
};

/* --- crawl.c --- */

/* ST_PARTIAL where a funder failed; *signal is set where one ended the run.
 * The summary has been printed. */
enum status crawl_run(const struct crawl_options *o, int *signal,
                      struct err *e) MEDEL_NODISCARD;
void crawl_read_clocks(struct crawl *c);
/* Sends a request to each host that may be asked. */
enum status crawl_ask_hosts(struct crawl *c, struct err *e) MEDEL_NODISCARD;
/* Its answer, if there was one, has been seen to. */
void crawl_end_task(struct task *t);

/* --- held.c --- */

/* F is woken when the oldest may be seen to. OLD_LOOKS: likeness_has_old(). */
enum status held_open(struct held *h, struct fetcher *f, bool old_looks,
                      struct err *e) MEDEL_NODISCARD;
/* Also where it was not opened. */
void held_close(struct held *h);
/* Takes an answer that was postponed (the fetcher's last result) and asks for
 * the next pages meanwhile. There is room for HELD_MAX. */
enum status held_add(struct crawl *c, struct task *t,
                     const struct fetch_result *r,
                     struct err *e) MEDEL_NODISCARD;
/* There is one; waits until it has been read. */
enum status held_see_to_oldest(struct crawl *c, struct err *e) MEDEL_NODISCARD;
/* There is one; does the next thing with what is held, which takes no longer
 * than reading a page, and lets requests get on. */
enum status held_go_on(struct crawl *c, struct err *e) MEDEL_NODISCARD;
/* What an answer makes of its page or robots.txt, in a transaction. */
enum status crawl_see_to(struct crawl *c, struct task *t,
                         const struct fetch_result *r,
                         struct err *e) MEDEL_NODISCARD;

/* --- store_task.c --- */

/* A transaction; crawl_end() takes the status of what was done in it, and
 * commits (with the counts) or undoes it. While answers are postponed it
 * commits later. */
enum status crawl_begin(struct crawl *c, struct err *e) MEDEL_NODISCARD;
enum status crawl_end(struct crawl *c, enum status st,
                      struct err *e) MEDEL_NODISCARD;
/* Commits what is open, with the counts. */
enum status crawl_commit(struct crawl *c, struct err *e) MEDEL_NODISCARD;
/* When that is due at the latest, by the monotonic clock; INT64_MAX where
 * nothing is postponed. */
int64_t crawl_commit_ms(const struct crawl *c);
/* It is due even where more answers have come. */
bool crawl_must_commit(const struct crawl *c);
/* Puts an answer into the journal: from here on its transaction may end later,
 * and the server be asked again first. False where the answer is one that has
 * to be stored before. */
bool crawl_postpone(struct crawl *c, const struct task *t,
                    const struct fetch_result *r) MEDEL_NODISCARD;
/* Sees to the answers that a killed run had not stored yet. */
enum status crawl_resume(struct crawl *c, struct err *e) MEDEL_NODISCARD;

/* --- pick.c --- */

/* Sends the next request for a host that may be asked: for a page, or for the
 * robots.txt that says whether it may be asked for. Where there is nothing,
 * the host says when there may be. */
enum status pick_and_send(struct crawl *c, struct host *h,
                          struct err *e) MEDEL_NODISCARD;
/* While there is nothing else to do: chooses what the host that was asked last
 * will be asked for next, where that is due as soon as it has answered. */
enum status pick_ahead(struct crawl *c, struct err *e) MEDEL_NODISCARD;
/* Asks for t->url, a robots.txt or the next hop of one. */
enum status pick_send_robots(struct crawl *c, struct task *t,
                             struct err *e) MEDEL_NODISCARD;

/* --- job.c --- */

enum status job_open(struct crawl *c, struct job *j,
                     const struct funder *funder,
                     struct err *e) MEDEL_NODISCARD;
void job_free(struct job *j);
struct job *job_by_crawl(struct crawl *c, int64_t crawl);
/* Inside a transaction: says how the crawl ended. */
enum status job_close(struct crawl *c, struct job *j,
                      struct err *e) MEDEL_NODISCARD;
/* An address whose failure is the funder's: a start page, what an API is asked
 * by. */
bool job_needs(const struct job *j, const struct page_row *p);
/* Says so where REASON stands in the way of such an address. */
void job_lacks(struct job *j, const struct page_row *p, const char *reason);
/* The first problem is kept. */
void job_problem(struct job *j, const char *fmt, ...) MEDEL_PRINTF(2, 3);
/* Drops what is queued for HOST (NULL: all) and counts it as WHY. */
enum status job_cut_queue(struct crawl *c, struct job *j,
                          const struct host *host, enum tally why,
                          struct err *e) MEDEL_NODISCARD;

/* --- discover.c --- */

/* An address that may be crawled. */
struct found {
    const char *url; /* in normal form */
    enum page_kind kind;
    int64_t found_on; /* page, 0 none */
    int depth, rank, chain, hops;
    const char *adapter; /* part of an API, or NULL */
    int64_t modified;    /* the site's word for its last change, 0 none */
    bool vital;          /* start page or redirect target: no count or
                            pattern keeps it out */
};
enum status discover_add(struct crawl *c, struct job *j, struct arena *mem,
                         const struct found *f, struct err *e) MEDEL_NODISCARD;
/* The links that were scanned in PAGE; FOLLOW is false where they are only to
 * be read for its own sake (canonical, noindex). */
enum status discover_links(struct crawl *c, struct job *j, struct arena *mem,
                           struct page_row *page,
                           const struct page_links *scanned,
                           const struct fetch_result *r, bool follow,
                           struct err *e) MEDEL_NODISCARD;
/* Counts an address that is left out, once, however many pages name it, and
 * keeps the first for the summary. */
void discover_cut(struct crawl *c, struct job *j, const char *url,
                  enum tally why);
int discover_rank(const struct crawl *c, int depth, const char *text,
                  const char *url);

/* --- lists.c --- */

/* The entries of a sitemap or feed, straight from the answer. ST_INVALID
 * where it is none. */
enum status lists_read(struct crawl *c, struct job *j, struct arena *mem,
                       const struct page_row *list,
                       const struct fetch_result *r,
                       struct err *e) MEDEL_NODISCARD;
/* What a robots.txt names, and the usual place where it names none. */
enum status lists_announce(struct crawl *c, struct origin *o, struct arena *mem,
                           struct err *e) MEDEL_NODISCARD;

/* --- answer.c --- */

enum status answer_page(struct crawl *c, struct task *t,
                        const struct fetch_result *r,
                        struct err *e) MEDEL_NODISCARD;
/* Something to ask "changed since?" about is there. */
bool answer_may_be_conditional(const struct page_row *p);
/* Without a request: robots.txt or scope rule the page out. */
enum status answer_refused(struct crawl *c, struct job *j,
                           const struct page_row *page, const char *reason,
                           int64_t interval, struct err *e) MEDEL_NODISCARD;

/* The last word on a page in this crawl. */
enum status answer_settle(struct crawl *c, struct job *j,
                          const struct page_row *before, struct page_row *after,
                          struct err *e) MEDEL_NODISCARD;
/* It is that the page could not be had. */
enum status answer_fail(struct crawl *c, struct task *t, struct page_row *p,
                        const char *reason, struct err *e) MEDEL_NODISCARD;
/* Counts a page that answered. */
void answer_count(struct task *t, const struct page_row *p, bool changed);

/* --- robots_task.c --- */

enum status robots_answer(struct crawl *c, struct task *t,
                          const struct fetch_result *r,
                          struct err *e) MEDEL_NODISCARD;

/* --- hosts in trouble: crawl.c --- */

/*
 * A failure that is the host's, as far as POINTS say: puts it off, or gives it
 * up when there are too many in a row. WAIT_S is what it asked for itself, -1
 * nothing.
 */
enum status crawl_host_failed(struct crawl *c, struct host *h, const char *why,
                              int points, int64_t wait_s,
                              struct err *e) MEDEL_NODISCARD;
/* Leaves the host alone for this run. */
enum status crawl_give_up(struct crawl *c, struct host *h, const char *why,
                          struct err *e) MEDEL_NODISCARD;

#endif
