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

/* Loads poppler, for which files are opened; also where it is loaded already.
 * ST_IO. */
enum status pdf_load(struct err *e) MEDEL_NODISCARD;
bool pdf_is_loaded(void);

/*
 * Loads poppler, too, where that has not been done. Result in MEM. ST_INVALID
 * where poppler cannot open it (damaged, or locked by a password), ST_LIMIT
 * past CAP_PDF_PAGES pages.
 */
enum status clean_pdf(struct arena *mem, const char *bytes, size_t len,
                      struct doc **ret, struct err *e) MEDEL_NODISCARD;

#endif
