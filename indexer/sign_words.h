/*
 * sign_words.h - what speaks for a page's being a call or against it, and what
 * it is instead, in words for people and in their language. The reader of
 * pages has neither files nor a language, and gives codes.
 */
#ifndef MEDEL_INDEXER_SIGN_WORDS_H
#define MEDEL_INDEXER_SIGN_WORDS_H

#include "medel/arena.h"
#include "medel/reading.h"

/* A reason of a reading, "+1.2 fact.award", as "+1.2 states what one can get";
 * "-0.8 words beslut, projektet" as "-0.8 words of the page: beslut, projektet".
 * One that has no words comes back as it is. The result is in MEM, or REASON
 * itself. */
const char *sign_words(struct arena *mem, const char *reason);

/* "a decision", "a list": completes "the page is ...". Static. */
const char *page_kind_words(enum page_kind kind);

#endif
