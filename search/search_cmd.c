/*
 * search_cmd.c - medel search: options to a request, the request to ranked
 * calls, those to the format asked for.
 */
#include "commands.h"

#include "candidates.h"
#include "exporter.h"
#include "facets.h"
#include "filter_options.h"
#include "knowledge.h"
#include "output.h"
#include "predicted.h"
#include "profiles.h"
#include "query.h"
#include "state_aid.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
    const char *data, *db, *profile, *like, *sort;
    struct export_choice export;
    int limit;
    struct date today;
    bool all, explain, facets, predicted, no_pager;
    struct filter_options filters;
} opt = {.limit = 20};

#define FILE_WIDTH 80 /* of a table in a file */

/* What a search needs, loaded once. */
struct loaded {
    struct arena *mem;
    struct knowledge known;
    struct profile *profile;
    struct filter filter;
    const char *words; /* or NULL */
    const char *format;
    struct query query;
    struct query_fault fault; /* of the words, where they are no query */
};

/* --- options to a request ------------------------------------------------ */

static const char *joined_words(struct arena *mem, int argc, char **argv)
{
    const char *s = NULL;
    for (int i = 0; i < argc; i++)
        s = arena_printf(mem, "%s%s%s", s != NULL ? s : "",
                         s != NULL ? " " : "", argv[i]);
    return s != NULL && s[strspn(s, " \t\n")] != '\0' ? s : NULL;
}

static enum status load(struct loaded *l, struct date today, struct err *e)
{
    enum status st = knowledge_load(&l->known, opt.profile != NULL, e);
    if (st == ST_OK && l->words != NULL)
        st = query_parse(l->mem, l->words, l->known.lexicon, today, &l->query,
                         &l->fault, e);
    if (st == ST_OK)
        st = filter_options_take(&opt.filters, &l->filter, l->mem,
                                 lexicon_names(l->known.lexicon), today, e);
    if (st == ST_OK && opt.profile != NULL)
        st = profiles_open(opt.profile, &l->profile, e);
    return st;
}

static void unload(struct loaded *l)
{
    knowledge_free(&l->known);
    profile_free(l->profile);
    arena_free(l->mem);
}

/* --- results ------------------------------------------------------------- */

static enum status put_facets(struct buf *out, const struct candidate_list *l,
                              struct gate_day day, const char *format,
                              bool file, struct err *e)
{
    const struct facets_options o = {file ? FILE_WIDTH
                                          : term_width(STDOUT_FILENO),
                                     !file && term_has_colour(STDOUT_FILENO)};
    struct facets f;
    enum status st;
    facets_count(&f, l, day);
    if (strcmp(format, "table") == 0)
        st = facets_print(out, &f, &o);
    else if (strcmp(format, "md") == 0)
        st = facets_markdown(out, &f);
    else if (strcmp(format, "csv") == 0)
        st = facets_csv(out, &f);
    else if (strcmp(format, "jsonl") == 0)
        st = facets_jsonl(out, &f, e);
    else
        st = output_json(out, facets_json(&f), e);
    if (st == ST_OK && strcmp(format, "json") == 0)
        st = buf_putc(out, '\n');
    facets_free(&f);
    return st;
}

static enum status print_facets(const struct candidate_list *l,
                                const struct loaded *in, struct gate_day day,
                                struct err *e)
{
    struct sink sink;
    enum status st = sink_open(&sink, opt.export.output, e);
    if (st == ST_OK)
        st = put_facets(&sink.out, l, day, in->format, sink.file != NULL, e);
    if (st == ST_OK)
        st = sink_close(&sink, e);
    sink_free(&sink);
    return st;
}

/* What a reader of a file should know that it is. */
static const char *title_of(const struct loaded *in)
{
    return in->profile != NULL
               ? arena_printf(in->mem, _("Funding for %s"), in->profile->name)
               : _("Calls for funding");
}

static enum status print_calls(const struct candidate_list *l,
                               const struct loaded *in, struct gate_day day,
                               struct err *e)
{
    const struct export_options o = {
        .format = in->format,
        .output = opt.export.output,
        .dialect = opt.export.dialect,
        .title = title_of(in),
        .query = in->words,
        .today = day.today,
        .ranked = true,
        .explain = opt.explain,
        .advice = opt.explain,
    };
    struct export_group group = {.profile = in->profile};
    struct aid_room room;
    struct exporter *x = NULL;

