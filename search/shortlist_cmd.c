/* shortlist_cmd.c - medel shortlist: its first word says what to do. */
#include "commands.h"

#include "exporter.h"
#include "lookup.h"
#include "output.h"
#include "own_db.h"
#include "searchdb.h"
#include "shortlist.h"
#include "shortlist_export.h"
#include "shortlist_print.h"

#include "medel/db.h"
#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
    const char *data, *db, *list, *note, *status;
    struct export_choice export;
    struct date today;
    bool all, no_pager;
} opt;

/* What an action works with; its operands stand behind its name. */
struct job {
    struct arena *mem;
    sqlite3 *own;
    const char *list; /* the one that is changed */
    int argc;
    char **argv;
};

/* --- what was done ------------------------------------------------------- */

/* A line on standard output; where that fails, cli_end() tells. */
static void say(const char *text)
{
    struct err ignored = ERR_INIT;
    struct buf line;
    buf_init(&line, OUTPUT_BYTES_MAX);
    if (term_safe(&line, text, false) != ST_OK || buf_putc(&line, '\n') ||
        output_flush(&line, &ignored) != ST_OK)
        buf_reset(&line);
    buf_free(&line);
}

static enum status want(const struct job *j, int least, int most,
                        const char *how, struct err *e)
{
    if (j->argc >= least && (most < 0 || j->argc <= most))
        return ST_OK;
    return err_set(e, ST_USAGE, _("write it as 'medel shortlist %s'"), how);
}

/* --- the call in the index ----------------------------------------------- */

struct wanted {
    const char *id;
    struct call *call;
};

static enum status fetch(struct searchdb *db, void *arg, struct err *e)
{
    struct wanted *w = arg;
    call_free(w->call); /* an earlier attempt's */
    w->call = NULL;
    return lookup_call(db, w->id, &w->call, e);
}

static enum status add(struct job *j, const char *id,
                       const enum shortlist_status *status, bool *added,
                       struct err *e)
{
    struct wanted w = {.id = id};
    enum status st = searchdb_with(opt.data, opt.db, fetch, &w, e);
    if (st == ST_OK)
        st = shortlist_add(j->own, j->list, w.call, opt.note, status, added, e);
    if (st == ST_OK)
        say(arena_printf(j->mem,
                         *added ? _("%s is on the list '%s': %s")
                                : _("%s was on the list '%s' already: %s"),
                         id, j->list,
                         w.call->title != NULL ? w.call->title : ""));
    call_free(w.call);
    return st;
}

/* --- the actions --------------------------------------------------------- */

static enum status run_add(struct job *j, struct err *e)
{
    int code = opt.status != NULL ? shortlist_status_find(opt.status) : -1;
    enum shortlist_status status = (enum shortlist_status)code;
    bool added;
    enum status st = want(j, 1, -1, "add ID...", e);
    for (int i = 0; i < j->argc && st == ST_OK; i++)
        st = add(j, j->argv[i], code >= 0 ? &status : NULL, &added, e);
    return st;
}

static enum status run_status(struct job *j, struct err *e)
{
    enum status st = want(j, 2, 2, "status ID STATUS", e);
    if (st != ST_OK)
        return st;
    int code = shortlist_status_find(j->argv[1]);
    const char *near = cli_nearest(j->argv[1], shortlist_status_names);
    if (code < 0 && near != NULL)
        return err_set(e, ST_USAGE,
                       _("there is no status '%.40s'; did you mean '%s'?"),
                       j->argv[1], near);
    if (code < 0)
        return err_set(e, ST_USAGE,
                       _("there is no status '%.40s'; there are considering, "
                         "applying, submitted, awarded, declined, skipped"),
                       j->argv[1]);
    st = shortlist_set_status(j->own, j->list, j->argv[0],
                              (enum shortlist_status)code, opt.note, e);
    if (st == ST_OK)
        say(arena_printf(j->mem, "%s: %s", j->argv[0],
                         shortlist_status_words((enum shortlist_status)code)));
    return st;
}

static enum status run_note(struct job *j, struct err *e)
{
    enum status st = want(j, 2, 2, "note ID TEXT", e);
    if (st == ST_OK && strlen(j->argv[1]) > SHORTLIST_NOTE_BYTES)
        st = err_set(e, ST_USAGE, _("a note is at most %d bytes"),
                     SHORTLIST_NOTE_BYTES);
    if (st == ST_OK)
        st = shortlist_set_note(j->own, j->list, j->argv[0], j->argv[1], e);
    return st;
}

