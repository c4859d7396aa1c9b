/*
 * guide_input.c - see guide_input.h.
 *
 * A signal ends the process right in its handler: libedit reads on after an
 * interrupted read, and all that was answered is on disk by then.
 */
#include "guide_input.h"

#include "lexicon.h"

#include "medel/i18n.h"

#include <editline/readline.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LINE_BYTES 40000
#define LAST_WORDS_BYTES 4500
#define SEPARATORS ",;"

struct guide_input {
    bool edited; /* by libedit */
    const char *const *words;
    size_t n_words;
};

/* What the handler and libedit's callbacks can reach. */
static struct {
    struct guide_input *in;
    bool has_terminal;
    struct termios terminal;
    char last_words[LAST_WORDS_BYTES];
    size_t last_len;
    size_t at;        /* in the words, while libedit asks for matches */
    const char *part; /* what is completed, folded; in MEM */
    struct arena *mem;
} now;

static void end_process(int signal_number)
{
    (void)signal_number;
    if (now.has_terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &now.terminal);
    ssize_t n = write(STDERR_FILENO, now.last_words, now.last_len);
    (void)n;
    _exit(1);
}

static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = end_process};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
}

/* --- completion ---------------------------------------------------------- */

/* libedit frees what it is given. */
static char *joined(const char *text, const char *rest)
{
    size_t size = strlen(text) + strlen(rest) + 1;
    char *match = malloc(size);
    if (match != NULL)
        snprintf(match, size, "%s%s", text, rest);
    return match;
}

/* What was typed stays as it is, in its letter case: libedit puts what all
 * matches have in common in its place. */
static char *next_match(const char *text, int state)
{
    struct guide_input *in = now.in;
    size_t blanks = strspn(text, " ");
    if (state == 0) {
        arena_reset(now.mem);
        now.at = 0;
        now.part = lexicon_fold(now.mem, text + blanks);
    }
    while (now.at < in->n_words) {
        const char *word = lexicon_fold(now.mem, in->words[now.at++]);
        size_t n = strlen(now.part);
        if (strncmp(word, now.part, n) == 0)
            return joined(text, word + n);
    }
    return NULL;
}

static char **complete(const char *text, int start, int end)
{
    (void)start;
    (void)end;
    rl_attempted_completion_over = 1; /* no file names */
    return rl_completion_matches(text, next_match);
}

static void begin_editing(void)
{
    /* libedit takes characters apart by the locale; the answers are UTF-8. */
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    rl_readline_name = "medel";
    rl_initialize();
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = SEPARATORS;
    rl_completion_append_character = '\0';
    using_history();
}

/* --- lines --------------------------------------------------------------- */

struct guide_input *guide_input_new(void)
{
    struct guide_input *in = calloc(1, sizeof *in);
    if (in == NULL)
        abort();
    now.in = in;
    now.mem = arena_new();
    in->edited = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    now.has_terminal = tcgetattr(STDIN_FILENO, &now.terminal) == 0;
    now.last_len = 0;
    if (in->edited)
        begin_editing();
    catch_signals();
    return in;
}

void guide_input_free(struct guide_input *in)
{
    if (in == NULL)
        return;
    arena_free(now.mem);
    now.mem = NULL;
    now.in = NULL;
    free(in);
}

void guide_input_last_words(struct guide_input *in, const char *words)
{
    (void)in;
    int n =
        snprintf(now.last_words, sizeof now.last_words, "\nmedel: %s\n", words);
    size_t len = n < 0 ? 0 : (size_t)n;
    now.last_len =
        len < sizeof now.last_words ? len : sizeof now.last_words - 1;
}

void guide_input_complete(struct guide_input *in, const char *const *words,
                          size_t n)
{
    in->words = words;
    in->n_words = n;
}

static const char *trimmed(struct arena *mem, const char *s, size_t n)
{
    static const char blanks[] = " \t\r\n";
    size_t first = strspn(s, blanks);
    while (n > first && strchr(blanks, s[n - 1]) != NULL)
        n--;
    return arena_strndup(mem, s + first, n > first ? n - first : 0);
}

static enum status too_long(struct err *e)
{
    return err_set(e, ST_LIMIT, _("that is too long for an answer"));
}

static enum status edited_line(struct arena *mem, const char *prompt,
                               const char **ret, struct err *e)
{
    char *line = readline(prompt);
    if (line == NULL)
        return ST_NOT_FOUND;
    size_t n = strlen(line);
    enum status st = n > LINE_BYTES ? too_long(e) : ST_OK;
    if (st == ST_OK) {
        *ret = trimmed(mem, line, n);
        if ((*ret)[0] != '\0')
            add_history(*ret);
    }
    free(line);
    return st;
}

static enum status plain_line(struct arena *mem, const char *prompt,
                              const char **ret, struct err *e)
{
    char *line = NULL;
    size_t size = 0;
    fputs(prompt, stdout);
    fflush(stdout);
    ssize_t n = getline(&line, &size, stdin);
    /* What is typed ends the line on a terminal; here nothing does. */
    if (!isatty(STDIN_FILENO))
        putchar('\n');
    enum status st = n < 0            ? ST_NOT_FOUND
                     : n > LINE_BYTES ? too_long(e)
                                      : ST_OK;
    if (st == ST_OK && strlen(line) != (size_t)n)
        st = err_set(e, ST_LIMIT, _("that is not text"));
    if (st == ST_OK)
        *ret = trimmed(mem, line, (size_t)n);
    free(line);
    return st;
}

enum status guide_input_line(struct guide_input *in, struct arena *mem,
                             const char *prompt, const char **ret,
                             struct err *e)
{
    fflush(stdout);
    return in->edited ? edited_line(mem, prompt, ret, e)
                      : plain_line(mem, prompt, ret, e);
}
