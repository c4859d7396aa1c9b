/*
 * replay.c - runs a fuzz target on inputs that are kept, once each: without
 * clang, in seconds, as a test.
 *
 *   build-asan/fuzz/TARGET FILE|FOLDER...
 *
 * Prints "N inputs". A sanitizer, a broken promise, or an input that takes more
 * than SECONDS ends it; what it was at is on standard error.
 */
#include "fuzz.h"

#include "medel/buf.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECONDS 10
#define INPUT_MAX_BYTES ((size_t)64 << 20)

static const char *current = "";

/* Last words: on a signal, and on the sanitizers' own way out. */
static void tell(void)
{
    static const char before[] = "the input is ", end[] = "\n";
    ssize_t ignored = write(STDERR_FILENO, before, sizeof before - 1);
    ignored = write(STDERR_FILENO, current, strlen(current));
    ignored = write(STDERR_FILENO, end, 1);
    (void)ignored;
}

static void on_signal(int number)
{
    tell();
    signal(number, SIG_DFL);
    raise(number);
}

void __sanitizer_set_death_callback(void (*fn)(void));

static size_t run_file(const char *path)
{
    struct buf b;
    struct err e = ERR_INIT;
    buf_init(&b, INPUT_MAX_BYTES);
    current = path;
    if (buf_read_file(&b, path, &e) != ST_OK) {
        fprintf(stderr, "%s\n", e.text);
        exit(2);
    }
    /* Not a byte more than there is, so that one read past it is seen. */
    size_t len = b.len;
    char *copy = fuzz_copy((const uint8_t *)b.data, len, false);
    buf_free(&b);
    alarm(SECONDS);
    LLVMFuzzerTestOneInput((const uint8_t *)copy, len);
    alarm(0);
    free(copy);
    return 1;
}

static int visible(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

static size_t run_folder(const char *path)
{
    struct dirent **list = NULL;
    size_t done = 0;
    int n = scandir(path, &list, visible, alphasort);
    for (int i = 0; i < n; i++) {
        char file[4096];
        snprintf(file, sizeof file, "%s/%s", path, list[i]->d_name);
        done += run_file(file);
        free(list[i]);
    }
    free(list);
    return done;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    struct stat s;
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(tell);
#endif
    signal(SIGALRM, on_signal);
    signal(SIGABRT, on_signal);
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++)
        n += stat(argv[i], &s) == 0 && S_ISDIR(s.st_mode) ? run_folder(argv[i])
                                                          : run_file(argv[i]);
    printf("%zu inputs\n", n);
    return 0;
}
