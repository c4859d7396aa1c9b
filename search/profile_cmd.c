/* profile_cmd.c - medel profile: its first word says what to do. */
#include "commands.h"

#include "output.h"
#include "profile_check_cmd.h"
#include "profile_show.h"

#include "medel/i18n.h"

#include <string.h>

static struct {
    struct date today;
} opt;

static int run_check(int argc, char **argv)
{
    return profile_check_run(argc, argv, output_day(opt.today).today);
}

static int run_show(int argc, char **argv)
{
    return profile_show_run(argc, argv, output_day(opt.today).today);
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv); /* what stands behind the name */
} actions[] = {
    {"check", run_check},
    {"show", run_show},
};
#define N_ACTIONS (sizeof actions / sizeof *actions)

static int unknown_action(const char *word)
{
    const char *names[N_ACTIONS + 1];
    struct err e = ERR_INIT;
    for (size_t i = 0; i < N_ACTIONS; i++)
        names[i] = actions[i].name;
    names[N_ACTIONS] = NULL;
    const char *near = word != NULL ? cli_nearest(word, names) : NULL;
    if (word == NULL)
        err_set(&e, ST_USAGE,
                _("say what to do with profiles, as 'medel profile check' "
                  "(try 'medel profile --help')"));
    else if (near != NULL)
        err_set(&e, ST_USAGE, _("profile cannot '%.60s'; did you mean '%s'?"),
                word, near);
    else
        err_set(&e, ST_USAGE,
                _("profile cannot '%.60s' (try 'medel profile --help')"), word);
    return cli_report(&e);
}

static int run_profile(int argc, char **argv)
{
    for (size_t i = 0; argc > 0 && i < N_ACTIONS; i++)
        if (strcmp(argv[0], actions[i].name) == 0)
            return actions[i].run(argc - 1, argv + 1);
    return unknown_action(argc > 0 ? argv[0] : NULL);
}

static const struct cli_option options[] = {
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command profile_command = {
    .name = "profile",
    .operands = "check [FILE|DIR...]",
    .summary = N_("what a profile lacks, and what that would improve"),
    .details =
        N_("check reads profiles - files, the *.yaml of a folder, ids of "
           "those in ~/.config/medel/profiles, or all of these - and says what "
           "is missing and what each missing thing would improve, and what is "
           "doubtful: a municipality outside the regions that are named, a "
           "least need without a largest, words that say nothing. What could "
           "be added is no fault.\n"
           "\n"
           "Exit status: 0 nothing is missing, 1 something is missing or "
           "doubtful, 2 wrong usage, 3 a profile cannot be read (the others "
           "are checked all the same).\n"
           "\n"
           "Examples:\n"
           "  medel profile check our.yaml\n"
           "  medel profile check clients"),
    .run = run_profile,
    .options = options,
};
