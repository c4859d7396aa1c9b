/* program.h - the frame of the programs that search: medel-search, and medel
 * for some of its commands (front/searching.h). */
#ifndef MEDEL_SEARCH_PROGRAM_H
#define MEDEL_SEARCH_PROGRAM_H

#include "medel/cli.h"

/* As cli_main() does, with the data image that is built into the program.
 * Returns the exit status. */
int search_main(const struct cli_command *const *commands, int argc,
                char **argv);

#endif
