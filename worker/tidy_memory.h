/*
 * tidy_memory.h - the memory of one tidy document, given back at once.
 *
 * tidy takes a piece for every node, attribute and word of one, and gives each
 * back when the document is released, which took a fifth of a page's parsing.
 * Here small pieces are cut from chunks. What tidy gives back while it works is
 * used again by size, so that a page that makes it build and drop the same
 * nodes without end takes no more memory than with malloc().
 */
#ifndef MEDEL_WORKER_TIDY_MEMORY_H
#define MEDEL_WORKER_TIDY_MEMORY_H

#include <stddef.h>
#include <tidy/tidy.h>

#define TIDY_MEMORY_STEP 16u
#define TIDY_MEMORY_SMALL 512u /* larger pieces are malloc()'s */

struct tidy_memory {
    TidyAllocator base; /* for tidyCreateWithAllocator(); must be first */
    struct tidy_chunk *chunks;
    struct tidy_large *large;
    char *at, *end; /* of what the newest chunk has left */
    struct tidy_piece *free[TIDY_MEMORY_SMALL / TIDY_MEMORY_STEP + 1];
};

void tidy_memory_init(struct tidy_memory *m);
/* All that was taken. A document of it must not be used any more, nor be
 * released. */
void tidy_memory_drop(struct tidy_memory *m);

#endif
