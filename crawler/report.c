/* report.c - see report.h. */
#include "report.h"

#include "medel/buf.h"
#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REDRAW_MS 200

struct report {
    bool quiet;
    bool moving; /* stderr is a terminal */
    bool drawn;  /* the moving line is there */
    int64_t began_ms;
    int64_t drawn_ms;
    int64_t pages_before; /* of crawls that are continued */
};

struct report *report_new(bool quiet)
{
    struct report *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->quiet = quiet;
    r->moving = !quiet && isatty(STDERR_FILENO);
    return r;
}

void report_free(struct report *r)
{
    free(r);
}

static void clear_line(struct report *r)
{
    if (r->drawn)
        fputs("\r\033[K", stderr);
    r->drawn = false;
}

static int64_t sum(const struct crawl *c, enum tally what)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->n_jobs; i++)
        n += c->jobs[i].tallies.total[what];
    return n;
}

/*
 * What is left to do, in seconds: as long as the whole takes at the rate so
 * far, but no less than the longest queue of one funder takes, whose host is
 * left alone for the delay between two pages. -1 where it cannot be told yet.
 */
static double seconds_left(const struct crawl *c, int64_t queued, double rate)
{
    int64_t longest = 0;
    if (rate <= 0)
        return -1;
    for (size_t i = 0; i < c->n_jobs; i++)
        if (!c->jobs[i].done && c->jobs[i].queued > longest)
            longest = c->jobs[i].queued;
    double all = (double)queued / rate, one = (double)longest * c->o->delay_s;
    return all > one ? all : one;
}

static void put_left(char *out, size_t size, double s)
{
    *out = '\0';
    if (s < 0)
        return;
    if (s < 90)
        snprintf(out, size, _(", %.0f s left"), s);
    else if (s < 90 * 60)
        snprintf(out, size, _(", %.0f min left"), s / 60);
    else
        snprintf(out, size, _(", %.1f h left"), s / 3600);
}

void report_progress(struct report *r, const struct crawl *c)
{
    if (!r->moving)
        return;
    int64_t pages = sum(c, TALLY_PAGES), queued = 0;
    size_t done = 0;
    if (r->began_ms == 0) {
        r->began_ms = c->now_ms;
        r->pages_before = pages;
    }
    if (r->drawn && c->now_ms - r->drawn_ms < REDRAW_MS)
        return;
    for (size_t i = 0; i < c->n_jobs; i++) {
        done += c->jobs[i].done;
        queued += c->jobs[i].queued;
    }
    double s = (double)(c->now_ms - r->began_ms) / 1000;
    char text[256], left[64];
    double rate = s > 0.5 ? (double)(pages - r->pages_before) / s : 0.0;
    put_left(left, sizeof left, seconds_left(c, queued, rate));
    snprintf(text, sizeof text,
             _("%zu of %zu funders, %lld pages, %lld to go, %.1f pages/s%s"),
             done, c->n_jobs, (long long)pages, (long long)queued, rate, left);
    struct buf line;
    buf_init(&line, 1024);
    if (term_fit(&line, text, term_width(STDERR_FILENO) - 1, false) == ST_OK) {
        clear_line(r);
        fputs(line.data, stderr);
        fflush(stderr);
        r->drawn = true;
        r->drawn_ms = c->now_ms;
    }
    buf_free(&line);
}

void report_note(struct report *r, const char *fmt, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    clear_line(r);
    cli_warn("%s", text);
}

/* ", N what" for what happened at all. */
static void also(struct buf *b, int64_t n, const char *what)
{
    if (n != 0 && buf_printf(b, ", %lld %s", (long long)n, what) != ST_OK)
        return;
}

/* N for ngettext. */
static unsigned long count(int64_t n)
{
    return n > 0 ? (unsigned long)n : 0;
}

static bool nothing_due(const int64_t n[TALLY_COUNT])
{
    return n[TALLY_REQUESTS] == 0 && n[TALLY_LISTS] == 0 &&
           n[TALLY_CUT_HOST] == 0;
}

