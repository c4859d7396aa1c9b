/*
 * match_cmd.c - medel match: the calls for each enterprise of a folder, or the
 * enterprises of a folder for one call.
 *
 * Each enterprise's search opens the index anew: that costs milliseconds, and
 * what one search needed is freed before the next, however many there are.
 */
#include "commands.h"

#include "candidates.h"
#include "exporter.h"
#include "filter_options.h"
#include "knowledge.h"
#include "lookup.h"
#include "match_clients.h"
#include "output.h"
#include "profiles.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIMIT_EACH 10
/* How many of an enterprise's best calls one call is measured by. */
#define LIMIT_MEASURE 20

static struct {
    const char *data, *db, *profiles, *call, *sort;
    struct export_choice export;
    int limit; /* -1: not given */
    struct date today;
    bool all, explain, no_pager;
    struct filter_options filters;
} opt = {.limit = -1};

struct matching {
    struct arena *mem;
    struct gate_day day;
    struct knowledge known;
    struct filter filter;
    struct profiles *profiles;
    const char *format;
    struct exporter *exporter; /* but where a call's clients are told people */
    size_t n_found;            /* calls, or enterprises for the call */
    size_t n_unreadable;       /* damaged records that a search met */
    bool advised;
};

/* --- what is needed ------------------------------------------------------ */

static enum status check_options(int argc, char **argv, struct err *e)
{
    if (argc > 0)
        return err_set(e, ST_USAGE,
                       _("match takes no words: '%.60s'; narrow it with "
                         "--theme, --region and the like"),
                       argv[0]);
    if (opt.call != NULL &&
        (filter_options_given(&opt.filters) || opt.sort != NULL || opt.explain))
        return err_set(e, ST_USAGE,
                       _("--call is about one call: no filter, --sort or "
                         "--explain goes with it"));
    return ST_OK;
}

static enum status load(struct matching *m, struct err *e)
{
    enum status st = knowledge_load(&m->known, true, e);
    if (st == ST_OK)
        st = filter_options_take(&opt.filters, &m->filter, m->mem,
                                 lexicon_names(m->known.lexicon), m->day.today,
                                 e);
    if (st == ST_OK)
        st = profiles_load(profiles_dir(m->mem, opt.profiles), &m->profiles, e);
    return st;
}

/* Names the broken profiles; an error where no other is left. */
static enum status tell_faults(const struct profiles *p, struct err *e)
{
    for (size_t i = 0; i < p->n_faults; i++)
        cli_warn("%s", p->faults[i]);
    return p->n > 0
               ? ST_OK
               : err_set(e, ST_INVALID, _("none of the profiles can be read"));
}

/* --- one search ---------------------------------------------------------- */

struct search {
    struct search_request request;
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct search *s = arg;
    candidates_free(&s->found); /* an earlier attempt's */
    candidates_init(&s->found);
    return candidates_find(db, &s->request, &s->found, e);
}

static enum status search_for(struct matching *m, const struct profile *profile,
                              struct candidate_list *ret, struct err *e)
{
    struct search s = {.request = {
                           .profile = profile,
                           .filter = &m->filter,
                           .only = opt.call,
                           .day = m->day,
                           .all = opt.all && opt.call == NULL,
                           .limit = opt.call != NULL ? LIMIT_MEASURE
                                    : opt.limit >= 0 ? (size_t)opt.limit
                                                     : LIMIT_EACH,
                           .sort = sort_find(opt.sort),
                       }};
    knowledge_lend(&m->known, &s.request);
    enum status st = searchdb_with(opt.data, opt.db, find, &s, e);
    if (st == ST_OK && s.found.n_unreadable > m->n_unreadable)
        m->n_unreadable = s.found.n_unreadable;
    if (st == ST_OK && s.found.advice != NULL && !m->advised) {
        cli_warn("%s", s.found.advice); /* of the filter: the same for all */
        m->advised = true;
    }
    *ret = s.found;
    return st;
}

/* --- the calls for each -------------------------------------------------- */

static enum status open_exporter(struct matching *m, const char *title,
                                 struct err *e)
{
    const struct export_options o = {
        .format = m->format,
        .output = opt.export.output,
        .dialect = opt.export.dialect,
        .title = title,
        .today = m->day.today,
        .ranked = true,
        .group_field = "profile",
        .explain = opt.explain,
        .advice = true,
    };
    return exporter_open(&o, &m->exporter, e);
}

/* The calls for one enterprise, with the room for state aid that it has. */
static enum status put_calls(struct matching *m, const struct profile *p,
                             const struct candidate_list *l, struct err *e)
{
    struct aid_room room;
    struct arena *mem = arena_new(); /* of the room */
    struct export_group group = {.id = p->id, .name = p->name, .profile = p};
    if (state_aid_usual_room(mem, m->known.aid, p, m->day.today, &room))
        group.aid = &room;
    enum status st = exporter_hits(m->exporter, &group, l, e);
    arena_free(mem);
    return st;
}

