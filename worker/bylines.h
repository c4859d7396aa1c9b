/* bylines.h - lines on who wrote a page and when it was published. */
#ifndef MEDEL_WORKER_BYLINES_H
#define MEDEL_WORKER_BYLINES_H

#include <stdbool.h>
#include <stddef.h>

enum byline {
    BYLINE_NONE,
    BYLINE_DATE,  /* nothing but a day: a byline below the page's title only */
    BYLINE_SAID,  /* "Publicerad 3 maj", "By Ann Berg" */
    BYLINE_CREDIT /* "Text: Ann Berg": wherever it stands */
};

enum byline byline_of(const char *s, size_t n);

#endif
