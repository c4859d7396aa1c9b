/* libraries.c - what medel-search is linked with; see medel/libraries.h. */
#include "commands.h"

#include "late_xlsx.h"

#include "medel/libraries.h"
#include "medel/xapian_shim.h"

#include <sqlite3.h>

static int run_libraries(int argc, char **argv)
{
    struct err e = ERR_INIT;
    (void)argc, (void)argv;
    if (late_load(&e) != ST_OK)
        return cli_report(&e);
    const struct library all[] = {
        {"Xapian", xap_version()},
        {"SQLite", sqlite3_libversion()},
        {"libxlsxwriter", lxw_version()},
    };
    return libraries_print(all, sizeof all / sizeof *all);
}

static const struct cli_option options[] = {
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command search_libraries_command = {
    .name = "libraries",
    .operands = "",
    .summary = "for 'medel doctor': the libraries of medel-search",
    .run = run_libraries,
    .options = options,
};
