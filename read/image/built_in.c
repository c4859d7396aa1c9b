/* built_in.c - the image of the vocabulary in the programs that read. It is
 * here since it wants the image, which cannot be in the library that the image
 * is made with. */
#include "medel/built_in.h"

#include "medel/vocab.h"

/* What make.c wrote; make says where, if not here. */
#ifndef READ_IMAGE
#define READ_IMAGE "build/read.image"
#endif

BUILT_IN(read_image, READ_IMAGE);

void vocab_image_use_built_in(void)
{
    vocab_image_use(read_image, (size_t)read_image_bytes);
}
