/*
 * worker.c - a medel-worker that a page has taken over, for tests alone.
 *
 * It is the real program, sandbox and all, but for the HTML parser: the linker
 * puts __wrap_clean_html() in its place. Where a page has the words
 * "EVIL:NAME", this does what code of the page's could try, from within the
 * sandbox. An attempt that the kernel refuses with an error ends the worker
 * with status 40, one that succeeds with 41; what the sandbox kills tells by
 * its signal. Other pages are read as always.
 *
 * Only the time that a page may take is shorter than in the real one, so that
 * the tests are.
 */
#include "../../worker/sandbox.h"
#include "medel/caps.h"
#include "medel/doc.h"
#include "medel/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { REFUSED = 40, DONE = 41 };
#define CPU_SECONDS 2

enum status __real_clean_html(struct arena *mem, const char *bytes, size_t len,
                              const char *content_type, struct doc **ret,
                              struct err *e) MEDEL_NODISCARD;
enum status __wrap_clean_html(struct arena *mem, const char *bytes, size_t len,
                              const char *content_type, struct doc **ret,
                              struct err *e) MEDEL_NODISCARD;
enum status __real_sandbox_enter(const struct sandbox_options *o,
                                 unsigned *missing,
                                 struct err *e) MEDEL_NODISCARD;
enum status __wrap_sandbox_enter(const struct sandbox_options *o,
                                 unsigned *missing,
                                 struct err *e) MEDEL_NODISCARD;
void __real_sandbox_new_page(const struct sandbox_options *o);
void __wrap_sandbox_new_page(const struct sandbox_options *o);

static const char *reason; /* for not reading the page; NULL: none */
static bool lies;          /* from now on, of every page */
static const char *secret; /* where it was in memory */
static pid_t parent;       /* learnt before the door was closed */

static struct sandbox_options shorter(const struct sandbox_options *o)
{
    struct sandbox_options mine = *o;
    mine.cpu_seconds = CPU_SECONDS;
    return mine;
}

enum status __wrap_sandbox_enter(const struct sandbox_options *o,
                                 unsigned *missing, struct err *e)
{
    struct sandbox_options mine = shorter(o);
    parent = getppid();
    return __real_sandbox_enter(&mine, missing, e);
}

void __wrap_sandbox_new_page(const struct sandbox_options *o)
{
    struct sandbox_options mine = shorter(o);
    __real_sandbox_new_page(&mine);
}

__attribute__((constructor)) static void look_around(void)
{
    secret = getenv("MEDEL_KEY_EVIL");
}

static _Noreturn void end(bool did)
{
    _exit(did ? DONE : REFUSED);
}

/* --- files --------------------------------------------------------------- */

static void try_read(void)
{
    end(open("/etc/passwd", O_RDONLY) >= 0);
}

static void try_write(void)
{
    end(open("/tmp/medel-evil", O_CREAT | O_WRONLY, 0600) >= 0);
}

static void try_unlink(void)
{
    end(unlink("/tmp/medel-evil") == 0 || errno == ENOENT);
}

static void try_folder(void)
{
    end(mkdir("/tmp/medel-evil.d", 0700) == 0);
}

static void try_list(void)
{
    end(open("/", O_RDONLY | O_DIRECTORY) >= 0);
}

/* What the parent was told in its environment. */
static void try_secret(void)
{
    if (secret == NULL)
        _exit(1); /* the test did not set it */
    end(strcmp(secret, "sesam") == 0 || getenv("MEDEL_KEY_EVIL") != NULL);
}

static void try_environment(void)
{
    end(open("/proc/self/environ", O_RDONLY) >= 0);
}

/* --- the network --------------------------------------------------------- */

