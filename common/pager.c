/* pager.c - long results through a pager; see medel/pager.h. */
#include "medel/pager.h"

#include "medel/buf.h"
#include "medel/term.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than this nobody reads on a screen: it goes out as it comes. */
#define HELD_BYTES_MAX (64u << 20)
#define ROWS_UNKNOWN 24
/* What sh says for a command that is not there or cannot be run. */
#define SHELL_CANNOT_RUN 126
/* A bare server may lack less, which is no reason for sh to complain. */
#define USUAL_PAGER "command -v less >/dev/null || exit 127; exec less"
#define SHELL_NOT_FOUND 127

static struct {
    bool on;
    struct buf held; /* begun where on */
} pager;

/* --- whether, and which -------------------------------------------------- */

/* The user's command, or NULL for none. A variable that is set counts even
 * where it is empty: that is how a pager is turned off. */
static const char *command(void)
{
    const char *s = getenv("MEDEL_PAGER");
    if (s == NULL)
        s = getenv("PAGER");
    if (s == NULL)
        return USUAL_PAGER;
    return s[strspn(s, " \t")] == '\0' || strcmp(s, "cat") == 0 ? NULL : s;
}

static bool terminal_moves(void)
{
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && term != NULL && term[0] != '\0' &&
           strcmp(term, "dumb") != 0;
}

void pager_begin(bool wanted)
{
    if (!wanted || pager.on || !terminal_moves() || command() == NULL)
        return;
    buf_init(&pager.held, HELD_BYTES_MAX);
    pager.on = true;
}

/* --- whether it fits ----------------------------------------------------- */

static int rows(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
        return size.ws_row;
    return ROWS_UNKNOWN;
}

/* Copies a line of N bytes to OUT without its colour codes, ESC [ ... m. */
static void without_colours(struct buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\033' && i + 1 < n && s[i + 1] == '[') {
            const char *end = memchr(s + i, 'm', n - i);
            i = end != NULL ? (size_t)(end - s) : n;
        } else {
            (void)buf_putc(out, s[i]); /* OUT has room for all of S */
        }
    }
}

size_t pager_lines(const char *text, size_t n, int columns)
{
    struct buf line;
    size_t lines = 0;
    buf_init(&line, n + 1);
    for (size_t i = 0; i < n;) {
        const char *end = memchr(text + i, '\n', n - i);
        size_t len = end != NULL ? (size_t)(end - text) - i : n - i;
        buf_reset(&line);
        without_colours(&line, text + i, len);
        int width = term_text_width(line.data);
        lines += width > columns ? (size_t)((width + columns - 1) / columns) : 1;
        i += len + (end != NULL);
    }
    buf_free(&line);
    return lines;
}

/* The line below the results is the shell's prompt. */
static bool fits(void)
{
    return pager_lines(pager.held.data, pager.held.len,
                       term_width(STDOUT_FILENO)) < (size_t)rows();
}

/* --- the pager's process ------------------------------------------------- */

static void become_pager(const char *cmd, const int ends[2])
{
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    setenv("LESS", "FRX", 0);
    setenv("LESSCHARSET", "utf-8", 0); /* medel writes it in any locale */
    execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
    _exit(SHELL_NOT_FOUND);
}

/* All of it, or until the reader has gone. */
static void feed(int fd)
{
    const char *s = pager.held.data;
    size_t left = pager.held.len;
    while (left > 0) {
        ssize_t n = write(fd, s, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        s += n;
        left -= (size_t)n;
    }
}

/* Ignored while the pager has the terminal: Ctrl-C is for it alone. */
struct interrupts {
    struct sigaction interrupt, quit;
};

static void ignore_interrupts(struct interrupts *old)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &ignore, &old->interrupt);
    sigaction(SIGQUIT, &ignore, &old->quit);
}

static void restore_interrupts(const struct interrupts *old)
{
    sigaction(SIGINT, &old->interrupt, NULL);
    sigaction(SIGQUIT, &old->quit, NULL);
}

/* Runs CMD to its end; false where there is no such command. */
static bool run(const char *cmd)
{
    int ends[2], status = 0;
    if (pipe(ends) != 0)
        return false;
    struct interrupts old;
    ignore_interrupts(&old);
    pid_t child = fork();
    if (child == 0)
        become_pager(cmd, ends);
    close(ends[0]);
    if (child > 0)
        feed(ends[1]);
    close(ends[1]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    restore_interrupts(&old);
    return child > 0 && !(WIFEXITED(status) &&
                          (WEXITSTATUS(status) == SHELL_NOT_FOUND ||
                           WEXITSTATUS(status) == SHELL_CANNOT_RUN));
}

/* --- results ------------------------------------------------------------- */

static enum status write_now(const char *text, size_t n, struct err *e)
{
    errno = 0;
    if (fwrite(text, 1, n, stdout) != n)
        return err_sys(e, ST_IO, errno, _("cannot write the result"));
    return ST_OK;
}

enum status pager_write(const char *text, size_t n, struct err *e)
{
    if (pager.on && buf_append(&pager.held, text, n) == ST_OK)
        return ST_OK;
    if (pager.on) { /* it is too much */
        enum status st = write_now(pager.held.data, pager.held.len, e);
        buf_free(&pager.held);
        pager.on = false;
        if (st != ST_OK)
            return st;
    }
    return write_now(text, n, e);
}

void pager_finish(void)
{
    if (!pager.on || pager.held.len == 0)
        return;
    fflush(stdout);
    const char *cmd = command();
    if (fits() || cmd == NULL || !run(cmd))
        (void)write_now(pager.held.data, pager.held.len, NULL);
    buf_reset(&pager.held);
}
