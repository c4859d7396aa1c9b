/*
 * cli.c - parsing of command lines and the frame of every program's main;
 * see medel/cli.h. The text of --help is made in cli_help.c.
 */
#include "medel/cli.h"

#include "cli_help.h"
#include "edit.h"

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/journal.h"
#include "medel/pager.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <assert.h>
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_BYTES 4096

/* --- messages ------------------------------------------------------------ */

/* TEXT where there is no memory to make it safe in: plain letters are. */
static void say_plainly(const char *text)
{
    char line[MESSAGE_BYTES];
    size_t n = 0;
    for (; n < sizeof line - 1 && text[n] != '\0'; n++)
        line[n] = text[n] >= ' ' && text[n] <= '~' ? text[n] : '?';
    line[n] = '\0';
    fprintf(stderr, "medel: %s\n", line);
}

static void say(const char *text, enum journal_level level)
{
    struct buf b;
    buf_init(&b, MESSAGE_BYTES * 4);
    /* Keeps the order where both are one terminal. */
    pager_finish();
    fflush(stdout);
    if (term_safe(&b, text, false) == ST_OK)
        fprintf(stderr, "%smedel: %s\n", journal_prefix(STDERR_FILENO, level),
                b.data);
    else
        say_plainly(text);
    buf_free(&b);
}

int cli_report(const struct err *e)
{
    say(e->text[0] != '\0' ? e->text : _("failed for an unknown reason"),
        JOURNAL_ERROR);
    return status_exit_code(e->status != ST_OK ? e->status : ST_BUG);
}

void cli_warn(const char *fmt, ...)
{
    char text[MESSAGE_BYTES];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    say(text, JOURNAL_WARNING);
}

const char *cli_nearest(const char *word, const char *const *candidates)
{
    int len = (int)strnlen(word, 1000);
    int nearest = (len / 3 > 1 ? len / 3 : 1) + 1;
    const char *best = NULL, *begun = NULL;
    int n_begun = 0;
    for (; *candidates != NULL; candidates++) {
        int d = edit_distance(word, *candidates, nearest);
        if (d < nearest) {
            nearest = d;
            best = *candidates;
        }
        if (len >= 2 && strncmp(word, *candidates, (size_t)len) == 0) {
            begun = *candidates;
            n_begun++;
        }
    }
    if (best == NULL && n_begun == 1)
        return begun;
    return best;
}

enum status cli_no_funder(const char *name, const char *const *ids, size_t n,
                          struct err *e)
{
    const char *nearest = cli_nearest(name, ids);
    if (nearest != NULL)
        return err_set(e, ST_USAGE, _("no funder '%s'; did you mean '%s'?"),
                       name, nearest);
    return err_set(e, ST_USAGE,
                   _("no funder '%s' among the %zu known: 'medel sources' "
                     "lists them"),
                   name, n);
}

/* --- options ------------------------------------------------------------- */

#define MAX_OPTIONS 60

/* Every command has these as well; -h is help unless the command itself has
 * an option with that letter. */
static bool help_wanted, version_wanted;
static const struct cli_option common_options[] = {
    {"help", 'h', CLI_FLAG, &help_wanted, NULL, NULL, NULL},
    {"version", 0, CLI_FLAG, &version_wanted, NULL, NULL, NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

/* The option with a name of N bytes, or else with LETTER (0: none). */
static const struct cli_option *find_option(const struct cli_command *cmd,
                                            const char *name, size_t n,
                                            char letter)
{
    const struct cli_option *tables[] = {cmd->options, common_options};
    for (int i = 0; i < 2; i++) {
        for (const struct cli_option *o = tables[i]; o->name != NULL; o++) {
            if (letter != 0
                    ? o->letter == letter
                    : strlen(o->name) == n && memcmp(o->name, name, n) == 0)
                return o;
        }
    }
    return NULL;
}

static enum status bad_value(const struct cli_option *o, const char *what,
                             const char *text, struct err *e)
{
    return err_set(e, ST_USAGE, _("--%s needs %s, not '%.100s'"), o->name, what,
                   text);
}

static enum status set_int(const struct cli_option *o, const char *text,
                           struct err *e)
{
    char *end;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || n < 0 || n > INT_MAX ||
        text[0] < '0' || text[0] > '9')
        return bad_value(o, _("a whole number, 0 or more"), text, e);
    *(int *)o->value = (int)n;
    return ST_OK;
}

static enum status set_seconds(const struct cli_option *o, const char *text,
                               struct err *e)
{
    char *end;
    double x = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(x) || x < 0 || x > 1e9 ||
        strspn(text, "0123456789.") != strlen(text))
        return bad_value(o, _("seconds, as 2 or 0.5"), text, e);
    *(double *)o->value = x;
    return ST_OK;
}

