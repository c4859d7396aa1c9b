/*
 * facts.h - what an item states, with its words, into a record; shared inside
 * adapters/.
 */
#ifndef MEDEL_ADAPTERS_FACTS_H
#define MEDEL_ADAPTERS_FACTS_H

#include "medel/adapter.h"
#include "medel/adapter_record.h"

#include <jansson.h>

/* An empty record of MEM's. */
struct call *facts_new(struct arena *mem);
/* Each takes TEXT, the value of NAME in the data, for a field; NULL: none. */
void facts_title(struct call *c, const char *name, const char *text);
void facts_reference(struct call *c, const char *name, const char *text);
void facts_contact(struct call *c, const char *name, const char *text);
/* False where it is no day. */
bool facts_opens(struct call *c, const char *name, const char *text);
/* May be called for several; days that are there already are left out. */
bool facts_deadline(struct call *c, const char *name, const char *text);
void facts_sum(struct call *c, enum call_field f, double *to, double value,
               const char *currency, const char *words);
/* It says so in a word, whatever its days. */
void facts_forthcoming(struct call *c, const char *name, const char *text);
void facts_closed(struct call *c, const char *name, const char *text);
void facts_document(struct call *c, const char *url);

#endif
