/*
 * crawl.c - the loop; see crawl.h.
 *
 * A host, and a server that has several, has at most one request under way, or
 * as many as pace.h says; when it ends, the host is left alone for its delay,
 * then asked for the best page that is queued for it. Between answers the loop
 * sleeps in fetcher_wait(), which also wakes it for a signal.
 */
#include "crawl.h"
#include "policy.h"
#include "report.h"
#include "report_json.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/topic_rules.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

void crawl_read_clocks(struct crawl *c)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    c->now_ms = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
    c->now = (int64_t)time(NULL);
    if (c->started_at == 0) {
        c->started_at = c->now;
        c->started_ms = c->now_ms;
    }
    c->even_now = c->started_at + (c->now_ms - c->started_ms) / 1000;
}

/* --- hosts in trouble ----------------------------------------------------- */

enum status crawl_give_up(struct crawl *c, struct host *h, const char *why,
                          struct err *e)
{
    if (h->given_up == NULL)
        h->given_up = strdup(why);
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < c->n_jobs; i++) {
        struct job *j = &c->jobs[i];
        int64_t before = j->queued;
        if (j->done)
            continue;
        st = job_cut_queue(c, j, h, TALLY_CUT_HOST, e);
        if (j->queued != before)
            job_problem(j, "%s: %s", h->name, why);
    }
    return st;
}

/* H is asked again in MS at the earliest, which takes the place of a pause as
 * long as the failed answer took, but not of what it asks for always, nor of
 * what another request under way has met. */
static void back_off(const struct crawl *c, struct host *h, int64_t ms)
{
    int64_t least = policy_delay_ms(c->o->delay_s, h->delay_s, 0);
    if (h->under_way == 0)
        h->next_ms = c->now_ms;
    hosts_put_off(h, c->now_ms + (ms > least ? ms : least));
}

enum status crawl_host_failed(struct crawl *c, struct host *h, const char *why,
                              int points, int64_t wait_s, struct err *e)
{
    char until[32], text[128];
    h->failures += points;
    if (points >= HOST_POINTS)
        h->failed_ms = c->now_ms;
    if (wait_s > WAIT_IN_RUN_MAX_S) {
        time_t t = (time_t)(c->now + wait_s);
        struct tm tm;
        localtime_r(&t, &tm);
        strftime(until, sizeof until, "%F %H:%M", &tm);
        snprintf(text, sizeof text, _("asks to be left alone until %s"), until);
        enum status st = hosts_store_wait(c->hosts, h, c->now + wait_s, e);
        return st == ST_OK ? crawl_give_up(c, h, text, e) : st;
    }
    if (h->failures >= HOST_POINTS_MAX)
        return crawl_give_up(c, h, why, e);
    int64_t ms = 1000 * wait_s;
    if (points >= HOST_POINTS || points == 0) {
        int64_t backoff =
            policy_backoff_ms(h->failures / HOST_POINTS, c->o->delay_s);
        ms = backoff > ms ? backoff : ms;
    }
    if (ms > 0)
        back_off(c, h, ms);
    return ST_OK;
}

/* --- the loop ------------------------------------------------------------- */

/* Each host once. *sent: there may be more to ask them for. */
static enum status ask_each(struct crawl *c, bool *sent, struct err *e)
{
    enum status st = ST_OK;
    size_t n = hosts_count(c->hosts);
    *sent = false;
    /* Where there is not room for all, each round begins with another one. */
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        struct host *h = hosts_at(c->hosts, (c->first_host + i) % n);
        int before = h->under_way;
        if (fetcher_room(c->fetcher) == 0) {
            c->first_host = (c->first_host + i) % n;
            *sent = false;
            break;
        }
        if (!hosts_is_open(c->hosts, h) ||
            servers_ready_ms(c->hosts, h, c->now_ms) > c->now_ms)
            continue;
        st = pick_and_send(c, h, e);
        *sent = *sent || (h->under_way > before && hosts_is_open(c->hosts, h));
    }
    return st;
}

enum status crawl_ask_hosts(struct crawl *c, struct err *e)
{
    bool again;
    enum status st;
    do
        st = ask_each(c, &again, e);
    while (st == ST_OK && again);
    return st;
}

/* --- answers -------------------------------------------------------------- */