static void try_socket(void)
{
    end(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

/* The socket to the parent, turned elsewhere. */
static void try_connect(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(9)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    end(connect(STDIN_FILENO, (struct sockaddr *)&a, sizeof a) == 0);
}

static void try_datagram(void)
{
    struct msghdr m = {.msg_name = NULL};
    end(sendmsg(STDIN_FILENO, &m, 0) >= 0);
}

/* --- processes ----------------------------------------------------------- */

static void try_fork(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    end(pid > 0);
}

/* A grandchild in a session of its own, with the socket open, outlives the
 * worker and its process group. */
static void try_orphan(void)
{
    long pid = syscall(SYS_clone, (unsigned long)SIGCHLD, 0UL, 0UL, 0UL, 0UL);
    if (pid == 0) {
        setsid();
        for (;;)
            sleep(60);
    }
    end(pid > 0);
}

static void try_exec(void)
{
    execl("/bin/true", "true", (char *)NULL);
    end(false);
}

static void try_exec_memory(void)
{
    end(syscall(SYS_memfd_create, "evil", 0u) >= 0);
}

static void try_code(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    end(mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0);
}

/* --- the parent ---------------------------------------------------------- */

static void try_parent_memory(void)
{
    char byte = 0;
    struct iovec mine = {&byte, 1}, theirs = {&parent, 1};
    end(process_vm_writev(parent, &mine, 1, &theirs, 1, 0) >= 0);
}

static void try_parent_proc(void)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)parent);
    end(open(path, O_RDWR) >= 0);
}

static void try_parent_descriptor(void)
{
    end(syscall(SYS_pidfd_open, parent, 0) >= 0);
}

static void try_trace(void)
{
    end(ptrace(PTRACE_ATTACH, parent, NULL, NULL) == 0);
}

static void try_kill(void)
{
    end(kill(parent, SIGKILL) == 0);
}

static void try_kill_all(void)
{
    end(kill(-1, SIGKILL) == 0);
}

static void try_thread_signal(void)
{
    end(syscall(SYS_tgkill, parent, parent, SIGKILL) == 0);
}

static void try_parent_limits(void)
{
    struct rlimit r = {1, 1};
    end(syscall(SYS_prlimit64, parent, RLIMIT_CPU, &r, NULL) == 0);
}

/* --- more than it is given ------------------------------------------------ */

static void try_memory(void)
{
    end(malloc((size_t)4 << 30) != NULL);
}

/* As much as there is, in small pieces. */
static void try_memory_bits(void)
{
    for (size_t all = 0; all < (size_t)1 << 30; all += 1 << 20) {
        char *p = malloc(1 << 20);
        if (p == NULL)
            end(false);
        memset(p, 1, 1 << 20);
    }
    end(true);
}

static void try_limits(void)
{
    struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
    end(setrlimit(RLIMIT_AS, &r) == 0);
}

static void spin(double seconds)
{
    clock_t until = clock() + (clock_t)(seconds * CLOCKS_PER_SEC);
    while (clock() < until)
        ;
}

static void try_spin(void)
{
    spin(CPU_SECONDS + 3);
    end(true);
}

/* Deaf to the limit's signal it has the wall clock's time, no more. */
static void try_deaf(void)
{
    signal(SIGXCPU, SIG_IGN);
    spin(CPU_SECONDS + 1.5);
    for (;;)
        sleep(60);
}

static void try_sleep(void)
{
    for (;;)
        sleep(60);
}

/* --- replies ------------------------------------------------------------- */

/* Standard input is the whole socket: what goes in there is a reply too. */
static void reply(uint8_t type, const char *p, size_t n)
{
    if (frame_write(STDIN_FILENO, type, p, n, NULL) != ST_OK)
        _exit(1);
}

static void reply_text(uint8_t type, const char *s)
{
    reply(type, s, strlen(s));
}

static void reply_raw(const void *p, size_t n)
{
    ssize_t sent = write(STDIN_FILENO, p, n);
    if (sent != (ssize_t)n)
        _exit(1);
}

static void wait_for_next(void)
{
    sleep(1); /* the reply is taken, or the worker killed */
    _exit(0);
}

static void try_cut(void)
{
    static const unsigned char half[] = {100, 0, 0, 0, FRAME_READING, '{'};
    reply_raw(half, sizeof half);
    _exit(0);
}

static void try_cut_and_wait(void)
{
    static const unsigned char half[] = {100, 0, 0, 0, FRAME_READING, '{'};
    reply_raw(half, sizeof half);
    try_sleep();
}

static void try_long(void)
{
    static const unsigned char head[] = {0xff, 0xff, 0xff, 0x7f, FRAME_READING};
    reply_raw(head, sizeof head);
    try_sleep();
}

/* All the bytes that it announces, and more than are taken. */
static void try_big(void)
{
    size_t n = (size_t)CAP_REPLY_BYTES * 3;
    char *p = malloc(n);
    if (p == NULL)
        _exit(1);
    memset(p, ' ', n);
    reply(FRAME_READING, p, n);
    try_sleep();
}

