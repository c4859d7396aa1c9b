/* record.h - an item of a funder's data, read: see medel/adapter.h. */
#ifndef MEDEL_WORKER_RECORD_H
#define MEDEL_WORKER_RECORD_H

#include "medel/reading.h"
#include "medel/vocab.h"

/*
 * Reads an item of the part that CTX names: what the data states, and from its
 * texts what it leaves out. As read_page() otherwise. ST_INVALID where it is
 * not what the part's items are.
 */
enum status record_read(struct arena *mem, const struct vocab *v,
                        const struct read_context *ctx, const char *bytes,
                        size_t len, struct page_reading **ret,
                        struct err *e) MEDEL_NODISCARD;
/* Its texts alone. */
enum status record_clean(struct arena *mem, const struct read_context *ctx,
                         const char *bytes, size_t len, struct doc **ret,
                         struct err *e) MEDEL_NODISCARD;

#endif
