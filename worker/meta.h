/* meta.h - what a page says of itself outside its text. */
#ifndef MEDEL_WORKER_META_H
#define MEDEL_WORKER_META_H

#include "dom.h"
#include "mend.h"

/* Fills the doc's metadata: title, og, canonical, base, lang, dates,
 * alternates, breadcrumbs, robots, JSON-LD and state. */
void meta_read(struct doc *d, const struct dom *dom, const struct mended *m);
/* All links of the body with their places. */
void meta_links(struct doc *d, const struct dom *dom);

#endif
