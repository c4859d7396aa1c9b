/*
 * state.h - the text of pages that stands only in their scripts.
 */
#ifndef MEDEL_WORKER_STATE_H
#define MEDEL_WORKER_STATE_H

#include "medel/doc.h"

/*
 * Where D's main text is all but empty and its scripts hold the state that a
 * browser would render (D's state texts), the sentences, headings and labelled
 * values found in it are appended to D as blocks, and after them those of its
 * JSON-LD (https://schema.org/articleBody and the like). Otherwise only what
 * the lists of labelled values in it say that D does not show is put under its
 * title.
 */
enum status state_read(struct doc *d, struct err *e) MEDEL_NODISCARD;

#endif