    if (in->profile != NULL &&
        state_aid_usual_room(in->mem, in->known.aid, in->profile, day.today,
                             &room))
        group.aid = &room;
    enum status st = exporter_open(&o, &x, e);
    if (st == ST_OK)
        st = exporter_hits(x, &group, l, e);
    if (st == ST_OK)
        st = exporter_close(x, e);
    exporter_free(x);
    return st;
}

/* --- the command --------------------------------------------------------- */

struct search {
    const struct search_request *request;
    struct cycles *cycles; /* of --predicted, or NULL */
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct search *s = arg;
    candidates_free(&s->found); /* an earlier attempt's */
    candidates_init(&s->found);
    return s->cycles != NULL
               ? predicted_find(db, s->request, s->cycles, &s->found, e)
               : candidates_find(db, s->request, &s->found, e);
}

static const char *all_fields(struct arena *mem)
{
    const char *s = "";
    for (int f = 0; f < ASK_NONE; f++)
        s = arena_printf(mem, "%s%s%s", s, f > 0 ? ", " : "",
                         query_field_words((enum query_field)f));
    return s;
}

/* What people should know beside the list, on stderr. */
static void tell(const struct candidate_list *l, const struct loaded *in)
{
    if (l->n_unreadable > 0)
        cli_warn(ngettext("%zu damaged record was left out: run 'medel index "
                          "--rebuild'",
                          "%zu damaged records were left out: run 'medel "
                          "index --rebuild'",
                          l->n_unreadable),
                 l->n_unreadable);
    if (l->advice != NULL)
        cli_warn("%s", l->advice);
    if (l->n > 0 && l->note != NULL)
        cli_warn("%s", l->note);
    if (l->n > 0)
        return;
    if (in->query.no_field != NULL)
        cli_warn(_("there is no field '%.40s', so it was searched for as a "
                   "word; the fields are: %s"),
                 in->query.no_field, all_fields(in->mem));
    if (l->suggestion != NULL)
        cli_warn(_("no calls found. Did you mean: %s?"), l->suggestion);
    else if (opt.like != NULL)
        cli_warn(_("no call is like %.60s among those that can be applied "
                   "for; --all looks among the others too"),
                 opt.like);
    else if (opt.predicted)
        cli_warn(_("no closed call is found of which a next round can be "
                   "foretold"));
    else if (opt.all)
        cli_warn(_("no calls found"));
    else if (in->profile != NULL)
        cli_warn(_("no calls found that the profile can apply for; --all "
                   "shows the others, with the reason"));
    else
        cli_warn(_("no open or coming calls found; --all searches closed ones "
                   "too"));
}

/* The error, and for words that are no query where they are at fault. */
static int report(const struct loaded *in, const struct err *e)
{
    int code = cli_report(e);
    if (e->status == ST_BAD_QUERY && in->words != NULL &&
        in->fault.end > in->fault.at)
        fputs(query_fault_picture(in->mem, in->words, in->fault,
                                  term_width(STDERR_FILENO)),
              stderr);
    return code;
}

/* The format, and whether what was asked for can be had in it. */
static enum status choose(struct loaded *in, struct err *e)
{
    static const char *const counted[] = {"table", "jsonl", "json", "csv",
                                          "md"};
    enum status st = export_choose(&opt.export, &in->format, e);
    if (st != ST_OK || !opt.facets)
        return st;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (strcmp(in->format, counted[i]) == 0)
            return ST_OK;
    return err_set(e, ST_USAGE,
                   _("--facets has no format %s: use table, jsonl, json, csv "
                     "or md"),
                   in->format);
}

static int run_search(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct loaded in = {.mem = arena_new()};
    struct gate_day day = output_day(opt.today);
    int code = 0;

    pager_begin(!opt.no_pager);
    in.words = joined_words(in.mem, argc, argv);
    enum status st = choose(&in, &e);
    if (st == ST_OK)
        st = load(&in, day.today, &e);
    struct search_request request = {
        .query = in.words != NULL ? &in.query : NULL,
        .profile = in.profile,
        .filter = &in.filter,
        .like = opt.like,
        .day = day,
        .all = opt.all,
        .limit = opt.facets ? 0 : (size_t)opt.limit,
        .sort = sort_find(opt.sort),
        .unexplained = opt.facets,
        .unquoted = st == ST_OK && in.profile == NULL &&
                    !export_shows_evidence(in.format),
        .snippets =
            st == ST_OK && !opt.facets && export_shows_snippets(in.format),
    };
    knowledge_lend(&in.known, &request);
    struct search search = {.request = &request};
    if (st == ST_OK && opt.predicted)
        st = cycles_new(&search.cycles, &e);
    if (st == ST_OK)
        st = searchdb_with(opt.data, opt.db, find, &search, &e);
    if (st == ST_OK)
        st = opt.facets ? print_facets(&search.found, &in, day, &e)
                        : print_calls(&search.found, &in, day, &e);
    if (st == ST_OK) {
        tell(&search.found, &in);
        code = search.found.n > 0 ? 0 : status_exit_code(ST_NOT_FOUND);
    } else {
        code = report(&in, &e);
    }
    candidates_free(&search.found);
    cycles_free(search.cycles);
    unload(&in);
    return code;
}

