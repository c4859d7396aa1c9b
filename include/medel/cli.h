/*
 * cli.h - command lines: tables of options, --help made from them, the
 * nearest name for a mistyped one.
 *
 * Accepts "--name value", "--name=value", "-x value", "--" and options after
 * operands. Names are written out in full: a beginning that is clear today
 * may mean two options tomorrow. Every command has --help (exit 0 on stdout)
 * and --version.
 */
#ifndef MEDEL_CLI_H
#define MEDEL_CLI_H

#include "medel/date.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

enum cli_type {
    CLI_FLAG,   /* bool * */
    CLI_STRING, /* const char ** */
    CLI_LIST,   /* struct cli_list *: may be given several times */
    CLI_INT,    /* int *: 0 or more */
    CLI_SECONDS,/* double *: 0 or more, decimals allowed with a point */
    CLI_DATE,   /* struct date *: YYYY-MM-DD */
    CLI_CHOICE  /* const char **: one of choices */
};

struct cli_list {
    const char **items; /* malloc'd array of borrowed strings */
    size_t n;
};

struct cli_option {
    const char *name;  /* without dashes */
    char letter;       /* or 0 */
    enum cli_type type;
    void *value;
    const char *meta;  /* "DIR" in the help; NULL for flags */
    const char *help;  /* N_() */
    const char *const *choices; /* NULL-terminated, for CLI_CHOICE */
};

struct cli_command {
    const char *name;     /* "search" */
    const char *operands; /* "[WORDS...]" or "" */
    const char *summary;  /* one line, N_() */
    const char *details;  /* more text and examples, N_(); may be NULL */
    int (*run)(int argc, char **argv); /* operands only: set by the program;
                                          returns the exit status */
    const struct cli_option *options;  /* ends with name NULL */
    bool (*is_operand)(const char *arg); /* whether an argument that begins
                                            with one "-" is an operand all the
                                            same; NULL: none is */
};

/*
 * Parses ARGV[1..] by CMD's options; moves the operands to the front of ARGV
 * and returns how many, or -1 when the process should exit with *exit_code
 * (help was printed, or an error was, with the nearest option's name).
 */
int cli_parse(const struct cli_command *cmd, int argc, char **argv,
              int *exit_code);

/*
 * The whole of a program's main: finds the command named by argv[1] (or the
 * first of the list where argv[1] is none of them), parses and runs it
 * between cli_begin() and cli_end(). The list ends with NULL.
 */
int cli_main(const struct cli_command *const *commands, int argc,
             char **argv);

/*
 * The internal command "complete WORDS...", which cli_main() has in every
 * program: prints what a shell may offer for the last of the N WORDS, which
 * may be empty or unfinished; the first is a command. A line an offer: the
 * whole word, and behind a tab what it is; or ":files" or ":dirs", where the
 * shell is to offer names of files. Says nothing of what it cannot read.
 * Returns 0.
 */
int cli_complete(const struct cli_command *const *commands, int n,
                 char **words);

/*
 * Begins to speak the user's language (i18n_begin). SIGPIPE is ignored: a worker or a reader that goes away is
 * an error of write(), not the end of a nightly run.
 */
void cli_begin(void);
/*
 * Lets the pager finish, flushes and closes stdout; returns the exit status CODE, or 3 after a
 * message where a write to it failed. Where stdout was a pipe whose reader
 * went away ("medel search | head"), ends the process by SIGPIPE, quietly.
 */
int cli_end(int code);

/* "medel: TEXT" on stderr with control characters escaped, after the results
 * so far (the pager is let finish); returns status_exit_code(e->status). The one place where errors are reported. */
int cli_report(const struct err *e);
/* A warning or note in the same form. */
void cli_warn(const char *fmt, ...) MEDEL_PRINTF(1, 2);

/* The candidate nearest to WORD (edit distance at most a third of its
 * length, at least 1), else the only one that WORD begins, or NULL.
 * CANDIDATES ends with NULL. */
const char *cli_nearest(const char *word, const char *const *candidates);
/* Says in E that NAME is none of the N funders in IDS, which ends in NULL, and
 * names the nearest or where they are listed. Returns ST_USAGE. */
enum status cli_no_funder(const char *name, const char *const *ids, size_t n,
                          struct err *e);

#endif
