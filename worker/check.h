/*
 * check.h - `medel-worker --check`: does the sandbox hold on this machine?
 *
 * For `medel doctor`. Children lock themselves in as a worker does and then
 * try what no page may do. One line each on standard output, for programs:
 * "library NAME VERSION", "layer NAME yes|no|sanitized", "try NAME refused|allowed|failed",
 * with a tab between the words.
 */
#ifndef MEDEL_WORKER_CHECK_H
#define MEDEL_WORKER_CHECK_H

/* The exit status: 0 where all was tried, whatever came of it. */
int worker_check(void);

#endif