/* What the numbers of one crawl, or of all, say. */
static void describe(struct buf *b, const int64_t n[TALLY_COUNT])
{
    if (nothing_due(n))
        (void)!buf_puts(b, _("nothing due"));
    else
        (void)!buf_printf(
            b, ngettext("%lld page", "%lld pages", count(n[TALLY_PAGES])),
            (long long)n[TALLY_PAGES]);
    also(b, n[TALLY_NEW], ngettext("new", "new", count(n[TALLY_NEW])));
    also(b, n[TALLY_CHANGED],
         ngettext("changed", "changed", count(n[TALLY_CHANGED])));
    also(b, n[TALLY_RECORDS], _("from an API"));
    int64_t same = n[TALLY_UNCHANGED] - n[TALLY_NOT_MODIFIED];
    also(b, same, ngettext("unchanged", "unchanged", count(same)));
    also(b, n[TALLY_NOT_MODIFIED],
         ngettext("unchanged (304)", "unchanged (304)",
                  count(n[TALLY_NOT_MODIFIED])));
    also(b, n[TALLY_GONE], _("gone"));
    also(b, n[TALLY_FAILED],
         ngettext("failure", "failures", count(n[TALLY_FAILED])));
    also(b, n[TALLY_ROBOTS],
         ngettext("refused by robots.txt", "refused by robots.txt",
                  count(n[TALLY_ROBOTS])));
    also(b, n[TALLY_REDIRECTS],
         ngettext("redirect", "redirects", count(n[TALLY_REDIRECTS])));
    also(b, n[TALLY_DEAD_LINKS],
         ngettext("dead link", "dead links", count(n[TALLY_DEAD_LINKS])));
    also(b, n[TALLY_SOFT_404],
         ngettext("soft 404", "soft 404s", count(n[TALLY_SOFT_404])));
    also(b, n[TALLY_NOT_PAGES],
         ngettext("other file", "other files", count(n[TALLY_NOT_PAGES])));
}

static void print_safe(FILE *out, const char *text)
{
    struct buf safe;
    buf_init(&safe, 64 << 10);
    if (term_safe(&safe, text, false) == ST_OK)
        fputs(safe.data, out);
    buf_free(&safe);
}

/* A funder of whom nothing was due is not worth a line of the nightly mail. */
void report_job(struct report *r, const struct job *j, int64_t now)
{
    if (!r->quiet && !nothing_due(j->tallies.total)) {
        struct buf b;
        buf_init(&b, 4096);
        describe(&b, j->tallies.total);
        clear_line(r);
        printf("%s: %s, %lld s\n", j->funder->id, b.data,
               (long long)(now - j->started_at));
        fflush(stdout);
        buf_free(&b);
    }
    if (j->problem != NULL)
        report_note(r, "%s: %s", j->funder->id, j->problem);
}

/* The first address of all funders' that was left out for this reason. */
static const char *example_of(const struct crawl *c, int why)
{
    for (size_t i = 0; i < c->n_jobs; i++)
        if (c->jobs[i].examples[why] != NULL)
            return c->jobs[i].examples[why];
    return NULL;
}

static void print_errors(const int64_t n[TALLY_COUNT])
{
    for (int i = TALLY_ERROR_FIRST; i <= TALLY_ERROR_LAST; i++)
        if (n[i] != 0)
            printf(_("  failed %lld: %s\n"), (long long)n[i],
                   tally_why((enum tally)i));
}

static void print_cuts(const struct crawl *c, const int64_t n[TALLY_COUNT])
{
    for (int i = TALLY_CUT_FIRST; i < TALLY_COUNT; i++) {
        const char *example = example_of(c, i);
        if (n[i] == 0)
            continue;
        printf(_("  left out %lld: %s"), (long long)n[i],
               tally_why((enum tally)i));
        if (example != NULL) {
            fputs(_("; such as "), stdout);
            print_safe(stdout, example);
        }
        putchar('\n');
    }
}

static void print_failures(const struct crawl *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_jobs; i++)
        n += c->jobs[i].problem != NULL;
    if (n == 0)
        return;
    printf(ngettext("%zu of %zu funder failed:\n",
                    "%zu of %zu funders failed:\n", c->n_jobs),
           n, c->n_jobs);
    for (size_t i = 0; i < c->n_jobs; i++)
        if (c->jobs[i].problem != NULL) {
            printf("  %s: ", c->jobs[i].funder->id);
            print_safe(stdout, c->jobs[i].problem);
            putchar('\n');
        }
}

void report_summary(struct report *r, const struct crawl *c)
{
    int64_t n[TALLY_COUNT], queued = 0;
    size_t done = 0;
    clear_line(r);
    for (int i = 0; i < TALLY_COUNT; i++)
        n[i] = sum(c, (enum tally)i);
    for (size_t i = 0; i < c->n_jobs; i++) {
        done += c->jobs[i].done;
        queued += c->jobs[i].done ? 0 : c->jobs[i].queued;
    }
    if (c->signal != 0)
        report_note(r,
                    _("stopped with %zu of %zu funders done, %lld pages "
                      "stored, %lld to go; the next crawl goes on from here"),
                    done, c->n_jobs, (long long)n[TALLY_PAGES],
                    (long long)queued);
    if (r->quiet || c->signal != 0)
        return;
    struct buf b;
    buf_init(&b, 4096);
    describe(&b, n);
    printf(ngettext("%zu funder: %s\n", "%zu funders: %s\n", c->n_jobs),
           c->n_jobs, b.data);
    buf_free(&b);
    print_errors(n);
    print_cuts(c, n);
    print_failures(c);
}
