/*
 * doctor_programs.c - the libraries that each program really runs with, and
 * the sandbox: the programs themselves are asked, for only they know.
 */
#include "doctor.h"
#include "reader.h"
#include "spawn.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/worker.h"

#include <cyaml/cyaml.h>
#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utf8proc.h>

#define ANSWER_BYTES 16384
#define ANSWER_MS 30000

/* --- asking a program ---------------------------------------------------- */

static long left_ms(const struct timespec *began)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return ANSWER_MS - (now.tv_sec - began->tv_sec) * 1000 -
           (now.tv_nsec - began->tv_nsec) / 1000000;
}

/* To its end, or for at most ANSWER_MS. */
static enum status read_answer(int fd, struct buf *out)
{
    struct timespec began;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (;;) {
        char piece[4096];
        struct pollfd p = {.fd = fd, .events = POLLIN};
        long ms = left_ms(&began);
        if (ms <= 0)
            return ST_LIMIT;
        if (poll(&p, 1, (int)ms) < 0 && errno != EINTR)
            return ST_IO;
        ssize_t n = read(fd, piece, sizeof piece);
        if (n == 0)
            return ST_OK;
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return ST_IO;
        if (n > 0 && buf_append(out, piece, (size_t)n) != ST_OK)
            return ST_LIMIT;
    }
}

const char *doctor_ask(struct doctor *d, const char *program, const char *word)
{
    const char *path = paths_program(d->mem, program), *answer = NULL;
    const char *const argv[] = {path, word, NULL};
    const char *advice = _("install medel anew, with the libraries that the "
                           "message on standard error names");
    struct child c = {.fd = -1};
    struct err e = ERR_INIT;
    struct buf out;
    if (spawn_child(argv, &c, &e) != ST_OK) {
        doctor_fault(d, advice, &e);
        return NULL;
    }
    buf_init(&out, ANSWER_BYTES);
    enum status st = read_answer(c.fd, &out);
    int status = st == ST_OK ? spawn_reap(&c, 1000) : spawn_kill(&c);
    if (st == ST_OK && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        answer = arena_strndup(d->mem, out.len != 0 ? out.data : "", out.len);
    else
        doctor_find(d, FINDING_FAULT, advice, _("%s does not run"), path);
    buf_free(&out);
    return answer;
}

bool doctor_line(char **text, char *words[static 3])
{
    char *line;
    while ((line = strsep(text, "\n")) != NULL) {
        for (int i = 0; i < 3; i++)
            words[i] = strsep(&line, "\t");
        if (words[0] != NULL && words[1] != NULL && words[2] != NULL)
            return true;
    }
    return false;
}

/* --- libraries ----------------------------------------------------------- */

/* What is known of versions below a number. Distributions mend faults without
 * a new number, so only what shows in behaviour is listed. */
static const struct known {
    const char *library, *below;
    enum finding_level level;
    const char *text, *advice; /* N_(), NULL */
} known[] = {
    {"libcurl", "8.0", FINDING_OK,
     N_("takes an HTTP/2 answer that was cut off for a whole one: medel asks "
        "by HTTP/1.1 with it"),
     NULL},
    {"Xapian", "1.4.0", FINDING_FAULT, N_("is older than medel can use"),
     N_("install Xapian 1.4 or later")},
    {"expat", "2.4.0", FINDING_WARNING,
     N_("does not stop a feed that grows without end when it is unfolded"),
     N_("install expat 2.4.0 or later")},
    {"SQLite", "3.33.0", FINDING_WARNING,
     N_("is older than medel has been tried with"),
     N_("install SQLite 3.40 or later")},
    {"tidy-html5", "5.6.0", FINDING_WARNING,
     N_("is older than medel has been tried with"),
     N_("install tidy-html5 5.6.0 or later")},
};

static bool is_below(const char *version, const char *other)
{
    for (;;) {
        char *va, *vb;
        long a = strtol(version, &va, 10), b = strtol(other, &vb, 10);
        if (a != b)
            return a < b;
        if (*va != '.' || *vb != '.')
            return false;
        version = va + 1;
        other = vb + 1;
    }
}

/* A line of its own for a library that something is known of; true then. */
static bool tell_known(struct doctor *d, const char *name, const char *version)
{
    bool told = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct known *k = &known[i];
        if (strcmp(name, k->library) != 0 || !is_below(version, k->below))
            continue;
        told = true;
        doctor_find(d, k->level, k->advice != NULL ? _(k->advice) : NULL,
                    "%s %s %s", name, version, _(k->text));
    }
    return told;
}

static void add_library(struct doctor *d, struct buf *list, const char *name,
                        const char *version)
{
    tell_known(d, name, version);
    buf_printf(list, "%s%s %s", list->len != 0 ? ", " : "", name, version);
}

/* One line a program: all it has, after those that something is known of. */
static void of_program(struct doctor *d, const char *program, const char *word)
{
    const char *answer = doctor_ask(d, program, word);
    char *text = answer != NULL ? arena_strdup(d->mem, answer) : NULL;
    char *words[3];
    struct buf list;
    buf_init(&list, ANSWER_BYTES);
    while (doctor_line(&text, words))
        if (strcmp(words[0], "library") == 0)
            add_library(d, &list, words[1], words[2]);
    if (list.len != 0)
        doctor_find(d, FINDING_OK, NULL, "%s: %s", program, list.data);
    else if (answer != NULL)
        doctor_find(d, FINDING_FAULT,
                    _("install medel anew: its programs are of one version "
                      "and belong together"),
                    _("%s does not say what it runs with"), program);
    buf_free(&list);
}

