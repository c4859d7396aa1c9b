/*
 * make.c - writes the data image: see data_image.h. Runs when medel is built.
 *
 *     data-image DATA FILE
 *
 * DATA is the folder data/ of the tree. A file there that is wrong ends it with
 * a message, and the build.
 */
#include "../cycle_words.h"
#include "../data_image.h"
#include "../knowledge.h"

#include <stdio.h>

static enum status load_all(const char *data, struct err *e)
{
    struct knowledge known;
    struct cycle_words *cycles = NULL;
    enum status st = knowledge_load_from(&known, data, true, e);
    if (st == ST_OK)
        st = cycle_words_load(data, &cycles, e);
    knowledge_free(&known);
    cycle_words_free(cycles);
    return st;
}

int main(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (argc != 3) {
        fprintf(stderr, "usage: data-image DATA FILE\n");
        return status_exit_code(ST_USAGE);
    }
    data_image_begin();
    enum status st = load_all(argv[1], &e);
    if (st == ST_OK)
        st = data_image_write(argv[2], &e);
    if (st != ST_OK)
        fprintf(stderr, "data-image: %s\n", e.text);
    return status_exit_code(st);
}
