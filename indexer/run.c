/*
 * run.c - `medel index`: pages that changed are read, their funders' records
 * made anew, and the index brought up to date. Each of the three goes on
 * where a killed run left it; see store/calls_store.c.
 */
#include "commands.h"

#include "ahead.h"
#include "catchup.h"
#include "ingest.h"
#include "known_funders.h"
#include "progress.h"
#include "reader.h"
#include "renew.h"
#include "run_report.h"
#include "scan.h"

#include "medel/i18n.h"
#include "medel/own_file.h"
#include "medel/paths.h"
#include "medel/share.h"
#include "medel/term.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *data_option;
static const char *funders_option;
static const char *report_option;
static struct date today_option;
static bool rebuild_option;
static bool retry_option;
static int jobs_option;
static int shards_option;

/* The signal that asked for an end, or 0. */
static volatile sig_atomic_t stop_signal;

static void on_signal(int sig)
{
    stop_signal = sig;
}

/* The first asks for a safe end, the second ends at once: every store is
 * transactional. */
static void catch_signals(void)
{
    struct sigaction sa = {.sa_handler = on_signal,
                           .sa_flags = SA_RESTART | (int)SA_RESETHAND};
    sigemptyset(&sa.sa_mask);
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
}

struct run {
    struct arena *mem;
    const char *data_dir;
    int lock;
    struct crawl_store *crawl;
    struct calls_store *calls;
    struct known_funders funders;
    struct reader reader;
    struct progress progress;
    size_t looked;
    struct ingest_counts pages;
    struct renew_counts records;
    struct catchup_counts index;
    bool emptied; /* a funder lost all its calls, or most of them */
};

static enum status no_pages(struct err *e, const char *crawl_db)
{
    err_clear(e);
    return err_set(e, ST_INVALID,
                   _("%s: there are no pages yet; run medel crawl first, or "
                     "name another folder with --data"),
                   crawl_db);
}

static enum status open_stores(struct run *r, struct err *e)
{
    r->data_dir = paths_data_dir(r->mem, data_option);
    const char *crawl_db = paths_join(r->mem, r->data_dir, "crawl.db");
    if (access(crawl_db, F_OK) != 0)
        return no_pages(e, crawl_db);
    enum status st = paths_lock(r->data_dir, "index", &r->lock, e);
    if (st != ST_OK)
        return st;
    st = crawl_store_open(r->data_dir, DB_READ_ONLY, &r->crawl, e);
    if (st == ST_NOT_FOUND)
        return no_pages(e, crawl_db);
    if (st == ST_OK)
        st = calls_store_open(r->data_dir, DB_READ_WRITE, &r->calls, e);
    if (st == ST_OK)
        st =
            known_funders_load(r->crawl, funders_option, false, &r->funders, e);
    return st;
}

/* What can be done about a damaged store. */
static void advise(struct err *e)
{
    const char *advice = "";
    if (e->status != ST_CORRUPT)
        return;
    if (strstr(e->text, "calls.db") != NULL)
        advice = _("; restore it from a copy, or move it away: the records "
                   "are then made anew, without their history");
    else if (strstr(e->text, "crawl.db") != NULL)
        advice = _("; restore it from a copy, or move it away and run medel "
                   "crawl");
    size_t n = strlen(e->text);
    snprintf(e->text + n, sizeof e->text - n, "%s", advice);
}

static enum status read_pages(struct run *r, struct err *e)
{
    struct scan_options so = {
        .funders = &r->funders,
        .reader = reader_fingerprint(&r->reader),
        .today = today_option,
        .retry = retry_option,
    };
    struct scan_result scan;
    enum status st = scan_run(r->crawl, r->calls, &so, &scan, e);
    if (st != ST_OK)
        return st;
    r->looked = scan.looked;
    progress_label(&r->progress, _("reading pages"));
    struct ingest_options io = {
        .funders = &r->funders,
        .worker_path = r->reader.worker_path,
        .vocab = r->reader.vocab.data,
        .vocab_len = r->reader.vocab.len,
        .jobs = jobs_option,
        .stop = &stop_signal,
        .progress = progress_step,
        .arg = &r->progress,
    };
    st = ingest_run(r->crawl, r->calls, scan.pages, scan.n, &io, &r->pages, e);
    if (st == ST_OK && stop_signal == 0)
        st = scan_finish(r->calls, &scan, e);
    scan_free(&scan);
    return st;
}

/* Another program may merge otherwise: then all records are made anew. */
static enum status check_merger(struct run *r, struct err *e)
{
    int64_t before = 0;
    uint64_t program = reader_fingerprint_of_program("/proc/self/exe");
    int64_t now = (int64_t)(program & INT64_MAX);
    enum status st = calls_store_meta(r->calls, CALLS_META_MERGER, &before, e);
    if (st != ST_OK || now == before)
        return st;
    st = calls_store_begin(r->calls, e);
    if (st == ST_OK)
        st = calls_store_set_funder_dirty(r->calls, NULL, true, e);
    if (st == ST_OK)
        st = calls_store_set_meta(r->calls, CALLS_META_MERGER, now, e);
    if (st == ST_OK)
        st = calls_store_commit(r->calls, e);
    if (st != ST_OK)
        calls_store_rollback(r->calls);
    return st;
}

