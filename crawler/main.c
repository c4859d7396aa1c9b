/* main.c - medel-crawl: fetches funders' pages and stores them. */
#include "commands.h"

#include <stddef.h>

int main(int argc, char **argv)
{
    static const struct cli_command *const COMMANDS[] = {
        &crawl_command, &merge_command, &robots_command, &thin_command,
        &crawl_libraries_command, NULL};
    return cli_main(COMMANDS, argc, argv);
}
