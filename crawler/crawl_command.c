/* crawl_command.c - `medel crawl`: options, sources, lock, exit status. */
#include "agent.h"
#include "commands.h"
#include "crawl.h"

#include "medel/asking.h"
#include "medel/i18n.h"
#include "medel/own_file.h"
#include "medel/paths.h"
#include "medel/share.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define PARALLEL_DEFAULT 16
#define PARALLEL_MAX 256
_Static_assert(PARALLEL_MAX <= FRONTIER_HELD_MAX, "all that is under way");

static struct {
    const char *data, *report, *warc, *partition;
    struct cli_list funders;
    struct asking asking;
    int parallel, per_host, sample;
    bool force, quiet;
} opt = {.asking = {.delay = 1, .timeout = 60},
         .parallel = PARALLEL_DEFAULT,
         .per_host = PER_HOST_FOUND};

/* --- sources -------------------------------------------------------------- */

static void on_bad_funder(void *arg, const char *text)
{
    (void)arg;
    cli_warn("%s", text);
}

static enum status load_funders(struct arena *mem, struct funder_list *list,
                                size_t *n_bad, struct err *e)
{
    const char *defaults[] = {paths_share(mem, "funders"),
                              paths_user_funders(mem)};
    bool given = opt.funders.n != 0;
    const char *const *dirs = given ? opt.funders.items : defaults;
    size_t n = given ? opt.funders.n : 2;
    struct err why = ERR_INIT;
    enum status st =
        funder_list_load(dirs, n, list, n_bad, on_bad_funder, NULL, &why);
    /* A folder that is not there is bad input, not an empty answer. */
    if (st != ST_OK)
        return err_set(e, st == ST_NOT_FOUND ? ST_INVALID : st, "%s", why.text);
    if (list->n == 0)
        return err_set(e, ST_INVALID, _("%s: no usable source in it"), dirs[0]);
    return ST_OK;
}

static enum status no_such_funder(struct arena *mem,
                                  const struct funder_list *list,
                                  const char *name, struct err *e)
{
    const char **ids = arena_alloc(mem, (list->n + 1) * sizeof *ids);
    for (size_t i = 0; i < list->n; i++)
        ids[i] = list->items[i].id;
    return cli_no_funder(name, ids, list->n, e);
}

/* Of N funders, those of this machine's part. */
static size_t keep_part(const struct funder **chosen, size_t n,
                        struct share part)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (share_of(chosen[i]->id, part.of) == part.which)
            chosen[kept++] = chosen[i];
    return kept;
}

/* Those named, or all; of them this machine's part. */
static enum status choose(struct arena *mem, const struct funder_list *list,
                          char **names, int n_names, const struct funder ***ret,
                          size_t *n, struct err *e)
{
    size_t room = n_names > 0 ? (size_t)n_names : list->n;
    const struct funder **chosen = arena_alloc(mem, room * sizeof *chosen);
    *n = 0;
    for (size_t i = 0; n_names == 0 && i < list->n; i++)
        chosen[(*n)++] = &list->items[i];
    for (int i = 0; i < n_names; i++) {
        const struct funder *f = funder_find(list, names[i]);
        if (f == NULL)
            return no_such_funder(mem, list, names[i], e);
        bool twice = false;
        for (size_t k = 0; k < *n; k++)
            twice = twice || chosen[k] == f;
        if (!twice)
            chosen[(*n)++] = f;
    }
    struct share part;
    if (opt.partition != NULL && share_parse(opt.partition, &part))
        *n = keep_part(chosen, *n, part);
    *ret = chosen;
    return ST_OK;
}

/* --- options -------------------------------------------------------------- */

/* H1:P1:H2:P2, of which libcurl would overlook anything else in silence. */
static bool is_connect_to(const char *s)
{
    int colons = 0;
    bool bracket = false;
    for (; *s != '\0'; s++) {
        bracket = *s == '[' || (bracket && *s != ']');
        colons += *s == ':' && !bracket;
    }
    return colons == 3 && !bracket;
}

static enum status connect_to_list(struct curl_slist **ret, struct err *e)
{
    for (size_t i = 0; i < opt.asking.connect_to.n; i++) {
        const char *s = opt.asking.connect_to.items[i];
        if (!is_connect_to(s))
            return err_set(e, ST_USAGE,
                           _("--connect-to %s: HOST1:PORT1:HOST2:PORT2 is "
                             "needed; HOST1 and PORT1 may be empty"),
                           s);
        struct curl_slist *list = curl_slist_append(*ret, s);
        if (list == NULL)
            return err_set(e, ST_NOMEM, _("out of memory"));
        *ret = list;
    }
    return ST_OK;
}

static enum status check_options(struct err *e)
{
    if (opt.parallel < 1 || opt.parallel > PARALLEL_MAX)
        return err_set(e, ST_USAGE, _("--parallel: 1 to %d"), PARALLEL_MAX);
    if (opt.per_host < PER_HOST_FOUND || opt.per_host > PER_HOST_MAX)
        return err_set(e, ST_USAGE, _("--per-host: 0 to %d"), PER_HOST_MAX);
    if (opt.asking.timeout < 1 || opt.asking.timeout > 3600)
        return err_set(e, ST_USAGE, _("--timeout: 1 to 3600 seconds"));
    struct share part;
    if (opt.partition != NULL && !share_parse(opt.partition, &part))
        return err_set(e, ST_USAGE,
                       _("--partition %.40s: I/N is needed, as 2/4; N at most "
                         "%d"),
                       opt.partition, SHARES_MAX);
    if (opt.asking.contact != NULL &&
        strpbrk(opt.asking.contact, "\r\n()") != NULL)
        return err_set(e, ST_USAGE, _("--contact: an address, in one line"));
    return ST_OK;
}

