/* vocab_codes.h - what the codes in lexicon files may be. */
#ifndef READ_VOCAB_CODES_H
#define READ_VOCAB_CODES_H

#include "vocab_int.h"

/* "section", "cue", ...: the set's number, or -1; and its name. */
int vocab_set_find(const char *name);
const char *vocab_set_name(int set);

/* Checks ENTRY's code against its set and fills index, codes, number and
 * currency. ST_INVALID says what would be right. */
enum status vocab_code_parse(struct lexicon_entry *entry, struct err *e);

#endif
