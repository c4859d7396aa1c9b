/* cli_help.h - the text of --help and --version; shared inside common/. */
#ifndef MEDEL_COMMON_CLI_HELP_H
#define MEDEL_COMMON_CLI_HELP_H

#include "medel/cli.h"

/* On stdout, fitted to the terminal, at most 80 columns. */
void cli_print_help(const struct cli_command *cmd);
void cli_print_version(void);

#endif
