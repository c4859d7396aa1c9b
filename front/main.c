/*
 * main.c - the command `medel`: runs the program that has a command, and
 * tells newcomers where to begin.
 */
#include "check.h"
#include "searching.h"
#include "update.h"

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HELP_BYTES (64u << 10)
#define HELP_COLUMNS 80
#define STEP_COLUMN 26 /* ... and those of the first steps */
#define NAME_COLUMN 12 /* where the commands' descriptions begin */

struct command {
    const char *name;
    const char *program; /* NULL: in this one */
    const char *summary; /* N_() */
};

static const struct command finding[] = {
    {"search", "medel-search",
     N_("rank the calls that fit a profile, or some words")},
    {"show", "medel-search",
     N_("one call, with the words that each value was read from")},
    {"match", "medel-search",
     N_("the calls for each of several enterprises, or the enterprises for a "
        "call")},
    {"export", "medel-search", N_("every call, as a table or as data")},
    {NULL, NULL, NULL},
};
static const struct command describing[] = {
    {"profile", "medel-search",
     N_("make a profile step by step, check it, show it in words")},
    {NULL, NULL, NULL},
};
static const struct command following[] = {
    {"shortlist", "medel-search",
     N_("your own lists of calls, and what became of each")},
    {"digest", "medel-search",
     N_("news for one enterprise, also as an e-mail")},
    {"changes", "medel-search",
     N_("what is new, what has changed, what closes soon")},
    {"calendar", "medel-search",
     N_("the months to come, with the last days to apply")},
    {"serve-mcp", "medel-search",
     N_("the search as tools for an assistant (Model Context Protocol)")},
    {NULL, NULL, NULL},
};
static const struct command keeping[] = {
    {"update", NULL, N_("crawl, then index: the nightly job")},
    {"crawl", "medel-crawl", N_("fetch the funders' pages that are due")},
    {"merge", "medel-crawl",
     N_("put what several machines crawled into one store")},
    {"index", "medel-index",
     N_("read what was fetched, update records and index")},
    {"sources", "medel-index",
     N_("each source: how fresh, how healthy; are its file and site in "
        "order?")},
    {"doctor", "medel-index",
     N_("is all in order on this machine, and what is to be mended?")},
    {NULL, NULL, NULL},
};
static const struct command looking[] = {
    {"extract", "medel-index", N_("the record read from one saved page")},
    {"clean", "medel-index", N_("the main text of a page")},
    {"robots", "medel-crawl",
     N_("whether a robots.txt allows an address, and by which line")},
    {NULL, NULL, NULL},
};

static const struct group {
    const char *title;
    const struct command *commands;
} groups[] = {
    {N_("Finding funding"), finding},
    {N_("Saying who you are"), describing},
    {N_("Following what comes"), following},
    {N_("Keeping the calls up to date"), keeping},
    {N_("Looking into one page"), looking},
};
/* Where a newcomer begins. */
static const struct step_to_try {
    const char *command, *text;
} first_steps[] = {
    {"medel update", N_("fetch and read the funders' sites; again every night "
                        "takes less")},
    {"medel search landsbygd",
     N_("the calls with that word, in any of its forms")},
    {"medel profile new",
     N_("say who you are; then 'medel search --profile ID' ranks what you can "
        "apply for")},
};
#define N_GROUPS (sizeof groups / sizeof groups[0])
#define MAX_COMMANDS 40

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < N_GROUPS; i++)
        for (const struct command *c = groups[i].commands; c->name; c++)
            if (strcmp(c->name, name) == 0)
                return c;
    return NULL;
}

static void add_group(struct buf *out, const struct group *g, int width)
{
    buf_printf(out, "\n%s:\n", _(g->title));
    for (const struct command *c = g->commands; c->name != NULL; c++) {
        buf_printf(out, "  %-*s", NAME_COLUMN - 2, c->name);
        term_wrap(out, _(c->summary), width, NAME_COLUMN);
        buf_putc(out, '\n');
    }
}

static int print_help(void)
{
    int width = isatty(STDOUT_FILENO) ? term_width(STDOUT_FILENO) : 80;
    struct buf out;
    if (width > HELP_COLUMNS)
        width = HELP_COLUMNS;
    buf_init(&out, HELP_BYTES);
    term_wrap(&out,
              _("medel finds funding for social enterprises: it crawls the "
                "sites of funders, reads every call for funding on them, and "
                "ranks the calls that an enterprise can really apply for."),
              width, 0);
    buf_printf(&out, "\n\n%s\n",
               _("Usage: medel COMMAND [OPTION...] [OPERAND...]"));
    for (size_t i = 0; i < N_GROUPS; i++)
        add_group(&out, &groups[i], width);
    buf_printf(&out, "\n%s\n", _("Try these first:"));
    for (size_t i = 0; i < sizeof first_steps / sizeof *first_steps; i++) {
        buf_printf(&out, "  %-*s", STEP_COLUMN - 2, first_steps[i].command);
        term_wrap(&out, _(first_steps[i].text), width, STEP_COLUMN);
        buf_putc(&out, '\n');
    }
    buf_puts(&out, "\n");
    term_wrap(&out,
              _("'medel COMMAND --help' tells more of each, with examples. If "
                "something does not work, 'medel doctor' says what to mend."),
              width, 0);
    buf_puts(&out, "\n");
    fwrite(out.data, 1, out.len, stdout);
    buf_free(&out);
    return cli_end(0);
}

