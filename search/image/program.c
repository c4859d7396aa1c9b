/* program.c - see ../program.h. It is here since it wants the image, which
 * cannot be in the library that the image is made with. */
#include "../program.h"

#include "../data_image.h"
#include "../searchdb.h"

/* SEARCH_IMAGE is what make.c wrote, by its path from the top of the tree,
 * where make runs. Its numbers want a place of their size. */
__asm__(".pushsection .rodata\n"
        ".balign 16\n"
        "search_image:\n"
        ".incbin \"" SEARCH_IMAGE "\"\n"
        "search_image_end:\n"
        ".byte 0\n"
        ".popsection\n");
extern const unsigned char search_image[], search_image_end[];

int search_main(const struct cli_command *const *commands, int argc,
                char **argv)
{
    data_image_use(search_image, (size_t)(search_image_end - search_image));
    int code = cli_main(commands, argc, argv);
    /* An answer without a part of the index may be another than the whole. */
    bool partial = (code == 0 || code == status_exit_code(ST_NOT_FOUND)) &&
                   searchdb_left_out(NULL) > 0;
    return partial ? status_exit_code(ST_PARTIAL) : code;
}
