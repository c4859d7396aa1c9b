/*
 * html_card.h - a call as a card of the report.
 */
#ifndef MEDEL_SEARCH_HTML_CARD_H
#define MEDEL_SEARCH_HTML_CARD_H

#include "exporter_int.h"
#include "markup.h"

/* Appends the card NR (its id is "cNR"), its title a heading of LEVEL. */
void html_card(struct markup *m, struct exporter *x, const struct export_row *r,
               size_t nr, int level);

/* What the card is filed under where verdicts are judged: "yes", "no",
 * "unknown"; else "". */
const char *html_verdict(const struct exporter *x, const struct export_row *r);

#endif
