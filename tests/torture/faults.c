/*
 * faults.c - system calls and allocations that fail on demand: a library for
 * LD_PRELOAD, used by inject.py.
 *
 * It stands between a program with its libraries (SQLite, Xapian, libcurl,
 * tidy) and libc, counts their calls by kind, and lets one of them, or one
 * and all that follow, fail. Counts are shared by all processes of the
 * program: the n-th call is one call, whichever worker makes it. What libc
 * calls inside itself (stdio's writes) is not seen; /dev/full is there for
 * that. The environment says what is to be done:
 *
 *   FAULTS_PROGRAM  the program concerned; others are left alone
 *   FAULTS_LOG      a file for struct shared below
 *   FAULTS_KIND     a kind's name; FAULTS_N its call, from 1
 *   FAULTS_HOW      an errno's number; "short": half is read or written;
 *                   "kill": the process gets SIGKILL in place of the call
 *   FAULTS_STAYS    set: all later calls of that kind fail as well
 *   FAULTS_PATH     open alone: only of files whose path ends like this
 *   FAULTS_TRACE    a file for the stack of the call that failed
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define STACKS_MAX (1u << 16) /* different stacks that are told apart */
#define FRAMES 14

/* inject.py knows the order. */
enum kind {
    OPEN,
    READ,
    WRITE,
    SYNC,
    RENAME, /* and link */
    UNLINK, /* and rmdir */
    TRUNCATE,
    MKDIR,
    STAT,
    LOCK,
    CLOSE,
    MMAP,
    MALLOC,
    FORK, /* and posix_spawn, exec */
    PIPE, /* and socketpair */
    SOCKET,
    CONNECT,
    RECV,
    SEND,
    POLL,
    THREAD,
    KINDS
};

static const char *const names[KINDS] = {
    "open",  "read",   "write",   "sync",  "rename", "unlink", "truncate",
    "mkdir", "stat",   "lock",    "close", "mmap",   "malloc", "fork",
    "pipe",  "socket", "connect", "recv",  "send",   "poll",   "thread"};

/* The log. first[i]: at which call of its kind a stack was seen first. */
struct shared {
    atomic_uint counts[KINDS];
    atomic_uint hit;
    atomic_uint n_first;
    struct {
        uint32_t kind, call;
    } first[STACKS_MAX];
    _Atomic uint64_t seen[STACKS_MAX * 2];
};

static struct shared *shared;
static int want = -1; /* the kind that is to fail */
static unsigned want_n;
static int how;
static bool is_short, is_kill, stays;
static const char *want_path; /* NULL: any */
static int trace_fd = -1;
static __thread bool inside;

/* --- libc's own functions --------------------------------------------------
 */

/* dlsym() allocates: what it asks for before malloc is known comes from here,
 * and is never given back. */
static char early[1 << 16];
static size_t early_used;

static void *early_alloc(size_t n)
{
    n = (n + 15) & ~(size_t)15;
    if (n > sizeof early - early_used)
        abort();
    void *p = early + early_used;
    early_used += n;
    return p;
}

static bool is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof early;
}

#define REAL(name)                                                             \
    static __typeof__(name) *real;                                             \
    if (real == NULL)                                                          \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

/* --- counting and failing ---------------------------------------------------
 */

