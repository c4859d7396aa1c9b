/*
 * fuzz_export.c - a record with any text in it, in every format: what comes out
 * is one record in that format, whatever the text says. The first byte chooses
 * the format; then the texts, with form feeds between.
 */
#include "fuzz.h"

#include "../../search/csv.h"
#include "../../search/exporter_int.h"

#include <expat.h>
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#define N_TEXTS 10
/* Stands in each text; as markup it would be seen in the output. */
#define MARK "<zq a=\"1\">"

static struct call *make_call(struct arena *mem, const char *const *t)
{
    struct call *c = call_new();
    static const struct date days[] = {{2026, 12, 1}, {2027, 3, 1}};
    const struct call_meeting meeting = {
        .date = {2026, 12, 9}, .time = 600, .end = -1, .text = t[8]};
    c->id = "fonden-aaaa";
    c->url = arena_printf(c->mem, "https://fond.example/%s", t[0]);
    c->urls = arena_alloc(c->mem, sizeof *c->urls);
    c->urls[c->n_urls++] = c->url;
    c->title = t[1];
    c->funder = t[2];
    c->summary = t[3];
    c->contact = t[4];
    c->reference = t[5];
    c->municipalities = arena_alloc(c->mem, sizeof *c->municipalities);
    c->municipalities[c->n_municipalities++] = t[6];
    c->documents = arena_alloc(c->mem, sizeof *c->documents);
    c->documents[c->n_documents++] = c->url;
    c->award_ceiling = 250000.5;
    c->deadlines = arena_alloc(c->mem, sizeof days);
    memcpy(c->deadlines, days, sizeof days);
    c->n_deadlines = 2;
    c->deadline_time = 14 * 60;
    c->opens = (struct date){2026, 11, 30};
    c->first_seen = "2026-11-01T04:15:11Z";
    c->themes = CODE_BIT(0) | CODE_BIT(3);
    for (int f = 0; f < FIELD_COUNT; f++)
        call_set_evidence(c, (enum call_field)f, t[7], strlen(t[7]), t[0], 1);
    call_add_meeting(c, &meeting, t[0]);
    (void)mem;
    return c;
}

/* --- what each format must be ----------------------------------------------
 */

static void must_be_json(const char *s, size_t len, bool array)
{
    json_t *o = json_loadb(s, len, 0, NULL);
    FUZZ_MUST(o != NULL);
    FUZZ_MUST(array ? json_array_size(o) == 1 : json_is_object(o));
    json_decref(o);
}

/* The cells of a line, from *AT on, which is moved past it. */
static size_t cells(const char *s, size_t len, size_t *at, char separator)
{
    size_t n = 1;
    bool quoted = false;
    for (; *at < len; ++*at) {
        char c = s[*at];
        if (c == '"')
            quoted = !quoted;
        else if (c == separator && !quoted)
            n++;
        else if (c == '\n' && !quoted)
            break;
    }
    FUZZ_MUST(!quoted && *at<len && * at> 0 && s[*at - 1] == '\r');
    ++*at;
    return n;
}

static void must_be_csv(const char *s, size_t len, bool excel)
{
    size_t at = 0;
    char separator = excel ? csv_excel().separator : ',';
    size_t heads = cells(s, len, &at, separator);
    FUZZ_MUST(cells(s, len, &at, separator) == heads);
    FUZZ_MUST(at == len);
}

static void must_be_ics(const char *s)
{
    size_t events = 0;
    for (const char *p = s; *p != '\0';) {
        const char *end = strstr(p, "\r\n");
        FUZZ_MUST(end != NULL && end - p <= 75);
        events += strncmp(p, "BEGIN:VEVENT", 12) == 0;
        p = end + 2;
    }
    icalcomponent *c = icalparser_parse_string(s);
    FUZZ_MUST(c != NULL);
    FUZZ_MUST(icalcomponent_count_errors(c) == 0);
    FUZZ_MUST(icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT) ==
              (int)events);
    FUZZ_MUST(events >= 2 && events <= 4);
    icalcomponent_free(c);
}

static void XMLCALL on_start(void *arg, const char *name, const char **attrs)
{
    size_t *entries = arg;
    (void)attrs;
    FUZZ_MUST(strcmp(name, "zq") != 0);
    *entries += strcmp(name, "entry") == 0;
}