/* Becomes the program that has the command; returns only if it cannot. */
static int become(const char *program, int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct arena *mem = arena_new();
    const char *path = paths_program(mem, program);
    char **words = arena_alloc(mem, ((size_t)argc + 1) * sizeof *words);
    memcpy(words, argv, (size_t)argc * sizeof *words);
    words[0] = arena_strdup(mem, program);
    execv(path, words);
    int sys = errno;
    cli_begin(); /* only now is there something to say */
    err_sys(&e, ST_IO, sys, _("cannot run %s"), path);
    arena_free(mem);
    return cli_report(&e);
}

static int unknown(const char *word)
{
    const char *names[MAX_COMMANDS];
    size_t n = 0;
    if (word[0] == '-') {
        cli_warn(_("unknown option '%.100s'; options stand after the command "
                   "(try 'medel --help')"),
                 word);
        return status_exit_code(ST_USAGE);
    }
    for (size_t i = 0; i < N_GROUPS; i++)
        for (const struct command *c = groups[i].commands; c->name; c++)
            if (n < MAX_COMMANDS - 1)
                names[n++] = c->name;
    names[n] = NULL;
    const char *near = cli_nearest(word, names);
    if (near != NULL)
        cli_warn(_("unknown command '%.100s'; did you mean '%s'? (try 'medel "
                   "--help')"),
                 word, near);
    else
        cli_warn(_("unknown command '%.100s' (try 'medel --help')"), word);
    return status_exit_code(ST_USAGE);
}

/* The same for one of its commands that medel may have itself. */
static int become_or_be(const struct command *c, int argc, char **argv)
{
    return searching_has(c->name) ? searching_run(argc, argv)
                                  : become(c->program, argc, argv);
}

static const struct cli_command *const own[] = {&update_command, &check_command,
                                                NULL};

static int run_command(const struct command *c, int argc, char **argv)
{
    bool check = strcmp(c->name, check_command.name) == 0 &&
                 check_is_asked_for(argc, argv);
    if (c->program == NULL || check)
        return cli_main(own, argc, argv);
    return become_or_be(c, argc, argv);
}

/* "medel help X" is "medel X --help". */
static int help_on(const char *name)
{
    char *argv[4], help[] = "--help", medel[] = "medel";
    const struct command *c = find_command(name);
    if (c == NULL)
        return unknown(name);
    argv[0] = medel;
    argv[1] = (char *)c->name; /* exec and cli_main only read it */
    argv[2] = help;
    argv[3] = NULL;
    return run_command(c, 3, argv);
}

static const char *const own_words[] = {"help", "--help", "--version", NULL};

/* "medel complete WORDS...", which shells ask (medel/cli.h): the commands are
 * known here, the rest by the program that has the command. */
static int complete(int argc, char **argv)
{
    struct buf line;
    const char *typed = argc > 2 ? argv[2] : "";
    bool help = strcmp(typed, "help") == 0;
    if (argc > (help ? 4 : 3)) {
        const struct command *c = find_command(typed);
        if (c == NULL)
            return cli_end(0);
        if (c->program == NULL || (strcmp(c->name, check_command.name) == 0 &&
                                   check_is_asked_for(argc - 1, argv + 1)))
            return cli_main(own, argc, argv);
        return become_or_be(c, argc, argv);
    }
    if (argc == 4)
        typed = argv[3];
    buf_init(&line, HELP_BYTES);
    for (size_t i = 0; i < N_GROUPS; i++)
        for (const struct command *c = groups[i].commands; c->name; c++)
            if (strncmp(c->name, typed, strlen(typed)) == 0)
                buf_printf(&line, "%s\t%s\n", c->name, _(c->summary));
    for (int i = 0; argc < 4 && own_words[i] != NULL; i++)
        if (strncmp(own_words[i], typed, strlen(typed)) == 0)
            buf_printf(&line, "%s\n", own_words[i]);
    fwrite(line.data, 1, line.len, stdout);
    buf_free(&line);
    return cli_end(0);
}

int main(int argc, char **argv)
{
    const struct command *c = argc > 1 ? find_command(argv[1]) : NULL;
    if (c != NULL)
        return run_command(c, argc, argv);
    cli_begin();
    if (argc < 2)
        return print_help();
    const char *word = argv[1];
    if (strcmp(word, "complete") == 0)
        return complete(argc, argv);
    if (strcmp(word, "help") == 0 && argc > 2 && argv[2][0] != '-')
        return help_on(argv[2]);
    if (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 ||
        strcmp(word, "-h") == 0)
        return print_help();
    if (strcmp(word, "--version") == 0) {
        puts("medel " MEDEL_VERSION);
        return cli_end(0);
    }
    return unknown(word);
}
