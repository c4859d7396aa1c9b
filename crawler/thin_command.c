/* thin_command.c - `medel-crawl thin`, the last step of `medel update`: see
 * medel/thin.h. */
#include "commands.h"

#include "medel/i18n.h"
#include "medel/json_file.h"
#include "medel/paths.h"
#include "medel/thin.h"

#include <stdio.h>
#include <unistd.h>

static const char *data_option, *report_option;

static enum status thin(struct arena *mem, struct thin_counts *ret,
                        struct err *e)
{
    const char *dir = paths_data_dir(mem, data_option);
    int lock = -1;
    enum status st = paths_lock(dir, "crawl", &lock, e);
    if (st == ST_OK)
        st = thin_run(dir, ret, e);
    if (st == ST_OK && report_option != NULL)
        st = json_file_write(report_option,
                             json_pack("{s:I s:I s:I}", "pages",
                                       (json_int_t)ret->pages, "bodies",
                                       (json_int_t)ret->bodies, "bytes",
                                       (json_int_t)ret->bytes),
                             e);
    if (lock >= 0)
        close(lock);
    return st;
}

static int run(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct thin_counts n = {0};
    if (argc != 0) {
        err_set(&e, ST_USAGE, _("%s: thin takes no operands"), argv[0]);
        return cli_report(&e);
    }
    struct arena *mem = arena_new();
    enum status st = thin(mem, &n, &e);
    arena_free(mem);
    if (st != ST_OK)
        return cli_report(&e);
    if (n.bodies != 0)
        printf(_("old pages: %lld former versions of %lld pages dropped, "
                 "%.1f MB\n"),
               (long long)n.bodies, (long long)n.pages,
               (double)n.bytes / (1 << 20));
    return 0;
}

static const struct cli_option OPTIONS[] = {
    {"data", 'd', CLI_STRING, &data_option, "DIR",
     N_("the data folder ($MEDEL_DATA)"), NULL},
    {"report", 0, CLI_STRING, &report_option, "FILE",
     N_("write what was done to FILE as JSON"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command thin_command = {
    .name = "thin",
    .operands = "",
    .summary = N_("drop former versions of pages that no call needs"),
    .details = N_("Of a page that has to do with a call all versions are "
                  "kept, of others the newest five and the first of each "
                  "month."),
    .run = run,
    .options = OPTIONS,
};
