/*
 * spawn.h - one child program at the other end of a socket.
 */
#ifndef MEDEL_INDEXER_SPAWN_H
#define MEDEL_INDEXER_SPAWN_H

#include "medel/err.h"

#include <sys/types.h>

struct child {
    pid_t pid; /* also its process group; 0: none */
    int fd;    /* our end: non-blocking, closed on exec; -1: none */
};

/*
 * Forks and executes ARGV[0] with the socket as its standard input and
 * output. The child leads a process group of its own, has no other
 * descriptor but standard error, default signals, and dies with its parent.
 * ST_IO names the program where it cannot be executed.
 */
enum status spawn_child(const char *const argv[], struct child *ret,
                        struct err *e) MEDEL_NODISCARD;

/* Closes the socket, kills the group, reaps the child. Status as waitpid
 * gives it, -1 where there was no child. */
int spawn_kill(struct child *c);
/* Lets the child end by itself for at most WAIT_MS milliseconds, then as
 * spawn_kill. */
int spawn_reap(struct child *c, int wait_ms);

#define SPAWN_END_BYTES 160
/* How a child ended, in words: what the two above gave. */
void spawn_describe(int status, char ret[static SPAWN_END_BYTES]);

#endif
