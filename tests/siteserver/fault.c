/*
 * fault.c - rules that make a page misbehave.
 *
 * A rule is one line: a pattern, then what to do. The pattern is matched by
 * fnmatch(3) against HOST/PATH?QUERY as the client sent it, so "*" passes
 * slashes. The first rule that matches and is not used up applies.
 *
 *     PATTERN [delay=MS] [status=N] [truncate=BYTES | endless | drip=MS |
 *             empty | garbage | bad-gzip | bomb=MIB | reset | trap | raw=PATH]
 *             [redirect=URL | loop] [charset=NAME] [type=TYPE]
 *             [retry-after=TEXT] [header=NAME:VALUE] [etag-new]
 *             [no-validators] [stale] [times=N] [after=N]
 *
 * raw: the bytes of the same host's file PATH are sent as they are, status
 * line and headers included, then the connection closes. trap: a page unlike
 * all others, whose links lead to ever more such pages at the same path, by
 * days, with facets and with a new session each. stale: whoever asks
 * whether the page has changed is told that it has not.
 *
 * Rules come from --fault, and from the file given by --control, which is
 * read again whenever it changes (write a new one and rename it into place;
 * the counts of times= and after= then start over). Its rules come first.
 * Empty lines and lines that begin with "#" are skipped.
 */
#include "siteserver.h"

#include <errno.h>
#include <fnmatch.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_FAULTS 512
#define MAX_LINE 4096

struct fault_set {
    struct fault rules[MAX_FAULTS];
    size_t n;
    unsigned refs;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct fault_set *fixed;   /* of --fault */
static struct fault_set *current; /* of the control file */
static const char *control_path;
static struct stat control_seen;

static void set_free(struct fault_set *s)
{
    size_t i;

    for (i = 0; s && i < s->n; i++) {
        struct fault *f = &s->rules[i];

        free(f->pattern);
        free(f->location);
        free(f->charset);
        free(f->type);
        free(f->retry_after);
        free(f->header_name);
        free(f->header_value);
        free(f->raw);
    }
    free(s);
}

static struct fault_set *set_new(void)
{
    struct fault_set *s = calloc(1, sizeof *s);

    if (s)
        s->refs = 1;
    return s;
}

/* --- reading a rule ------------------------------------------------------ */

static bool number(const char *s, long max, long *ret)
{
    char *end;
    long v;

    errno = 0;
    v = strtol(s, &end, 10);
    if (errno || end == s || *end || v < 0 || v > max)
        return false;
    *ret = v;
    return true;
}

static bool text(const char *s, char **ret)
{
    free(*ret);
    *ret = strdup(s);
    return *ret != NULL;
}

static bool header(struct fault *f, const char *s)
{
    const char *colon = strchr(s, ':');

    if (!colon || colon == s)
        return false;
    free(f->header_name);
    f->header_name = strndup(s, (size_t)(colon - s));
    return f->header_name && text(colon + 1, &f->header_value);
}

static bool body(struct fault *f, enum fault_body b)
{
    if (f->body != FAULT_BODY_NONE)
        return false; /* a page has one body */
    f->body = b;
    return true;
}

/* One word with a value. */
static bool set_value(struct fault *f, const char *key, const char *v)
{
    long n;

    if (strcmp(key, "delay") == 0)
        return number(v, 3600000, &f->delay_ms);
    if (strcmp(key, "status") == 0) {
        if (!number(v, 599, &n) || n < 200)
            return false;
        f->status = (unsigned)n;
        return true;
    }
    if (strcmp(key, "truncate") == 0)
        return number(v, 1L << 30, &f->size) && body(f, FAULT_TRUNCATE);
    if (strcmp(key, "drip") == 0)
        return number(v, 60000, &f->size) && body(f, FAULT_DRIP);
    if (strcmp(key, "bomb") == 0)
        return number(v, 4096, &f->size) && body(f, FAULT_BOMB);
    if (strcmp(key, "raw") == 0)
        return text(v, &f->raw) && body(f, FAULT_RAW);
    if (strcmp(key, "redirect") == 0)
        return text(v, &f->location);
    if (strcmp(key, "charset") == 0)
        return text(v, &f->charset);
    if (strcmp(key, "type") == 0)
        return text(v, &f->type);
    if (strcmp(key, "retry-after") == 0)
        return text(v, &f->retry_after);
    if (strcmp(key, "header") == 0)
        return header(f, v);
    if (strcmp(key, "times") == 0)
        return number(v, 1L << 30, &f->times);
    if (strcmp(key, "after") == 0)
        return number(v, 1L << 30, &f->after);
    return false;
}

/* One word without a value. */
static bool set_flag(struct fault *f, const char *key)
{
    static const struct {
        const char *name;
        enum fault_body b;
    } bodies[] = {
        {"endless", FAULT_ENDLESS}, {"empty", FAULT_EMPTY},
        {"garbage", FAULT_GARBAGE}, {"bad-gzip", FAULT_BAD_GZIP},
        {"reset", FAULT_RESET},     {"trap", FAULT_TRAP},
    };
    size_t i;

    for (i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        if (strcmp(key, bodies[i].name) == 0)
            return body(f, bodies[i].b);
    }
    if (strcmp(key, "loop") == 0)
        return text("", &f->location);
    if (strcmp(key, "etag-new") == 0)
        return f->etag_new = true;
    if (strcmp(key, "stale") == 0)
        return f->stale = true;
    if (strcmp(key, "no-validators") == 0)
        return f->no_validators = true;
    return false;
}

/* LINE is cut into words. */
static bool parse(struct fault_set *s, char *line, const char *from)
{
    static const char blank[] = " \t\r\n";
    struct fault *f = &s->rules[s->n];
    char *save, *word = strtok_r(line, blank, &save);

    if (!word || *word == '#')
        return true;
    if (s->n == MAX_FAULTS) {
        fprintf(stderr, "siteserver: %s: more than %d rules\n", from,
                MAX_FAULTS);
        return false;
    }
    s->n++; /* from here on set_free() takes care of it */
    f->times = -1;
    f->pattern = strdup(word);
    while ((word = strtok_r(NULL, blank, &save)) != NULL) {
        char *eq = strchr(word, '=');
        bool ok;

        if (eq)
            *eq = '\0';
        ok = eq ? set_value(f, word, eq + 1) : set_flag(f, word);
        if (!ok) {
            fprintf(stderr, "siteserver: %s: %s: bad fault \"%s\"\n", from,
                    f->pattern, word);
            return false;
        }
    }
    return f->pattern != NULL;
}

bool fault_add(const char *spec)
{
    char line[MAX_LINE];

    if (!fixed)
        fixed = set_new();
    if (!fixed || strlen(spec) >= sizeof line) {
        fprintf(stderr, "siteserver: --fault: too long\n");
        return false;
    }
    snprintf(line, sizeof line, "%s", spec);
    return parse(fixed, line, "--fault");
}

/* --- the control file ---------------------------------------------------- */

void fault_control(const char *path)
{
    control_path = path;
}

static struct fault_set *read_control(FILE *in)
{
    struct fault_set *s = set_new();
    char line[MAX_LINE];

