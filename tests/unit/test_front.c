/*
 * test_front.c - the command `medel`, run as a program in a folder of its own
 * whose other programs are shell scripts that say how they were called.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[64], said[20000];

static void path_in(char *out, size_t size, const char *name)
{
    snprintf(out, size, "%s/%s", dir, name);
}

static bool exists(const char *name)
{
    char path[300];
    path_in(path, sizeof path, name);
    return access(path, F_OK) == 0;
}

static void script(const char *name, const char *text)
{
    char path[300];
    path_in(path, sizeof path, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", text);
    fclose(f);
    assert_int_equal(chmod(path, 0755), 0);
}

static int set_up(void **state)
{
    (void)state;
    const char *build = getenv("MEDEL_BUILD");
    char command[500];
    snprintf(dir, sizeof dir, "/tmp/medel-front-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return -1;
    setenv("MEDEL_DATA", dir, 1);
    setenv("TMPDIR", dir, 1);
    unsetenv("COLUMNS");
    unsetenv("JOURNAL_STREAM");
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("LANGUAGE");
    snprintf(command, sizeof command, "cp '%s/medel' '%s/medel' 2>/dev/null",
             build != NULL ? build : "build", dir);
    /* Without the program (make unit alone) there is nothing to test. */
    return system(command) >= 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

/* Starts medel with the words of LINE; what it says goes to the file "out". */
static pid_t start(const char *line)
{
    char copy[1000], path[300], out[300], *argv[32];
    int argc = 0;
    snprintf(copy, sizeof copy, "medel %s", line);
    path_in(path, sizeof path, "medel");
    path_in(out, sizeof out, "out");
    for (char *p = copy, *word; (word = strsep(&p, " ")) != NULL;)
        if (word[0] != '\0')
            argv[argc++] = word;
    argv[argc] = NULL;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        setpgid(0, 0);
        if (chdir(dir) != 0)
            _exit(98);
        /* A shell starts what is in the background with SIGINT ignored, and
         * what is ignored at the start a script cannot trap. */
        signal(SIGINT, SIG_DFL);
        signal(SIGHUP, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        execv(path, argv);
        _exit(99);
    }
    return pid;
}

static int finish(pid_t pid)
{
    char out[300];
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    path_in(out, sizeof out, "out");
    FILE *f = fopen(out, "r");
    assert_non_null(f);
    size_t n = fread(said, 1, sizeof said - 1, f);
    said[n] = '\0';
    fclose(f);
    return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void expect(const char *line, int code, const char *says)
{
    int got = finish(start(line));
    if (got != code || strstr(said, says) == NULL)
        fail_msg("medel %s: exit %d, not %d; '%s' does not say '%s'", line, got,
                 code, said, says);
}

static void all_say_how(void)
{
    static const char echo[] = "echo \"${0##*/}\"; printf '[%s]' \"$@\"; echo";
    script("medel-crawl", echo);
    script("medel-index", echo);
    script("medel-search", echo);
}

static void test_help(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    static const char *const lines[] = {"", "--help", "-h", "help"};
    for (size_t i = 0; i < 4; i++) {
        expect(lines[i], 0, "Usage: medel COMMAND");
        assert_non_null(strstr(said, "\n  medel update "));
        for (char *p = said, *line; (line = strsep(&p, "\n")) != NULL;)
            assert_true(strlen(line) <= 80);
    }
    expect("--version", 0, "medel " MEDEL_VERSION "\n");
    expect("update --help", 0, "Usage: medel update [OPTION...] [FUNDER...]");
    expect("help update", 0, "Usage: medel update [OPTION...] [FUNDER...]");
    expect("serch", 2, "unknown command 'serch'; did you mean 'search'?");
    expect("indx x", 2, "did you mean 'index'?");
    expect("xyzzy", 2, "unknown command 'xyzzy' (try 'medel --help')\n");
    expect("--data x", 2, "options stand after the command");
    expect("help serch", 2, "did you mean 'search'?");
    expect("update --fundrs x", 2, "did you mean '--funders'?");
}

static void test_dispatch(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"crawl --force a", "medel-crawl\n[crawl][--force][a]\n"},
        {"robots x", "medel-crawl\n[robots][x]\n"},
        {"index", "medel-index\n[index]\n"},
        {"sources -x", "medel-index\n[sources][-x]\n"},
        {"extract f", "medel-index\n[extract][f]\n"},
        {"clean f", "medel-index\n[clean][f]\n"},
        {"doctor", "medel-index\n[doctor]\n"},
        {"digest --help", "medel-search\n[digest][--help]\n"},
        {"profile ID -- -y", "medel-search\n[profile][ID][--][-y]\n"},
        {"changes", "medel-search\n[changes]\n"},
        {"help shortlist", "medel-search\n[shortlist][--help]\n"},
    };
    /* What medel does itself, whether or not medel-search is there. */
    static const char *const own[] = {"search", "show", "match", "export",
                                      "calendar"};
    all_say_how();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(cases[i].line, 0, cases[i].says);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        char line[40], usage[40];
        snprintf(line, sizeof line, "%s --help", own[i]);
        snprintf(usage, sizeof usage, "Usage: medel %s ", own[i]);
        expect(line, 0, usage);
        snprintf(line, sizeof line, "help %s", own[i]);
        expect(line, 0, usage);
    }
    script("medel-search", "exit 75");
    expect("digest", 75, "");
    char path[300];
    path_in(path, sizeof path, "medel-search");
    assert_int_equal(unlink(path), 0);
    expect("digest", 3, "medel-search: No such file");
    expect("search --help", 0, "Usage: medel search ");
}