/* What is muted need not have been on the list. */
static enum status run_mute(struct job *j, struct err *e)
{
    enum shortlist_status skipped = SHORTLIST_SKIPPED;
    enum status st = want(j, 1, 1, "mute ID", e);
    if (st != ST_OK)
        return st;
    struct err mine = ERR_INIT;
    st = shortlist_set_muted(j->own, j->list, j->argv[0], true, &mine);
    if (st == ST_NOT_FOUND) {
        bool added;
        st = add(j, j->argv[0], &skipped, &added, e);
        if (st == ST_OK)
            st = shortlist_set_muted(j->own, j->list, j->argv[0], true, e);
    } else if (st != ST_OK) {
        err_set(e, st, "%s", mine.text);
    }
    if (st == ST_OK)
        say(arena_printf(j->mem, _("%s is muted"), j->argv[0]));
    return st;
}

static enum status run_unmute(struct job *j, struct err *e)
{
    enum status st = want(j, 1, 1, "unmute ID", e);
    if (st == ST_OK)
        st = shortlist_set_muted(j->own, j->list, j->argv[0], false, e);
    return st;
}

static enum status run_remove(struct job *j, struct err *e)
{
    enum status st = want(j, 1, -1, "remove ID...", e);
    for (int i = 0; i < j->argc && st == ST_OK; i++) {
        st = shortlist_remove(j->own, j->list, j->argv[i], e);
        if (st == ST_OK)
            say(arena_printf(j->mem,
                             _("%s is off the list '%s'; 'medel shortlist "
                               "undo' puts it back"),
                             j->argv[i], j->list));
    }
    return st;
}

static enum status run_undo(struct job *j, struct err *e)
{
    struct shortlist_step step;
    enum status st = want(j, 0, 0, "undo", e);
    if (st == ST_OK)
        st = shortlist_undo(j->own, j->mem, opt.list, &step, e);
    if (st == ST_OK)
        say(arena_printf(j->mem, _("taken back: %s %s on the list '%s'"),
                         step.what, step.id, step.list));
    return st;
}

/* --- list ---------------------------------------------------------------- */

/* Drops what is muted or of another status. */
static void narrow(struct shortlist *s)
{
    int code = opt.status != NULL ? shortlist_status_find(opt.status) : -1;
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct shortlist_entry *x = &s->items[i];
        if ((x->muted && !opt.all) || (code >= 0 && (int)x->status != code)) {
            call_free(x->copy);
            call_free(x->now);
        } else {
            s->items[kept++] = *x;
        }
    }
    s->n = kept;
}

/* The formats that tell what has changed since a call was added. */
static enum status print_own(const struct shortlist *s, const char *format,
                             struct err *e)
{
    struct sink sink;
    enum status st = sink_open(&sink, opt.export.output, e);
    const struct shortlist_look look = {
        .width = sink.file != NULL ? 80 : term_width(STDOUT_FILENO),
        .colour = sink.file == NULL && term_has_colour(STDOUT_FILENO),
        .today = output_day(opt.today).today,
    };
    if (st == ST_OK)
        st = strcmp(format, "table") == 0
                 ? shortlist_print(&sink.out, s, &look)
                 : shortlist_json(&sink.out, s, look.today,
                                  strcmp(format, "json") == 0, e);
    if (st == ST_OK)
        st = sink_close(&sink, e);
    else
        err_set(e, st, _("the result is too large"));
    sink_free(&sink);
    return st;
}

static enum status print_list(const struct shortlist *s, struct err *e)
{
    static const char *const own[] = {"table", "jsonl", "json"};
    struct shortlist_export how = {.choice = &opt.export,
                                   .data = opt.data,
                                   .db = opt.db,
                                   .today = opt.today};
    enum status st = export_choose(&opt.export, &how.format, e);
    for (size_t i = 0; i < sizeof own / sizeof *own && st == ST_OK; i++)
        if (strcmp(how.format, own[i]) == 0)
            return print_own(s, how.format, e);
    return st == ST_OK ? shortlist_export(s, &how, e) : st;
}

/* The index may be away: the copies are here. */
static void look_up(struct shortlist *s)
{
    struct err e = ERR_INIT;
    if (shortlist_look_up(s, opt.data, opt.db, &e) != ST_OK)
        cli_warn(_("%s; what follows is as it was when it was added"), e.text);
}

static enum status run_list(struct job *j, struct err *e)
{
    struct shortlist s;
    enum status st = want(j, 0, 0, "list", e);
    if (st == ST_OK)
        st = shortlist_read(j->own, opt.list, &s, e);
    if (st != ST_OK)
        return st;
    narrow(&s);
    look_up(&s);
    st = print_list(&s, e);
    if (st == ST_OK && s.n == 0)
        st = err_set(e, ST_NOT_FOUND,
                     opt.list != NULL
                         ? _("there is nothing on the list '%.60s'")
                         : _("there is nothing on your lists; 'medel "
                             "shortlist add ID' puts a call there"),
                     opt.list);
    shortlist_free(&s);
    return st;
}

