/*
 * make.c - writes the image of the vocabulary: see vocab_image.h. Runs when
 * medel is built.
 *
 *     vocab-image DATA FILE
 *
 * DATA is the folder data/ of the tree. A file there that is wrong ends it with
 * a message, and the build.
 */
#include "../vocab_image.h"

#include "medel/caps.h"
#include "medel/own_file.h"

#include <stdio.h>

#define IMAGE_BYTES ((size_t)64 << 20)

static enum status make(const char *data, const char *path, struct err *e)
{
    struct vocab *v = NULL;
    struct buf bundle, image;
    buf_init(&bundle, CAP_VOCAB_BYTES);
    buf_init(&image, IMAGE_BYTES);
    enum status st = vocab_bundle(data, &bundle, e);
    if (st == ST_OK)
        st = vocab_parse(bundle.data, bundle.len, &v, e);
    if (st == ST_OK)
        st = vocab_image_make(v, bundle.data, bundle.len, &image, e);
    if (st == ST_OK)
        st = own_file_put(path, image.data, image.len, e);
    vocab_free(v);
    buf_free(&bundle);
    buf_free(&image);
    return st;
}

int main(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (argc != 3) {
        fprintf(stderr, "usage: vocab-image DATA FILE\n");
        return status_exit_code(ST_USAGE);
    }
    enum status st = make(argv[1], argv[2], &e);
    if (st != ST_OK)
        fprintf(stderr, "vocab-image: %s\n", e.text);
    return status_exit_code(st);
}
