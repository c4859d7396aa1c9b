/*
 * late_poppler.h - poppler, loaded for workers that read PDFs: see
 * medel/late.h. With it come fifty libraries, which took a third of a run that
 * reads one page, and a part of each worker's start. A function that is not
 * here is one that medel-worker would have to be linked with.
 */
#ifndef WORKER_LATE_POPPLER_H
#define WORKER_LATE_POPPLER_H

#include <poppler.h>

/* The function of that name: see late_function(). */
void *late_poppler(const char *name);

#define LATE(f) (*(__typeof__(&f))late_poppler(#f))

/* Some are macros, too, in some of glib's versions. */
#undef g_bytes_new_static
#undef g_bytes_unref
#undef g_error_free
#undef g_free
#undef g_object_unref
#define g_bytes_new_static LATE(g_bytes_new_static)
#define g_bytes_unref LATE(g_bytes_unref)
#define g_error_free LATE(g_error_free)
#define g_free LATE(g_free)
#define g_object_unref LATE(g_object_unref)
#define poppler_document_get_n_pages LATE(poppler_document_get_n_pages)
#define poppler_document_get_page LATE(poppler_document_get_page)
#define poppler_document_get_title LATE(poppler_document_get_title)
#define poppler_document_new_from_bytes LATE(poppler_document_new_from_bytes)
#define poppler_get_version LATE(poppler_get_version)
#define poppler_page_free_text_attributes                                      \
    LATE(poppler_page_free_text_attributes)
#define poppler_page_get_size LATE(poppler_page_get_size)
#define poppler_page_get_text LATE(poppler_page_get_text)
#define poppler_page_get_text_attributes LATE(poppler_page_get_text_attributes)
#define poppler_page_get_text_layout LATE(poppler_page_get_text_layout)

#endif
