/* funder_file.h - one source's file; shared inside common/. */
#ifndef MEDEL_COMMON_FUNDER_FILE_H
#define MEDEL_COMMON_FUNDER_FILE_H

#include "medel/funder.h"

/* Reads and checks the source at PATH, whose name must be its id. In MEM. */
enum status funder_file_load(struct arena *mem, const char *path,
                             struct funder *ret, struct err *e) MEDEL_NODISCARD;

/* --- funder_hosts.c --- */

/* Reports each host that two sources of L have without dividing it; returns
 * how many. BAD may be NULL. */
size_t funder_report_shared(struct funder_list *l, funder_bad_fn *bad,
                            void *arg);

/* --- funder_file.c --- */

/* "host", or "host:port" where PORT is not one of the web's own. In MEM. */
const char *funder_place(struct arena *mem, const char *host, int port);

#endif
