/* profile_show.h - medel profile show: profiles in words. */
#ifndef MEDEL_SEARCH_PROFILE_SHOW_H
#define MEDEL_SEARCH_PROFILE_SHOW_H

#include "medel/date.h"

/*
 * Prints the profiles that ARGV names, as for profiles_open(), one after the
 * other. Returns the exit status: 0 shown, 2 none was named, 3 one cannot be
 * read (the others are shown all the same).
 */
int profile_show_run(int argc, char **argv, struct date today);

#endif
