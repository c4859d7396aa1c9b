/*
 * sentences.h - where a sentence ends.
 *
 * At a stop, a question mark or an exclamation mark, with the quotation mark or
 * bracket that closes behind it, where what follows can begin a sentence. Not
 * at the point of an abbreviation ("t.ex.", those of the vocabulary), of an
 * initial, of an ordinal ("den 15. mars") or of a currency ("kr. 40 000"); but
 * where the space behind a point was left out ("2027.Projekten").
 */
#ifndef READ_SENTENCES_H
#define READ_SENTENCES_H

#include "medel/vocab.h"

#include <stddef.h>

/* Where the sentence ends that begins at S[FROM], in a text of LEN bytes with a
 * zero behind them. More than FROM, at most LEN, where FROM is less than LEN.
 * An endless one is cut between words. */
size_t sentence_end(const struct vocab *v, const char *s, size_t from,
                    size_t len);

#endif
