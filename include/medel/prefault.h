/*
 * prefault.h - memory that a short run is going to touch, asked for at once.
 *
 * A page that is touched for the first time costs a way into the kernel and
 * back, which is dear in a virtual machine: a search of two words touched some
 * 400 pages, and that took longer than the search. Asked for together they cost
 * a twentieth. Where the kernel knows no such question (before Linux 5.14)
 * nothing is gained and nothing lost.
 */
#ifndef MEDEL_PREFAULT_H
#define MEDEL_PREFAULT_H

#include <stddef.h>

/* The next BYTES that malloc() gives out in small pieces, and some of the
 * stack. Once, at the beginning of main(), before there are threads. */
void prefault_memory(size_t bytes);

#endif
