/* zygote.c - see zygote.h. */
#include "zygote.h"

#include "medel/worker.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The descriptor that came with M; -1 where none did. */
static int descriptor_of(struct msghdr *m)
{
    int fd = -1;
    const struct cmsghdr *c = CMSG_FIRSTHDR(m);
    if (c != NULL && c->cmsg_level == SOL_SOCKET &&
        c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof fd))
        memcpy(&fd, CMSG_DATA(c), sizeof fd);
    return fd;
}

/* The next worker's socket; -1 where no more are asked for. What is no request
 * comes from nobody's hand but ours. */
static int next_request(int in)
{
    unsigned char head[FRAME_HEAD_BYTES];
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } room;
    struct iovec io = {head, sizeof head};
    struct msghdr m = {.msg_iov = &io,
                       .msg_iovlen = 1,
                       .msg_control = room.bytes,
                       .msg_controllen = sizeof room.bytes};
    ssize_t n;
    do
        n = recvmsg(in, &m, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n == 0)
        return -1;
    int fd = n > 0 ? descriptor_of(&m) : -1;
    if (n != (ssize_t)sizeof head || head[4] != FRAME_WORKER || fd < 0)
        _exit(1);
    return fd;
}

static void answer(int out, long pid, int why)
{
    unsigned char number[4];
    for (int i = 0; i < 4; i++)
        number[i] = (unsigned char)((unsigned long)pid >> 8 * i);
    const char *text = strerror(why);
    enum status st =
        pid > 0 ? frame_write(out, FRAME_OK, number, sizeof number, NULL)
                : frame_write(out, FRAME_ERROR, text, strlen(text), NULL);
    if (st != ST_OK)
        _exit(1);
}

/* As spawn.c does for what it executes. */
static void stand_alone(pid_t parent, int fd, int in, int out)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before the line above */
        _exit(127);
    if (dup2(fd, in) < 0 || dup2(fd, out) < 0)
        _exit(127);
    close(fd);
}

unsigned zygote_serve(int in, int out)
{
    pid_t parent = getppid();
    for (unsigned n = 1;; n++) {
        int fd = next_request(in);
        if (fd < 0)
            return 0;
        /* As fork() but for whose child it is: the parent waits for it. */
        long pid =
            syscall(SYS_clone, (unsigned long)CLONE_PARENT | (unsigned)SIGCHLD,
                    0UL, 0UL, 0UL, 0UL);
        int why = errno;
        if (pid == 0) {
            stand_alone(parent, fd, in, out);
            return n;
        }
        close(fd);
        answer(out, pid, why);
    }
}
