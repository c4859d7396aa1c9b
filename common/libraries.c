/* libraries.c - see medel/libraries.h. */
#include "medel/libraries.h"

#include <stdio.h>

int libraries_print(const struct library *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("library\t%s\t%s\n", l[i].name, l[i].version);
    return 0;
}