static enum status set_choice(const struct cli_option *o, const char *text,
                              struct err *e)
{
    struct buf all;
    buf_init(&all, 300);
    for (const char *const *c = o->choices; *c != NULL; c++) {
        if (strcmp(*c, text) == 0) {
            *(const char **)o->value = *c;
            buf_free(&all);
            return ST_OK;
        }
        /* A list past the bound is cut short, which is as good. */
        (void)buf_printf(&all, "%s%s", all.len != 0 ? ", " : "", *c);
    }
    const char *near = cli_nearest(text, o->choices);
    if (near != NULL)
        err_set(e, ST_USAGE,
                _("--%s cannot be '%.100s'; did you mean '%s'? (%s)"), o->name,
                text, near, all.data);
    else
        err_set(e, ST_USAGE, _("--%s cannot be '%.100s', but one of: %s"),
                o->name, text, all.data);
    buf_free(&all);
    return ST_USAGE;
}

static enum status add_to_list(struct cli_list *list, const char *text,
                               struct err *e)
{
    const char **items =
        realloc(list->items, (list->n + 1) * sizeof *list->items);
    if (items == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    items[list->n] = text;
    list->items = items;
    list->n++;
    return ST_OK;
}

static enum status set_value(const struct cli_option *o, const char *text,
                             struct err *e)
{
    switch (o->type) {
    case CLI_FLAG:
        *(bool *)o->value = true;
        return ST_OK;
    case CLI_STRING:
        *(const char **)o->value = text;
        return ST_OK;
    case CLI_LIST:
        return add_to_list(o->value, text, e);
    case CLI_INT:
        return set_int(o, text, e);
    case CLI_SECONDS:
        return set_seconds(o, text, e);
    case CLI_CHOICE:
        return set_choice(o, text, e);
    case CLI_DATE:
        if (!date_parse_iso(text, o->value))
            return bad_value(o, _("a date as 2026-11-23"), text, e);
        return ST_OK;
    }
    return err_set(e, ST_BUG, "option --%s has no type", o->name);
}

/* "--name" that is not in the table. */
static enum status unknown_option(const struct cli_command *cmd,
                                  const char *word, struct err *e)
{
    const char *names[MAX_OPTIONS + 3];
    char name[64];
    int n = 0;
    for (const struct cli_option *o = cmd->options; o->name != NULL; o++) {
        assert(n < MAX_OPTIONS);
        names[n++] = o->name;
    }
    names[n++] = "help";
    names[n++] = "version";
    names[n] = NULL;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    const char *near = cli_nearest(name, names);
    if (near == NULL)
        return err_set(e, ST_USAGE, _("unknown option '%.100s'"), word);
    return err_set(e, ST_USAGE,
                   _("unknown option '%.100s'; did you mean '--%s'?"), word,
                   near);
}

static enum status needs_value(const struct cli_option *o, struct err *e)
{
    return err_set(e, ST_USAGE, _("--%s needs a value: --%s %s"), o->name,
                   o->name, o->meta != NULL ? _(o->meta) : _("VALUE"));
}

/* "--name", "--name=value" or "--name value" at argv[*i]. */
static enum status take_long(const struct cli_command *cmd, char **argv, int *i,
                             struct err *e)
{
    const char *word = argv[*i], *name = word + 2;
    size_t n = strcspn(name, "=");
    const struct cli_option *o = find_option(cmd, name, n, 0);
    if (o == NULL)
        return unknown_option(cmd, word, e);
    if (o->type == CLI_FLAG) {
        if (name[n] == '=')
            return err_set(e, ST_USAGE, _("--%s takes no value"), o->name);
        return set_value(o, NULL, e);
    }
    if (name[n] == '=')
        return set_value(o, name + n + 1, e);
    if (argv[*i + 1] == NULL)
        return needs_value(o, e);
    return set_value(o, argv[++*i], e);
}

/* "-x", "-xyz", "-xvalue" or "-x value" at argv[*i]. */
static enum status take_letters(const struct cli_command *cmd, char **argv,
                                int *i, struct err *e)
{
    for (const char *s = argv[*i] + 1; *s != '\0'; s++) {
        const struct cli_option *o = find_option(cmd, NULL, 0, *s);
        if (o == NULL && cmd->is_operand != NULL && strlen(s) > 2)
            return err_set(e, ST_USAGE,
                           _("unknown option '-%.100s'; write -- before words "
                             "that begin with -"),
                           s);
        if (o == NULL)
            return err_set(e, ST_USAGE, _("unknown option '-%.100s'"), s);
        if (o->type != CLI_FLAG) {
            if (s[1] != '\0')
                return set_value(o, s + 1, e);
            if (argv[*i + 1] == NULL)
                return needs_value(o, e);
            return set_value(o, argv[++*i], e);
        }
        enum status st = set_value(o, NULL, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* All of ARGV[1..]; the operands end up in front, *n of them. */
static enum status take_all(const struct cli_command *cmd, int argc,
                            char **argv, int *n, struct err *e)
{
    enum status st = ST_OK;
    bool options_ended = false;
    *n = 0;
    for (int i = 1; i < argc && st == ST_OK && !help_wanted; i++) {
        bool operand = argv[i][0] != '-' || argv[i][1] == '\0';
        if (!operand && argv[i][1] != '-' && cmd->is_operand != NULL)
            operand = cmd->is_operand(argv[i]);
        if (options_ended || operand)
            argv[(*n)++] = argv[i];
        else if (strcmp(argv[i], "--") == 0)
            options_ended = true;
        else if (argv[i][1] == '-')
            st = take_long(cmd, argv, &i, e);
        else
            st = take_letters(cmd, argv, &i, e);
    }
    return st;
}

int cli_parse(const struct cli_command *cmd, int argc, char **argv,
              int *exit_code)
{
    struct err e = ERR_INIT;
    int n;
    help_wanted = version_wanted = false;
    enum status st = take_all(cmd, argc, argv, &n, &e);
    *exit_code = status_exit_code(st);
    if (st != ST_OK)
        cli_warn(_("%s (try 'medel %s --help')"), e.text, cmd->name);
    else if (help_wanted)
        cli_print_help(cmd);
    else if (version_wanted)
        cli_print_version();
    if (st != ST_OK || help_wanted || version_wanted)
        return -1;
    argv[n] = NULL;
    return n;
}

/* --- the frame of main --------------------------------------------------- */

void cli_begin(void)
{
    json_set_alloc_funcs(arena_need, free);
    struct arena *mem = arena_new();
    i18n_begin(paths_locale(mem));
    signal(SIGPIPE, SIG_IGN);
    arena_free(mem);
}

/* True where FD is a pipe or socket without a reader. */
static bool reader_left(int fd)
{
    struct pollfd p = {fd, POLLOUT, 0};
    return poll(&p, 1, 0) == 1 && (p.revents & POLLERR) != 0;
}

int cli_end(int code)
{
    pager_finish();
    bool failed = ferror(stdout) != 0;
    errno = 0;
    failed = fflush(stdout) != 0 || failed;
    int sys = errno;
    if (failed && reader_left(STDOUT_FILENO)) {
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
    /* Closing is what shows a full disk on some file systems. A stdout that
     * was never open, and to which nothing was written, is no fault. */
    errno = 0;
    if (fclose(stdout) != 0 && errno != EBADF && !failed) {
        failed = true;
        sys = errno;
    }
    /* The command may have met it first, and said so. */
    if (!failed || code == status_exit_code(ST_IO))
        return code;
    struct err e = ERR_INIT;
    if (sys != 0)
        err_sys(&e, ST_IO, sys, _("cannot write to standard output"));
    else
        err_set(&e, ST_IO, _("cannot write to standard output"));
    return cli_report(&e);
}

int cli_main(const struct cli_command *const *commands, int argc, char **argv)
{
    cli_begin();
    if (argc > 1 && strcmp(argv[1], "complete") == 0)
        return cli_end(cli_complete(commands, argc - 2, argv + 2));
    const struct cli_command *cmd = commands[0];
    for (size_t i = 0; argc > 1 && commands[i] != NULL; i++) {
        if (strcmp(commands[i]->name, argv[1]) == 0) {
            cmd = commands[i];
            argc--;
            argv++;
            break;
        }
    }
    int code = 0;
    int n = cli_parse(cmd, argc, argv, &code);
    if (n >= 0)
        code = cmd->run(n, argv);
    return cli_end(code);
}
