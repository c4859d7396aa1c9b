/*
 * test_cli.c - options, help and errors of a command line. Each case runs
 * cli_main() in a child process with its output caught.
 */
#include "medel/cli.h"
#include "medel/term.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct {
    bool all;
    const char *profile;
    struct cli_list filters;
    int limit;
    double delay;
    struct date today;
    const char *format;
} opt;

static const char *const formats[] = {"table", "jsonl", NULL};

static const struct cli_option options[] = {
    {"all", 'a', CLI_FLAG, &opt.all, NULL, "also closed calls", NULL},
    {"profile", 'p', CLI_STRING, &opt.profile, "FILE",
     "the enterprise that asks, in words long enough that this help must be "
     "wrapped over more than one line of the terminal",
     NULL},
    {"filter", 'f', CLI_LIST, &opt.filters, "FIELD=CODE", "keep these", NULL},
    {"limit", 'n', CLI_INT, &opt.limit, "N", "at most N", NULL},
    {"delay", 0, CLI_SECONDS, &opt.delay, "S", "between requests", NULL},
    {"today", 0, CLI_DATE, &opt.today, "YYYY-MM-DD", "the date", NULL},
    {"format", 0, CLI_CHOICE, &opt.format, "F", "how to print", formats},
    {"a-very-long-option-name", 0, CLI_STRING, &opt.profile, "SOMETHING",
     "alone on its line", NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

static int run_search(int argc, char **argv)
{
    char iso[DATE_ISO_SIZE];
    printf("search all=%d profile=%s limit=%d delay=%g today=%s format=%s",
           opt.all, opt.profile ? opt.profile : "-", opt.limit, opt.delay,
           date_format_iso(opt.today, iso), opt.format ? opt.format : "-");
    for (size_t i = 0; i < opt.filters.n; i++)
        printf(" +%s", opt.filters.items[i]);
    for (int i = 0; i < argc; i++)
        printf(" [%s]", argv[i]);
    puts("");
    free(opt.filters.items);
    return argv[argc] == NULL ? 0 : 3;
}

static int run_show(int argc, char **argv)
{
    (void)argv;
    struct err e = ERR_INIT;
    if (argc == 0) {
        err_set(&e, ST_NOT_FOUND, "no call\x1b[2J named\n'x'");
        return cli_report(&e);
    }
    for (int i = 0; i < 20000; i++)
        puts("a line that fills the pipe");
    return 0;
}

/* "-field:value" */
static bool has_colon(const char *arg)
{
    return strchr(arg, ':') != NULL;
}

static const struct cli_command search = {
    "search",
    "[WORDS...]",
    "Finds calls.",
    "Words and more words that together are long enough to need another "
    "line.\n\n  medel search --profile me.yaml   stays   as it is\n",
    run_search,
    options,
    has_colon,
};
static const struct cli_option none[] = {
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};
static const struct cli_command show = {"show", "",       "Shows one.",
                                        NULL,   run_show, none, NULL};
static const struct cli_command *const commands[] = {&search, &show, NULL};

struct result {
    int status; /* as waitpid says */
    char out[20000], err[4000];
};

static void slurp(int fd, char *to, size_t size)
{
    size_t n = 0;
    ssize_t got;
    while (n < size - 1 && (got = read(fd, to + n, size - 1 - n)) > 0)
        n += (size_t)got;
    to[n] = '\0';
    close(fd);
}

/* LINE is split at spaces. OUT_FD >= 0 replaces the child's stdout. */
static void run(const char *line, int out_fd, struct result *r)
{
    static char name[] = "prog";
    char copy[1000], *argv[32] = {name};
    int argc = 1, out[2], err[2];
    snprintf(copy, sizeof copy, "%s", line);
    for (char *p = copy, *word; (word = strsep(&p, " ")) != NULL;)
        if (word[0] != '\0')
            argv[argc++] = word;
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(err), 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(out_fd >= 0 ? out_fd : out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        close(out[0]), close(out[1]), close(err[0]), close(err[1]);
        _exit(cli_main(commands, argc, argv));
    }
    close(out[1]);
    close(err[1]);
    slurp(out[0], r->out, sizeof r->out);
    slurp(err[0], r->err, sizeof r->err);
    waitpid(child, &r->status, 0);
}

static void test_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *line, *want;
    } cases[] = {
        {"search", "search all=0 profile=- limit=0 delay=0 today= format=-\n"},
        {"snickeri återbruk",
         "search all=0 profile=- limit=0 delay=0 today= format=- [snickeri] "
         "[återbruk]\n"},
        {"search -a --profile me.yaml ord --limit=7 --delay 0.5 --today "
         "2026-11-23 --format jsonl",
         "search all=1 profile=me.yaml limit=7 delay=0.5 today=2026-11-23 "
         "format=jsonl [ord]\n"},
        {"search -ap me.yaml -n3 -f a=b --filter c=d",
         "search all=1 profile=me.yaml limit=3 delay=0 today= format=- +a=b "
         "+c=d\n"},
        {"search x -- --all -p",
         "search all=0 profile=- limit=0 delay=0 today= format=- [x] [--all] "
         "[-p]\n"},
        {"search --profile me.yaml --limit 1 --limit 2",
         "search all=0 profile=me.yaml limit=2 delay=0 today= format=-\n"},
        {"search - -- -", "search all=0 profile=- limit=0 delay=0 today= "
                          "format=- [-] [-]\n"},
        {"search -p:x -a -n3",
         "search all=1 profile=- limit=3 delay=0 today= format=- [-p:x]\n"},
        {"search --profile= x",
         "search all=0 profile= limit=0 delay=0 today= format=- [x]\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct result r;
        run(cases[i].line, -1, &r);
        assert_string_equal(r.err, "");
        assert_string_equal(r.out, cases[i].want);
        assert_int_equal(r.status, 0);
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"search --proflie x", "'--proflie'; did you mean '--profile'?"},
        {"search --limt=3", "'--limt=3'; did you mean '--limit'?"},
        {"search --hepl", "did you mean '--help'?"},
        {"search --prof me.yaml", "'--prof'; did you mean '--profile'?"},
        {"search --al", "'--al'; did you mean '--all'?"},
        {"search --=x", "unknown option '--=x' (try"},
        {"search --zzzzzz", "unknown option '--zzzzzz' (try"},
        {"search -z", "unknown option '-z' (try"},
        {"search -az", "unknown option '-z' (try"},
        {"search -zebra", "write -- before words"},
        {"search --profile", "--profile needs a value: --profile FILE"},
        {"search ord -p", "--profile needs a value: --profile FILE"},
        {"search --all=yes", "--all takes no value"},
        {"search --help=x", "--help takes no value"},
        {"search --limit x",
         "--limit needs a whole number, 0 or more, not 'x'"},
        {"search --limit -5", "not '-5'"},
        {"search --limit 99999999999", "not '99999999999'"},
        {"search --limit 3x", "not '3x'"},
        {"search --limit=", "not ''"},
        {"search --delay 0,5", "--delay needs seconds, as 2 or 0.5, not '0,5'"},
        {"search --delay inf", "not 'inf'"},
        {"search --delay 1e9", "not '1e9'"},
        {"search --delay 0x10", "not '0x10'"},
        {"search --delay -1", "not '-1'"},
        {"search --today 2026-02-30", "not '2026-02-30'"},
        {"search --today imorgon", "a date as 2026-11-23, not 'imorgon'"},
        {"search --format jsonn", "did you mean 'jsonl'? (table, jsonl)"},
        {"search --format xyz", "one of: table, jsonl"},
        {"search --\x1b[2J", "\uFFFD[2J"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct result r;
        run(cases[i].line, -1, &r);
        assert_string_equal(r.out, "");
        if (strstr(r.err, cases[i].says) == NULL)
            fail_msg("%s: %s", cases[i].line, r.err);
        assert_non_null(strstr(r.err, "try 'medel search --help'"));
        assert_int_equal(strchr(r.err, '\n') - r.err, strlen(r.err) - 1);
        assert_int_equal(WEXITSTATUS(r.status), 2);
    }
}

static void test_help(void **state)
{
    (void)state;
    static const char *const lines[] = {"search --help", "search x -h",
                                        "--help", "show --help"};
    for (size_t i = 0; i < 4; i++) {
        struct result r;
        run(lines[i], -1, &r);
        assert_int_equal(r.status, 0);
        assert_string_equal(r.err, "");
        for (char *p = r.out, *line; (line = strsep(&p, "\n")) != NULL;)
            if (term_text_width(line) > 80)
                fail_msg("too wide: %s", line);
    }
    struct result r;
    run("search --help", -1, &r);
    static const char *const parts[] = {
        "Usage: medel search [OPTION...] [WORDS...]\n\nFinds calls.\n\n",
        "\n  -p, --profile FILE       the enterprise that asks, in words",
        "\n      --a-very-long-option-name SOMETHING\n       ",
        "how to print: table, jsonl\n",
        "\n  -h, --help ",
        "\n  medel search --profile me.yaml   stays   as it is\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(r.out, parts[i]) == NULL)
            fail_msg("no '%s' in:\n%s", parts[i], r.out);
    run("show --help", -1, &r);
    assert_non_null(strstr(r.out, "Usage: medel show [OPTION...]\n"));
    run("show --version", -1, &r);
    assert_string_equal(r.out, "medel " MEDEL_VERSION "\n");
}

static void test_report(void **state)
{
    (void)state;
    struct result r;
    run("show", -1, &r);
    assert_int_equal(WEXITSTATUS(r.status), 1);
    assert_string_equal(r.err, "medel: no call\uFFFD[2J named 'x'\n");
}

/* A full disk is an error, a closed pipe a quiet end. */
static void test_stdout(void **state)
{
    (void)state;
    struct result r;
    int full = open("/dev/full", O_WRONLY);
    if (full >= 0) {
        static const char *const lines[] = {"search", "show x", "search --help",
                                            "--version"};
        for (size_t i = 0; i < 4; i++) {
            run(lines[i], full, &r);
            assert_int_equal(WEXITSTATUS(r.status), 3);
            assert_non_null(strstr(r.err, "cannot write to standard output"));
        }
        run("search", full, &r);
        assert_non_null(strstr(r.err, "No space left"));
        close(full);
    }
    int gone[2];
    assert_int_equal(pipe(gone), 0);
    close(gone[0]);
    run("show x", gone[1], &r);
    assert_true(WIFSIGNALED(r.status));
    assert_string_equal(r.err, "");
    run("search", gone[1], &r);
    assert_true(WIFSIGNALED(r.status));
    close(gone[1]);
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const names[] = {"search", "show",    "sources",
                                        "export", "extract", NULL};
    static const struct {
        const char *word, *want;
    } cases[] = {
        {"serach", "search"},  {"shwo", "show"},     {"sources", "sources"},
        {"sorces", "sources"}, {"exprot", "export"}, {"sea", "search"},
        {"s", NULL},           {"ex", NULL},         {"", NULL},
        {"xyzzyxyzzy", NULL},  {"SEARCH", "search"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *near = cli_nearest(cases[i].word, names);
        if (cases[i].want == NULL)
            assert_null(near);
        else
            assert_string_equal(near != NULL ? near : "", cases[i].want);
    }
}

int main(void)
{
    unsetenv("COLUMNS");
    unsetenv("POSIXLY_CORRECT");
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("LANGUAGE");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_help),     cmocka_unit_test(test_report),
        cmocka_unit_test(test_stdout),   cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
