/* update.h - medel update: the nightly job. */
#ifndef MEDEL_FRONT_UPDATE_H
#define MEDEL_FRONT_UPDATE_H

#include "medel/cli.h"

extern const struct cli_command update_command;

#endif