static void must_be_atom(const char *s, size_t len)
{
    size_t entries = 0;
    XML_Parser p = XML_ParserCreate(NULL);
    XML_SetUserData(p, &entries);
    XML_SetStartElementHandler(p, on_start);
    FUZZ_MUST(XML_Parse(p, s, (int)len, XML_TRUE) == XML_STATUS_OK);
    FUZZ_MUST(entries == 1);
    XML_ParserFree(p);
}

/* Neither the mark nor another end of a script or style than our own. */
static void must_be_html(const char *s)
{
    size_t scripts = 0, ends = 0;
    FUZZ_MUST(strstr(s, "<zq") == NULL);
    for (const char *p = s; (p = strstr(p, "<script")) != NULL; p++)
        scripts++;
    for (const char *p = s; (p = strstr(p, "</script")) != NULL; p++)
        ends++;
    FUZZ_MUST(scripts == ends && scripts <= 2);
    FUZZ_MUST(strstr(s, "href=\"javascript:") == NULL);
}

static void must_be_markdown(const char *s)
{
    for (const char *p = s; (p = strstr(p, "<zq")) != NULL; p++)
        FUZZ_MUST(p > s && p[-1] == '\\');
}

static void must_be_format(const char *format, bool excel, const struct buf *b)
{
    const char *s = b->data;
    size_t len = b->len;
    bool crlf = strcmp(format, "csv") == 0 || strcmp(format, "ics") == 0;
    for (size_t i = 0; crlf && i < len; i++) /* the rest is looked at below */
        FUZZ_MUST(s[i] != '\r' || s[i + 1] == '\n');
    char *plain = malloc(len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        if (!(crlf && s[i] == '\r') && !(excel && i < 3))
            plain[n++] = s[i];
    plain[n] = '\0';
    fuzz_must_be_plain(plain, n, true);
    free(plain);
    if (strcmp(format, "jsonl") == 0 || strcmp(format, "json") == 0)
        must_be_json(s, len, format[4] == '\0');
    else if (strcmp(format, "csv") == 0)
        must_be_csv(s, len, excel);
    else if (strcmp(format, "ics") == 0)
        must_be_ics(s);
    else if (strcmp(format, "atom") == 0)
        must_be_atom(s, len);
    else if (strcmp(format, "html") == 0)
        must_be_html(s);
    else if (strcmp(format, "md") == 0)
        must_be_markdown(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char *const formats[] = {
        "jsonl", "json", "csv", "csv", "ics", "atom", "md", "html", "table"};
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct exporter *x = NULL;
    const char *t[N_TEXTS];
    size_t which = fuzz_take(&bytes, &len) % (sizeof formats / sizeof *formats);
    bool excel = which == 3;
    for (size_t i = 0; i < N_TEXTS; i++)
        t[i] =
            arena_printf(mem, "%s" MARK,
                         fuzz_utf8(mem, fuzz_field(mem, &bytes, &len, '\f')));
    struct call *c = make_call(mem, t);
    const struct export_options options = {.format = formats[which],
                                           .dialect = excel ? "excel" : NULL,
                                           .title = t[9],
                                           .query = t[9],
                                           .today = FUZZ_TODAY,
                                           .group_field = "list",
                                           .followed = true};
    const struct export_group group = {
        .id = "default", .name = t[9], .n = 1, .n_fit = 1};
    const struct export_row row = {.call = c,
                                   .status = "applying",
                                   .status_words = "applying",
                                   .note = t[8]};
    FUZZ_MUST(exporter_open(&options, &x, &e) == ST_OK);
    FUZZ_MUST(exporter_group(x, &group, &e) == ST_OK);
    FUZZ_MUST(exporter_row(x, &row, &e) == ST_OK);
    FUZZ_MUST(exporter_group_end(x, &e) == ST_OK);
    /* exporter_close() would write it out. */
    if (x->format->end != NULL)
        FUZZ_MUST(x->format->end(x, &e) == ST_OK);
    must_be_format(formats[which], excel, &x->sink.out);
    exporter_free(x);
    call_free(c);
    arena_free(mem);
    return 0;
}
