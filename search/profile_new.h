/*
 * profile_new.h - medel profile new: a guide that asks, in six steps, what a
 * profile has, and writes it.
 *
 * It is saved after every answer in a hidden file beside the profile-to-be
 * (.NAME.draft), so that nothing is lost where it is broken off.
 */
#ifndef MEDEL_SEARCH_PROFILE_NEW_H
#define MEDEL_SEARCH_PROFILE_NEW_H

#include "medel/date.h"

#include <stdbool.h>

/*
 * ARGV may name the file to write; else it is ID.yaml in the user's own
 * folder. RESUME goes on with the draft without asking. Returns the exit
 * status: 0 written, 1 not finished, 2 usage, 3 it cannot be written.
 */
int profile_new_run(int argc, char **argv, bool resume, struct date today);

#endif
