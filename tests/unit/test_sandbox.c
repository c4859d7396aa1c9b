/*
 * test_sandbox.c - what a locked-in worker can still do: nothing but compute.
 *
 * Each case runs in a child that enters the sandbox and then tries. It exits
 * with REFUSED where the call failed, and dies of a signal where the sandbox
 * kills. A build with a sanitizer has a weaker sandbox (sandbox.c says why);
 * there only what it promises is tested.
 */
#include "../../worker/sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

enum { DONE = 10, REFUSED = 11 };

#if defined(__SANITIZE_ADDRESS__) || defined(MEDEL_COVERAGE)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static unsigned lacking; /* of the machine the tests run on */

static int verdict(bool did)
{
    return did ? DONE : REFUSED;
}

static int try_open_read(void)
{
    return verdict(open("/etc/passwd", O_RDONLY) >= 0);
}

static int try_open_write(void)
{
    return verdict(open("/tmp/medel-sandbox-test", O_CREAT | O_WRONLY, 0600) >=
                   0);
}

static int try_open_proc(void)
{
    return verdict(open("/proc/self/mem", O_RDWR) >= 0);
}

static int try_stat(void)
{
    struct stat st;
    return verdict(stat("/etc/passwd", &st) == 0);
}

static int try_unlink(void)
{
    return verdict(unlink("/tmp/medel-sandbox-none") == 0 || errno == ENOENT);
}

static int try_socket(void)
{
    return verdict(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

static int try_socketpair(void)
{
    int fds[2];
    return verdict(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
}

static int try_connect(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(9)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return verdict(connect(0, (struct sockaddr *)&a, sizeof a) == 0);
}

static int try_fork(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return verdict(pid > 0);
}

static int try_exec(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return REFUSED;
}

static int try_kill(void)
{
    return verdict(kill(getppid(), 0) == 0);
}

static int try_tgkill(void)
{
    return verdict(syscall(SYS_tgkill, getppid(), getppid(), 0) == 0);
}

static int try_ptrace(void)
{
    return verdict(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
}

static int try_others_limits(void)
{
    struct rlimit r;
    return verdict(syscall(SYS_prlimit64, getppid(), RLIMIT_CPU, NULL, &r) ==
                   0);
}

static int try_raise_memory(void)
{
    struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
    return verdict(setrlimit(RLIMIT_AS, &r) == 0);
}

static int try_code(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p != MAP_FAILED)
        return DONE;
    p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
             -1, 0);
    return verdict(mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0);
}

static int try_memory(void)
{
    volatile char *p = malloc((size_t)4 << 30);
    return verdict(p != NULL);
}

static int try_spin(void)
{
    volatile unsigned n = 1;
    while (n != 0)
        n |= 1;
    return DONE;
}

static int try_abort(void)
{
    abort();
}

/* What a page's reading takes must work. */
static int try_compute(void)
{
    for (int i = 1; i < 200; i++) {
        char *p = malloc((size_t)i * 4096);
        if (p == NULL)
            return REFUSED;
        memset(p, i, (size_t)i * 4096);
        p = realloc(p, (size_t)i * 8192);
        free(p);
    }
    struct timespec t;
    char text[64];
    snprintf(text, sizeof text, "%.3f", 1.5);
    time_t now = time(NULL);
    return verdict(clock_gettime(CLOCK_MONOTONIC, &t) == 0 && now > 0 &&
                   strcmp(text, "1.500") == 0 && getpid() > 0);
}

struct attempt {
    const char *name;
    int (*run)(void);
    int signal;      /* it may die of this one */
    bool may_refuse; /* or find the call refused */
    unsigned needs;  /* which of enum sandbox_missing would let it pass */
    bool sanitized;  /* holds in a sanitizer's build as well */
};

static const struct attempt attempts[] = {
    {"read a file", try_open_read, 0, true, 3, false},
    {"write a file", try_open_write, 0, true, 3, false},
    {"open its memory", try_open_proc, 0, true, 3, false},
    {"stat a file", try_stat, 0, true, SANDBOX_NO_SECCOMP, false},
    {"unlink a file", try_unlink, SIGSYS, false, SANDBOX_NO_SECCOMP, false},
    {"make a socket", try_socket, SIGSYS, false, SANDBOX_NO_SECCOMP, true},
    {"make a socket pair", try_socketpair, SIGSYS, false, SANDBOX_NO_SECCOMP,
     true},
    {"connect", try_connect, SIGSYS, false, SANDBOX_NO_SECCOMP, true},
    {"fork", try_fork, SIGSYS, false, SANDBOX_NO_SECCOMP, false},
    {"exec", try_exec, SIGSYS, false, SANDBOX_NO_SECCOMP, true},
    {"signal its parent", try_kill, SIGSYS, false, SANDBOX_NO_SECCOMP, false},
    {"signal a thread elsewhere", try_tgkill, SIGSYS, false, SANDBOX_NO_SECCOMP,
     false},
    {"trace", try_ptrace, SIGSYS, false, SANDBOX_NO_SECCOMP, false},
    {"see others' limits", try_others_limits, SIGSYS, false, SANDBOX_NO_SECCOMP,
     false},
    {"raise its memory", try_raise_memory, SIGSYS, true, SANDBOX_NO_SECCOMP,
     false},
    {"make code", try_code, 0, true, SANDBOX_NO_SECCOMP, false},
    {"take 4 GiB", try_memory, 0, true, 0, false},
    {"spin", try_spin, SIGXCPU, false, 0, true},
};

static int run_inside(int (*f)(void), int *status)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct sandbox_options o = {.memory_bytes = (size_t)512 << 20,
                                    .cpu_seconds = 1};
        unsigned missing;
        if (sandbox_enter(&o, &missing, NULL) != ST_OK)
            _exit(99);
        _exit(f());
    }
    assert_int_equal(waitpid(pid, status, 0), pid);
    return *status;
}

