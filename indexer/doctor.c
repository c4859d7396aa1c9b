/* doctor.c - the command: runs the checks and prints; see doctor.h. */
#include "commands.h"
#include "doctor.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <jansson.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES 8192
#define OUTPUT_BYTES (1u << 20)
#define COLUMNS_MAX 100
#define LEVEL_COLUMN 2
#define TEXT_COLUMN 11

static struct {
    const char *data, *funders, *format;
} opt;

static const struct area {
    const char *name;  /* for programs */
    const char *title; /* N_() */
    void (*check)(struct doctor *d);
} areas[] = {
    {"libraries", N_("Libraries"), doctor_libraries},
    {"sandbox", N_("Sandbox"), doctor_sandbox},
    {"reader", N_("Reading pages"), doctor_worker},
    {"locale", N_("Language"), doctor_locale},
    {"folders", N_("Folders"), doctor_folders},
    {"disk", N_("Room on the disk"), doctor_disk},
    {"runs", N_("Runs at this moment"), doctor_locks},
    {"sources", N_("Sources"), doctor_sources},
    {"crawl", N_("The last crawl"), doctor_crawl},
    {"index", N_("Calls and index"), doctor_index},
};
#define N_AREAS (sizeof areas / sizeof areas[0])

/* --- findings ------------------------------------------------------------ */

void doctor_find(struct doctor *d, enum finding_level level, const char *advice,
                 const char *fmt, ...)
{
    char text[LINE_BYTES];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    d->items = arena_grow(d->mem, d->items, d->n, &d->cap, sizeof *d->items);
    d->items[d->n++] = (struct finding){.area = d->area,
                                        .level = level,
                                        .text = arena_strdup(d->mem, text),
                                        .advice = advice};
}

void doctor_fault(struct doctor *d, const char *advice, const struct err *e)
{
    doctor_find(d, FINDING_FAULT, advice, "%s", e->text);
}

static const char *level_code(enum finding_level l)
{
    static const char *const codes[] = {[FINDING_OK] = N_("ok"),
                                        [FINDING_WARNING] = N_("warning"),
                                        [FINDING_FAULT] = N_("fault")};
    return codes[l];
}

static size_t count(const struct doctor *d, enum finding_level level)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->items[i].level == level;
    return n;
}

/* --- for people ---------------------------------------------------------- */

static const char *colour_of(enum finding_level l)
{
    static const char *const codes[] = {[FINDING_OK] = "\033[32m",
                                        [FINDING_WARNING] = "\033[33m",
                                        [FINDING_FAULT] = "\033[1;31m"};
    return term_has_colour(STDOUT_FILENO) ? codes[l] : "";
}

/* The report stays far below the buffer's bound: findings are few and each is
 * bounded, so that the appends' status need not be looked at. */
static void put_finding(struct buf *out, const struct finding *f, int width)
{
    const char *colour = colour_of(f->level), *word = _(level_code(f->level));
    buf_printf(out, "%*s%s%s%s%*s", LEVEL_COLUMN, "", colour, word,
               colour[0] != '\0' ? "\033[0m" : "",
               TEXT_COLUMN - LEVEL_COLUMN - term_text_width(word), "");
    term_wrap(out, f->text, width, TEXT_COLUMN);
    buf_putc(out, '\n');
    if (f->advice == NULL)
        return;
    buf_printf(out, "%*s", TEXT_COLUMN, "");
    struct buf advice;
    buf_init(&advice, LINE_BYTES);
    buf_printf(&advice, "→ %s", f->advice);
    term_wrap(out, advice.data, width, TEXT_COLUMN + 2);
    buf_free(&advice);
    buf_putc(out, '\n');
}

