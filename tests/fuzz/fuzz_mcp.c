/* fuzz_mcp.c - what a client of the server for assistants sends, line by line:
 * each answer is one line of JSON that steers no terminal. */
#include "fuzz.h"

#include "../../search/mcp_clean.h"
#include "../../search/mcp_lines.h"
#include "../../search/mcp_rpc.h"
#include "../../search/mcp_session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 2000

static struct mcp_world world;

/* The arguments taken apart as a tool would; there is no index to ask. */
static enum status run(void *arg, const struct mcp_tool *tool,
                       const json_t *args, enum mcp_version v, json_t *id,
                       struct buf *out, struct err *e)
{
    struct arena *mem = arena_new();
    struct profile *p = NULL;
    struct filter f = {.n = 0};
    struct err why = ERR_INIT;
    (void)arg, (void)tool, (void)v;
    if (json_is_object(json_object_get(args, "profile")) &&
        mcp_profile_arg(args, &p, &why) == ST_OK)
        profile_free(p);
    err_clear(&why);
    if (mcp_filters_arg(args, &world, mem, FUZZ_TODAY, &f, &why) != ST_OK)
        FUZZ_MUST(why.text[0] != '\0');
    FUZZ_MUST(f.n <= FILTER_CONDITIONS_MAX);
    json_t *copy = json_deep_copy(args);
    FUZZ_MUST(mcp_clean(copy) == 0);
    json_t *answer = rpc_result(id, copy);
    char *text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    arena_free(mem);
    enum status st = text != NULL ? buf_puts(out, text) : ST_OK;
    free(text);
    return st != ST_OK ? err_set(e, st, "too long") : ST_OK;
}

static void must_be_answer(const struct buf *out)
{
    if (out->len == 0)
        return;
    FUZZ_MUST(out->data[out->len - 1] == '\n');
    fuzz_must_be_plain(out->data, out->len - 1, false);
    json_t *o = json_loadb(out->data, out->len, JSON_ALLOW_NUL, NULL);
    FUZZ_MUST(json_is_object(o) || json_is_array(o));
    json_decref(o);
}

static void try_lines(const struct mcp_tools *tools, const uint8_t *bytes,
                      size_t len)
{
    struct mcp_session s = {.tools = tools, .run = run};
    struct mcp_lines l;
    struct err e = ERR_INIT;
    struct buf out;
    char path[FUZZ_PATH_SIZE];
    const char *line;
    size_t n;
    enum mcp_line what;
    int fd = fuzz_file(bytes, len, path);
    FUZZ_NEED(mcp_lines_init(&l, fd, LINE_MAX_BYTES, &e) == ST_OK);
    buf_init(&out, 4u << 20);
    while ((what = mcp_lines_next(&l, &line, &n)) != MCP_LINES_END) {
        buf_reset(&out);
        FUZZ_MUST(what != MCP_LINE || n <= LINE_MAX_BYTES);
        enum status st = what == MCP_LINE
                             ? mcp_session_line(&s, line, n, &out, &e)
                             : mcp_session_too_long(LINE_MAX_BYTES, &out, &e);
        FUZZ_MUST(st == ST_OK);
        must_be_answer(&out);
    }
    buf_free(&out);
    mcp_lines_free(&l);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct mcp_tools *tools;
    struct err e = ERR_INIT;
    if (tools == NULL)
        FUZZ_NEED(knowledge_load(&world.known, true, &e) == ST_OK &&
                  mcp_tools_load(NULL, &tools, &e) == ST_OK);
    try_lines(tools, bytes, len);
    return 0;
}