static enum status match_each(struct matching *m, struct err *e)
{
    enum status st = open_exporter(m, _("Calls for each enterprise"), e);
    for (size_t i = 0; i < m->profiles->n && st == ST_OK; i++) {
        const struct profile *p = m->profiles->items[i];
        struct candidate_list found;
        st = search_for(m, p, &found, e);
        if (st == ST_OK)
            st = put_calls(m, p, &found, e);
        m->n_found += found.n;
        candidates_free(&found);
    }
    if (st == ST_OK)
        st = exporter_close(m->exporter, e);
    if (st == ST_OK && m->n_found == 0)
        cli_warn(opt.all ? _("no calls found")
                         : _("no calls found that any of the enterprises can "
                             "apply for; --all shows the others, with the "
                             "reason"));
    return st;
}

/* --- the enterprises for one --------------------------------------------- */

static enum status fetch(struct searchdb *db, void *arg, struct err *e)
{
    struct call **call = arg;
    call_free(*call); /* an earlier attempt's */
    *call = NULL;
    return lookup_call(db, opt.call, call, e);
}

/* Who cannot apply last, then by falling score, then by id. */
static int compare_clients(const void *a, const void *b)
{
    const struct match_client *x = a, *y = b;
    bool no_x = x->hit->gate.verdict == VERDICT_NO;
    bool no_y = y->hit->gate.verdict == VERDICT_NO;
    double sx = round(x->hit->rank.score * 1e4);
    double sy = round(y->hit->rank.score * 1e4);
    if (no_x != no_y)
        return no_x ? 1 : -1;
    if (sx != sy)
        return sx < sy ? 1 : -1;
    return strcmp(x->profile->id, y->profile->id);
}

/* Forgets what the search of the one hit in L needed: the lists of all
 * enterprises are kept until the end. */
static void shrink(struct candidate_list *l)
{
    struct candidate_list small;
    candidates_init(&small);
    small.items = arena_alloc(small.mem, sizeof *small.items);
    small.items[0] = l->items[0]; /* and with it, its call */
    small.n = small.cap = 1;
    for (int i = 0; i < PART_COUNT; i++) {
        struct rank_value *v = &small.items[0].rank.parts[i];
        v->words = arena_strdup(small.mem, v->words);
    }
    advice_keep(small.mem, &small.items[0].advice);
    l->n = 0;
    candidates_free(l);
    *l = small;
}

/* Fills LISTS, one for each profile, and CLIENTS with those to be told of. */
static enum status judge_clients(struct matching *m,
                                 struct candidate_list *lists,
                                 struct match_client *clients, size_t *n,
                                 size_t *n_barred, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < m->profiles->n && st == ST_OK; i++) {
        const struct profile *p = m->profiles->items[i];
        st = search_for(m, p, &lists[i], e);
        if (st != ST_OK || lists[i].n == 0) /* a writer took it away */
            continue;
        shrink(&lists[i]);
        bool barred = lists[i].items[0].gate.verdict == VERDICT_NO;
        *n_barred += barred;
        if (!barred || opt.all)
            clients[(*n)++] = (struct match_client){p, &lists[i].items[0]};
    }
    if (st == ST_OK && *n > 0)
        qsort(clients, *n, sizeof *clients, compare_clients);
    return st;
}

/* For people: enterprise by enterprise, what decided. */
static enum status tell_clients(struct matching *m, const struct call *call,
                                const struct match_client *clients, size_t n,
                                struct err *e)
{
    struct sink sink;
    enum status st = sink_open(&sink, opt.export.output, e);
    const struct table_options table = {
        .width = sink.file != NULL ? 80 : term_width(STDOUT_FILENO),
        .colour = sink.file == NULL && term_has_colour(STDOUT_FILENO),
        .advice = true,
        .today = m->day.today,
    };
    if (st == ST_OK)
        st = strcmp(m->format, "md") == 0
                 ? match_clients_markdown(&sink.out, call, clients, n, &table)
                 : match_clients_table(&sink.out, call, clients, n, &table);
    if (st == ST_OK)
        st = sink_close(&sink, e);
    else
        err_set(e, st, _("the result is too large: use --limit"));
    sink_free(&sink);
    return st;
}

/* Else a group of one call for each. */
static enum status export_clients(struct matching *m, const struct call *call,
                                  const struct match_client *clients, size_t n,
                                  struct err *e)
{
    enum status st = open_exporter(
        m, arena_printf(m->mem, _("For whom is %s?"), call->title), e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        const struct profile *p = clients[i].profile;
        const struct export_group group = {
            .id = p->id, .name = p->name, .profile = p, .n = 1, .n_fit = 1};
        const struct export_row row = {.call = clients[i].hit->call,
                                       .hit = clients[i].hit};
        st = exporter_group(m->exporter, &group, e);
        if (st == ST_OK)
            st = exporter_row(m->exporter, &row, e);
        if (st == ST_OK)
            st = exporter_group_end(m->exporter, e);
    }
    return st == ST_OK ? exporter_close(m->exporter, e) : st;
}

