/* image.h - the data image (data_image.h) that is built into the programs. */
#ifndef MEDEL_SEARCH_IMAGE_H
#define MEDEL_SEARCH_IMAGE_H

#include <stddef.h>

extern const unsigned char search_image[], search_image_end[];

#endif
