/* sub_title.h - titles of a call's lesser pages. */
#ifndef READ_SUB_TITLE_H
#define READ_SUB_TITLE_H

#include "found.h"

#include "medel/reading.h"

/* What TITLE (NULL: none) says that its page is about: by its words alone, by
 * the first two of them, at least, before a name, or by those after one. */
enum page_about sub_title_about(const struct reader *r, const char *title);

/* "Kompetenslyftet – Beskrivning": TITLE without the words for the first of a
 * call's pages, where it ends in them; or TITLE. In R's arena. */
const char *sub_title_whole(const struct reader *r, const char *title);

#endif
