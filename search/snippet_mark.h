/*
 * snippet_mark.h - what stands round each hit of a snippet (snippet.h). No
 * text has them: control characters are taken out before anything is marked.
 */
#ifndef MEDEL_SEARCH_SNIPPET_MARK_H
#define MEDEL_SEARCH_SNIPPET_MARK_H

#define SNIPPET_ON '\x02'
#define SNIPPET_OFF '\x03'

#endif