/* Before the answer is stored: what a kill between the two costs is asked for
 * again, and is then in the archive twice. */
static enum status archive(struct crawl *c, const struct task *t,
                           const struct fetch_result *r, struct err *e)
{
    const struct fetch_wire *w = r->wire;
    if (c->warc == NULL || w == NULL)
        return ST_OK;
    const struct warc_exchange x = {.url = t->kind == TASK_PAGE ? t->page.url
                                                                : t->url,
                                    .address = r->address,
                                    .began = w->began,
                                    .status = r->status,
                                    .request = {w->request, w->request_len},
                                    .head = {w->head, w->head_len},
                                    .body = {w->body, w->body_len},
                                    .truncated = w->truncated};
    return warc_add(c->warc, &x, e);
}

/* A robots.txt that was moved to another host is one request, once a day: it
 * does not wait for that one's crawl, nor tell where this one is. */
static bool is_elsewhere(const struct task *t)
{
    return t->kind == TASK_ROBOTS && t->hops > 0;
}

/* False while another host's request is under way at the same server. */
static bool may_connect(void *arg, void *tag, const char *address)
{
    struct crawl *c = arg;
    struct task *t = tag;
    if (is_elsewhere(t))
        return true;
    crawl_read_clocks(c);
    return servers_may_connect(c->servers, t, t->host, address, c->now_ms);
}

void crawl_end_task(struct task *t)
{
    t->busy = false;
    if (t->kind == TASK_PAGE && t->page.kind == KIND_PAGE)
        t->job->in_flight--;
}

static enum status handle(struct crawl *c, struct task *t,
                          const struct fetch_result *r, struct err *e)
{
    struct host *h = t->host;
    t->again = false;
    if (c->servers != NULL)
        servers_release(c->servers, t, h, is_elsewhere(t) ? "" : r->address,
                        c->now_ms +
                            policy_delay_ms(c->o->delay_s, 0, r->seconds));
    h->under_way--;
    h->alone = h->waits = false;
    if (r->fate == FETCH_WAIT) {
        c->ahead.host = NULL; /* this one comes first again */
        if (t->kind == TASK_PAGE)
            frontier_let_go(c->frontier, t->page.id);
        crawl_end_task(t);
        return ST_OK;
    }
    h->done_ms = c->now_ms;
    int64_t pause = policy_delay_ms(c->o->delay_s, h->delay_s, r->seconds);
    pace_take(h->pace, r);
    /* A failure may put it off for longer. */
    hosts_put_off(h, c->now_ms + pause);
    enum status st = archive(c, t, r, e);
    if (st == ST_OK && crawl_postpone(c, t, r))
        return held_add(c, t, r, e);
    /* What ends the transaction empties the journal. */
    while (st == ST_OK && c->held.n != 0)
        st = held_see_to_oldest(c, e);
    if (st == ST_OK)
        st = crawl_see_to(c, t, r, e);
    if (st == ST_OK)
        st = crawl_commit(c, e);
    crawl_end_task(t);
    return st;
}

static enum status take_answer(struct crawl *c, const struct fetch_result *r,
                               struct err *e)
{
    struct task *t = r->tag;
    crawl_read_clocks(c);
    enum status st = handle(c, t, r, e);
    fetcher_done(c->fetcher);
    return st == ST_OK && t->again ? pick_send_robots(c, t, e) : st;
}

/* Until there are no more, or those that were taken have to be stored; and none
 * is held. */
static enum status take_answers(struct crawl *c, struct err *e)
{
    struct fetch_result r;
    enum status st = ST_OK;
    for (bool more = true; st == ST_OK && (more || c->held.n != 0);) {
        more = c->held.n < HELD_MAX && c->signal == 0 &&
               !crawl_must_commit(c) && fetcher_next(c->fetcher, &r);
        if (more)
            st = take_answer(c, &r, e);
        else if (c->held.n != 0)
            st = held_go_on(c, e);
    }
    return st;
}

static enum status close_jobs(struct crawl *c, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < c->n_jobs; i++) {
        struct job *j = &c->jobs[i];
        if (j->done || j->queued > 0)
            continue;
        st = crawl_commit(c, e);
        if (st == ST_OK)
            st = crawl_begin(c, e);
        if (st == ST_OK)
            st = crawl_end(c, job_close(c, j, e), e);
        if (st == ST_OK)
            report_job(c->report, j, c->now);
    }
    return st;
}

