/* item.c - the values of an item; see medel/adapter_split.h. Apart from the
 * splitter, since the reader of items needs no parser of streams. */
#include "medel/adapter_split.h"

#include <string.h>

static int field_of(const struct adapter_item *i, const char *field)
{
    for (int k = 0; i->spec->fields[k] != NULL; k++)
        if (strcmp(i->spec->fields[k], field) == 0)
            return k;
    return -1;
}

const char *adapter_item_nth(const struct adapter_item *i, const char *field,
                             size_t k)
{
    int f = field_of(i, field);
    for (size_t v = 0; v < i->n_values; v++)
        if (i->values[v].field == f && i->values[v].text != NULL && k-- == 0)
            return i->values[v].text;
    return NULL;
}

const char *adapter_item_get(const struct adapter_item *i, const char *field)
{
    return adapter_item_nth(i, field, 0);
}

bool adapter_item_has(const struct adapter_item *i, const char *field)
{
    int f = field_of(i, field);
    for (size_t v = 0; v < i->n_values; v++)
        if (i->values[v].field == f)
            return true;
    return false;
}
