/*
 * search_cmd.c - medel search: options to a request, the request to ranked
 * calls, those to the format asked for.
 */
#include "commands.h"

#include "candidates.h"
#include "csv.h"
#include "hit_json.h"
#include "output.h"
#include "table.h"

#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const formats[] = {"table", "jsonl", "json",
                                      "csv",   "md",    NULL};

static struct {
    const char *data, *db, *profile, *format;
    int limit, min_sum, max_sum;
    struct date today, before, after;
    bool all, explain;
    struct cli_list funder, region, theme, applicant, status, kind, language;
} opt = {.limit = 20};

/* What a search needs, loaded once. */
struct loaded {
    struct arena *mem;
    struct weights weights;
    struct lexicon *lexicon;
    struct rates *rates;
    struct profile *profile;
    struct filter filter;
    const char *words; /* or NULL */
};

/* --- options to a request ------------------------------------------------ */

static enum status add_filters(struct loaded *l, const char *name,
                               const struct cli_list *values, struct err *e)
{
    for (size_t i = 0; i < values->n; i++) {
        enum status st =
            filter_add(&l->filter, l->mem, name, values->items[i], e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

static enum status take_filters(struct loaded *l, struct err *e)
{
    const struct {
        const char *name;
        const struct cli_list *values;
    } lists[] = {
        {"funder", &opt.funder},     {"region", &opt.region},
        {"theme", &opt.theme},       {"applicant", &opt.applicant},
        {"status", &opt.status},     {"kind", &opt.kind},
        {"language", &opt.language},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        enum status st = add_filters(l, lists[i].name, lists[i].values, e);
        if (st != ST_OK)
            return st;
    }
    l->filter.deadline_before = opt.before;
    l->filter.deadline_after = opt.after;
    l->filter.min_sum = opt.min_sum;
    l->filter.max_sum = opt.max_sum;
    return ST_OK;
}

static const char *joined_words(struct arena *mem, int argc, char **argv)
{
    const char *s = NULL;
    for (int i = 0; i < argc; i++)
        s = arena_printf(mem, "%s%s%s", s != NULL ? s : "",
                         s != NULL ? " " : "", argv[i]);
    return s != NULL && s[strspn(s, " \t\n")] != '\0' ? s : NULL;
}

/* Only what this search needs is read. */
static enum status load(struct loaded *l, struct err *e)
{
    const char *dir = paths_share(l->mem, "data");
    enum status st = take_filters(l, e);
    if (st == ST_OK && opt.profile != NULL)
        st = profile_load(opt.profile, &l->profile, e);
    if (st == ST_OK)
        st = weights_load(paths_join(l->mem, dir, "weights.yaml"), &l->weights,
                          e);
    if (st == ST_OK)
        st = rates_load(paths_join(l->mem, dir, "rates.yaml"), &l->rates, e);
    if (st == ST_OK && (l->words != NULL || l->profile != NULL))
        st = lexicon_load(dir, &l->lexicon, e);
    return st;
}

static void unload(struct loaded *l)
{
    lexicon_free(l->lexicon);
    rates_free(l->rates);
    profile_free(l->profile);
    arena_free(l->mem);
}

/* --- results ------------------------------------------------------------- */

static enum status put_json(struct buf *out, const struct candidate_list *l,
                            struct date today, bool array, struct err *e)
{
    enum status st = array ? buf_puts(out, "[") : ST_OK;
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        if (array && i > 0)
            st = buf_puts(out, ",\n ");
        if (st == ST_OK)
            st = output_json(out, hit_to_json(&l->items[i], today), e);
        if (st == ST_OK && !array)
            st = buf_putc(out, '\n');
    }
    return st == ST_OK && array ? buf_puts(out, "]\n") : st;
}

static enum status put_csv(struct buf *out, const struct candidate_list *l,
                           struct date today)
{
    enum status st = csv_header(out, true);
    for (size_t i = 0; i < l->n && st == ST_OK; i++)
        st = csv_call(out, l->items[i].call, &l->items[i], today);
    return st;
}

static enum status print(const struct candidate_list *l,
                         const struct loaded *in, struct date today,
                         struct err *e)
{
    const char *format = output_format(opt.format, "jsonl");
    struct table_options table = {
        .width = term_width(STDOUT_FILENO),
        .colour = term_has_colour(STDOUT_FILENO),
        .explain = opt.explain,
        .today = today,
        .profile = in->profile,
    };
    struct buf out;
    enum status st;

    buf_init(&out, OUTPUT_BYTES_MAX);
    if (strcmp(format, "table") == 0)
        st = table_print(&out, l, &table);
    else if (strcmp(format, "md") == 0)
        st = table_markdown(&out, l, &table);
    else if (strcmp(format, "csv") == 0)
        st = put_csv(&out, l, today);
    else
        st = put_json(&out, l, today, strcmp(format, "json") == 0, e);
    if (st != ST_OK)
        err_set(e, st, _("the result is too large: use --limit"));
    else
        st = output_flush(&out, e);
    buf_free(&out);
    return st;
}

/* --- the command --------------------------------------------------------- */

struct search {
    const struct search_request *request;
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct search *s = arg;
    candidates_free(&s->found); /* an earlier attempt's */
    candidates_init(&s->found);
    return candidates_find(db, s->request, &s->found, e);
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
    if (l->n > 0 && l->note != NULL)
        cli_warn("%s", l->note);
    if (l->n > 0)
        return;
    if (l->suggestion != NULL)
        cli_warn(_("no calls found. Did you mean: %s?"), l->suggestion);
    else if (opt.all)
        cli_warn(_("no calls found"));
    else if (in->profile != NULL)
        cli_warn(_("no calls found that the profile can apply for; --all "
                   "shows the others, with the reason"));
    else
        cli_warn(_("no open or coming calls found; --all searches closed ones "
                   "too"));
}

static int run_search(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct loaded in = {.mem = arena_new()};
    struct gate_day day = output_day(opt.today);
    int code = 0;

    in.words = joined_words(in.mem, argc, argv);
    enum status st = load(&in, &e);
    struct search_request request = {
        .words = in.words,
        .profile = in.profile,
        .filter = &in.filter,
        .day = day,
        .all = opt.all,
        .limit = (size_t)opt.limit,
        .weights = &in.weights,
        .lexicon = in.lexicon,
        .rates = in.rates,
    };
    struct search search = {.request = &request};
    if (st == ST_OK)
        st = searchdb_with(opt.data, opt.db, find, &search, &e);
    if (st == ST_OK)
        st = print(&search.found, &in, day.today, &e);
    if (st == ST_OK) {
        tell(&search.found, &in);
        code = search.found.n > 0 ? 0 : status_exit_code(ST_NOT_FOUND);
    } else {
        code = cli_report(&e);
    }
    candidates_free(&search.found);
    unload(&in);
    return code;
}

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, "DIR", N_("the data folder"), NULL},
    {"db", 0, CLI_STRING, &opt.db, "PATH",
     N_("an index, a stub file or tcp:HOST:PORT, instead of DATA/index"), NULL},
    {"profile", 'p', CLI_STRING, &opt.profile, "FILE",
     N_("who searches: rank for this enterprise, leave out what it cannot "
        "apply for"),
     NULL},
    {"limit", 'n', CLI_INT, &opt.limit, "N",
     N_("at most N calls (20); 0: no limit"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("on a terminal a table, else jsonl"), formats},
    {"all", 'a', CLI_FLAG, &opt.all, NULL,
     N_("closed and withdrawn calls too, and those that the profile cannot "
        "apply for, with the reason"),
     NULL},
    {"explain", 'x', CLI_FLAG, &opt.explain, NULL,
     N_("each part's share of the score (in JSON it is always there)"), NULL},
    {"funder", 0, CLI_LIST, &opt.funder, "ID", N_("only this funder's"), NULL},
    {"region", 0, CLI_LIST, &opt.region, "CODE",
     N_("only calls that name this region: SE-BD, SE, EU ..."), NULL},
    {"theme", 0, CLI_LIST, &opt.theme, "CODE", N_("only on this theme"), NULL},
    {"applicant", 0, CLI_LIST, &opt.applicant, "CODE",
     N_("only calls that this form may apply for"), NULL},
    {"status", 0, CLI_LIST, &opt.status, "S",
     N_("only open, forthcoming or closed"), NULL},
    {"kind", 0, CLI_LIST, &opt.kind, "K", N_("only grant, loan, prize ..."),
     NULL},
    {"language", 0, CLI_LIST, &opt.language, "L", N_("only in sv, en, no ..."),
     NULL},
    {"deadline-before", 0, CLI_DATE, &opt.before, "DATE",
     N_("last day to apply on or before"), NULL},
    {"deadline-after", 0, CLI_DATE, &opt.after, "DATE",
     N_("last day to apply on or after"), NULL},
    {"min-sum", 0, CLI_INT, &opt.min_sum, "KRONOR",
     N_("the largest sum is at least this"), NULL},
    {"max-sum", 0, CLI_INT, &opt.max_sum, "KRONOR",
     N_("the least sum is at most this"), NULL},
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command search_command = {
    .name = "search",
    .operands = "[WORDS...]",
    .summary = N_("calls for funding, ranked, with the reasons"),
    .details =
        N_("Plain words must all be there, in any inflection; \"a phrase\", "
           "AND, OR, NOT, NEAR, title:word and word* are taken as written. "
           "field:value (region, theme, applicant, status, kind, language, "
           "funder) is the same as the option. Codes of one option widen, "
           "with a comma or by giving it again; different options narrow.\n"
           "\n"
           "Exit status: 0 found, 1 nothing found, 2 wrong usage or words, 3 "
           "no index or a bad file.\n"
           "\n"
           "Examples:\n"
           "  medel search arbetsträning norrbotten\n"
           "  medel search --profile our.yaml\n"
           "  medel search --profile our.yaml --all --explain\n"
           "  medel search landsbygd region:SE-BD --format csv > calls.csv"),
    .run = run_search,
    .options = options,
};
