/*
 * barred.h - the part of the eligibility gate that the index can do: a query
 * that leaves out calls that gate_judge() is sure to refuse, so that they need
 * not be read at all. The gate still judges every call that is read.
 */
#ifndef MEDEL_SEARCH_BARRED_H
#define MEDEL_SEARCH_BARRED_H

#include "medel/profile.h"

#include "gate.h"
#include "searchdb.h"

/* PROFILE may be NULL. NULL only when memory ran out: *e tells. */
struct xap_query *unbarred_query(struct searchdb *db,
                                 const struct profile *profile,
                                 struct gate_day day, struct err *e);

#endif
