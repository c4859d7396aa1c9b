/*
 * content.c - from a host and a path to the bytes of a file.
 *
 * The path is walked a segment at a time with openat() and O_NOFOLLOW from
 * the root's own descriptor, so that there is no name that leads out of it.
 * What was read is kept by device and inode, and read again when the file's
 * times or size say that it changed: tests edit pages under a running server.
 */
#include "siteserver.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define MAX_ROOTS 16
#define MAX_PATH_BYTES 4096
#define MAX_FILE_BYTES (256L << 20)
#define BUCKETS 4096
#define CACHE_BYTES (512u << 20)
#define GZIP_MIN_BYTES 200

/* A cache entry; content first, so that a content is its entry. */
struct entry {
    struct content c;
    dev_t dev;
    ino_t ino;
    struct timespec mtim, ctim;
    unsigned refs; /* the cache's own counts as one */
    struct entry *next;
};

static int roots[MAX_ROOTS];
static size_t n_roots;
static struct entry *buckets[BUCKETS];
static size_t cached_bytes;
static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;

/* --- media types --------------------------------------------------------- */

static const struct {
    const char *suffix, *type;
    bool pack;
} types[] = {
    {"html", "text/html", true},
    {"htm", "text/html", true},
    {"php", "text/html", true},
    {"aspx", "text/html", true},
    {"xml", "application/xml", true},
    {"rss", "application/rss+xml", true},
    {"atom", "application/atom+xml", true},
    {"txt", "text/plain", true},
    {"json", "application/json", true},
    {"css", "text/css", true},
    {"js", "text/javascript", true},
    {"svg", "image/svg+xml", true},
    {"pdf", "application/pdf", false},
    {"png", "image/png", false},
    {"jpg", "image/jpeg", false},
    {"gif", "image/gif", false},
    {"gz", "application/gzip", false},
    {"zip", "application/zip", false},
};