static void test_update_words(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    all_say_how();
    expect("update --data D --funders F --delay 0.5 --force --connect-to "
           "a:1:b:2 --connect-to ::c:3 --allow-private --timeout 9 "
           "--cacert C --contact u@a.test --today 2026-11-23 "
           "-j 3 ett två",
           0,
           "medel-crawl\n[crawl][--data=D][--funders=F][--force]"
           "[--delay=0.500000][--timeout=9.000000][--connect-to=a:1:b:2]"
           "[--connect-to=::c:3][--allow-private][--cacert=C]"
           "[--contact=u@a.test][--][ett][två]\n"
           "medel-index\n[index][--data=D][--today=2026-11-23][--jobs=3]\n"
           "medel-crawl\n[thin][--data=D]\n"
           "Update done in ");
    expect("update", 0,
           "medel-crawl\n[crawl][--]\nmedel-index\n[index]\n"
           "medel-crawl\n[thin]\n");
    expect("update -- --x", 0, "[crawl][--][--x]\n");
}

static void test_update_results(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    static const struct {
        const char *crawl, *index;
        int code;
        bool indexed, sums_up;
    } cases[] = {
        {"exit 0", "exit 0", 0, true, true},
        {"exit 4", "exit 0", 4, true, true},
        {"exit 0", "exit 4", 4, true, true},
        {"exit 4", "exit 3", 3, true, true},
        {"exit 4", "exit 75", 75, true, false},
        {"exit 3", "exit 0", 3, false, true},
        {"exit 2", "exit 0", 2, false, false},
        {"exit 1", "exit 0", 1, false, true},
        {"exit 75", "exit 0", 75, false, false},
        {"kill -SEGV $$", "exit 0", 3, true, true},
        {"kill -KILL $$", "exit 4", 3, true, true},
        {"exit 0", "kill -ABRT $$", 3, true, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char index[100];
        snprintf(index, sizeof index, "echo indexed; %s", cases[i].index);
        script("medel-crawl", cases[i].crawl);
        script("medel-index", index);
        expect("update", cases[i].code, "");
        if ((strstr(said, "indexed") != NULL) != cases[i].indexed ||
            (strstr(said, "Update ") != NULL) != cases[i].sums_up)
            fail_msg("case %zu: %s", i, said);
        if (strstr(cases[i].crawl, "SEGV") != NULL)
            assert_non_null(strstr(said, "medel-crawl was ended by signal 11"));
    }
}

/* A crawl by hand keeps the thinning out; the night was good all the same. */
static void test_update_thins(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    static const struct {
        const char *index, *thin;
        int code;
        bool thinned;
    } cases[] = {
        {"exit 0", "exit 0", 0, true},   {"exit 4", "exit 0", 4, true},
        {"exit 0", "exit 75", 0, true},  {"exit 4", "exit 75", 4, true},
        {"exit 0", "exit 3", 3, true},   {"exit 4", "kill -SEGV $$", 3, true},
        {"exit 3", "exit 0", 3, false},  {"exit 75", "exit 0", 75, false},
        {"kill $$", "exit 0", 3, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char crawl[100];
        snprintf(crawl, sizeof crawl,
                 "[ \"$1\" = crawl ] && exit 0\necho thinned; %s",
                 cases[i].thin);
        script("medel-crawl", crawl);
        script("medel-index", cases[i].index);
        expect("update", cases[i].code, "");
        if ((strstr(said, "thinned") != NULL) != cases[i].thinned)
            fail_msg("case %zu: %s", i, said);
    }
}

static void test_update_locked(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    char path[300];
    all_say_how();
    path_in(path, sizeof path, "update.lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    expect("update --report r.json --metrics m.prom", 75, "another run");
    assert_null(strstr(said, "[crawl]"));
    assert_null(strstr(said, "Update "));
    assert_false(exists("r.json") || exists("m.prom"));
    close(fd);
    expect("update --report r.json --metrics m.prom", 0, "Update done");
    assert_true(exists("r.json") && exists("m.prom"));
}

static void test_update_room(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    all_say_how();
    expect("update --room 2000000000", 3, "make room, or ask for less");
    assert_null(strstr(said, "[crawl]"));
    expect("update --room 0", 0, "Update done");
}

/* What the journal sorts by; whoever merely inherits the variable is not
 * taken in. */
static void test_journal(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    char path[300], stream[80];
    struct stat sb;
    script("medel-crawl", "kill -SEGV $$");
    script("medel-index", "exit 0");
    path_in(path, sizeof path, "out");
    int fd = open(path, O_WRONLY | O_CREAT, 0644);
    assert_int_equal(fstat(fd, &sb), 0);
    close(fd);
    snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)sb.st_dev,
             (uintmax_t)sb.st_ino);
    setenv("JOURNAL_STREAM", stream, 1);
    expect("update", 3, "<4>medel: medel-crawl was ended by signal 11");
    expect("update --report /nowhere/x", 3, "<3>medel: cannot write");
    snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)sb.st_dev,
             (uintmax_t)sb.st_ino + 1);
    setenv("JOURNAL_STREAM", stream, 1);
    expect("update", 3, "medel-crawl was ended by signal 11");
    assert_null(strstr(said, "<4>"));
    setenv("JOURNAL_STREAM", "nonsense", 1);
    expect("update", 3, "medel-crawl was ended by signal 11");
    assert_null(strstr(said, "<4>"));
    unsetenv("JOURNAL_STREAM");
}

