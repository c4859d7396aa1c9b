/* commands.h - what medel-crawl can be asked to do. */
#ifndef MEDEL_CRAWLER_COMMANDS_H
#define MEDEL_CRAWLER_COMMANDS_H

#include "medel/cli.h"

extern const struct cli_command crawl_command;
extern const struct cli_command merge_command;
extern const struct cli_command robots_command;
/* Internal: the last step of `medel update`, see front/update.c. */
extern const struct cli_command thin_command;
/* Internal: for `medel doctor`, see medel/libraries.h. */
extern const struct cli_command crawl_libraries_command;

#endif