/* A charset is never added here: pages declare their own. */
static const char *type_of(const char *name, bool *pack)
{
    const char *dot = strrchr(name, '.');
    size_t i;

    *pack = false;
    for (i = 0; dot && i < sizeof types / sizeof types[0]; i++) {
        if (strcasecmp(dot + 1, types[i].suffix) == 0) {
            *pack = types[i].pack;
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

/* --- making contents ----------------------------------------------------- */

static void make_etag(const unsigned char *p, size_t n, const char *suffix,
                      char *out, size_t size)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a, 64 bits */
    size_t i;

    for (i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u;
    snprintf(out, size, "\"%016" PRIx64 "-%zx%s\"", h, n, suffix);
}

/* Packs when that saves something; failing to is no error. */
static void pack(struct content *c)
{
    z_stream z;
    size_t room;

    memset(&z, 0, sizeof z);
    if (c->len < GZIP_MIN_BYTES ||
        deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    room = deflateBound(&z, c->len);
    c->gzip = malloc(room);
    if (c->gzip) {
        z.next_in = c->data;
        z.avail_in = (uInt)c->len;
        z.next_out = c->gzip;
        z.avail_out = (uInt)room;
        if (deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < c->len) {
            c->gzip_len = z.total_out;
        } else {
            free(c->gzip);
            c->gzip = NULL;
        }
    }
    deflateEnd(&z);
}

static void entry_free(struct entry *e)
{
    free(e->c.data);
    free(e->c.gzip);
    free(e);
}

static bool read_all(int fd, unsigned char *p, size_t n)
{
    while (n > 0) {
        ssize_t got = read(fd, p, n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false; /* shrank under us: the caller says 404 */
        p += got;
        n -= (size_t)got;
    }
    return true;
}

static struct entry *entry_read(int fd, const struct stat *st, const char *name)
{
    struct entry *e = calloc(1, sizeof *e);
    bool packs;

    if (!e)
        return NULL;
    e->c.len = (size_t)st->st_size;
    e->c.data = malloc(e->c.len + 1);
    if (!e->c.data || !read_all(fd, e->c.data, e->c.len)) {
        entry_free(e);
        return NULL;
    }
    e->c.type = type_of(name, &packs);
    if (packs)
        pack(&e->c);
    make_etag(e->c.data, e->c.len, "", e->c.etag, sizeof e->c.etag);
    make_etag(e->c.data, e->c.len, "-gz", e->c.gzip_etag,
              sizeof e->c.gzip_etag);
    e->c.modified = st->st_mtim.tv_sec;
    e->dev = st->st_dev;
    e->ino = st->st_ino;
    e->mtim = st->st_mtim;
    e->ctim = st->st_ctim;
    e->refs = 1;
    return e;
}

/* --- the cache ----------------------------------------------------------- */

static size_t weight(const struct entry *e)
{
    return sizeof *e + e->c.len + e->c.gzip_len;
}

static bool fresh(const struct entry *e, const struct stat *st)
{
    return e->c.len == (size_t)st->st_size &&
           e->mtim.tv_sec == st->st_mtim.tv_sec &&
           e->mtim.tv_nsec == st->st_mtim.tv_nsec &&
           e->ctim.tv_sec == st->st_ctim.tv_sec &&
           e->ctim.tv_nsec == st->st_ctim.tv_nsec;
}

/* Drops one reference; the lock is held. */
static void unref(struct entry *e)
{
    if (--e->refs == 0)
        entry_free(e);
}

static struct entry **slot_of(dev_t dev, ino_t ino)
{
    struct entry **p = &buckets[(ino * 2654435761u ^ dev) % BUCKETS];

    while (*p && ((*p)->ino != ino || (*p)->dev != dev))
        p = &(*p)->next;
    return p;
}

static void cut_out(struct entry **slot)
{
    struct entry *e = *slot;

    *slot = e->next;
    cached_bytes -= weight(e);
    unref(e);
}

static void forget_all(void)
{
    size_t i;

    for (i = 0; i < BUCKETS; i++) {
        while (buckets[i])
            cut_out(&buckets[i]);
    }
}

static struct entry *cache_get(const struct stat *st)
{
    struct entry **slot, *e = NULL;

    pthread_mutex_lock(&cache_lock);
    slot = slot_of(st->st_dev, st->st_ino);
    if (*slot && fresh(*slot, st)) {
        e = *slot;
        e->refs++;
    } else if (*slot) {
        cut_out(slot);
    }
    pthread_mutex_unlock(&cache_lock);
    return e;
}

static void cache_put(struct entry *e)
{
    struct entry **slot;

    pthread_mutex_lock(&cache_lock);
    if (cached_bytes + weight(e) > CACHE_BYTES)
        forget_all();
    slot = slot_of(e->dev, e->ino);
    if (!*slot) { /* another thread may have been first */
        e->refs++;
        *slot = e;
        cached_bytes += weight(e);
    }
    pthread_mutex_unlock(&cache_lock);
}

void content_release(struct content *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&cache_lock);
    unref((struct entry *)c);
    pthread_mutex_unlock(&cache_lock);
}

/* --- names --------------------------------------------------------------- */

bool content_open_roots(const char *const *dirs, size_t n)
{
    size_t i;

    for (i = 0; i < n && n_roots < MAX_ROOTS; i++) {
        int fd = open(dirs[i], O_PATH | O_DIRECTORY | O_CLOEXEC);

        if (fd < 0) {
            fprintf(stderr, "siteserver: %s: %s\n", dirs[i], strerror(errno));
            return false;
        }
        roots[n_roots++] = fd;
    }
    if (i < n)
        fprintf(stderr, "siteserver: at most %d roots\n", MAX_ROOTS);
    return i == n;
}

void content_close_roots(void)
{
    pthread_mutex_lock(&cache_lock);
    forget_all();
    pthread_mutex_unlock(&cache_lock);
    while (n_roots > 0)
        close(roots[--n_roots]);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Decodes %XX; false where that is malformed or hides a NUL or a slash. */
static bool decode(const char *path, char *out, size_t size)
{
    size_t n = 0;

    for (; *path; path++) {
        int c = (unsigned char)*path;

        if (n + 1 >= size)
            return false;
        if (c == '%') {
            int hi = hex_digit(path[1]);
            int lo = hi < 0 ? -1 : hex_digit(path[2]);

            if (lo < 0)
                return false;
            c = hi * 16 + lo;
            if (c == '\0' || c == '/')
                return false;
            path += 2;
        }
        out[n++] = (char)c;
    }
    out[n] = '\0';
    return true;
}

static bool host_ok(const char *host)
{
    size_t n = strlen(host);

    return n > 0 && n < 254 && host[0] != '.' && !strstr(host, "..") &&
           strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == n;
}

static bool is_dots(const char *s)
{
    return strcmp(s, ".") == 0 || strcmp(s, "..") == 0;
}

/*
 * Opens DIR/HOST/PATH, PATH decoded and without its first slash. *name is
 * the last segment. Returns a descriptor or -1. *folder: it is a folder that
 * was asked for without the slash.
 */
static int walk(int dir, const char *host, char *path, const char **name,
                bool *folder)
{
    int at = openat(dir, host, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int fd = -1;
    char *slash;

    *folder = false;
    while (at >= 0 && (slash = strchr(path, '/')) != NULL) {
        int next;

        *slash = '\0';
        next = *path ? openat(at, path,
                              O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                     : -1;
        *slash = '/';
        close(at);
        at = next;
        path = slash + 1;
    }
    if (at < 0)
        return -1;
    *name = *path ? path : "index.html";
    fd = openat(at, *name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    close(at);
    if (fd >= 0) {
        struct stat st;

        if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
            *folder = *path != '\0';
            close(fd);
            fd = -1;
        }
    }
    return fd;
}

static struct entry *load(int fd, const char *name)
{
    struct entry *e = NULL;
    struct stat st;

    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
        st.st_size <= MAX_FILE_BYTES) {
        e = cache_get(&st);
        if (!e) {
            e = entry_read(fd, &st, name);
            if (e)
                cache_put(e);
        }
    }
    return e;
}

/* True where a segment of the decoded path is "." or "..". */
static bool has_dots(const char *path)
{
    char seg[256];

    while (*path) {
        size_t n = strcspn(path, "/");

        if (n < sizeof seg) {
            memcpy(seg, path, n);
            seg[n] = '\0';
            if (is_dots(seg))
                return true;
        }
        path += n + (path[n] == '/');
    }
    return false;
}

enum lookup content_find(const char *host, const char *path,
                         struct content **ret)
{
    char name[MAX_PATH_BYTES];
    size_t i;

    if (!host_ok(host) || path[0] != '/' ||
        !decode(path + 1, name, sizeof name) || has_dots(name))
        return LOOKUP_BAD;
    for (i = 0; i < n_roots; i++) {
        const char *last;
        bool folder;
        struct entry *e;
        int fd = walk(roots[i], host, name, &last, &folder);

        if (folder)
            return LOOKUP_FOLDER;
        if (fd < 0)
            continue;
        e = load(fd, last);
        close(fd);
        if (e) {
            *ret = &e->c;
            return LOOKUP_FILE;
        }
    }
    return LOOKUP_NONE;
}
