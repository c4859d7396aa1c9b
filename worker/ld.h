/*
 * ld.h - what a page's JSON-LD says in sentences.
 */
#ifndef MEDEL_WORKER_LD_H
#define MEDEL_WORKER_LD_H

#include <jansson.h>

/*
 * RAW, a text of JSON-LD, without what it says of others than the page's own
 * matter: who published it, the way to it, the site (schema.org's types and
 * properties). A headline and the name of a question are its "heading" then,
 * and stand first. NULL where it is no JSON; owned by the caller.
 */
json_t *ld_load(const char *raw);

#endif
