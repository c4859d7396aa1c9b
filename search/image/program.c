/* program.c - see ../program.h. It is here since it wants the image, which
 * cannot be in the library that the image is made with. */
#include "../program.h"

#include "../data_image.h"
#include "../searchdb.h"

#include "medel/built_in.h"
#include "medel/prefault.h"

/* What make.c wrote; make says where, if not here. */
#ifndef SEARCH_IMAGE
#define SEARCH_IMAGE "build/search.image"
#endif

/* A search of two words takes some 700 KiB. */
#define HEAP_BYTES ((size_t)768 << 10)

BUILT_IN(search_image, SEARCH_IMAGE);

int search_main(const struct cli_command *const *commands, int argc,
                char **argv)
{
    prefault_memory(HEAP_BYTES);
    data_image_use(search_image, (size_t)search_image_bytes);
    int code = cli_main(commands, argc, argv);
    /* An answer without a part of the index may be another than the whole. */
    bool partial = (code == 0 || code == status_exit_code(ST_NOT_FOUND)) &&
                   searchdb_left_out(NULL) > 0;
    return partial ? status_exit_code(ST_PARTIAL) : code;
}
