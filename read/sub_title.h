/* sub_title.h - titles of a call's lesser pages. */
#ifndef READ_SUB_TITLE_H
#define READ_SUB_TITLE_H

#include "found.h"

#include "medel/reading.h"

/* What TITLE (NULL: none) says that its page is about: by its words alone, or
 * by the first two of them, at least, before a name. */
enum page_about sub_title_about(const struct reader *r, const char *title);

#endif
