/* program.c - see program.h. */
#include "program.h"

#include "commands.h"
#include "searchdb.h"

#include <stddef.h>

int search_main(int argc, char **argv)
{
    static const struct cli_command *const commands[] = {
        &search_command,
        &show_command,
        &export_command,
        &match_command,
        &changes_command,
        &shortlist_command,
        &digest_command,
        &calendar_command,
        &profile_command,
        &serve_mcp_command,
        &search_libraries_command,
        NULL,
    };
    int code = cli_main(commands, argc, argv);
    /* An answer without a part of the index may be another than the whole. */
    bool partial = (code == 0 || code == status_exit_code(ST_NOT_FOUND)) &&
                   searchdb_left_out(NULL) > 0;
    return partial ? status_exit_code(ST_PARTIAL) : code;
}
