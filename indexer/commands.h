/* commands.h - the commands that medel-index has; see medel/cli.h. */
#ifndef MEDEL_INDEXER_COMMANDS_H
#define MEDEL_INDEXER_COMMANDS_H

#include "medel/cli.h"

extern const struct cli_command index_command;
extern const struct cli_command extract_command;
extern const struct cli_command clean_command;
extern const struct cli_command sources_command;
extern const struct cli_command doctor_command;
/* Internal: the last step of `medel sources --check`, see front/check.c. */
extern const struct cli_command check_report_command;

#endif