/* --- run ------------------------------------------------------------------ */

static enum status crawl(struct arena *mem, const struct funder **funders,
                         size_t n, int *signal, struct err *e)
{
    const char *contact = opt.asking.contact != NULL ? opt.asking.contact
                          : getenv("MEDEL_CONTACT") != NULL
                              ? getenv("MEDEL_CONTACT")
                              : AGENT_URL;
    struct crawl_options o = {
        .data = paths_data_dir(mem, opt.data),
        .funders = funders,
        .n_funders = n,
        .words_file = paths_join(mem, paths_share(mem, "data"), "frontier.txt"),
        .topics_file =
            paths_join(mem, paths_share(mem, "data"), "eu_topics.yaml"),
        .warc = opt.warc,
        .delay_s = opt.asking.delay,
        .per_host = opt.per_host,
        .sample = opt.sample,
        .force = opt.force,
        .quiet = opt.quiet,
        .report_file = opt.report,
        .fetch = {.user_agent = arena_printf(mem, AGENT_TOKEN "/%s (+%s)",
                                             MEDEL_VERSION, contact),
                  .cacert = opt.asking.cacert,
                  .allow_private = opt.asking.allow_private,
                  .keep_wire = opt.warc != NULL,
                  .parallel = opt.parallel,
                  .timeout_s = opt.asking.timeout}};
    int lock = -1;
    enum status st = connect_to_list(&o.fetch.connect_to, e);
    if (st == ST_OK && opt.report != NULL)
        st = own_file_check(opt.report, e);
    if (st == ST_OK)
        st = paths_make_dir(o.data, e);
    if (st == ST_OK)
        st = paths_lock(o.data, "crawl", &lock, e);
    if (st == ST_OK)
        st = crawl_run(&o, signal, e);
    curl_slist_free_all(o.fetch.connect_to);
    return st;
}

static int run(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct arena *mem = arena_new();
    struct funder_list list = {0};
    const struct funder **chosen = NULL;
    size_t n_bad = 0, n = 0;
    int signal = 0;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    enum status st = check_options(&e);
    if (st == ST_OK)
        st = load_funders(mem, &list, &n_bad, &e);
    if (st == ST_OK)
        st = choose(mem, &list, argv, argc, &chosen, &n, &e);
    if (st == ST_OK && n == 0)
        cli_warn(_("no funder is in the part %s"), opt.partition);
    if (st == ST_OK && n > 0)
        st = crawl(mem, chosen, n, &signal, &e);
    funder_list_free(&list);
    arena_free(mem);
    curl_global_cleanup();
    if (signal != 0)
        return 128 + signal;
    if (st == ST_PARTIAL || (st == ST_OK && n_bad != 0))
        return status_exit_code(ST_PARTIAL); /* named already */
    return st == ST_OK ? 0 : cli_report(&e);
}

static const struct cli_option OPTIONS[] = {
    {"data", 'd', CLI_STRING, &opt.data, "DIR",
     N_("the data folder ($MEDEL_DATA)"), NULL},
    {"funders", 0, CLI_LIST, &opt.funders, "DIR",
     N_("folder of sources, instead of the shipped and the user's own"), NULL},
    ASKING_OPTIONS(opt.asking),
    {"force", 'f', CLI_FLAG, &opt.force, NULL,
     N_("fetch all known pages, not only what is due"), NULL},
    {"sample", 0, CLI_INT, &opt.sample, "N",
     N_("only look at N pages a funder: where the crawl begins and the most "
        "promising of what that leads to, without sitemaps and feeds"),
     NULL},
    {"partition", 0, CLI_STRING, &opt.partition, "I/N",
     N_("only the funders of the I-th of N parts, by their ids; each machine "
        "crawls one, see 'medel merge'"),
     NULL},
    {"parallel", 0, CLI_INT, &opt.parallel, "N",
     N_("requests at once, at most (16)"), NULL},
    {"per-host", 0, CLI_INT, &opt.per_host, "N",
     N_("requests to one host at once, at most (up to 16; 0: as many as it "
        "answers well, at most 5): only where no delay lies between two of "
        "them, by --delay 0 and its robots.txt"),
     NULL},
    {"report", 0, CLI_STRING, &opt.report, "FILE",
     N_("write what was done, and each funder's health, to FILE as JSON"),
     NULL},
    {"warc", 0, CLI_STRING, &opt.warc, "FILE.warc.gz",
     N_("keep all that is sent and received in this WARC file too; one that "
        "is there is added to"),
     NULL},
    {"quiet", 'q', CLI_FLAG, &opt.quiet, NULL, N_("say only what went wrong"),
     NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command crawl_command = {
    .name = "crawl",
    .operands = "[FUNDER...]",
    .summary = N_("fetch funders' pages that are due and store them"),
    .details = N_("Obeys robots.txt, asks one host for one page at a time "
                  "(with --delay 0 for several, as long as it answers "
                  "well), and continues a crawl that was cut off. Each page "
                  "has its own interval: shorter when it changes (a clock on it "
                  "is no change), longer when not; listings and pages near a "
                  "deadline are due every night. The summary says what was "
                  "left out, and why; a funder that gives nothing, or far "
                  "less than before, has failed.\n"
                  "A key of your own for a funder's API is taken from "
                  "$MEDEL_KEY_NAME, or from keys/NAME in medel's folder of "
                  "settings.\n"
                  "Exit status: 0 done, 2 usage, 3 bad data, 4 some funders "
                  "failed, 75 another crawl is running.\n"
                  "\n"
                  "Examples:\n"
                  "  medel crawl\n"
                  "  medel crawl tillvaxtverket vinnova\n"
                  "  medel crawl --report night.json --warc night.warc.gz"),
    .run = run,
    .options = OPTIONS,
};
