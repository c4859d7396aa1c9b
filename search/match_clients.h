/*
 * match_clients.h - the enterprises that a call is for, for people: on a
 * terminal and as Markdown.
 *
 *  1 ? Byggåterbruket i Vuollerim ek. för.                     score 61.3
 *      vuollerim                                             check first
 *      circular, rural · for Norrbotten · matches snickeri
 *      ✓ cooperatives may apply: “föreningar och kooperativ”
 *      ? pays at most 60 %: “högst 60 procent”
 *
 * ✓ is stated and suits, ? is to be checked, ✗ bars.
 */
#ifndef MEDEL_SEARCH_MATCH_CLIENTS_H
#define MEDEL_SEARCH_MATCH_CLIENTS_H

#include "match_print.h"

/* Both append to OUT. */
enum status match_clients_table(struct buf *out, const struct call *call,
                                const struct match_client *clients, size_t n,
                                const struct table_options *o);
enum status match_clients_markdown(struct buf *out, const struct call *call,
                                   const struct match_client *clients, size_t n,
                                   const struct table_options *o);

#endif
