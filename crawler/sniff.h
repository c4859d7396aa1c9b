/*
 * sniff.h - what kind of document some bytes are. Headers are often wrong.
 */
#ifndef MEDEL_CRAWLER_SNIFF_H
#define MEDEL_CRAWLER_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/* TYPE, the Content-Type (or NULL), is believed when it says HTML and the
 * bytes are text; when it says something else or nothing, the bytes decide. A
 * NUL among the first ones is no text, unless all else says that somebody has
 * put it into a page. */
bool sniff_is_html(const char *type, const char *p, size_t n);
bool sniff_is_pdf(const char *p, size_t n);
/* UNFRAMED: neither a length nor chunks tell whether the answer is whole. Then
 * a page that does not end as pages do is taken for cut off. */
bool sniff_is_cut_off(bool unframed, const char *p, size_t n);

#endif