static bool all_done(const struct crawl *c)
{
    for (size_t i = 0; i < c->n_jobs; i++)
        if (!c->jobs[i].done)
            return false;
    return true;
}

/* Until a host may be asked again; never long, for the moving line's sake. */
static int sleep_ms(const struct crawl *c)
{
    int64_t ms = TICK_MS, commit = crawl_commit_ms(c) - c->now_ms;
    if (commit < ms)
        ms = commit > 0 ? commit : 0;
    for (size_t i = 0; i < hosts_count(c->hosts); i++) {
        const struct host *h = hosts_at(c->hosts, i);
        if (!hosts_is_open(c->hosts, h))
            continue;
        int64_t ready = servers_ready_ms(c->hosts, h, c->now_ms);
        if (ready <= c->now_ms && fetcher_room(c->fetcher) > 0)
            return 0;
        if (ready > c->now_ms && ready - c->now_ms < ms)
            ms = ready - c->now_ms;
    }
    return (int)ms;
}

static void read_signal(struct crawl *c, int fd)
{
    struct signalfd_siginfo info;
    if (read(fd, &info, sizeof info) == (ssize_t)sizeof info)
        c->signal = (int)info.ssi_signo;
}

static enum status loop(struct crawl *c, int signal_fd, struct err *e)
{
    enum status st = ST_OK;
    while (st == ST_OK && c->signal == 0) {
        crawl_read_clocks(c);
        st = crawl_ask_hosts(c, e);
        if (st == ST_OK && crawl_commit_ms(c) <= c->now_ms)
            st = crawl_commit(c, e);
        if (st == ST_OK)
            st = close_jobs(c, e);
        if (st != ST_OK || all_done(c))
            break;
        st = pick_ahead(c, e);
        if (st == ST_OK)
            st = fetcher_wait(c->fetcher, signal_fd, sleep_ms(c), e);
        if (fetcher_fd_came(c->fetcher))
            read_signal(c, signal_fd);
        if (st == ST_OK)
            st = take_answers(c, e);
        report_progress(c->report, c);
    }
    return st == ST_OK ? crawl_commit(c, e) : st;
}

/* --- beginning and end ---------------------------------------------------- */

static enum status host_queued(void *arg, int64_t id, struct err *e)
{
    struct crawl *c = arg;
    struct host *h;
    int64_t until = 0;
    enum status st = hosts_by_id(c->hosts, id, &h, e);
    if (st == ST_OK)
        st = hosts_load_wait(c->hosts, h, &until, e);
    if (st == ST_OK && until > c->now && until - c->now <= WAIT_MAX_S)
        h->wait_s = until - c->now;
    return st;
}

/* Hosts that asked, in an earlier run, to be left alone for longer. */
static enum status keep_waits(struct crawl *c, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < hosts_count(c->hosts); i++) {
        struct host *h = hosts_at(c->hosts, i);
        if (h->wait_s == 0)
            continue;
        st = crawl_begin(c, e);
        if (st == ST_OK)
            st = crawl_end(c, crawl_host_failed(c, h, "", 0, h->wait_s, e), e);
    }
    return st;
}