static void note_stack(enum kind k, unsigned n)
{
    void *frames[FRAMES];
    int depth = backtrace(frames, FRAMES);
    uint64_t h = 14695981039346656037u + (uint64_t)k;
    for (int i = 2; i < depth; i++)
        h = (h ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211u;
    h |= 1; /* 0 is an empty place */
    for (unsigned i = 0; i < STACKS_MAX * 2; i++) {
        _Atomic uint64_t *place = &shared->seen[(h + i) % (STACKS_MAX * 2)];
        uint64_t empty = 0;
        if (atomic_compare_exchange_strong(place, &empty, h)) {
            unsigned at = atomic_fetch_add(&shared->n_first, 1);
            if (at < STACKS_MAX) {
                shared->first[at].kind = (uint32_t)k;
                shared->first[at].call = n;
            }
            return;
        }
        if (empty == h)
            return;
    }
}

static void hit(void)
{
    atomic_fetch_add(&shared->hit, 1);
    if (trace_fd >= 0) {
        void *frames[40];
        int depth = backtrace(frames, 40);
        backtrace_symbols_fd(frames, depth, trace_fd);
    }
    if (is_kill) {
        kill(getpid(), SIGKILL);
        for (;;)
            pause();
    }
}

/* True where this call is to fail; errno is set then. */
static bool fails(enum kind k)
{
    if (shared == NULL || inside)
        return false;
    inside = true;
    unsigned n = atomic_fetch_add(&shared->counts[k], 1) + 1;
    bool bad = (int)k == want && (n == want_n || (stays && n > want_n));
    if (want < 0)
        note_stack(k, n);
    if (bad)
        hit();
    inside = false;
    if (bad)
        errno = how;
    return bad;
}

/* How much of LEN bytes to take where the fault is a short count. */
static size_t half(size_t len)
{
    return len > 1 ? len / 2 : len;
}

static const char *setting(const char *name)
{
    const char *s = getenv(name);
    return s != NULL && *s != '\0' ? s : NULL;
}

static void read_settings(void)
{
    const char *kind = setting("FAULTS_KIND"), *n = setting("FAULTS_N");
    const char *what = setting("FAULTS_HOW");
    if (kind == NULL || n == NULL || what == NULL)
        return;
    for (int k = 0; k < KINDS; k++)
        if (strcmp(names[k], kind) == 0)
            want = k;
    want_n = (unsigned)strtoul(n, NULL, 10);
    is_short = strcmp(what, "short") == 0;
    is_kill = strcmp(what, "kill") == 0;
    how = is_short || is_kill ? EIO : (int)strtol(what, NULL, 10);
    stays = setting("FAULTS_STAYS") != NULL;
    want_path = setting("FAULTS_PATH");
}

__attribute__((constructor)) static void begin(void)
{
    const char *program = setting("FAULTS_PROGRAM");
    const char *log = setting("FAULTS_LOG");
    if (program == NULL || log == NULL ||
        strcmp(program, program_invocation_short_name) != 0)
        return;
    inside = true;
    void *frames[4];
    backtrace(frames, 4); /* loads what it needs */
    read_settings();
    int fd = open(log, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const char *trace = setting("FAULTS_TRACE");
    if (trace != NULL)
        trace_fd = open(trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct shared *s = MAP_FAILED;
    if (fd >= 0 && ftruncate(fd, sizeof *s) == 0)
        s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED)
        abort();
    close(fd);
    shared = s;
    inside = false;
}

static bool is_wanted(const char *path)
{
    if (want_path == NULL)
        return true;
    size_t n = strlen(path), m = strlen(want_path);
    return n >= m && strcmp(path + n - m, want_path) == 0;
}

/* --- files ------------------------------------------------------------------
 */

#define OPENER(name)                                                           \
    EXPORT int name(const char *path, int flags, ...)                          \
    {                                                                          \
        REAL(name);                                                            \
        va_list ap;                                                            \
        va_start(ap, flags);                                                   \
        mode_t mode = va_arg(ap, mode_t);                                      \
        va_end(ap);                                                            \
        return is_wanted(path) && fails(OPEN) ? -1 : real(path, flags, mode);  \
    }
OPENER(open)
OPENER(open64)

/* name(parameters), called with (arguments), fails as KIND with BAD. */
#define WRAP(type, name, kind, bad, parameters, arguments)                     \
    EXPORT type name parameters                                                \
    {                                                                          \
        REAL(name);                                                            \
        return fails(kind) ? (bad) : real arguments;                           \
    }

/* The same where half the bytes may be all that is done. */
#define WRAP_BYTES(name, kind, parameters, arguments)                          \
    EXPORT ssize_t name parameters                                             \
    {                                                                          \
        REAL(name);                                                            \
        if (fails(kind)) {                                                     \
            if (!is_short)                                                     \
                return -1;                                                     \
            len = half(len);                                                   \
        }                                                                      \
        return real arguments;                                                 \
    }

#define WRAP_PATH(type, name, bad, parameters, arguments)                      \
    EXPORT type name parameters                                                \
    {                                                                          \
        REAL(name);                                                            \
        return is_wanted(path) && fails(OPEN) ? (bad) : real arguments;        \
    }
WRAP_PATH(FILE *, fopen, NULL, (const char *path, const char *mode),
          (path, mode))
WRAP_PATH(FILE *, fopen64, NULL, (const char *path, const char *mode),
          (path, mode))
WRAP_PATH(DIR *, opendir, NULL, (const char *path), (path))
WRAP_PATH(int, mkstemp, -1, (char *path), (path))
WRAP_PATH(int, mkostemp, -1, (char *path, int flags), (path, flags))
WRAP_BYTES(read, READ, (int fd, void *to, size_t len), (fd, to, len))
WRAP_BYTES(pread, READ, (int fd, void *to, size_t len, off_t at),
           (fd, to, len, at))
WRAP_BYTES(pread64, READ, (int fd, void *to, size_t len, off64_t at),
           (fd, to, len, at))
WRAP_BYTES(write, WRITE, (int fd, const void *from, size_t len),
           (fd, from, len))
WRAP_BYTES(pwrite, WRITE, (int fd, const void *from, size_t len, off_t at),
           (fd, from, len, at))
WRAP_BYTES(pwrite64, WRITE, (int fd, const void *from, size_t len, off64_t at),
           (fd, from, len, at))

EXPORT ssize_t writev(int fd, const struct iovec *parts, int n)
{
    REAL(writev);
    if (!fails(WRITE))
        return real(fd, parts, n);
    return is_short ? real(fd, parts, n > 1 ? n / 2 : n) : -1;
}

WRAP(int, fsync, SYNC, -1, (int fd), (fd))
WRAP(int, fdatasync, SYNC, -1, (int fd), (fd))
WRAP(int, rename, RENAME, -1, (const char *from, const char *to), (from, to))
WRAP(int, link, RENAME, -1, (const char *from, const char *to), (from, to))
WRAP(int, unlink, UNLINK, -1, (const char *path), (path))
WRAP(int, unlinkat, UNLINK, -1, (int fd, const char *path, int flags),
     (fd, path, flags))
WRAP(int, rmdir, UNLINK, -1, (const char *path), (path))
WRAP(int, ftruncate, TRUNCATE, -1, (int fd, off_t len), (fd, len))
WRAP(int, ftruncate64, TRUNCATE, -1, (int fd, off64_t len), (fd, len))
WRAP(int, mkdir, MKDIR, -1, (const char *path, mode_t mode), (path, mode))
WRAP(char *, mkdtemp, MKDIR, NULL, (char *path), (path))
WRAP(int, stat, STAT, -1, (const char *path, struct stat *sb), (path, sb))
WRAP(int, stat64, STAT, -1, (const char *path, struct stat64 *sb), (path, sb))
WRAP(int, fstat, STAT, -1, (int fd, struct stat *sb), (fd, sb))
WRAP(int, fstat64, STAT, -1, (int fd, struct stat64 *sb), (fd, sb))
WRAP(int, access, STAT, -1, (const char *path, int mode), (path, mode))
WRAP(int, flock, LOCK, -1, (int fd, int what), (fd, what))

/* Only locks: the other uses do not fail in practice. */
#define CONTROL(name)                                                          \
    EXPORT int name(int fd, int what, ...)                                     \
    {                                                                          \
        REAL(name);                                                            \
        va_list ap;                                                            \
        va_start(ap, what);                                                    \
        void *arg = va_arg(ap, void *);                                        \
        va_end(ap);                                                            \
        if ((what == F_SETLK || what == F_SETLKW || what == F_OFD_SETLK) &&    \
            fails(LOCK))                                                       \
            return -1;                                                         \
        return real(fd, what, arg);                                            \
    }
CONTROL(fcntl)
CONTROL(fcntl64)

/* Linux closes the file in any case. */
EXPORT int close(int fd)
{
    REAL(close);
    if (!fails(CLOSE))
        return real(fd);
    real(fd);
    errno = how;
    return -1;
}

/* --- memory -----------------------------------------------------------------
 */

WRAP(void *, mmap, MMAP, MAP_FAILED,
     (void *at, size_t len, int prot, int flags, int fd, off_t off),
     (at, len, prot, flags, fd, off))
WRAP(void *, mmap64, MMAP, MAP_FAILED,
     (void *at, size_t len, int prot, int flags, int fd, off64_t off),
     (at, len, prot, flags, fd, off))

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);

/* All at once: dlsym() allocates and frees, and comes by here again. */
static void find_memory(void)
{
    static bool begun;
    if (begun)
        return;
    begun = true;
    *(void **)&real_free = dlsym(RTLD_NEXT, "free");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
}

EXPORT void *malloc(size_t n)
{
    find_memory();
    if (real_malloc == NULL)
        return early_alloc(n);
    return fails(MALLOC) ? NULL : real_malloc(n);
}

EXPORT void *calloc(size_t n, size_t each)
{
    find_memory();
    if (real_malloc == NULL) /* the last to be found */
        return early_alloc(n * each);
    return fails(MALLOC) ? NULL : real_calloc(n, each);
}

EXPORT void *realloc(void *p, size_t n)
{
    find_memory();
    if (!is_early(p))
        return fails(MALLOC) ? NULL : real_realloc(p, n);
    size_t most = (size_t)(early + sizeof early - (char *)p);
    void *moved = malloc(n);
    if (moved != NULL)
        memcpy(moved, p, n < most ? n : most);
    return moved;
}

EXPORT void free(void *p)
{
    find_memory();
    if (real_free != NULL && !is_early(p))
        real_free(p);
}

EXPORT int posix_memalign(void **ret, size_t align, size_t n)
{
    REAL(posix_memalign);
    return fails(MALLOC) ? how : real(ret, align, n);
}

/* --- processes and threads ---------------------------------------------------
 */

WRAP(pid_t, fork, FORK, -1, (void), ())
WRAP(int, execv, FORK, -1, (const char *path, char *const *words),
     (path, words))

EXPORT int posix_spawn(pid_t *pid, const char *path,
                       const posix_spawn_file_actions_t *files,
                       const posix_spawnattr_t *attr, char *const *words,
                       char *const *env)
{
    REAL(posix_spawn);
    return fails(FORK) ? how : real(pid, path, files, attr, words, env);
}

EXPORT int pthread_create(pthread_t *t, const pthread_attr_t *attr,
                          void *(*body)(void *), void *arg)
{
    REAL(pthread_create);
    return fails(THREAD) ? how : real(t, attr, body, arg);
}

/* --- pipes and the net
 * -------------------------------------------------------- */

WRAP(int, pipe, PIPE, -1, (int fds[2]), (fds))
WRAP(int, pipe2, PIPE, -1, (int fds[2], int flags), (fds, flags))
WRAP(int, socketpair, PIPE, -1, (int family, int type, int proto, int fds[2]),
     (family, type, proto, fds))
WRAP(int, socket, SOCKET, -1, (int family, int type, int proto),
     (family, type, proto))
WRAP(int, connect, CONNECT, -1,
     (int fd, const struct sockaddr *to, socklen_t len), (fd, to, len))
WRAP_BYTES(recv, RECV, (int fd, void *to, size_t len, int flags),
           (fd, to, len, flags))
WRAP_BYTES(send, SEND, (int fd, const void *from, size_t len, int flags),
           (fd, from, len, flags))
WRAP(int, poll, POLL, -1, (struct pollfd * fds, nfds_t n, int ms), (fds, n, ms))
