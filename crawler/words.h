/*
 * words.h - which links look promising: data/frontier.txt.
 */
#ifndef MEDEL_CRAWLER_WORDS_H
#define MEDEL_CRAWLER_WORDS_H

#include "medel/err.h"

#include <stdbool.h>

struct words;

/* ST_INVALID names file and line. Caller frees with words_free(). */
enum status words_load(const char *path, struct words **ret,
                       struct err *e) MEDEL_NODISCARD;
void words_free(struct words *w);

/* What the words of a link's text and address are worth, -200 to 200. */
int words_weigh(const struct words *w, const char *text, const char *address);
/* True where TEXT names the next page of a listing, and little else. */
bool words_is_next(const struct words *w, const char *text);
/* True where TEXT (a title, a heading, a very short page) says that what was
 * asked for is not there. */
bool words_is_missing(const struct words *w, const char *text);

#endif
