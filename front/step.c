/*
 * step.c - children of medel update; see step.h.
 *
 * Ctrl-C reaches the child as well, being of the same process group, and it
 * ends in its own good order; we wait for it. A signal that was sent to us
 * alone (kill, systemd) is passed on.
 */
#include "step.h"

#include "medel/arena.h"
#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
#define N_WATCHED (sizeof watched / sizeof watched[0])

static volatile sig_atomic_t got_signal;
static volatile sig_atomic_t child; /* process id, 0: none */

static void on_signal(int sig, siginfo_t *info, void *context)
{
    int saved = errno;
    (void)context;
    got_signal = sig;
    /* Positive: the kernel's own, from the terminal, which tells everyone. */
    if (child > 0 && info->si_code <= 0)
        kill((pid_t)child, sig);
    errno = saved;
}

static void watched_set(sigset_t *set)
{
    sigemptyset(set);
    for (size_t i = 0; i < N_WATCHED; i++)
        sigaddset(set, watched[i]);
}

void step_watch_signals(void)
{
    struct sigaction sa = {.sa_sigaction = on_signal,
                           .sa_flags = SA_SIGINFO | SA_RESTART};
    watched_set(&sa.sa_mask);
    for (size_t i = 0; i < N_WATCHED; i++) {
        struct sigaction before;
        sigaction(watched[i], NULL, &before);
        /* nohup's wish is kept. */
        if (before.sa_handler != SIG_IGN)
            sigaction(watched[i], &sa, NULL);
    }
}

int step_interrupted(void)
{
    return got_signal;
}

/* Starts PATH with the signal mask MASK; 0 or an errno. */
static int spawn(const char *path, char *const *argv, bool silent,
                 const sigset_t *mask, pid_t *pid)
{
    posix_spawnattr_t attr;
    posix_spawn_file_actions_t files;
    int sys = posix_spawnattr_init(&attr);
    if (sys != 0)
        return sys;
    sys = posix_spawn_file_actions_init(&files);
    if (sys != 0) {
        posix_spawnattr_destroy(&attr);
        return sys;
    }
    if (silent)
        sys = posix_spawn_file_actions_addopen(&files, STDOUT_FILENO,
                                               "/dev/null", O_WRONLY, 0);
    posix_spawnattr_setsigmask(&attr, mask);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
    if (sys == 0)
        sys = posix_spawn(pid, path, &files, &attr, argv, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attr);
    return sys;
}

enum status step_run(const char *program, char *const *argv, bool silent,
                     int *code, struct err *e)
{
    struct arena *mem = arena_new();
    const char *path = paths_program(mem, program);
    sigset_t set, before;
    pid_t pid = 0;
    int sys = 0, wait_status = 0;
    /* No signal may fall between the start and the note of whom to tell. */
    watched_set(&set);
    sigprocmask(SIG_BLOCK, &set, &before);
    if (got_signal == 0)
        sys = spawn(path, argv, silent, &before, &pid);
    child = sys == 0 ? (sig_atomic_t)pid : 0;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (sys != 0)
        err_sys(e, ST_IO, sys, _("cannot run %s"), path);
    arena_free(mem);
    if (sys != 0)
        return ST_IO;
    if (pid == 0) {
        *code = 128 + got_signal;
        return ST_OK;
    }
    while (waitpid(pid, &wait_status, 0) < 0)
        if (errno != EINTR)
            return err_sys(e, ST_BUG, errno, _("cannot wait for %s"), program);
    child = 0;
    *code = WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status)
                                     : WEXITSTATUS(wait_status);
    return ST_OK;
}

int step_code(const char *program, char *const *argv, bool silent,
              bool *crashed)
{
    struct err e = ERR_INIT;
    int code = 0;
    if (step_run(program, argv, silent, &code, &e) != ST_OK)
        return cli_report(&e);
    if (step_interrupted() == 0 && code > 128) {
        cli_warn(_("%s was ended by signal %d (%s)"), program, code - 128,
                 strsignal(code - 128));
        *crashed = true;
        return status_exit_code(ST_INVALID);
    }
    return code;
}