static void try_kind(void)
{
    reply_text(FRAME_OK, "");
    wait_for_next();
}

static void try_two(void)
{
    static const unsigned char both[] = {
        3, 0, 0, 0, FRAME_ERROR,   'o', 'n', 'e',
        2, 0, 0, 0, FRAME_READING, '{', '}'};
    reply_raw(both, sizeof both);
    wait_for_next();
}

static void try_no_json(void)
{
    reply(FRAME_READING, "\0\x1b[2J{", 6);
    wait_for_next();
}

static void try_deep(void)
{
    size_t n = (size_t)1 << 20;
    char *p = malloc(n);
    if (p == NULL)
        _exit(1);
    memset(p, '[', n);
    reply(FRAME_READING, p, n);
    wait_for_next();
}

static void try_types(void)
{
    reply_text(FRAME_READING,
               "{\"kind\": [], \"score\": \"1e999\", \"calls\": 7}");
    wait_for_next();
}

static void try_no_utf8(void)
{
    reply(FRAME_READING, "{\"kind\": \"\xff\xfe\"}", 14);
    wait_for_next();
}

/* What is told of a page goes to a terminal and into logs: the worker lives on
 * and gives this as its reason. */
static void try_words(void)
{
    reason = "\x1b]0;owned\x07\x1b[2J\xe2\x80\xae\r\nmedel: all is well\n"
             "\x9b"
             "31m";
}

/* It lives on and lies about all that comes after. */
static void try_lies(void)
{
    lies = true;
}

/* Standard error is the terminal of who started medel. */
static void try_terminal(void)
{
    static const char text[] = "\x1b]0;owned\x07\x1b[2Jmedel: evil words\n";
    ssize_t n = write(STDERR_FILENO, text, sizeof text - 1);
    n += write(STDOUT_FILENO, text, sizeof text - 1);
    (void)n;
    end(false);
}

struct attempt {
    const char *name;
    void (*run)(void);
};

static const struct attempt attempts[] = {
    {"read", try_read},
    {"write", try_write},
    {"unlink", try_unlink},
    {"folder", try_folder},
    {"list", try_list},
    {"environment", try_environment},
    {"secret", try_secret},
    {"socket", try_socket},
    {"connect", try_connect},
    {"datagram", try_datagram},
    {"fork", try_fork},
    {"orphan", try_orphan},
    {"exec", try_exec},
    {"exec-memory", try_exec_memory},
    {"code", try_code},
    {"parent-memory", try_parent_memory},
    {"parent-proc", try_parent_proc},
    {"parent-descriptor", try_parent_descriptor},
    {"trace", try_trace},
    {"kill", try_kill},
    {"kill-all", try_kill_all},
    {"thread-signal", try_thread_signal},
    {"parent-limits", try_parent_limits},
    {"memory", try_memory},
    {"memory-bits", try_memory_bits},
    {"limits", try_limits},
    {"spin", try_spin},
    {"deaf", try_deaf},
    {"sleep", try_sleep},
    {"cut", try_cut},
    {"cut-and-wait", try_cut_and_wait},
    {"long", try_long},
    {"big", try_big},
    {"kind", try_kind},
    {"two", try_two},
    {"no-json", try_no_json},
    {"deep", try_deep},
    {"types", try_types},
    {"no-utf8", try_no_utf8},
    {"words", try_words},
    {"lies", try_lies},
    {"terminal", try_terminal},
};

enum status __wrap_clean_html(struct arena *mem, const char *bytes, size_t len,
                              const char *content_type, struct doc **ret,
                              struct err *e)
{
    const char *s = memmem(bytes, len, "EVIL:", 5);
    char name[32] = "";
    if (s != NULL)
        sscanf(s + 5, "%31[a-z0-9-]", name);
    for (size_t i = 0; s != NULL && i < sizeof attempts / sizeof *attempts; i++)
        if (strcmp(attempts[i].name, name) == 0)
            attempts[i].run();
    if (lies)
        reason = "a made-up reason";
    if (reason != NULL) {
        enum status st = err_set(e, ST_INVALID, "%s", reason);
        reason = NULL;
        return st;
    }
    return __real_clean_html(mem, bytes, len, content_type, ret, e);
}
