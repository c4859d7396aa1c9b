/* searching.c - see searching.h. */
#include "searching.h"

#include "../search/commands.h"
#include "../search/program.h"

#include <stddef.h>
#include <string.h>

static const struct cli_command *const commands[] = {
    &search_command, &show_command,     &match_command,
    &export_command, &calendar_command, NULL,
};

bool searching_has(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return true;
    return false;
}

int searching_run(int argc, char **argv)
{
    return search_main(commands, argc, argv);
}