/* "-region:SE-BD" is a part of the query; no option has a colon so early. */
static bool is_negation(const char *arg)
{
    size_t n = strcspn(arg + 1, ":= /.");
    return arg[1] == '(' || (n > 1 && arg[1 + n] == ':');
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"profile", 'p', CLI_STRING, &opt.profile, "FILE",
     N_("who searches: rank for this enterprise, leave out what it cannot "
        "apply for; the id of one in ~/.config/medel/profiles will do"),
     NULL},
    {"limit", 'n', CLI_INT, &opt.limit, "N",
     N_("at most N calls (20); 0: no limit"), NULL},
    EXPORT_OPTIONS(opt.export),
    {"all", 'a', CLI_FLAG, &opt.all, NULL,
     N_("closed and withdrawn calls too, and those that the profile cannot "
        "apply for, with the reason"),
     NULL},
    {"predicted", 0, CLI_FLAG, &opt.predicted, NULL,
     N_("instead: closed calls that may come back, with a prediction of when, "
        "from past rounds and from what the page says of each year"),
     NULL},
    {"explain", 'x', CLI_FLAG, &opt.explain, NULL,
     N_("each part's share of the score and, for a profile, what you would "
        "have "
        "to pay yourselves and the room for state aid (in JSON it is always "
        "there)"),
     NULL},
    {"sort", 's', CLI_CHOICE, &opt.sort, "ORDER",
     N_("what comes first; relevance unless said"), sort_names},
    {"facets", 0, CLI_FLAG, &opt.facets, NULL,
     N_("instead of the calls: how many there are of each funder, region, "
        "theme, status, kind and month of the last day"),
     NULL},
    {"like", 0, CLI_STRING, &opt.like, "ID",
     N_("calls like this one, the likest first"), NULL},
    FILTER_OPTIONS(opt.filters),
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command search_command = {
    .name = "search",
    .operands = N_("[WORDS...]"),
    .summary = N_("calls for funding, ranked, with the reasons"),
    .details =
        N_("Plain words must all be there, in any inflection, as synonyms "
           "or as parts of a compound. Also: \"a phrase\", word*, AND, OR, "
           "NOT (or -), NEAR/5, brackets, title:word, and every option from "
           "--funder on as field:value, in Swedish too: region:norrbotten, "
           "tema:\"social innovation\", sista:30d, -status:öppen. OCH, ELLER "
           "and INTE do for AND, OR and NOT; all in capitals. Quote what "
           "the shell would take apart.\n"
           "\n"
           "Codes of one field widen, with a comma or by giving it again; "
           "different fields narrow, and options narrow what was typed. "
           "A last day within a range is one still to come; rolling and "
           "undated calls have none. Sums in other currencies are converted "
           "roughly.\n"
           "\n"
           "--sort deadline: the next last day first, then rolling calls, "
           "undated and closed ones. --sort sum: the largest first, calls "
           "without a sum last. --sort new: the latest that was found first. "
           "Ties go by relevance.\n"
           "\n"
           "Exit status: 0 found, 1 nothing found (or no call has the id), 2 "
           "wrong "
           "usage or words, 3 no index or a bad file.\n"
           "\n"
           "Examples:\n"
           "  medel search arbetsträning norrbotten\n"
           "  medel search --profile our.yaml --explain\n"
           "  medel search 'kultur* (teater ELLER musik) -region:SE-AB'\n"
           "  medel search tema:landsbygd sum:100tkr.. deadline:3m\n"
           "  medel search --like ID --sort deadline\n"
           "  medel search region:SE-BD --facets\n"
           "  medel search landsbygd --output calls.xlsx"),
    .run = run_search,
    .options = options,
    .is_operand = is_negation,
};
