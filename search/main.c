/*
 * main.c - medel-search: the commands that read the index and print.
 */
#include "commands.h"
#include "program.h"

#include <stddef.h>

int main(int argc, char **argv)
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
    return search_main(commands, argc, argv);
}