static enum status open_jobs(struct crawl *c, struct err *e)
{
    enum status st = ledger_reserve(c->ledger, e);
    c->jobs = calloc(c->o->n_funders, sizeof *c->jobs);
    if (c->jobs == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    for (size_t i = 0; st == ST_OK && i < c->o->n_funders; i++) {
        c->n_jobs++;
        st = job_open(c, &c->jobs[i], c->o->funders[i], e);
    }
    if (st == ST_OK)
        st = frontier_hosts(c->frontier, host_queued, c, e);
    if (st == ST_OK)
        st = crawl_resume(c, e);
    return st == ST_OK ? keep_waits(c, e) : st;
}

static enum status set_up(struct crawl *c, struct err *e)
{
    const struct crawl_options *o = c->o;
    buf_init(&c->body, CAP_PAGE_BYTES);
    enum status st = crawl_store_open(o->data, DB_READ_WRITE, &c->store, e);
    if (st != ST_OK)
        return st;
    c->db = crawl_store_db(c->store);
    c->calls = known_calls_open(o->data);
    c->report = report_new(o->quiet);
    c->tasks = calloc((size_t)o->fetch.parallel, sizeof *c->tasks);
    if (c->report == NULL || c->tasks == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    for (int i = 0; i < o->fetch.parallel; i++)
        c->tasks[i].mem = arena_new();
    c->ahead.task.mem = arena_new();
    st = words_load(o->words_file, &c->words, e);
    if (st == ST_OK)
        st = ledger_new(c->store, &c->ledger, e);
    if (st == ST_OK)
        st = likeness_new(c->db, &c->likeness, e);
    if (st == ST_OK)
        st = frontier_new(c->db, &c->frontier, e);
    if (st == ST_OK)
        st = hosts_new(c->db, &c->hosts, e);
    if (st == ST_OK) {
        hosts_allow(c->hosts, o->delay_s, o->per_host);
        st = journal_open(o->data, &c->journal, e);
    }
    if (st == ST_OK && o->warc != NULL)
        st = warc_open(o->warc, o->fetch.user_agent, &c->warc, e);
    /* With --connect-to the address is not the sites' own, and says nothing
     * about which of them share a server. */
    struct fetch_options fetch = o->fetch;
    fetch.spool_dir = o->data;
    if (st == ST_OK && fetch.connect_to == NULL) {
        fetch.may_connect = may_connect;
        fetch.may_connect_arg = c;
        c->servers = servers_new(c->hosts);
        if (c->servers == NULL)
            st = err_set(e, ST_NOMEM, _("out of memory"));
    }
    if (st == ST_OK)
        st = fetcher_new(&fetch, &c->fetcher, e);
    if (st == ST_OK)
        st = held_open(&c->held, c->fetcher, likeness_has_old(c->likeness), e);
    return st;
}

/* Also of a run that failed: E is then taken already. */
static enum status close_archive(struct crawl *c, enum status st, struct err *e)
{
    enum status closed = warc_close(c->warc, e);
    c->warc = NULL;
    return st == ST_OK ? closed : st;
}

static void tear_down(struct crawl *c)
{
    held_close(&c->held); /* reads what is the fetcher's */
    fetcher_free(c->fetcher);
    hosts_free(c->hosts);
    servers_free(c->servers);
    frontier_free(c->frontier);
    likeness_free(c->likeness);
    ledger_free(c->ledger);
    known_calls_close(c->calls);
    words_free(c->words);
    topic_rules_free(c->topics);
    for (int i = 0; c->tasks != NULL && i < c->o->fetch.parallel; i++)
        arena_free(c->tasks[i].mem);
    arena_free(c->ahead.task.mem);
    free(c->tasks);
    for (size_t i = 0; i < c->n_jobs; i++)
        job_free(&c->jobs[i]);
    free(c->jobs);
    report_free(c->report);
    crawl_store_close(c->store);
    journal_close(c->journal);
    buf_free(&c->body);
    free(c);
}

/* Signals that end the run are read between answers, so that none comes into
 * a transaction. Blocked before libcurl starts its resolver's threads. */
static int catch_signals(sigset_t *old)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, old);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

enum status crawl_run(const struct crawl_options *o, int *signal, struct err *e)
{
    sigset_t old;
    struct crawl *c = calloc(1, sizeof *c);
    if (c == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    int fd = catch_signals(&old);
    c->o = o;
    crawl_read_clocks(c);
    srand((unsigned)(c->now ^ getpid()));
    enum status st = set_up(c, e);
    if (st == ST_OK)
        st = open_jobs(c, e);
    if (st == ST_OK)
        st = loop(c, fd, e);
    st = close_archive(c, st, e);
    *signal = c->signal;
    if (st == ST_OK) {
        crawl_read_clocks(c);
        report_summary(c->report, c);
        if (o->report_file != NULL)
            st = report_json_write(c, o->report_file, e);
        for (size_t i = 0; i < c->n_jobs; i++)
            if (st == ST_OK && c->jobs[i].problem != NULL)
                st = ST_PARTIAL;
    }
    tear_down(c);
    if (fd >= 0)
        close(fd);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return st;
}