static void test_attempts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        const struct attempt *a = &attempts[i];
        int status;
        bool open = a->needs != 0 && (lacking & a->needs) == a->needs;
        if (open || (SANITIZED && !a->sanitized))
            continue;
        run_inside(a->run, &status);
        bool died = a->signal != 0 && WIFSIGNALED(status) &&
                    WTERMSIG(status) == a->signal;
        bool refused = a->may_refuse && WIFEXITED(status) &&
                       WEXITSTATUS(status) == REFUSED;
        if (!died && !refused)
            fail_msg("to %s: wait status %#x", a->name, status);
    }
}

static void test_work_goes_on(void **state)
{
    (void)state;
    int status;
    run_inside(try_compute, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), DONE);
    if (!SANITIZED) {
        run_inside(try_abort, &status);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGABRT);
    }
}

/* CPU time is counted by the page. */
static int spin_two_pages(void)
{
    struct sandbox_options o = {.cpu_seconds = 1};
    for (int page = 0; page < 2; page++) {
        struct timespec t;
        clock_t until = clock() + CLOCKS_PER_SEC * 7 / 10;
        sandbox_new_page(&o);
        while (clock() < until)
            ;
        clock_gettime(CLOCK_MONOTONIC, &t);
    }
    return DONE;
}

static void test_pages_have_their_own_time(void **state)
{
    (void)state;
    int status;
    run_inside(spin_two_pages, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), DONE);
}

/* A filter as a container's runtime may have set it: CALL fails with ERRNO
 * where its first argument is ARG (or always, for -1). */
static void forbid(int call, int arg, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)arg, 0, arg >= 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog prog = {sizeof code / sizeof *code, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, 0, 0) != 0)
        _exit(98);
}

/* Enters where CALL is forbidden; the exit status is what is missing, plus 8
 * where a file could be opened. */
static int enter_without(int call, int arg)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct sandbox_options o = {.memory_bytes = (size_t)512 << 20};
        unsigned missing;
        forbid(call, arg, ENOSYS);
        if (sandbox_enter(&o, &missing, NULL) != ST_OK)
            _exit(99);
        _exit((int)missing + (try_open_read() == DONE ? 8 : 0));
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* What a kernel or container lacks is told, and the rest holds. */
static void test_missing_layers(void **state)
{
    (void)state;
    if (SANITIZED || lacking != 0)
        skip();
    assert_int_equal(enter_without(SYS_landlock_create_ruleset, -1),
                     SANDBOX_NO_LANDLOCK);
    assert_int_equal(enter_without(SYS_prctl, PR_SET_SECCOMP),
                     SANDBOX_NO_SECCOMP);
}

static void test_texts(void **state)
{
    (void)state;
    assert_null(sandbox_missing_text(0));
    assert_null(sandbox_missing_text(SANDBOX_SANITIZED));
    assert_non_null(sandbox_missing_text(SANDBOX_NO_LANDLOCK));
    assert_non_null(sandbox_missing_text(SANDBOX_NO_SECCOMP));
    assert_non_null(
        sandbox_missing_text(SANDBOX_NO_LANDLOCK | SANDBOX_NO_SECCOMP));
}

/* Learns in a child what this machine offers. */
static int learn(void **state)
{
    (void)state;
    int fds[2];
    if (pipe(fds) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        struct sandbox_options o = {.memory_bytes = 0};
        unsigned missing = 0;
        if (sandbox_enter(&o, &missing, NULL) != ST_OK)
            _exit(99);
        ssize_t n = write(fds[1], &missing, sizeof missing);
        _exit(n == (ssize_t)sizeof missing ? 0 : 99);
    }
    int status;
    waitpid(pid, &status, 0);
    ssize_t n = status == 0 ? read(fds[0], &lacking, sizeof lacking) : -1;
    close(fds[0]);
    close(fds[1]);
    const char *text = sandbox_missing_text(lacking);
    if (text != NULL)
        fprintf(stderr, "note: %s\n", text);
    return n == (ssize_t)sizeof lacking ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_work_goes_on),
        cmocka_unit_test(test_attempts),
        cmocka_unit_test(test_pages_have_their_own_time),
        cmocka_unit_test(test_missing_layers),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, learn, NULL);
}
