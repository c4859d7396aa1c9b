/* profile_check_cmd.h - medel profile check. */
#ifndef MEDEL_SEARCH_PROFILE_CHECK_CMD_H
#define MEDEL_SEARCH_PROFILE_CHECK_CMD_H

#include "medel/date.h"

/*
 * Checks the profiles that ARGV names - files, folders, ids in the user's own
 * folder, "-" - or where ARGC is 0 all of that folder, and prints what was
 * found. Returns the exit status: 0 nothing missing, 1 something missing or
 * doubtful, 3 a profile is broken.
 */
int profile_check_run(int argc, char **argv, struct date today);

#endif
