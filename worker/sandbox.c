/*
 * sandbox.c - the worker locks itself in; see sandbox.h.
 *
 * Order matters: limits first, then no_new_privs, which the other two ask
 * for, then Landlock, then seccomp, which forbids all of these.
 *
 * seccomp kills on calls that a reader of pages never makes (sockets, exec,
 * fork, ptrace, ...) and answers EACCES to those that libraries try in passing
 * and can do without (opening a locale, a character set, /dev/urandom).
 * A build with a sanitizer keeps its own need for memory maps, /proc and
 * threads: there the filter only forbids what no sanitizer does, such as
 * sockets, exec and signals to others.
 */
#include "sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(MEDEL_COVERAGE) /* counters are files, written at the end */
enum { SANITIZED = 1, COUNTED = 1 };
#define WEAK_FILTER
#elif defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1, COUNTED = 0 };
#define WEAK_FILTER
#else
enum { SANITIZED = 0, COUNTED = 0 };
#endif

/* --- resource limits --------------------------------------------------------
 */

static enum status limit(int what, rlim_t value, const char *name,
                         struct err *e)
{
    struct rlimit r;
    if (getrlimit((__rlimit_resource_t)what, &r) != 0)
        return err_sys(e, ST_REFUSED, errno, "cannot read the limit of %s",
                       name);
    if (r.rlim_max != RLIM_INFINITY && r.rlim_max < value)
        value = r.rlim_max; /* stricter already */
    r = (struct rlimit){value, value};
    if (setrlimit((__rlimit_resource_t)what, &r) != 0)
        return err_sys(e, ST_REFUSED, errno, "cannot limit %s", name);
    return ST_OK;
}

static enum status set_limits(const struct sandbox_options *o, struct err *e)
{
    enum status st = limit(RLIMIT_CORE, 0, "core dumps", e);
    if (st == ST_OK && !COUNTED)
        st = limit(RLIMIT_FSIZE, 0, "file size", e);
    /* Standard error may be a file: a warning is lost then, not the page. */
    signal(SIGXFSZ, SIG_IGN);
    if (SANITIZED)
        return st;
    if (st == ST_OK)
        st = limit(RLIMIT_NPROC, 0, "processes", e);
    if (st == ST_OK && o->memory_bytes != 0)
        st = limit(RLIMIT_AS, o->memory_bytes, "memory", e);
    return st;
}

void sandbox_new_page(const struct sandbox_options *o)
{
    struct rusage u;
    struct rlimit r;
    if (o->cpu_seconds <= 0 || getrusage(RUSAGE_SELF, &u) != 0 ||
        getrlimit(RLIMIT_CPU, &r) != 0)
        return;
    /* The limit is in whole seconds of all CPU time so far. */
    rlim_t used = (rlim_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + 1;
    r.rlim_cur = used + (rlim_t)o->cpu_seconds;
    if (r.rlim_cur > r.rlim_max)
        r.rlim_cur = r.rlim_max;
    (void)setrlimit(RLIMIT_CPU, &r);
}

/* --- Landlock ---------------------------------------------------------------
 */

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self 446
#endif

/* As in linux/landlock.h of 6.12; older headers know less than kernels do. */
struct ruleset {
    uint64_t fs, net, scoped;
};

/* All rights of an ABI: a ruleset that handles them and allows none. */
static struct ruleset all_rights(long abi, size_t *size)
{
    struct ruleset r = {.fs = (1u << 13) - 1};
    *size = sizeof r.fs;
    if (abi >= 2)
        r.fs |= 1u << 13; /* refer */
    if (abi >= 3)
        r.fs |= 1u << 14; /* truncate */
    if (abi >= 5)
        r.fs |= 1u << 15; /* ioctl on devices */
    if (abi >= 4) {
        r.net = 3; /* TCP bind and connect */
        *size = 2 * sizeof r.fs;
    }
    if (abi >= 6) {
        r.scoped = 3; /* abstract sockets and signals outside */
        *size = 3 * sizeof r.fs;
    }
    return r;
}

static bool enter_landlock(void)
{
    enum { VERSION = 1 };
    long abi = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, VERSION);
    if (abi < 1)
        return false;
    size_t size;
    struct ruleset r = all_rights(abi, &size);
    long fd = syscall(SYS_landlock_create_ruleset, &r, size, 0);
    if (fd < 0)
        return false;
    long rc = syscall(SYS_landlock_restrict_self, (int)fd, 0);
    close((int)fd);
    return rc == 0;
}

/* --- seccomp ----------------------------------------------------------------
 */

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef THIS_ARCH

#define FIELD(f) ((uint32_t)offsetof(struct seccomp_data, f))
/* The low half of an argument, on a little-endian machine. */
#define ARG_LOW(n) ((uint32_t)offsetof(struct seccomp_data, args[n]))

/* Memory, time, signals to itself, the open descriptors, the end. */
static const int allowed[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_close,
    SYS_lseek,
    SYS_fstat,
    SYS_munmap,
    SYS_mremap,
    SYS_brk,
    SYS_madvise,
    SYS_futex,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_getrandom,
    SYS_getrusage,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_sysinfo,
    SYS_uname,
    SYS_set_robust_list,
    SYS_membarrier,
#ifdef SYS_time
    SYS_time,
#endif
#ifdef SYS_getrlimit
    SYS_getrlimit,
#endif
};

/* Tried in passing by libraries: refused, not punished. */
static const int refused[] = {
    SYS_openat,     SYS_openat2,    SYS_newfstatat, SYS_statx,  SYS_faccessat,
    SYS_faccessat2, SYS_readlinkat, SYS_getcwd,     SYS_ioctl,  SYS_fcntl,
    SYS_prctl,
#ifdef SYS_open
    SYS_open,       SYS_stat,       SYS_lstat,      SYS_access, SYS_readlink,
#endif
};