static struct merge_funder funder_of(const struct run *r, const char *id)
{
    const struct crawl_funder *known = known_funders_find(&r->funders, id);
    struct merge_funder f = {.id = id, .name = id};
    if (known != NULL) {
        f.name = known->name;
        f.regions = known->regions;
    }
    return f;
}

static void tell_lost(struct run *r, const char *id,
                      const struct renew_counts *c)
{
    r->emptied = true;
    progress_end(&r->progress);
    if (c->lost == c->had)
        cli_warn(_("%s: all its calls are gone; has the site been "
                   "rebuilt? See medel sources"),
                 id);
    else
        cli_warn(_("%s: %zu of its %zu calls are gone; has the site been "
                   "rebuilt? See medel sources"),
                 id, c->lost, c->had);
}

static enum status renew_one(struct run *r, const struct merge_funder *f,
                             struct ahead *ahead, struct err *e)
{
    struct renew_counts c = {0};
    struct renew_source source;
    enum status st = ahead_next(ahead, &source, e);
    if (st == ST_OK)
        st = renew_from(r->calls, f, &source, &c, e);
    renew_source_free(&source);
    if (st != ST_OK)
        return st;
    r->records.fresh += c.fresh;
    r->records.changed += c.changed;
    r->records.withdrawn += c.withdrawn;
    r->records.returned += c.returned;
    r->records.retracted += c.retracted;
    if (c.lost != 0)
        tell_lost(r, f->id, &c);
    return ST_OK;
}

static enum status renew_records(struct run *r, struct err *e)
{
    const char **ids = NULL;
    size_t n = 0;
    enum status st = check_merger(r, e);
    if (st == ST_OK)
        st = calls_store_dirty_funders(r->calls, r->mem, &ids, &n, e);
    if (st != ST_OK)
        return st;
    struct merge_funder *funders =
        arena_alloc(r->mem, (n + 1) * sizeof *funders);
    for (size_t i = 0; i < n; i++)
        funders[i] = funder_of(r, ids[i]);
    progress_label(&r->progress, _("comparing funders"));
    struct ahead *ahead = ahead_begin(r->calls, r->data_dir, funders, n);
    for (size_t i = 0; st == ST_OK && i < n && stop_signal == 0; i++) {
        st = renew_one(r, &funders[i], ahead, e);
        progress_step(&r->progress, i + 1, n);
    }
    ahead_end(ahead);
    return st;
}

static void note_rebuild(void *arg, const char *why)
{
    progress_end(arg);
    cli_warn(_("the index is built anew: %s"), why);
}

static enum status update_index(struct run *r, struct err *e)
{
    progress_label(&r->progress, _("indexing calls"));
    struct catchup_options o = {
        .data_dir = r->data_dir,
        .today =
            date_is_set(today_option) ? today_option : date_today(NULL, NULL),
        .today_given = date_is_set(today_option),
        .rebuild = rebuild_option,
        .shards = (unsigned)shards_option,
        .jobs = jobs_option > 0 ? (unsigned)jobs_option : 0,
        .stop = &stop_signal,
        .progress = progress_step,
        .note = note_rebuild,
        .arg = &r->progress,
    };
    return catchup_run(r->calls, &o, &r->index, e);
}

static enum status do_run(struct run *r, struct err *e)
{
    enum status st = open_stores(r, e);
    if (st == ST_OK)
        st = reader_find(r->mem, &r->reader, e);
    if (st == ST_OK)
        st = read_pages(r, e);
    if (st == ST_OK && stop_signal == 0)
        st = renew_records(r, e);
    if (st == ST_OK && stop_signal == 0)
        st = update_index(r, e);
    return st;
}

/* --- what to tell ----------------------------------------------------------
 */

#define SHOW_QUARANTINED 10

static enum status show_quarantined(void *arg, const struct calls_page *p,
                                    const char *cause, struct err *e)
{
    size_t *shown = arg;
    (void)e;
    if (p->fate <= FATE_UNREADABLE || (*shown)++ >= SHOW_QUARANTINED)
        return ST_OK;
    struct buf line;
    buf_init(&line, 8192);
    (void)term_safe(&line, p->url, false);
    (void)buf_puts(&line, ": ");
    (void)term_safe(&line, cause, false);
    printf("  %s\n", line.data);
    buf_free(&line);
    return ST_OK;
}