static void print_table(const struct doctor *d)
{
    int width = isatty(STDOUT_FILENO) ? term_width(STDOUT_FILENO) : 80;
    struct buf out;
    if (width > COLUMNS_MAX)
        width = COLUMNS_MAX;
    buf_init(&out, OUTPUT_BYTES);
    for (size_t a = 0; a < N_AREAS; a++) {
        buf_printf(&out, "%s\n", _(areas[a].title));
        for (size_t i = 0; i < d->n; i++)
            if (strcmp(d->items[i].area, areas[a].name) == 0)
                put_finding(&out, &d->items[i], width);
    }
    size_t faults = count(d, FINDING_FAULT), w = count(d, FINDING_WARNING);
    buf_putc(&out, '\n');
    buf_printf(&out, ngettext("%zu fault, ", "%zu faults, ", faults), faults);
    buf_printf(&out, ngettext("%zu warning", "%zu warnings", w), w);
    buf_putc(&out, '\n');
    fwrite(out.data, 1, out.len, stdout);
    buf_free(&out);
}

/* --- for programs -------------------------------------------------------- */

/* Page text, file names and the system's words may hold anything: jansson
 * takes valid UTF-8 alone. */
static json_t *text_json(const char *s)
{
    struct buf safe;
    if (s == NULL)
        return json_null();
    buf_init(&safe, 4 * LINE_BYTES);
    term_safe(&safe, s, false);
    json_t *j = json_string(safe.data);
    buf_free(&safe);
    return j != NULL ? j : json_null();
}

static int print_json(const struct doctor *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->n; i++) {
        const struct finding *f = &d->items[i];
        json_t *o = json_object();
        json_object_set_new(o, "area", json_string(f->area));
        json_object_set_new(o, "level", json_string(level_code(f->level)));
        json_object_set_new(o, "text", text_json(f->text));
        json_object_set_new(o, "advice", text_json(f->advice));
        json_array_append_new(list, o);
    }
    json_t *all = json_object();
    json_object_set_new(all, "medel", json_string(MEDEL_VERSION));
    json_object_set_new(all, "data", text_json(d->data));
    json_object_set_new(all, "faults",
                        json_integer((json_int_t)count(d, FINDING_FAULT)));
    json_object_set_new(all, "warnings",
                        json_integer((json_int_t)count(d, FINDING_WARNING)));
    json_object_set_new(all, "findings", list);
    char *text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    if (text == NULL)
        return status_exit_code(ST_NOMEM);
    puts(text);
    free(text);
    return 0;
}

/* --- the command --------------------------------------------------------- */

static int run_doctor(int argc, char **argv)
{
    struct arena *mem = arena_new();
    struct doctor d = {.mem = mem, .funders = opt.funders};
    int code = 0;
    if (argc != 0) {
        struct err e = ERR_INIT;
        err_set(&e, ST_USAGE, _("doctor takes no operands: %s"), argv[0]);
        arena_free(mem);
        return cli_report(&e);
    }
    bool json = opt.format != NULL && strcmp(opt.format, "json") == 0;
    d.data = paths_data_dir(mem, opt.data);
    if (json) /* what programs read is the same in every language */
        setlocale(LC_MESSAGES, "C");
    for (size_t i = 0; i < N_AREAS; i++) {
        d.area = areas[i].name;
        areas[i].check(&d);
    }
    if (json)
        code = print_json(&d);
    else
        print_table(&d);
    if (code == 0 && count(&d, FINDING_FAULT) != 0)
        code = 1;
    arena_free(mem);
    return code;
}

static const char *const formats[] = {"table", "json", NULL};

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, "DIR", N_("the data folder"), NULL},
    {"funders", 0, CLI_STRING, &opt.funders, "DIR",
     N_("the folder of sources instead of the shipped and your own"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F", N_("a table unless said"),
     formats},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command doctor_command = {
    .name = "doctor",
    .operands = "",
    .summary = N_("is all in order on this machine, and if not, what is to "
                  "be mended?"),
    .details =
        N_("Looks at libraries, sandbox, language, folders, disk, running "
           "jobs, sources, the last crawl and the index, and changes nothing. "
           "A warning works, but should be looked at; a fault does not "
           "work.\n"
           "\n"
           "Exit status: 0 no fault, 1 faults.\n"
           "\n"
           "Examples:\n"
           "  medel doctor\n"
           "  sudo -u medel medel doctor --data /var/lib/medel\n"
           "  medel doctor --format json | jq '.findings[] | "
           "select(.level != \"ok\")'"),
    .run = run_doctor,
    .options = options,
};
