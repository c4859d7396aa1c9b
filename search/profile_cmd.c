/* profile_cmd.c - medel profile: its first word says what to do. */
#include "commands.h"

#include "output.h"
#include "profile_check_cmd.h"
#include "profile_new.h"
#include "profile_show.h"

#include "medel/i18n.h"
#include "medel/pager.h"

#include <string.h>

static struct {
    struct date today;
    bool resume, no_pager;
} opt;

static int run_check(int argc, char **argv)
{
    return profile_check_run(argc, argv, output_day(opt.today).today);
}

static int run_show(int argc, char **argv)
{
    return profile_show_run(argc, argv, output_day(opt.today).today);
}

static int run_new(int argc, char **argv)
{
    return profile_new_run(argc, argv, opt.resume, output_day(opt.today).today);
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv); /* what stands behind the name */
} actions[] = {
    {"new", run_new},
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
    pager_begin(!opt.no_pager);
    for (size_t i = 0; argc > 0 && i < N_ACTIONS; i++)
        if (strcmp(argv[0], actions[i].name) == 0)
            return actions[i].run(argc - 1, argv + 1);
    return unknown_action(argc > 0 ? argv[0] : NULL);
}

static const struct cli_option options[] = {
    {"resume", 0, CLI_FLAG, &opt.resume, NULL,
     N_("new: go on with a draft that was broken off"), NULL},
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command profile_command = {
    .name = "profile",
    .operands = N_("new|check|show [FILE...]"),
    .summary = N_("make a profile, check it, show it in words"),
    .details =
        N_("new [FILE] asks what a profile has, in six steps, and writes it "
           "with comments: to FILE, or to ID.yaml in "
           "~/.config/medel/profiles. Codes are named in Swedish or English "
           "and completed by TAB; Enter skips, < goes back, ? shows what there "
           "is. Every answer is saved: break off when you like, and go on with "
           "--resume or by beginning again. Answers may come from a pipe, a "
           "line each.\n"
           "\n"
           "check [FILE|DIR...] reads profiles - files, the *.yaml of a "
           "folder, ids of those in ~/.config/medel/profiles, or all of these "
           "- and says what is missing and what each missing thing would "
           "improve, and what is doubtful: a municipality outside the regions "
           "that are named, a least need without a largest, words that say "
           "nothing, aid too old to count. What could be added is no fault.\n"
           "\n"
           "show FILE|ID... tells profiles in words, with the room that is "
           "left for de minimis aid and when more falls free.\n"
           "\n"
           "Exit status: 0 written, shown, or nothing is missing; 1 not "
           "finished, or something is missing or doubtful; 2 wrong usage; 3 a "
           "profile cannot be read or written (the others are done all the "
           "same).\n"
           "\n"
           "Examples:\n"
           "  medel profile new\n"
           "  medel profile check clients\n"
           "  medel profile show our.yaml"),
    .run = run_profile,
    .options = options,
};
