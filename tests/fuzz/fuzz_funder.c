/* fuzz_funder.c - sources: funders/ID.yaml. */
#include "fuzz.h"

#include "../../common/funder_file.h"

#include "medel/url.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file's name is the source's id, so it has one: the same for all inputs. */
static const char *put(const uint8_t *bytes, size_t len)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/fonden.yaml", fuzz_folder());
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FUZZ_NEED(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
    close(fd);
    return path;
}

static void must_be_funder(struct arena *mem, const struct funder *f)
{
    struct err e = ERR_INIT;
    const char *again;
    FUZZ_MUST(strcmp(f->id, "fonden") == 0);
    FUZZ_MUST(f->name != NULL);
    FUZZ_MUST(f->budget >= 0);
    for (size_t i = 0; i < f->n_start; i++) {
        FUZZ_MUST(url_normalise(mem, NULL, f->start[i], &again, &e) == ST_OK);
        FUZZ_MUST(strcmp(f->start[i], again) == 0);
    }
    for (size_t i = 0; i < f->n_hosts; i++)
        FUZZ_MUST(f->hosts[i][0] != '\0' &&
                  strpbrk(f->hosts[i], "/ \n") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct funder f;
    if (funder_file_load(mem, put(bytes, len), &f, &e) == ST_OK)
        must_be_funder(mem, &f);
    else
        FUZZ_MUST(e.text[0] != '\0');
    arena_free(mem);
    return 0;
}
