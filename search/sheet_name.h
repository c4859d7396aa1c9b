/*
 * sheet_name.h - names for the sheets of a workbook: at most 31 characters,
 * none of []:*?/\, no apostrophe at either end, no two alike.
 */
#ifndef MEDEL_SEARCH_SHEET_NAME_H
#define MEDEL_SEARCH_SHEET_NAME_H

#include "medel/arena.h"

struct sheet_names;
/* Lives in MEM. */
struct sheet_names *sheet_names_new(struct arena *mem);
/* WANTED made such a name that is not given yet: "Byn", "Byn (2)". In MEM. */
const char *sheet_name(struct sheet_names *names, struct arena *mem,
                       const char *wanted);

#endif