void doctor_libraries(struct doctor *d)
{
    of_program(d, "medel-crawl", "libraries");
    of_program(d, "medel-worker", "--check");
    struct buf list;
    buf_init(&list, ANSWER_BYTES);
    add_library(d, &list, "jansson", jansson_version_str());
    add_library(d, &list, "libcyaml", cyaml_version_str);
    add_library(d, &list, "utf8proc", utf8proc_version());
    doctor_find(d, FINDING_OK, NULL, "medel-index: %s", list.data);
    buf_free(&list);
    of_program(d, "medel-search", "libraries");
}

/* --- sandbox ------------------------------------------------------------- */

static void tell_layer(struct doctor *d, const char *name, const char *state)
{
    if (strcmp(state, "yes") == 0)
        doctor_find(d, FINDING_OK, NULL, _("%s: works here"), name);
    else if (strcmp(state, "sanitized") == 0)
        doctor_find(d, FINDING_WARNING,
                    _("a build with sanitizers is for tests: use one without"),
                    _("%s: left off in a build with sanitizers"), name);
    else if (strcmp(name, "Landlock") == 0)
        doctor_find(
            d, FINDING_WARNING,
            _("take a kernel with Landlock (5.13 or later, \"landlock\" "
              "in /sys/kernel/security/lsm)"),
            _("%s: this kernel does not offer it; the other layers "
              "hold"),
            name);
    else
        doctor_find(d, FINDING_FAULT,
                    _("let medel run where it is allowed to lock itself in: "
                      "the container or its profile forbids that"),
                    _("%s: cannot be had here"), name);
}

static const char *trial_in_words(const char *name)
{
    static const struct {
        const char *name, *words;
    } trials[] = {
        {"file", N_("opening a file")},
        {"socket", N_("opening a network connection")},
        {"program", N_("starting a program")},
        {"memory", N_("taking more memory than it may have")},
    };
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++)
        if (strcmp(trials[i].name, name) == 0)
            return _(trials[i].words);
    return name;
}

static void tell_trial(struct doctor *d, const char *name, const char *result,
                       bool sanitized)
{
    const char *what = trial_in_words(name);
    if (strcmp(result, "refused") == 0)
        doctor_find(d, FINDING_OK, NULL, _("tried: %s is stopped"), what);
    else if (sanitized)
        doctor_find(d, FINDING_WARNING, NULL,
                    _("tried: %s is not stopped in a build with sanitizers"),
                    what);
    else if (strcmp(result, "allowed") == 0)
        doctor_find(d, FINDING_FAULT,
                    _("do not run 'medel index' here: a hostile page could "
                      "do harm. Ask for help with this output"),
                    _("tried: %s is NOT stopped"), what);
    else
        doctor_find(d, FINDING_FAULT,
                    _("let medel run where it is allowed to lock itself in"),
                    _("could not be tried: %s"), what);
}

void doctor_sandbox(struct doctor *d)
{
    const char *answer = doctor_ask(d, "medel-worker", "--check");
    char *text = answer != NULL ? arena_strdup(d->mem, answer) : NULL;
    char *words[3];
    bool sanitized = false;
    while (doctor_line(&text, words)) {
        sanitized |= strcmp(words[2], "sanitized") == 0;
        if (strcmp(words[0], "layer") == 0)
            tell_layer(d, words[1], words[2]);
        else if (strcmp(words[0], "try") == 0)
            tell_trial(d, words[1], words[2], sanitized);
    }
}

/* --- a page, from one end to the other ------------------------------------ */

static const char page[] = "<html><body><main><h1>Medel</h1><p>Att s&ouml;ka."
                           "</p></main></body></html>";

static enum status read_a_page(const struct reader *r, struct err *e)
{
    const struct pool_options po = {.worker_path = r->worker_path,
                                    .jobs = 1,
                                    .vocab = r->vocab.data,
                                    .vocab_len = r->vocab.len};
    const struct pool_job job = {
        .tag = 1, .type = FRAME_CLEAN, .bytes = page, .len = sizeof page - 1};
    struct pool *pool = NULL;
    struct pool_result result;
    enum status st = pool_start(&po, &pool, e);
    if (st == ST_OK)
        st = pool_submit(pool, &job, e);
    if (st == ST_OK)
        st = pool_next(pool, &result, e);
    if (st == ST_OK && (result.fate != FATE_READ ||
                        strstr(result.payload, "Att söka.") == NULL))
        st = err_set(e, ST_INVALID, _("a page of ours was not read: %.200s"),
                     result.payload);
    pool_stop(pool);
    return st;
}

void doctor_worker(struct doctor *d)
{
    struct err e = ERR_INIT;
    struct reader r;
    enum status st = reader_find(d->mem, &r, &e);
    if (st != ST_OK) {
        doctor_fault(d,
                     _("install medel anew, or set MEDEL_SHARE to where its "
                       "vocabulary is"),
                     &e);
        return;
    }
    if (read_a_page(&r, &e) == ST_OK)
        doctor_find(d, FINDING_OK, NULL,
                    _("%s takes the vocabulary and reads a page"),
                    r.worker_path);
    else
        doctor_fault(d,
                     _("mend the file that is named, or install medel "
                       "anew"),
                     &e);
    reader_free(&r);
}
