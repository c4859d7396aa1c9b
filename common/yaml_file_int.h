/* yaml_file_int.h - what yaml_file.c and yaml_schema.c share. */
#ifndef MEDEL_COMMON_YAML_FILE_INT_H
#define MEDEL_COMMON_YAML_FILE_INT_H

#include "yaml_file.h"

struct node;

struct yaml_file {
    struct arena *mem;
    const char *name; /* as it was asked for */
    const char *text;
    size_t len;
    struct node *nodes;
    size_t n_nodes, cap_nodes;
    int documents;
};

/* Records "FILE:LINE: TEXT", without the line where it is 0. */
enum status yaml_file_fault(const struct yaml_file *f, size_t line,
                            struct err *e, const char *text);

#endif
