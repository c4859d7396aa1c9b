/* made.c - see image.h. */
#include "image.h"

/* SEARCH_IMAGE is what make.c wrote, by its path from the top of the tree,
 * where make runs. Its numbers want a place of their size. */
__asm__(".pushsection .rodata\n"
        ".balign 16\n"
        ".globl search_image, search_image_end\n"
        "search_image:\n"
        ".incbin \"" SEARCH_IMAGE "\"\n"
        "search_image_end:\n"
        ".byte 0\n"
        ".popsection\n");
