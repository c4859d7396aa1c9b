/*
 * columns.h - the columns of a table of days: "Lov: 8-12 februari | Vi behöver
 * er ansökan: 15 januari".
 */
#ifndef READ_COLUMNS_H
#define READ_COLUMNS_H

#include "clauses.h"

/* Does another column of the row that S is in say that its days are to apply
 * by, and S's label not? What stands above the table is then of that one. */
bool column_is_other(const struct scene *s);

#endif
