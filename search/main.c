/*
 * main.c - medel-search: the commands that read the index and print.
 */
#include "data_image.h"
#include "image/image.h"
#include "program.h"

int main(int argc, char **argv)
{
    data_image_use(search_image, (size_t)(search_image_end - search_image));
    return search_main(argc, argv);
}
