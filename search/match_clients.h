/*
 * match_clients.h - the enterprises that a call is for, for people: on a
 * terminal and as Markdown.
 *
 *  1 ? Byggåterbruket i Vuollerim ek. för.                     score 61.3
 *      vuollerim                                             check first
 *      circular, rural · for Norrbotten · matches snickeri
 *      ✓ cooperatives may apply: “föreningar och kooperativ”
 *      ? pays at most 60 %: “högst 60 procent”
 *      own funding: 200,000 SEK of costs of 500,000 SEK ...
 *
 * ✓ is stated and suits, ? is to be checked, ✗ bars.
 */
#ifndef MEDEL_SEARCH_MATCH_CLIENTS_H
#define MEDEL_SEARCH_MATCH_CLIENTS_H

#include "medel/buf.h"
#include "medel/profile.h"

#include "candidates.h"
#include "paint.h"
#include "table.h"

/* What one call is to one enterprise. */
struct match_client {
    const struct profile *profile;
    const struct candidate *hit;
};

/* Both append to OUT. */
enum status match_clients_table(struct buf *out, const struct call *call,
                                const struct match_client *clients, size_t n,
                                const struct table_options *o);
enum status match_clients_markdown(struct buf *out, const struct call *call,
                                   const struct match_client *clients, size_t n,
                                   const struct table_options *o);

/* Appends what one call is to one enterprise: why it ranks, what decided, and
 * what it must pay itself. */
void match_client_lines(struct page *p, struct arena *mem, int indent,
                        const struct call *call, const struct match_client *c);

#endif