    while (s && fgets(line, sizeof line, in)) {
        if (!parse(s, line, control_path)) {
            set_free(s);
            return NULL;
        }
    }
    return s;
}

static bool unchanged(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Reads the control file where it is new; a bad one leaves the old rules.
 * The lock is held. */
static void refresh(void)
{
    struct fault_set *s = NULL;
    struct stat st;
    FILE *in;

    if (!control_path)
        return;
    if (stat(control_path, &st) != 0)
        memset(&st, 0, sizeof st); /* gone: no rules */
    if (unchanged(&st, &control_seen))
        return;
    control_seen = st;
    in = fopen(control_path, "re");
    if (in) {
        s = read_control(in);
        fclose(in);
        if (!s)
            return;
    }
    if (current && --current->refs == 0)
        set_free(current);
    current = s;
}

/* --- using a rule -------------------------------------------------------- */

static const struct fault *pick(struct fault_set *s, const char *subject)
{
    size_t i;

    for (i = 0; s && i < s->n; i++) {
        struct fault *f = &s->rules[i];

        if (fnmatch(f->pattern, subject, 0) != 0)
            continue;
        f->seen++;
        if (f->seen > f->after &&
            (f->times < 0 || f->seen <= f->after + f->times))
            return f;
    }
    return NULL;
}

const struct fault *fault_find(const char *host, const char *uri,
                               struct fault_set **set)
{
    const struct fault *f;
    char subject[MAX_LINE];

    *set = NULL;
    snprintf(subject, sizeof subject, "%s%s", host, uri);
    pthread_mutex_lock(&lock);
    refresh();
    *set = current;
    f = pick(current, subject);
    if (!f) {
        *set = fixed;
        f = pick(fixed, subject);
    }
    if (f)
        (*set)->refs++;
    else
        *set = NULL;
    pthread_mutex_unlock(&lock);
    return f;
}

void fault_done(struct fault_set *set)
{
    if (!set)
        return;
    pthread_mutex_lock(&lock);
    if (--set->refs == 0)
        set_free(set);
    pthread_mutex_unlock(&lock);
}

void fault_free_all(void)
{
    fault_done(current);
    fault_done(fixed);
    current = fixed = NULL;
}
