/* fuzz_call.c - records as JSON: what is taken is the same when it is written,
 * and so is its brief in the index, and what search's own reader makes of the
 * text. Two records, if there are two lines, are compared and merged. */
#include "fuzz.h"

#include "medel/json_quick.h"

#include "medel/call_brief.h"
#include "medel/compare.h"

#include <stdlib.h>
#include <string.h>

static struct call *take(const char *text)
{
    struct call *c = NULL;
    struct err e = ERR_INIT;
    json_t *o = json_loads(text, 0, NULL);
    json_t *quick = json_quick(text, strlen(text));
    FUZZ_MUST(quick == NULL || json_equal(quick, o));
    json_decref(quick);
    if (o != NULL && call_from_json(o, &c, &e) != ST_OK)
        FUZZ_MUST(c == NULL && e.text[0] != '\0');
    json_decref(o);
    return c;
}

static void try_brief(struct arena *mem, const struct call *c)
{
    struct err e = ERR_INIT;
    struct call *brief = NULL;
    size_t n, m;
    const char *bytes = call_brief_pack(mem, c, &n);
    FUZZ_MUST(call_brief_unpack(mem, bytes, n, &brief, &e) == ST_OK);
    const char *again = call_brief_pack(mem, brief, &m);
    FUZZ_MUST(n == m && memcmp(bytes, again, n) == 0);
    /* Cut off anywhere, it is none. */
    FUZZ_MUST(n == 0 ||
              call_brief_unpack(mem, bytes, n - 1, &brief, NULL) != ST_OK);
}

static void try_one(struct arena *mem, const struct call *c)
{
    struct call *copy = call_copy(c);
    fuzz_must_be_record(c);
    FUZZ_MUST(!compare_differ(c, copy));
    call_free(copy);
    if (c->id != NULL) /* what is in an index has one */
        try_brief(mem, c);
    (void)call_next_deadline(c, FUZZ_TODAY);
    (void)call_status_on(c, FUZZ_TODAY, 0);
}

static enum status note(void *arg, const char *field, json_t *old_value,
                        json_t *new_value, struct err *e)
{
    (void)e;
    FUZZ_MUST(field[0] != '\0');
    call_add_change(arg, "2026-11-23T00:00:00Z", field, old_value, new_value);
    return ST_OK;
}

static void try_two(const struct call *a, const struct call *b)
{
    struct err e = ERR_INIT;
    struct call *c = call_copy(a);
    FUZZ_MUST(compare_calls(a, b, FUZZ_TODAY, note, c, &e) == ST_OK);
    call_fill(c, b, "https://example.org/b");
    call_note_contradictions(c, b, "https://example.org/b");
    fuzz_must_be_record(c);
    call_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct call *a = take(fuzz_field(mem, &bytes, &len, '\n'));
    struct call *b = take(fuzz_field(mem, &bytes, &len, '\n'));
    if (a != NULL)
        try_one(mem, a);
    if (a != NULL && b != NULL)
        try_two(a, b);
    call_free(a);
    call_free(b);
    arena_free(mem);
    return 0;
}
