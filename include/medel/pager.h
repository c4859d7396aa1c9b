/*
 * pager.h - results that are longer than the screen go through a pager.
 *
 * A program has one pager, as it has one standard output. While it is on, what
 * pager_write() takes is held until pager_finish(), which then knows whether it
 * fits the screen; where it is off, that goes out at once. It is on after
 * pager_begin(true) where standard output is a terminal that can be moved about
 * on (TERM is set and not "dumb"), and a pager is wanted: $MEDEL_PAGER, else
 * $PAGER, else "less"; one that is empty or "cat" means none. Without settings
 * of the user's own, less gets LESS=FRX: colours stay colours, and the screen
 * is left as it is.
 *
 * The command is run by "sh -c", as git and man run theirs: it may have options
 * and quotation marks. Nothing but the environment goes into it.
 */
#ifndef MEDEL_PAGER_H
#define MEDEL_PAGER_H

#include "medel/cli.h"
#include "medel/err.h"
#include "medel/i18n.h"

#include <stdbool.h>
#include <stddef.h>

/* The line of a command's table of options for WANTED, a bool that begins
 * false. */
#define PAGER_OPTION(unwanted)                                                 \
    {"no-pager", 0, CLI_FLAG, &(unwanted), NULL,                               \
     N_("write long results straight to the terminal, not through "            \
        "$MEDEL_PAGER, $PAGER or less"),                                       \
     NULL}

/* Turns the pager on, where WANTED and the above hold. */
void pager_begin(bool wanted);

/* Takes N bytes of results. Where they go out at once, the status of
 * writing to standard output: ST_IO with errno in e->sys. */
enum status pager_write(const char *text, size_t n,
                        struct err *e) MEDEL_NODISCARD;

/*
 * Shows what is held and waits until it was read; then the pager is as after
 * pager_begin(). A reader who leaves early is no error. Ctrl-C meanwhile is
 * the pager's. Where there is no such command, the results are written to the
 * terminal themselves. A failure to write there is left in stdout, to be
 * found by cli_end(), which calls this as every message does before it.
 */
void pager_finish(void);

/* Lines that TEXT takes on a terminal of COLUMNS, the last one begun
 * included. Colour codes take no room. */
size_t pager_lines(const char *text, size_t n, int columns);

#endif