static void tell_pages(struct run *r)
{
    const struct ingest_counts *p = &r->pages;
    size_t bad = p->crashed + p->timed_out + p->too_big + p->bad_reply;
    printf(_("pages: %zu changed, %zu read, %zu unreadable\n"), r->looked,
           p->read, p->unreadable);
    if (bad == 0)
        return;
    printf(_("quarantined: %zu crashed the reader, %zu took too long, "
             "%zu needed too much memory or were too long, %zu gave a bad "
             "reply\n"),
           p->crashed, p->timed_out, p->too_big, p->bad_reply);
    size_t shown = 0;
    struct err e = ERR_INIT;
    if (calls_store_quarantined(r->calls, show_quarantined, &shown, &e) !=
        ST_OK)
        cli_report(&e);
    if (shown > SHOW_QUARANTINED)
        printf(_("  and %zu more\n"), shown - SHOW_QUARANTINED);
}

static void tell_calls(struct run *r)
{
    const struct renew_counts *c = &r->records;
    struct calls_counts all = {0};
    struct err e = ERR_INIT;
    if (calls_store_count(r->calls, NULL, &all, &e) != ST_OK)
        cli_report(&e);
    printf(_("calls: %lld, of them %zu new, %zu changed, %zu back; %zu "
             "withdrawn now\n"),
           (long long)all.live, c->fresh, c->changed, c->returned,
           c->withdrawn);
    if (r->index.rebuilt)
        printf(_("index: built anew with %zu calls\n"), r->index.written);
    else
        printf(_("index: %zu written, %zu removed\n"), r->index.written,
               r->index.removed);
}

static enum status write_report(struct run *r, struct err *e)
{
    struct run_report report = {
        .outcome = stop_signal != 0 ? "interrupted"
                   : r->emptied     ? "partial"
                                    : "ok",
        .looked = r->looked,
        .pages = &r->pages,
        .records = &r->records,
        .index = &r->index,
    };
    if (report_option == NULL)
        return ST_OK;
    return run_report_write(&report, r->calls, report_option, e);
}

/* The exit status. */
static int tell(struct run *r, enum status st, struct err *e)
{
    if (st == ST_OK)
        st = write_report(r, e);
    if (st != ST_OK) {
        advise(e);
        return cli_report(e);
    }
    if (stop_signal != 0) {
        cli_warn(_("stopped; the next run goes on from here"));
        return 128 + stop_signal;
    }
    tell_pages(r);
    tell_calls(r);
    return r->emptied ? status_exit_code(ST_PARTIAL) : 0;
}

static int run_index(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (argc != 0) {
        err_set(&e, ST_USAGE, _("%s: medel index takes no operands"), argv[0]);
        return cli_report(&e);
    }
    struct run r = {.mem = arena_new(), .lock = -1};
    catch_signals();
    progress_begin(&r.progress);
    enum status st = ST_OK;
    if (shards_option < 0 || shards_option > SHARES_MAX)
        st = err_set(&e, ST_USAGE, _("--shards: 1 to %d"), SHARES_MAX);
    if (st == ST_OK && report_option != NULL)
        st = own_file_check(report_option, &e);
    if (st == ST_OK)
        st = do_run(&r, &e);
    progress_end(&r.progress);
    int code = tell(&r, st, &e);
    if (r.reader.worker_path != NULL)
        reader_free(&r.reader);
    if (r.funders.mem != NULL)
        known_funders_free(&r.funders);
    calls_store_close(r.calls);
    crawl_store_close(r.crawl);
    if (r.lock >= 0)
        close(r.lock);
    arena_free(r.mem);
    return code;
}

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &data_option, "DIR", N_("the data folder"), NULL},
    {"today", 0, CLI_DATE, &today_option, "YYYY-MM-DD",
     N_("read pages as of this day, not as of when they were fetched"), NULL},
    {"rebuild", 0, CLI_FLAG, &rebuild_option, NULL,
     N_("write a new index from the records; searches go on meanwhile"), NULL},
    {"shards", 0, CLI_INT, &shards_option, "N",
     N_("divide the index into N databases by the calls' ids, from now on "
        "(1: undivided); see doc/scale.md"),
     NULL},
    {"retry", 0, CLI_FLAG, &retry_option, NULL,
     N_("also read pages again that brought the reader down"), NULL},
    {"jobs", 'j', CLI_INT, &jobs_option, "N",
     N_("how many pages to read, or parts of a new index to write, at a time "
        "(default: one a core, and one page more)"),
     NULL},
    {"funders", 0, CLI_STRING, &funders_option, "DIR",
     N_("take funders' names and regions from the files of this folder"), NULL},
    {"report", 0, CLI_STRING, &report_option, "FILE",
     N_("write what was done to FILE as JSON"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command index_command = {
    .name = "index",
    .operands = "",
    .summary = N_("read changed pages, update records and the index"),
    .details = N_("Only what changed since the last run is worked on. A run "
                  "may be interrupted at any time; the next goes on from "
                  "there.\n"
                  "\n"
                  "Examples:\n"
                  "  medel index\n"
                  "  medel index --rebuild\n"
                  "  medel index --shards 4"),
    .run = run_index,
    .options = options,
};
