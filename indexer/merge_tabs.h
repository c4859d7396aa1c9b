/* merge_tabs.h - calls that stand on several pages, none of which tells all of
 * it. */
#ifndef INDEXER_MERGE_TABS_H
#define INDEXER_MERGE_TABS_H

#include "merge_join.h"

/*
 * Pages that are a call together, whatever each of them looks like: with its
 * title in theirs ("Villkor - Bidrag mot ensamhet"), below it and all linked to
 * each other, or below it under its title or those of terms ("Vem kan söka").
 */
void join_tabs(struct parts *p);

#endif
