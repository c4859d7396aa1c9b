/* reader.c - see reader.h. */
#include "reader.h"

#include "medel/caps.h"
#include "medel/hash.h"
#include "medel/paths.h"
#include "medel/vocab.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

uint64_t reader_fingerprint_of_program(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    struct stat st;
    uint64_t h = 0;
    if (fstat(fd, &st) == 0 && st.st_size > 0) {
        size_t n = (size_t)st.st_size;
        void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p != MAP_FAILED) {
            h = hash_bulk(p, n);
            munmap(p, n);
        }
    }
    close(fd);
    return h;
}

uint64_t reader_fingerprint(const struct reader *r)
{
    uint64_t parts[] = {reader_fingerprint_of_program(r->worker_path),
                        hash_bulk(r->vocab.data, r->vocab.len)};
    return hash_u64(parts, sizeof parts);
}

enum status reader_find(struct arena *mem, struct reader *ret, struct err *e)
{
    struct reader r = {.worker_path = paths_program(mem, "medel-worker")};
    buf_init(&r.vocab, CAP_VOCAB_BYTES);
    enum status st = vocab_bundle(paths_share(mem, "data"), &r.vocab, e);
    if (st != ST_OK) {
        buf_free(&r.vocab);
        return st;
    }
    *ret = r;
    return ST_OK;
}

void reader_free(struct reader *r)
{
    buf_free(&r->vocab);
}
