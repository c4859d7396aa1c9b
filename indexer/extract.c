/* extract.c - `medel extract`: the record read from one saved page. */
#include "commands.h"
#include "explain.h"
#include "intake.h"
#include "sign_words.h"
#include "single.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/term.h"
#include "medel/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *url_option;
static const char *type_option, *part_option;
static struct date today_option;
static bool explain_option;

static void set_address(struct call *c, const char *url, size_t n, size_t i)
{
    if (url == NULL)
        return;
    c->url = n > 1 ? arena_printf(c->mem, "%s#%zu", url, i + 1)
                   : arena_strdup(c->mem, url);
    c->urls = arena_alloc(c->mem, sizeof *c->urls);
    c->urls[0] = c->url;
    c->n_urls = 1;
}

static enum status print_records(struct page_reading *r, const char *url,
                                 struct date today, struct err *e)
{
    for (size_t i = 0; i < r->n_calls; i++) {
        set_address(r->calls[i], url, r->n_calls, i);
        json_t *o = call_to_json(r->calls[i], today);
        char *json = o != NULL ? json_dumps(o, CALL_JSON_FLAGS) : NULL;
        struct buf line;
        buf_init(&line, 8 * (size_t)CAP_REPLY_BYTES);
        enum status st =
            json != NULL ? term_safe_json(&line, json, strlen(json)) : ST_NOMEM;
        if (st == ST_OK)
            puts(line.data);
        buf_free(&line);
        json_decref(o);
        free(json);
        if (st != ST_OK)
            return err_set(e, st, _("out of memory"));
    }
    return ST_OK;
}

static enum status print_explanation(const struct page_reading *r,
                                     struct date today, struct err *e)
{
    struct buf out;
    buf_init(&out, 8 * (size_t)CAP_REPLY_BYTES);
    enum status st = explain_reading(&out, r, today, term_width(STDOUT_FILENO));
    if (st == ST_OK)
        fputs(out.data, stdout);
    else
        err_set(e, st, _("the explanation is too long"));
    buf_free(&out);
    return st;
}

#define REASONS_SHOWN 3

/* "page.html: no call; the page is a list (-3.8 words of lists in headings)":
 * of the reasons those that speak against it, which begin with a minus. */
static void say_what_it_is(const char *path, const struct page_reading *r)
{
    struct buf why;
    struct arena *mem = arena_new();
    size_t shown = 0;
    buf_init(&why, 4096);
    for (size_t i = 0; i < r->n_reasons && shown < REASONS_SHOWN; i++)
        if (r->reasons[i][0] == '-' &&
            buf_puts(&why, shown++ == 0 ? " (" : ", ") == ST_OK)
            (void)term_safe(&why, sign_words(mem, r->reasons[i]), false);
    cli_warn(_("%s: no call; the page is %s%s%s"),
             strcmp(path, "-") == 0 ? _("standard input") : path,
             page_kind_words(r->kind), why.data, shown != 0 ? ")" : "");
    buf_free(&why);
    arena_free(mem);
}

static int print_reading(const char *path, struct page_reading *r,
                         struct date today, struct err *e)
{
    bool is_call = r->kind == PAGE_CALL && r->n_calls != 0;
    enum status st = ST_OK;
    for (size_t i = 0; i < r->n_calls; i++)
        call_drop_lone_hour(r->calls[i]);
    if (explain_option)
        st = print_explanation(r, today, e);
    else if (is_call)
        st = print_records(r, url_option, today, e);
    if (st != ST_OK)
        return cli_report(e);
    if (is_call)
        return 0;
    say_what_it_is(path, r);
    return status_exit_code(ST_NOT_FOUND);
}

static int run_extract(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct arena *mem = arena_new();
    int code = 0;
    if (argc != 1)
        err_set(&e, ST_USAGE, _("one file is needed, or - for standard input"));
    else if (url_option != NULL &&
             url_normalise(mem, NULL, url_option, &url_option, &e) != ST_OK)
        e.status = ST_USAGE;
    struct read_context ctx = {
        .url = url_option, .content_type = type_option, .adapter = part_option};
    ctx.today =
        date_is_set(today_option) ? today_option : date_today(NULL, NULL);
    const char *reply = NULL;
    size_t len = 0;
    struct page_reading *r = NULL;
    if (e.status == ST_OK &&
        single_read(mem, argv[0], FRAME_PAGE, &ctx, &reply, &len, &e) ==
            ST_OK &&
        intake_reading(mem, url_option, reply, len, &r, &e) == ST_OK) {
        code = print_reading(argv[0], r, ctx.today, &e);
        reading_free_calls(r);
    } else {
        code = cli_report(&e);
    }
    arena_free(mem);
    return code;
}

static const struct cli_option options[] = {
    {"url", 0, CLI_STRING, &url_option, "URL",
     N_("the address that the page was saved from"), NULL},
    {"content-type", 0, CLI_STRING, &type_option, "TYPE",
     N_("its Content-Type header, with the charset"), NULL},
    {"item", 0, CLI_STRING, &part_option, "PART",
     N_("it is an item of a funder's data, such as vinnova.rounds or "
        "eu.topic, as JSON"),
     NULL},
    {"today", 0, CLI_DATE, &today_option, "YYYY-MM-DD",
     N_("read it as of this day"), NULL},
    {"explain", 0, CLI_FLAG, &explain_option, NULL,
     N_("say for people what was read from which words"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command extract_command = {
    .name = "extract",
    .operands = "FILE",
    .summary = N_("print the record read from a saved page, as JSON"),
    .details = N_("A page with several calls gives one object a line. Exits "
                  "1 where the page is no call, and says what it is.\n"
                  "\n"
                  "Examples:\n"
                  "  medel extract page.html --url https://example.org/call\n"
                  "  curl -s https://example.org/call | medel extract -"),
    .run = run_extract,
    .options = options,
};
