/*
 * query_names_file.h - data/query.yaml as query_names_file.c reads it and
 * query_names.c looks things up in it.
 */
#ifndef MEDEL_SEARCH_QUERY_NAMES_FILE_H
#define MEDEL_SEARCH_QUERY_NAMES_FILE_H

#include "query_names.h"

struct names {
    const char **items;
    unsigned n;
};
struct field_entry {
    int field;
    struct names names;
};
struct code_entry {
    int code;
    struct names names, also;
};
struct code_entries {
    struct code_entry *items;
    unsigned n;
};
struct currency_entry {
    const char *code;
    struct names names;
};
struct operators {
    struct names words[OPERATOR_NONE];
};

struct query_names {
    struct operators operators;
    struct field_entry *fields;
    unsigned n_fields;
    struct names dropped;
    struct code_entries codes[CODE_LANGUAGE + 1];
    struct names lists[LIST_COUNT];
    struct currency_entry *currencies;
    unsigned n_currencies;
};

#endif
