/* robots_command.c - `medel robots`: asks a robots.txt file about a URL. */
#include "agent.h"
#include "commands.h"
#include "robots.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/term.h"

#include <stdio.h>
#include <string.h>

/* Only the first CAP_ROBOTS_BYTES count, but a longer file is no error. */
#define FILE_MAX_BYTES ((size_t)64 << 20)

static const char *file_option;
static const char *agent_option = AGENT_TOKEN;

/* "medel/0.1 (+URL)" is known to robots.txt files as "medel". */
static const char *product_token(struct buf *out, const char *agent)
{
    size_t slash = strcspn(agent, "/");
    if (agent[slash] == '\0' || buf_append(out, agent, slash) != ST_OK)
        return agent;
    return out->data;
}

static void print_reason(const struct buf *file, int line)
{
    const char *text;
    size_t len;
    if (line == 0 || !robots_line(file->data, file->len, line, &text, &len)) {
        puts(_("no rule matches"));
        return;
    }
    char raw[400];
    snprintf(raw, sizeof raw, "%.*s", len < 300 ? (int)len : 300, text);
    struct buf safe;
    buf_init(&safe, 4096);
    if (term_safe(&safe, raw, false) == ST_OK)
        printf(_("line %d: %s\n"), line, safe.data);
    buf_free(&safe);
}

static enum status answer(const char *url, bool *allowed, struct err *e)
{
    struct buf file, token;
    buf_init(&file, FILE_MAX_BYTES);
    buf_init(&token, 1024);
    enum status st = buf_read_file(&file, file_option, e);
    if (st == ST_OK) {
        struct robots *r = robots_parse(file.data, file.len,
                                        product_token(&token, agent_option));
        if (r == NULL) {
            st = err_set(e, ST_NOMEM, _("out of memory"));
        } else {
            struct robots_verdict v = robots_check(r, url);
            *allowed = v.allowed;
            puts(v.allowed ? "allowed" : "disallowed");
            print_reason(&file, v.line);
            robots_free(r);
        }
    }
    buf_free(&file);
    buf_free(&token);
    return st;
}

static int run(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (file_option == NULL)
        err_set(&e, ST_USAGE, _("--file is missing: the robots.txt to ask"));
    else if (argc != 1)
        err_set(&e, ST_USAGE, _("one URL is needed"));
    bool allowed = false;
    if (e.status != ST_OK || answer(argv[0], &allowed, &e) != ST_OK)
        return cli_report(&e);
    return allowed ? 0 : 1;
}

static const struct cli_option OPTIONS[] = {
    {"file", 'f', CLI_STRING, &file_option, "FILE",
     N_("the robots.txt file; - is standard input"), NULL},
    {"user-agent", 'u', CLI_STRING, &agent_option, "UA",
     N_("the crawler that asks (medel)"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command robots_command = {
    .name = "robots",
    .operands = "URL",
    .summary = N_("say whether a robots.txt allows a URL, and by which line"),
    .details = N_("Prints `allowed' or `disallowed' and, on the next line, "
                  "the deciding line.\nExit status: 0 allowed, 1 disallowed.\n"
                  "\n"
                  "Examples:\n"
                  "  medel robots --file robots.txt https://example.org/call\n"
                  "  medel robots --file robots.txt --user-agent Googlebot "
                  "https://example.org/"),
    .run = run,
    .options = OPTIONS,
};