#if defined(WEAK_FILTER)
static const int killed[] = {
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_sendmsg,
    SYS_execve,
    SYS_execveat,
    SYS_memfd_create,
    SYS_mount,
    SYS_kill,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_open,
    SYS_unlinkat,
    SYS_mkdirat,
#ifdef SYS_unlink
    SYS_unlink,
    SYS_mkdir,
#endif
};
#endif

struct program {
    struct sock_filter code[256];
    unsigned short n;
};

static void emit(struct program *p, uint16_t code, uint32_t k, uint8_t yes,
                 uint8_t no)
{
    p->code[p->n++] = (struct sock_filter){code, yes, no, k};
}

static void emit_load(struct program *p, uint32_t offset)
{
    emit(p, BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static void emit_return(struct program *p, uint32_t action)
{
    emit(p, BPF_RET | BPF_K, action, 0, 0);
}

/* if (nr == NR) return ACTION; */
static void emit_rule(struct program *p, int nr, uint32_t action)
{
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 1);
    emit_return(p, action);
}

/* if (nr == NR) return (int)arg N == VALUE ? allow : kill; */
static void emit_equal(struct program *p, int nr, int n, uint32_t value)
{
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 4);
    emit_load(p, ARG_LOW(n));
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    emit_return(p, SECCOMP_RET_ALLOW);
    emit_return(p, SECCOMP_RET_KILL_PROCESS);
}

/* prlimit64(pid, what, set, get): of itself alone, any limit to read, that of
 * CPU time to set as well. Root could raise the others again. */
static void emit_prlimit(struct program *p)
{
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 10);
    emit_load(p, ARG_LOW(0));
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 7); /* else kill */
    emit_load(p, ARG_LOW(1));
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, RLIMIT_CPU, 4, 0); /* allow */
    emit_load(p, ARG_LOW(2));
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3); /* else kill */
    emit_load(p, ARG_LOW(2) + 4);
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1); /* else kill */
    emit_return(p, SECCOMP_RET_ALLOW);
    emit_return(p, SECCOMP_RET_KILL_PROCESS);
}

/* if (nr == NR) return arg 2 has PROT_EXEC ? EACCES : allow; so that no
 * memory becomes code. A JIT compiler that asks goes without. */
static void emit_no_exec(struct program *p, int nr)
{
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 4);
    emit_load(p, ARG_LOW(2));
    emit(p, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1);
    emit_return(p, SECCOMP_RET_ERRNO | EACCES);
    emit_return(p, SECCOMP_RET_ALLOW);
}

static void emit_head(struct program *p)
{
    emit_load(p, FIELD(arch));
    emit(p, BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0);
    emit_return(p, SECCOMP_RET_KILL_PROCESS);
    emit_load(p, FIELD(nr));
#if defined(__x86_64__)
    /* The x32 calls have other numbers. */
    emit(p, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    emit_return(p, SECCOMP_RET_KILL_PROCESS);
#endif
}

static void build(struct program *p)
{
    emit_head(p);
#if defined(WEAK_FILTER)
    for (size_t i = 0; i < sizeof killed / sizeof *killed; i++)
        emit_rule(p, killed[i], SECCOMP_RET_KILL_PROCESS);
    emit_prlimit(p);
    emit_equal(p, SYS_tgkill, 0, (uint32_t)getpid());
    emit_return(p, SECCOMP_RET_ALLOW);
    (void)allowed, (void)refused, (void)emit_no_exec;
#else
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        emit_rule(p, allowed[i], SECCOMP_RET_ALLOW);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        emit_rule(p, refused[i], SECCOMP_RET_ERRNO | EACCES);
    emit_no_exec(p, SYS_mmap);
    emit_no_exec(p, SYS_mprotect);
    emit_prlimit(p);
    /* abort() is a signal to itself. */
    emit_equal(p, SYS_tgkill, 0, (uint32_t)getpid());
    emit_return(p, SECCOMP_RET_KILL_PROCESS);
#endif
}

static bool enter_seccomp(void)
{
    struct program p = {.n = 0};
    build(&p);
    struct sock_fprog prog = {.len = p.n, .filter = p.code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, 0, 0) == 0;
}

#else /* an architecture whose calls nobody has listed yet */

static bool enter_seccomp(void)
{
    return false;
}

#endif

/* --- all of it --------------------------------------------------------------
 */

enum status sandbox_enter(const struct sandbox_options *o, unsigned *missing,
                          struct err *e)
{
    unsigned lacks = SANITIZED ? SANDBOX_SANITIZED : 0;
    enum status st = set_limits(o, e);
    if (st != ST_OK)
        return st;
    sandbox_new_page(o);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_sys(e, ST_REFUSED, errno, "cannot give up privileges");
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* no other process looks inside */
    if (!SANITIZED && !enter_landlock())
        lacks |= SANDBOX_NO_LANDLOCK;
    /* Only now: a ruleset is a descriptor for a moment. */
    if (!SANITIZED)
        st = limit(RLIMIT_NOFILE, 0, "open files", e);
    if (st != ST_OK)
        return st;
    if (!enter_seccomp())
        lacks |= SANDBOX_NO_SECCOMP;
    *missing = lacks;
    return ST_OK;
}

const char *sandbox_missing_text(unsigned missing)
{
    static const char *const texts[] = {
        NULL,
        "this kernel has no Landlock; the sandbox's other layers hold",
        "seccomp is not to be had here; the sandbox's other layers hold",
        "neither Landlock nor seccomp is to be had here; workers are held "
        "by resource limits alone",
    };
    return texts[missing & 3];
}
