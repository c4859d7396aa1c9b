/*
 * pdf.h - a PDF as a cleaned page, by poppler-glib.
 *
 * Call documents ("utlysningstext", "riktlinjer") hold terms that the page
 * leaves out. Lines become headings by their size and weight, paragraphs by
 * their distance, pairs by "Label: value". Pictures of text stay unread.
 *
 * Only ever called in a worker.
 */
#ifndef WORKER_PDF_H
#define WORKER_PDF_H

#include "medel/doc.h"

#include <stdbool.h>

/* True where the bytes say that they are a PDF. */
bool pdf_is(const char *bytes, size_t len);

/*
 * Result in MEM. ST_INVALID where poppler cannot open it (damaged, or locked
 * by a password), ST_LIMIT past CAP_PDF_PAGES pages.
 */
enum status clean_pdf(struct arena *mem, const char *bytes, size_t len,
                      struct doc **ret, struct err *e) MEDEL_NODISCARD;

#endif
