/* program.c - see ../program.h. It is here since it wants the image, which
 * cannot be in the library that the image is made with. */
#include "../program.h"

#include "../data_image.h"
#include "../searchdb.h"

#include <stdint.h>

/* What make.c wrote, by its path from the top of the tree, where make runs;
 * make says which, if not this one. */
#ifndef SEARCH_IMAGE
#define SEARCH_IMAGE "build/search.image"
#endif

/* The image's numbers want a place of their size. */
__asm__(".pushsection .rodata\n"
        ".globl search_image, search_image_bytes\n"
        ".hidden search_image, search_image_bytes\n"
        ".balign 16\n"
        "search_image:\n"
        ".incbin \"" SEARCH_IMAGE "\"\n"
        "search_image_end:\n"
        ".balign 8\n"
        "search_image_bytes:\n"
        ".quad search_image_end - search_image\n"
        ".popsection\n");
extern const unsigned char search_image[];
extern const uint64_t search_image_bytes;

int search_main(const struct cli_command *const *commands, int argc,
                char **argv)
{
    data_image_use(search_image, (size_t)search_image_bytes);
    int code = cli_main(commands, argc, argv);
    /* An answer without a part of the index may be another than the whole. */
    bool partial = (code == 0 || code == status_exit_code(ST_NOT_FOUND)) &&
                   searchdb_left_out(NULL) > 0;
    return partial ? status_exit_code(ST_PARTIAL) : code;
}