static void wait_for(const char *name)
{
    const struct timespec pause = {0, 20000000};
    for (int i = 0; i < 500 && !exists(name); i++)
        nanosleep(&pause, NULL);
    assert_true(exists(name));
}

/* Ctrl-C (the whole group) and kill (medel alone): both end the child and
 * then medel, and nothing is indexed. */
static void test_update_interrupted(void **state)
{
    (void)state;
    if (!exists("medel"))
        skip();
    static const struct {
        int sig;
        bool group;
        int code;
    } cases[] = {
        {SIGINT, true, 130},
        {SIGINT, false, 130},
        {SIGTERM, false, 143},
        {SIGHUP, false, 129},
    };
    char text[500];
    snprintf(text, sizeof text,
             "trap 'echo crawl ended; exit 130' INT TERM HUP\n"
             ": >'%s/started'\n"
             "i=0; while [ $i -lt 200 ]; do sleep 0.05; i=$((i+1)); done",
             dir);
    script("medel-crawl", text);
    script("medel-index", "echo indexed");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[300];
        path_in(path, sizeof path, "started");
        unlink(path);
        pid_t pid = start("update");
        wait_for("started");
        kill(cases[i].group ? -pid : pid, cases[i].sig);
        int code = finish(pid);
        if (code != cases[i].code || strstr(said, "crawl ended") == NULL ||
            strstr(said, "indexed") != NULL)
            fail_msg("case %zu: exit %d: %s", i, code, said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_dispatch),
        cmocka_unit_test(test_update_words),
        cmocka_unit_test(test_update_results),
        cmocka_unit_test(test_update_thins),
        cmocka_unit_test(test_update_locked),
        cmocka_unit_test(test_update_room),
        cmocka_unit_test(test_journal),
        cmocka_unit_test(test_update_interrupted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
