/* spawn.c - fork, exec and reap with care; see spawn.h. */
#include "spawn.h"

#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXEC_FD = 3 }; /* where the child tells why it could not exec */

static void close_above(int last)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)last + 1, ~0u, 0u) == 0)
        return;
#endif
    long max = sysconf(_SC_OPEN_MAX);
    if (max < 0 || max > 65536)
        max = 65536;
    for (int fd = last + 1; fd < max; fd++)
        close(fd);
}

/* Between fork and exec: nothing but async-signal-safe calls. */
static _Noreturn void run_child(const char *const argv[], int sock, int report,
                                pid_t parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before the line above */
        _exit(127);
    /* Out of the way of the numbers they are to have. */
    int high_sock = fcntl(sock, F_DUPFD, 10);
    int high_report = fcntl(report, F_DUPFD, 10);
    if (high_sock < 0 || high_report < 0 || dup2(high_sock, 0) < 0 ||
        dup2(high_sock, 1) < 0 || dup2(high_report, EXEC_FD) < 0)
        _exit(127);
    fcntl(EXEC_FD, F_SETFD, FD_CLOEXEC);
    close_above(EXEC_FD);
    for (int s = 1; s < NSIG; s++)
        signal(s, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(argv[0], (char *const *)argv); /* it does not write there */
    int why = errno;
    ssize_t n = write(EXEC_FD, &why, sizeof why);
    (void)n;
    _exit(127);
}

/* What the child reports before it becomes the program: errno, or nothing. */
static int read_report(int fd)
{
    int why = 0;
    ssize_t n;
    do
        n = read(fd, &why, sizeof why);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof why ? why : 0;
}

enum status spawn_child(const char *const argv[], struct child *ret,
                        struct err *e)
{
    int pair[2], report[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return err_sys(e, ST_IO, errno, _("cannot make a socket pair"));
    if (pipe2(report, O_CLOEXEC) != 0) {
        int why = errno;
        close(pair[0]);
        close(pair[1]);
        return err_sys(e, ST_IO, why, _("cannot make a pipe"));
    }
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        run_child(argv, pair[1], report[1], parent);
    int why = pid < 0 ? errno : 0;
    close(pair[1]);
    close(report[1]);
    struct child c = {.pid = pid > 0 ? pid : 0, .fd = pair[0]};
    if (pid > 0) {
        setpgid(pid, pid); /* whoever of the two comes first */
        why = read_report(report[0]);
    }
    close(report[0]);
    if (why != 0) {
        spawn_kill(&c);
        return err_sys(e, ST_IO, why, _("cannot start %s"), argv[0]);
    }
    fcntl(c.fd, F_SETFL, O_NONBLOCK);
    *ret = c;
    return ST_OK;
}

static void drop_socket(struct child *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}

int spawn_kill(struct child *c)
{
    int status = -1;
    drop_socket(c);
    if (c->pid <= 0)
        return -1;
    kill(-c->pid, SIGKILL);
    kill(c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        ;
    c->pid = 0;
    return status;
}

int spawn_reap(struct child *c, int wait_ms)
{
    drop_socket(c);
    for (int waited = 0; c->pid > 0 && waited <= wait_ms; waited++) {
        int status;
        pid_t r = waitpid(c->pid, &status, WNOHANG);
        if (r == c->pid) {
            kill(-c->pid, SIGKILL); /* what it may have left behind */
            c->pid = 0;
            return status;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return spawn_kill(c);
}

void spawn_describe(int status, char ret[static SPAWN_END_BYTES])
{
    if (status != -1 && WIFSIGNALED(status)) {
        const char *name = sigabbrev_np(WTERMSIG(status));
        snprintf(ret, SPAWN_END_BYTES, "killed by SIG%s",
                 name != NULL ? name : "?");
    } else if (status != -1 && WIFEXITED(status)) {
        int code = WEXITSTATUS(status);
        /* tidy ends with 2 and the arena with 3 when memory runs out. */
        snprintf(ret, SPAWN_END_BYTES, "ended with status %d%s", code,
                 code == 2 || code == 3 ? " (out of memory)" : "");
    } else {
        snprintf(ret, SPAWN_END_BYTES, "ended");
    }
}
