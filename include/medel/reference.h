/*
 * reference.h - reference numbers (diarienummer, topic ids) in the one form in
 * which the index has them and a search asks for them.
 */
#ifndef MEDEL_REFERENCE_H
#define MEDEL_REFERENCE_H

#include "medel/arena.h"

/* Letters and digits of TEXT alone, in lower case and composed form (NFC):
 * "Dnr 2026–1/42" and "dnr2026/1-42" are both "dnr2026142". In MEM; "" where
 * TEXT has none or is not UTF-8. */
const char *reference_key(struct arena *mem, const char *text);

#endif
