/* commands.h - the commands of medel-search, for its main. */
#ifndef MEDEL_SEARCH_COMMANDS_H
#define MEDEL_SEARCH_COMMANDS_H

#include "medel/cli.h"

extern const struct cli_command search_command;
extern const struct cli_command show_command;
extern const struct cli_command export_command;
extern const struct cli_command match_command;
extern const struct cli_command changes_command;
extern const struct cli_command shortlist_command;
extern const struct cli_command digest_command;
extern const struct cli_command calendar_command;
extern const struct cli_command profile_command;
extern const struct cli_command serve_mcp_command;
/* Internal: for `medel doctor`, see medel/libraries.h. */
extern const struct cli_command search_libraries_command;

#endif
