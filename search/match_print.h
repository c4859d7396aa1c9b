/*
 * match_print.h - the results of medel match, enterprise by enterprise.
 *
 * As a table and as Markdown each enterprise has a heading with its name. In
 * jsonl, json and csv every call of every enterprise is an object or a line,
 * as search gives it, with the enterprise's id as `profile` before all else.
 */
#ifndef MEDEL_SEARCH_MATCH_PRINT_H
#define MEDEL_SEARCH_MATCH_PRINT_H

#include "medel/buf.h"
#include "medel/err.h"
#include "medel/profile.h"

#include "candidates.h"
#include "table.h"

#include <stddef.h>

struct match_printer {
    const char *format;          /* table, md, jsonl, json or csv */
    struct table_options table;  /* its profile and aid are set here */
    const struct state_aid *aid; /* borrowed; NULL: not told */
    struct buf out;              /* written to standard output bit by bit */
    size_t n;                    /* enterprises, or for data calls, so far */
};

/* What one call is to one enterprise. */
struct match_client {
    const struct profile *profile;
    const struct candidate *hit;
};

void match_print_init(struct match_printer *p, const char *format,
                      const struct table_options *table);
void match_print_free(struct match_printer *p);

enum status match_print_begin(struct match_printer *p,
                              struct err *e) MEDEL_NODISCARD;
/* The calls for one enterprise; none is said for people. */
enum status match_print_calls(struct match_printer *p,
                              const struct profile *profile,
                              const struct candidate_list *l,
                              struct err *e) MEDEL_NODISCARD;
/* The enterprises for one call, in their order; N may be 0. */
enum status match_print_clients(struct match_printer *p,
                                const struct call *call,
                                const struct match_client *clients, size_t n,
                                struct err *e) MEDEL_NODISCARD;
enum status match_print_end(struct match_printer *p,
                            struct err *e) MEDEL_NODISCARD;

#endif
