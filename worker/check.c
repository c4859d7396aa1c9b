/* check.c - what the sandbox stops on this machine; see check.h. */
#include "check.h"

#include "late_poppler.h"
#include "pdf.h"
#include "sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <tidy/tidy.h>
#include <unistd.h>

#define MEMORY_BYTES ((size_t)256 << 20) /* a child's, for this trial */
#define CHILD_SECONDS 20

/* What a child of ours exits with; a signal of the sandbox's is REFUSED. */
enum { ALLOWED = 10, REFUSED = 11, NO_SANDBOX = 12, LACKING = 32 };

static int try_nothing(void)
{
    return ALLOWED;
}

static int try_file(void)
{
    return open("/dev/null", O_RDONLY) >= 0 ? ALLOWED : REFUSED;
}

static int try_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? ALLOWED : REFUSED;
}

static int try_program(void)
{
    execl("/proc/self/exe", "medel-worker", "--allowed", (char *)NULL);
    return REFUSED;
}

static int try_memory(void)
{
    void *p = mmap(NULL, MEMORY_BYTES, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED ? ALLOWED : REFUSED;
}

/* The layers that are lacking go into the exit status of try_nothing's. */
static _Noreturn void run_child(int (*trial)(void))
{
    const struct sandbox_options box = {.memory_bytes = MEMORY_BYTES,
                                        .cpu_seconds = CHILD_SECONDS};
    unsigned missing = 0;
    alarm(CHILD_SECONDS);
    if (sandbox_enter(&box, &missing, NULL) != ST_OK)
        _exit(NO_SANDBOX);
    if (trial == try_nothing)
        _exit(LACKING + (int)missing);
    _exit(trial());
}

/* An exit status of those above; that of --allowed, 2, is that a program was
 * started. */
static int in_child(int (*trial)(void))
{
    int status;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        run_child(trial);
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return NO_SANDBOX;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGSYS ? REFUSED : NO_SANDBOX;
    return WEXITSTATUS(status) == 2 ? ALLOWED : WEXITSTATUS(status);
}

static void tell_layers(void)
{
    int code = in_child(try_nothing);
    bool entered = code >= LACKING;
    unsigned missing = entered ? (unsigned)(code - LACKING) : ~0u;
    bool sanitized = entered && (missing & SANDBOX_SANITIZED) != 0;
    const char *seccomp = missing & SANDBOX_NO_SECCOMP ? "no" : "yes";
    const char *landlock = missing & SANDBOX_NO_LANDLOCK ? "no" : "yes";
    /* The one is set before the other: without limits nothing is entered. */
    printf("layer\tsetrlimit\t%s\n", entered ? "yes" : "no");
    printf("layer\tno_new_privs\t%s\n", entered ? "yes" : "no");
    printf("layer\tLandlock\t%s\n", sanitized ? "sanitized" : landlock);
    printf("layer\tseccomp\t%s\n", seccomp);
}

static void tell_trial(const char *name, int (*trial)(void))
{
    int code = in_child(trial);
    printf("try\t%s\t%s\n", name,
           code == REFUSED   ? "refused"
           : code == ALLOWED ? "allowed"
                             : "failed");
}

int worker_check(void)
{
    struct err e = ERR_INIT;
    printf("library\ttidy-html5\t%s\n", tidyLibraryVersion());
    if (pdf_load(&e) != ST_OK)
        fprintf(stderr, "medel-worker: %s\n", e.text);
    else
        printf("library\tpoppler\t%s\n", poppler_get_version());
    tell_layers();
    tell_trial("file", try_file);
    tell_trial("socket", try_socket);
    tell_trial("program", try_program);
    tell_trial("memory", try_memory);
    return fflush(stdout) == 0 ? 0 : 3;
}
