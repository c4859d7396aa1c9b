/* clean.c - `medel clean`: the main text of one saved page. */
#include "commands.h"
#include "single.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/term.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *type_option;
static const char *url_option;

/* Raw into a file or pipe; on a terminal with everything defused that could
 * steer it. */
static enum status print_text(const char *text, size_t len, struct err *e)
{
    struct buf safe;
    buf_init(&safe, 4 * (size_t)CAP_REPLY_BYTES);
    enum status st = ST_OK;
    if (isatty(STDOUT_FILENO) == 1) {
        st = term_safe(&safe, text, true);
        text = safe.data;
        len = safe.len;
    }
    if (st == ST_OK) {
        fwrite(text, 1, len, stdout);
        if (len != 0 && text[len - 1] != '\n')
            putchar('\n');
    } else {
        err_set(e, st, _("the text is too long"));
    }
    buf_free(&safe);
    return st;
}

static int run_clean(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (argc != 1) {
        err_set(&e, ST_USAGE, _("one file is needed, or - for standard input"));
        return cli_report(&e);
    }
    struct arena *mem = arena_new();
    struct read_context ctx = {.url = url_option,
                               .content_type = type_option,
                               .today = date_today(NULL, NULL)};
    const char *text = NULL;
    size_t len = 0;
    enum status st =
        single_read(mem, argv[0], FRAME_CLEAN, &ctx, &text, &len, &e);
    if (st == ST_OK)
        st = print_text(text, len, &e);
    arena_free(mem);
    return st == ST_OK ? 0 : cli_report(&e);
}

static const struct cli_option options[] = {
    {"url", 0, CLI_STRING, &url_option, "URL",
     N_("the address that the page was saved from"), NULL},
    {"content-type", 0, CLI_STRING, &type_option, N_("TYPE"),
     N_("its Content-Type header, with the charset"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command clean_command = {
    .name = "clean",
    .operands = N_("FILE"),
    .summary = N_("print the main text of a saved page"),
    .details = N_("What is left of a page without menus, banners and "
                  "footers: the text that its fields are read from.\n"
                  "\n"
                  "Examples:\n"
                  "  medel clean page.html\n"
                  "  medel clean call.pdf | less"),
    .run = run_clean,
    .options = options,
};
