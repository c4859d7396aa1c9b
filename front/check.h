/* check.h - medel sources --check: are the sources as their files say? */
#ifndef MEDEL_FRONT_CHECK_H
#define MEDEL_FRONT_CHECK_H

#include "medel/cli.h"

#include <stdbool.h>

/* Of the name "sources": `medel sources` with --check is another command than
 * without, for only this one goes out into the net. */
extern const struct cli_command check_command;

/* True where the command line of `medel sources` asks for it. */
bool check_is_asked_for(int argc, char **argv);

#endif
