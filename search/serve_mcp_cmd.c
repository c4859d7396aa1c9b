/* serve_mcp_cmd.c - medel serve-mcp: the search as tools for machine readers,
 * by the Model Context Protocol on standard input and output. */
#include "commands.h"

#include "mcp_guard.h"
#include "mcp_lines.h"
#include "mcp_session.h"

#include "medel/i18n.h"

#include <errno.h>
#include <unistd.h>

#define LINE_BYTES (256u << 10)
#define SECONDS_MAX 600
#define OUT_BYTES (MCP_BATCH_MAX * (size_t)MCP_ANSWER_BYTES + (1u << 20))

static struct {
    const char *data, *db;
    struct date today;
    int timeout;
} opt = {.timeout = 20};

/* Answers line by line until there are no more, or nobody reads. */
static enum status serve(struct mcp_session *s, struct mcp_lines *in,
                         struct err *e)
{
    struct buf out;
    enum status st = ST_OK;
    const char *line;
    size_t n;
    buf_init(&out, OUT_BYTES);
    while (st == ST_OK) {
        enum mcp_line what = mcp_lines_next(in, &line, &n);
        if (what == MCP_LINES_END)
            break;
        st = what == MCP_LINE ? mcp_session_line(s, line, n, &out, e)
                              : mcp_session_too_long(LINE_BYTES, &out, e);
        if (st == ST_OK)
            st = mcp_lines_write(STDOUT_FILENO, out.data, out.len, e);
        buf_reset(&out);
    }
    buf_free(&out);
    if (st == ST_OK && in->error != 0)
        return err_sys(e, ST_IO, in->error, _("cannot read the requests"));
    return st == ST_IO && e->sys == EPIPE ? ST_OK : st;
}

static enum status begin(int argc, char **argv, struct err *e)
{
    if (argc > 0)
        return err_set(e, ST_USAGE, _("serve-mcp takes no words: '%.60s'"),
                       argv[0]);
    if (opt.timeout < 1 || opt.timeout > SECONDS_MAX)
        return err_set(e, ST_USAGE, _("--timeout must be 1 to %d seconds"),
                       SECONDS_MAX);
    return ST_OK;
}

static int run_serve_mcp(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct mcp_world world = {
        .data = opt.data, .db = opt.db, .today = opt.today};
    struct mcp_guard guard = {&world, opt.timeout};
    struct mcp_tools *tools = NULL;
    struct mcp_lines in = {.bytes = NULL};
    enum status st = begin(argc, argv, &e);
    if (st == ST_OK)
        st = mcp_tools_load(NULL, &tools, &e);
    if (st == ST_OK)
        st = knowledge_load(&world.known, true, &e);
    if (st == ST_OK)
        st = mcp_lines_init(&in, STDIN_FILENO, LINE_BYTES, &e);
    if (st == ST_OK) {
        struct mcp_session s = {
            .tools = tools, .run = mcp_guard_run, .arg = &guard};
        if (isatty(STDIN_FILENO))
            cli_warn(_("this speaks JSON-RPC with programs; Ctrl-D ends it, "
                       "and 'medel serve-mcp --help' tells how a program is "
                       "told of it"));
        st = serve(&s, &in, &e);
    }
    mcp_lines_free(&in);
    knowledge_free(&world.known);
    mcp_tools_free(tools);
    return st == ST_OK ? 0 : cli_report(&e);
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"timeout", 0, CLI_INT, &opt.timeout, "S",
     N_("how long one question may take (20)"), NULL},
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command serve_mcp_command = {
    .name = "serve-mcp",
    .operands = "",
    .summary = N_("the search as tools for an assistant, by the Model Context "
                  "Protocol"),
    .details =
        N_("Answers JSON-RPC 2.0, a message a line, on standard input and "
           "output until the input ends, by the Model Context Protocol of "
           "2024-11-05, 2025-03-26 or 2025-06-18. The tools are search, show, "
           "eligibility, changes and calendar. They only read: neither DATA "
           "nor the user's own lists are written to.\n"
           "\n"
           "A profile is given to a tool whole, as an object, or by the name "
           "of a file in ~/.config/medel/profiles without .yaml; no other "
           "files are read.\n"
           "\n"
           "Programs are told of it in their own settings, most of them as:\n"
           "  {\"mcpServers\": {\"medel\": {\"command\": \"medel\",\n"
           "    \"args\": [\"serve-mcp\"]}}}\n"
           "\n"
           "Exit status: 0 the input ended, 2 wrong usage, 3 a damaged "
           "installation."),
    .run = run_serve_mcp,
    .options = options,
};