/* --- the command --------------------------------------------------------- */

static const struct action {
    const char *name;
    enum status (*run)(struct job *j, struct err *e);
} actions[] = {
    {"add", run_add},       {"status", run_status}, {"note", run_note},
    {"mute", run_mute},     {"unmute", run_unmute}, {"list", run_list},
    {"remove", run_remove}, {"undo", run_undo},
};
#define N_ACTIONS (sizeof actions / sizeof *actions)

static enum status find_action(const char *word, const struct action **ret,
                               struct err *e)
{
    const char *names[N_ACTIONS + 1];
    for (size_t i = 0; i < N_ACTIONS; i++) {
        names[i] = actions[i].name;
        if (word != NULL && strcmp(actions[i].name, word) == 0) {
            *ret = &actions[i];
            return ST_OK;
        }
    }
    names[N_ACTIONS] = NULL;
    const char *near = word != NULL ? cli_nearest(word, names) : NULL;
    if (word == NULL)
        return err_set(e, ST_USAGE,
                       _("say what to do with a list, as 'medel shortlist "
                         "list' (try 'medel shortlist --help')"));
    if (near != NULL)
        return err_set(e, ST_USAGE,
                       _("shortlist cannot '%.60s'; did you mean '%s'?"), word,
                       near);
    return err_set(e, ST_USAGE,
                   _("shortlist cannot '%.60s' (try 'medel shortlist "
                     "--help')"),
                   word);
}

static enum status open_own(const struct action *a, struct job *j,
                            struct err *e)
{
    if (opt.note != NULL && strlen(opt.note) > SHORTLIST_NOTE_BYTES)
        return err_set(e, ST_USAGE, _("a note is at most %d bytes"),
                       SHORTLIST_NOTE_BYTES);
    if (opt.list != NULL && shortlist_check_name(opt.list, e) != ST_OK)
        return e->status;
    return a->run == run_list ? own_db_look(&j->own, e)
                              : own_db_open(&j->own, e);
}

static int run_shortlist(int argc, char **argv)
{
    struct err e = ERR_INIT;
    const struct action *action = NULL;
    struct job j = {
        .mem = arena_new(),
        .list = opt.list != NULL ? opt.list : SHORTLIST_DEFAULT,
        .argc = argc - 1,
        .argv = argv + 1,
    };
    pager_begin(!opt.no_pager);
    enum status st = find_action(argc > 0 ? argv[0] : NULL, &action, &e);
    if (st == ST_OK)
        st = open_own(action, &j, &e);
    if (st == ST_OK)
        st = action->run(&j, &e);
    db_close(j.own);
    int code = st == ST_OK ? 0 : cli_report(&e);
    arena_free(j.mem);
    return code;
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"list", 'l', CLI_STRING, &opt.list, "NAME",
     N_("the list: 'default' unless said; list and undo: all unless said"),
     NULL},
    {"note", 0, CLI_STRING, &opt.note, "TEXT",
     N_("add, status: a note to go with it"), NULL},
    {"status", 0, CLI_CHOICE, &opt.status, "S",
     N_("add: with this status; list: only these"), shortlist_status_names},
    {"all", 'a', CLI_FLAG, &opt.all, NULL, N_("list: muted ones too"), NULL},
    EXPORT_OPTIONS(opt.export),
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command shortlist_command = {
    .name = "shortlist",
    .operands = N_("add|status|note|mute|unmute|list|remove|undo [ID...]"),
    .summary = N_("your own lists of calls, and what became of each"),
    .details =
        N_("add ID... puts calls on a list, with a copy of each as it is now: "
           "list tells what has changed since, and shows the copy where a call "
           "is gone. Advisers have a list for each client; one that is named "
           "as the client's profile is the one that its digest goes by.\n"
           "\n"
           "status ID STATUS says how far it has come: considering, applying, "
           "submitted, awarded, declined (by the funder) or skipped (by you). "
           "note ID TEXT writes a note, '' removes it. mute ID keeps a call "
           "out of digests, whether it was on the list or not; unmute ID lets "
           "it in again. remove ID... takes calls off a list. undo takes back "
           "the last step, and the one before that, and so on.\n"
           "\n"
           "The lists are in the user's own data folder "
           "(~/.local/share/medel/own.db) and go by ids, which stay.\n"
           "\n"
           "Exit status: 0 done, 1 there is no such call or nothing on the "
           "list, 2 wrong usage, 3 the lists cannot be read or written.\n"
           "\n"
           "Examples:\n"
           "  medel shortlist add ID --list vuollerim --note 'ask Eva'\n"
           "  medel shortlist status ID applying --list vuollerim\n"
           "  medel shortlist list --list vuollerim --output list.html"),
    .run = run_shortlist,
    .options = options,
};
