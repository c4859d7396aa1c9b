/* mcp_guard.c - see mcp_guard.h. */
#include "mcp_guard.h"

#include "mcp_lines.h"
#include "mcp_rpc.h"
#include "output.h"

#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIECE_BYTES (64u << 10)
#define MEMORY_BYTES ((rlim_t)4 << 30)

/* --- the child ----------------------------------------------------------- */

static void limit(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now) == 0) {
        now.rlim_cur = now.rlim_max < most ? now.rlim_max : most;
        (void)setrlimit(what, &now); /* a higher one stands */
    }
}

/* No file grows, standard input and output are not touched, and the server's
 * end is the child's. */
static void confine(int seconds)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGXFSZ, SIG_IGN);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, (rlim_t)seconds + 1);
#ifndef __SANITIZE_ADDRESS__ /* which maps terabytes */
    limit(RLIMIT_AS, MEMORY_BYTES);
#endif
    if (nowhere >= 0) {
        dup2(nowhere, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
    }
}

static _Noreturn void work(const struct mcp_guard *g,
                           const struct mcp_tool *tool, const json_t *args,
                           enum mcp_version v, json_t *id, int fd)
{
    struct err e = ERR_INIT;
    struct buf out;
    confine(g->seconds);
    buf_init(&out, MCP_ANSWER_BYTES);
    json_t *result = mcp_tool_run(tool, g->world, args, v);
    enum status st =
        output_json(&out, result != NULL ? rpc_result(id, result) : NULL, &e);
    if (st == ST_OK)
        st = mcp_lines_write(fd, out.data, out.len, &e);
    _exit(st == ST_OK ? 0 : 1);
}

/* --- the server ---------------------------------------------------------- */

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* All that comes before the child closes its end. ST_BUSY where the time was
 * up. */
static enum status gather(int fd, int seconds, struct buf *out)
{
    const long long end = now_ms() + (long long)seconds * 1000;
    for (;;) {
        struct pollfd p = {fd, POLLIN, 0};
        long long left = end - now_ms();
        int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (ready == 0)
            return ST_BUSY;
        if (ready < 0 && errno != EINTR)
            return ST_IO;
        if (ready < 0)
            continue;
        enum status st = buf_reserve(out, PIECE_BYTES);
        if (st != ST_OK)
            return st;
        ssize_t n = read(fd, out->data + out->len, PIECE_BYTES);
        if (n == 0)
            return ST_OK;
        if (n < 0 && errno != EINTR)
            return ST_IO;
        if (n > 0)
            out->len += (size_t)n;
    }
}

/* True where it ended well. */
static bool reap(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static enum status fail(json_t *id, const char *text, struct buf *out,
                        struct err *e)
{
    return output_json(out, rpc_result(id, mcp_failure(text)), e);
}

enum status mcp_guard_run(void *arg, const struct mcp_tool *tool,
                          const json_t *args, enum mcp_version v, json_t *id,
                          struct buf *out, struct err *e)
{
    const struct mcp_guard *g = arg;
    char text[ERR_TEXT_MAX];
    size_t before = out->len;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return err_sys(e, ST_IO, errno, _("cannot make a pipe"));
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        work(g, tool, args, v, id, ends[1]);
    }
    close(ends[1]);
    if (child < 0) {
        err_sys(e, ST_IO, errno, _("cannot begin the search"));
        close(ends[0]);
        return e->status;
    }
    enum status st = gather(ends[0], g->seconds, out);
    if (st != ST_OK)
        kill(child, SIGKILL);
    close(ends[0]);
    bool well = reap(child);
    if (st == ST_OK && well)
        return ST_OK;
    out->len = before;
    snprintf(text, sizeof text,
             _("this took longer than %d seconds and was given up: ask for "
               "less"),
             g->seconds);
    return fail(
        id, st == ST_BUSY ? text : _("the search failed; the server goes on"),
        out, e);
}
