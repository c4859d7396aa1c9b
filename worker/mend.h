/*
 * mend.h - markup made fit for tidy 5.6.
 */
#ifndef MEDEL_WORKER_MEND_H
#define MEDEL_WORKER_MEND_H

#include "aside.h"

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <stddef.h>

/* A page as tidy is given it, and the scripts that hold data. */
struct mended {
    struct buf html;
    struct aside aside;  /* what stands for itself in html by a sign */
    const char **jsonld; /* in the arena, raw */
    size_t n_jsonld, cap_jsonld;
    const char **state;
    size_t n_state, cap_state;
};

/*
 * Rewrites HTML (valid UTF-8) for tidy; see mend.c for what is changed. OUT
 * must be zeroed; its html is the caller's to free even on failure.
 */
enum status mend_html(struct arena *mem, const char *s, size_t n,
                      struct mended *out, struct err *e) MEDEL_NODISCARD;

/* script.c: keeps the content of a script element that holds JSON-LD or the
 * page's state. ID and TYPE may be NULL. */
void script_keep(struct arena *mem, struct mended *out, const char *type,
                 const char *id, const char *s, size_t n);
/* The same of an attribute's value, as written, that begins with a brace:
 * Inertia's data-page and the like. */
void script_keep_attr(struct arena *mem, struct mended *out, const char *s,
                      size_t n);

#endif
