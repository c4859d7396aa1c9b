/* program.h - what medel-search does, and medel for the commands that are
 * medel-search's: to start a second program took as long as a search. */
#ifndef MEDEL_SEARCH_PROGRAM_H
#define MEDEL_SEARCH_PROGRAM_H

/* ARGV[1] is the command, search where there is none. Returns the exit
 * status. */
int search_main(int argc, char **argv);

#endif