static enum status print_clients(struct matching *m, const struct call *call,
                                 const struct match_client *clients, size_t n,
                                 struct err *e)
{
    size_t most =
        opt.limit > 0 && (size_t)opt.limit < n ? (size_t)opt.limit : n;
    if (strcmp(m->format, "table") == 0 || strcmp(m->format, "md") == 0)
        return tell_clients(m, call, clients, most, e);
    return export_clients(m, call, clients, most, e);
}

static enum status match_call(struct matching *m, struct err *e)
{
    struct call *call = NULL;
    size_t max = m->profiles->n, n = 0, n_barred = 0;
    struct candidate_list *lists = arena_alloc(m->mem, max * sizeof *lists);
    struct match_client *clients = arena_alloc(m->mem, max * sizeof *clients);

    enum status st = searchdb_with(opt.data, opt.db, fetch, &call, e);
    if (st == ST_OK)
        st = judge_clients(m, lists, clients, &n, &n_barred, e);
    if (st == ST_OK)
        st = print_clients(m, call, clients, n, e);
    m->n_found = n;
    if (st == ST_OK && !opt.all && n_barred > 0)
        cli_warn(ngettext("%zu enterprise cannot apply for it; --all says why",
                          "%zu enterprises cannot apply for it; --all says why",
                          n_barred),
                 n_barred);
    for (size_t i = 0; i < max; i++)
        candidates_free(&lists[i]);
    call_free(call);
    return st;
}

/* --- the command --------------------------------------------------------- */

static int exit_code(const struct matching *m)
{
    if (m->n_unreadable > 0)
        cli_warn(ngettext("%zu damaged record was left out: run 'medel index "
                          "--rebuild'",
                          "%zu damaged records were left out: run 'medel "
                          "index --rebuild'",
                          m->n_unreadable),
                 m->n_unreadable);
    if (m->profiles->n_faults > 0)
        return status_exit_code(ST_PARTIAL);
    return m->n_found > 0 ? 0 : status_exit_code(ST_NOT_FOUND);
}

static int run_match(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct matching m = {.mem = arena_new(), .day = output_day(opt.today)};
    pager_begin(!opt.no_pager);

    enum status st = check_options(argc, argv, &e);
    if (st == ST_OK)
        st = export_choose(&opt.export, &m.format, &e);
    if (st == ST_OK)
        st = load(&m, &e);
    if (st == ST_OK)
        st = tell_faults(m.profiles, &e);
    if (st == ST_OK)
        st = opt.call != NULL ? match_call(&m, &e) : match_each(&m, &e);
    int code = st == ST_OK ? exit_code(&m) : cli_report(&e);

    exporter_free(m.exporter);
    profiles_free(m.profiles);
    knowledge_free(&m.known);
    arena_free(m.mem);
    return code;
}

static const struct cli_option options[] = {
    {"profiles", 0, CLI_STRING, &opt.profiles, "DIR",
     N_("the folder of the enterprises' profiles, *.yaml; unless said "
        "~/.config/medel/profiles"),
     NULL},
    {"call", 0, CLI_STRING, &opt.call, "ID",
     N_("turned round: which of the enterprises this call is for"), NULL},
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"limit", 'n', CLI_INT, &opt.limit, "N",
     N_("at most N calls for each enterprise (10); with --call, at most N "
        "enterprises (all); 0: no limit"),
     NULL},
    EXPORT_OPTIONS(opt.export),
    {"all", 'a', CLI_FLAG, &opt.all, NULL,
     N_("closed and withdrawn calls too, and those that the enterprise cannot "
        "apply for, with the reason; with --call, the enterprises that cannot"),
     NULL},
    {"explain", 'x', CLI_FLAG, &opt.explain, NULL,
     N_("each part's share of the score (in JSON it is always there)"), NULL},
    {"sort", 's', CLI_CHOICE, &opt.sort, N_("ORDER"),
     N_("what comes first; relevance unless said"), sort_names},
    FILTER_OPTIONS(opt.filters),
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command match_command = {
    .name = "match",
    .operands = "",
    .summary = N_("calls for each of several enterprises, or the other way"),
    .details =
        N_("Every profile of the folder is searched with, in the order of "
           "their ids, as medel search --profile would. In jsonl, json and "
           "csv the enterprise's id is `profile`, before all else. A profile "
           "that cannot be read, or whose id another has, is named and left "
           "out.\n"
           "\n"
           "With --call, the enterprises that can apply for the call, or may "
           "after a check, the best match first: the score is the one that "
           "the call has in the enterprise's own list. Under each stands what "
           "decided, in the page's words: ✓ suits, ? check this, ✗ bars.\n"
           "\n"
           "Exit status: 0 found, 1 nothing found (or no call has the id), 2 "
           "wrong usage, 3 no index or no profile that can be read, 4 some "
           "profiles could not be read and the rest is done.\n"
           "\n"
           "Examples:\n"
           "  medel match --profiles clients --limit 5\n"
           "  medel match --seen 7d --format md > new.md\n"
           "  medel match --call ID --profiles clients --all"),
    .run = run_match,
    .options = options,
};
