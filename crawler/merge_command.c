/* merge_command.c - `medel merge`: see medel/crawl_merge.h. */
#include "commands.h"

#include "medel/crawl_merge.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <stdio.h>
#include <unistd.h>

static const char *data_option;

static void tell_older(void *arg, const char *funder, const char *src)
{
    (void)arg;
    cli_warn(_("%s: what %s has of it is older, and was left"), funder, src);
}

static enum status merge(const char *dest, char **src, int n,
                         struct merge_counts *ret, struct err *e)
{
    int lock = -1;
    enum status st = paths_make_dir(dest, e);
    if (st == ST_OK)
        st = paths_lock(dest, "crawl", &lock, e);
    if (st == ST_OK)
        st = crawl_merge(dest, (const char *const *)src, (size_t)n, tell_older,
                         NULL, ret, e);
    if (lock >= 0)
        close(lock);
    return st;
}

static int run(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct merge_counts n = {0};
    if (argc == 0) {
        err_set(&e, ST_USAGE,
                _("name the folders whose crawl.db is to be merged"));
        return cli_report(&e);
    }
    struct arena *mem = arena_new();
    enum status st =
        merge(paths_data_dir(mem, data_option), argv, argc, &n, &e);
    arena_free(mem);
    if (st != ST_OK)
        return cli_report(&e);
    printf(_("merged: %lld funders, %lld new pages, %lld changed, %lld "
             "bodies\n"),
           (long long)n.funders, (long long)n.pages, (long long)n.changed,
           (long long)n.bodies);
    if (n.others != 0)
        printf(_("  %lld pages that another funder found too, nearer to its "
                 "start\n"),
               (long long)n.others);
    return 0;
}

static const struct cli_option OPTIONS[] = {
    {"data", 'd', CLI_STRING, &data_option, "DIR",
     N_("the data folder that is merged into ($MEDEL_DATA)"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command merge_command = {
    .name = "merge",
    .operands = "DIR...",
    .summary = N_("put what several machines crawled into one store"),
    .details = N_("Each DIR is a data folder of a 'medel crawl --partition', "
                  "or a copy of one. Of each funder the store that looked "
                  "last is taken whole; merging the same again changes "
                  "nothing, and a run that was cut off is gone on with by the "
                  "next. Stores that looked at the same funder by turns are "
                  "refused. Then run 'medel index'.\n"
                  "Exit status: 0 done, 2 usage, 3 bad data, 75 a crawl is "
                  "running in DATA.\n"
                  "\n"
                  "Example:\n"
                  "  medel merge --data /srv/medel /mnt/one /mnt/two"),
    .run = run,
    .options = OPTIONS,
};
