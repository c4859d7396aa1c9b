/*
 * searching.h - the commands of medel-search that medel does itself.
 *
 * To start a second program takes as long as a search of a few words does, and
 * so do SQLite and the line editor. Those commands are here that need neither,
 * and medel is linked without them; for the others it becomes medel-search.
 */
#ifndef MEDEL_FRONT_SEARCHING_H
#define MEDEL_FRONT_SEARCHING_H

#include <stdbool.h>

/* Whether the command NAME is one of them. */
bool searching_has(const char *name);
/* Does what medel-search would; ARGV[1] is the command, or "complete". */
int searching_run(int argc, char **argv);

#endif
