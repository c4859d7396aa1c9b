/* fuzz_vocab.c - the vocabulary: a file of it, or, where the first byte is odd,
 * a whole bundle as it goes to a worker. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct err e = ERR_INIT;
    struct vocab *v = NULL;
    struct buf b;
    bool raw = fuzz_take(&bytes, &len) % 2 != 0;
    buf_init(&b, len + 64);
    if (!raw)
        FUZZ_NEED(buf_printf(&b, "file.yaml %zu\n", len) == ST_OK);
    FUZZ_NEED(buf_append(&b, bytes, len) == ST_OK);
    char *copy = fuzz_copy((const uint8_t *)b.data, b.len, false);
    if (vocab_parse(copy, b.len, &v, &e) == ST_OK)
        vocab_free(v);
    else
        FUZZ_MUST(v == NULL && e.text[0] != '\0');
    free(copy);
    buf_free(&b);
    return 0;
}
