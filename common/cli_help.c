/* cli_help.c - help made from the table of options; see cli_help.h. */
#include "cli_help.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/term.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HELP_BYTES (256u << 10)
#define HELP_COLUMNS 80
#define LEFT_COLUMNS_MAX 30 /* a longer option stands on its own line */

static int help_width(void)
{
    int width = isatty(STDOUT_FILENO) ? term_width(STDOUT_FILENO) : 80;
    return width < HELP_COLUMNS ? width : HELP_COLUMNS;
}

/* "  -p, --profile FILE". Help is far below the buffers' bound, so that the
 * status of the appends in this file need not be looked at. */
static void left_side(const struct cli_option *o, struct buf *b)
{
    if (o->letter != 0)
        buf_printf(b, "  -%c, --%s", o->letter, o->name);
    else
        buf_printf(b, "      --%s", o->name);
    if (o->meta != NULL)
        buf_printf(b, " %s", _(o->meta));
}

static void describe(struct buf *out, const struct cli_option *o, int column,
                     int width)
{
    struct buf left, text;
    buf_init(&left, HELP_BYTES);
    buf_init(&text, HELP_BYTES);
    left_side(o, &left);
    int used = term_text_width(left.data);
    buf_puts(out, left.data);
    if (used + 2 > column) {
        buf_putc(out, '\n');
        used = 0;
    }
    buf_printf(out, "%*s", column - used, "");
    if (o->help != NULL)
        buf_puts(&text, _(o->help));
    if (o->type == CLI_CHOICE)
        for (const char *const *c = o->choices; *c != NULL; c++)
            buf_printf(&text, "%s%s", c == o->choices ? ": " : ", ", *c);
    term_wrap(out, text.data, width, column);
    buf_putc(out, '\n');
    buf_free(&text);
    buf_free(&left);
}

/* Where the descriptions begin: after the longest option of usual length. */
static int description_column(const struct cli_option *options)
{
    int column = 0;
    struct buf left;
    buf_init(&left, HELP_BYTES);
    for (; options->name != NULL; options++) {
        buf_reset(&left);
        left_side(options, &left);
        int used = term_text_width(left.data) + 2;
        if (used > column && used <= LEFT_COLUMNS_MAX)
            column = used;
    }
    buf_free(&left);
    return column;
}

/* Paragraphs are wrapped, lines that begin with a space (examples) stay. */
static void add_text(struct buf *out, const char *text, int width)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        struct buf line;
        buf_init(&line, HELP_BYTES);
        buf_append(&line, text, n);
        if (line.data[0] == ' ')
            term_safe(out, line.data, false);
        else
            term_wrap(out, line.data, width, 0);
        buf_putc(out, '\n');
        buf_free(&line);
        text += n + (text[n] == '\n');
    }
}

static void add_usage(struct buf *out, const struct cli_command *cmd, int width)
{
    struct buf usage;
    buf_init(&usage, HELP_BYTES);
    /* gettext("") is the header of the translation. */
    buf_printf(&usage, _("Usage: medel %s [OPTION...] %s"), cmd->name,
               cmd->operands[0] != '\0' ? _(cmd->operands) : "");
    term_wrap(out, usage.data, width, 8);
    buf_puts(out, "\n\n");
    buf_free(&usage);
}

void cli_print_help(const struct cli_command *cmd)
{
    static const struct cli_option common[] = {
        {"help", 'h', CLI_FLAG, NULL, NULL, N_("show this help"), NULL},
        {"version", 0, CLI_FLAG, NULL, NULL, N_("show the version"), NULL},
        {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
    };
    int width = help_width();
    int column = description_column(cmd->options);
    int least = description_column(common);
    if (column < least)
        column = least;
    struct buf out;
    buf_init(&out, HELP_BYTES);
    add_usage(&out, cmd, width);
    add_text(&out, _(cmd->summary), width);
    buf_printf(&out, "\n%s\n", _("Options:"));
    for (const struct cli_option *o = cmd->options; o->name != NULL; o++)
        describe(&out, o, column, width);
    for (const struct cli_option *o = common; o->name != NULL; o++)
        describe(&out, o, column, width);
    if (cmd->details != NULL) {
        buf_putc(&out, '\n');
        add_text(&out, _(cmd->details), width);
    }
    fwrite(out.data, 1, out.len, stdout);
    buf_free(&out);
}

void cli_print_version(void)
{
    puts("medel " MEDEL_VERSION);
}
