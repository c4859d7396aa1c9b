/* test_search_output.c - results as people and programs get them: the table's
 * layout, nothing from a page that could steer a terminal, a spreadsheet or a
 * Markdown reader. */
#include "../../search/csv.h"
#include "../../search/format.h"
#include "../../search/hit_json.h"
#include "../../search/table.h"

#include "medel/term.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define TODAY ((struct date){2026, 11, 23})

static const char hostile[] =
    "Stöd \x1b[2J\x1b]0;x\x07 till\r\n\tbyar \xc2\x9b"
    "31m \xe2\x80\xae"
    "evil \xff <script>alert(1)</script> [x](http://evil.example) `a` *b*";

/* A list of two calls: one that suits and one that is barred. */
struct sample {
    struct candidate_list list;
    struct date days[2];
    struct profile profile;
};

static struct call *a_call(const char *id, const char *title)
{
    struct call *c = call_new();
    c->id = arena_strdup(c->mem, id);
    c->title = arena_strdup(c->mem, title);
    c->funder = "Sparbanksstiftelsen Ångermanälven";
    c->url = "https://fond.example/utlysning";
    c->summary = arena_strdup(c->mem, title);
    c->award_floor = 50000;
    c->award_ceiling = 250000;
    c->regions = CODE_BIT(REGION_SE_Y);
    c->themes = CODE_BIT(0) | CODE_BIT(3);
    c->language = LANG_SV;
    return c;
}

static void add(struct sample *s, struct call *c, struct date *day)
{
    struct candidate_list *l = &s->list;
    struct gate_day today = {TODAY, -1};
    l->items = arena_grow(l->mem, l->items, l->n, &l->cap, sizeof *l->items);
    struct candidate *k = &l->items[l->n++];
    *k = (struct candidate){.call = c, .whole = true};
    *day = (struct date){2027, 2, 28};
    c->deadlines = day;
    c->n_deadlines = 1;
    gate_judge(c, &s->profile, NULL, today, &k->gate);
    k->rank.score = 61.2549;
    k->rank.parts[PART_TEXT] =
        (struct rank_value){true, 0.5, 12.3456, 24, "hyra, textil"};
    l->n_fit = l->n;
}

static void sample_init(struct sample *s, const char *title)
{
    *s = (struct sample){.profile = {.form = APPLICANT_COMPANY,
                                     .regions = CODE_BIT(REGION_SE_Y),
                                     .themes = CODE_BIT(3),
                                     .need_min = 100000,
                                     .need_max = 500000,
                                     .need_currency = "SEK",
                                     .own_share = 30}};
    candidates_init(&s->list);
    struct call *suits = a_call("aaaa", title);
    add(s, suits, &s->days[0]);
    struct call *barred = a_call("bbbb", "Spärrad");
    barred->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
    call_set_evidence(barred, FIELD_APPLICANTS, hostile, strlen(hostile), NULL,
                      1);
    add(s, barred, &s->days[1]);
}

static char *table(const struct sample *s, int width, bool colour, bool explain)
{
    struct table_options o = {.width = width,
                              .colour = colour,
                              .explain = explain,
                              .today = TODAY,
                              .profile = &s->profile};
    struct buf b;
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < s->list.n; i++) {
        const struct table_row r = {&s->list.items[i], i + 1, s->list.n, NULL,
                                    NULL};
        assert_int_equal(table_call(&b, &r, &o), ST_OK);
    }
    assert_int_equal(table_end(&b, s->list.n, s->list.n_fit, &o), ST_OK);
    return buf_steal(&b);
}

/* --- the table ----------------------------------------------------------- */

static void test_table_fits(void **state)
{
    static const int widths[] = {40, 60, 80, 132};
    struct sample s;
    (void)state;
    sample_init(&s, "Ett ganska långt namn på en utlysning, längre än raden "
                    "på de flesta skärmar som folk har");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        char *text = table(&s, widths[i], false, true);
        for (char *line = text, *end; *line != '\0'; line = end + 1) {
            end = strchr(line, '\n');
            assert_non_null(end);
            *end = '\0';
            if (term_text_width(line) > widths[i])
                fail_msg("at %d: %s", widths[i], line);
        }
        free(text);
    }
    candidates_free(&s.list);
}

static void test_table_says(void **state)
{
    static const char *const words[] = {" 1 ? Framtidsbidraget",
                                        "2027-02-28, in 97 days",
                                        "aaaa",
                                        "50,000–250,000\u00a0SEK",
                                        "check this: the page does not say who",
                                        "✗ Spärrad",
                                        "cannot apply: only for associations",
                                        "2 calls",
                                        "for Västernorrland",
                                        "matches hyra, textil"};
    struct sample s;
    (void)state;
    sample_init(&s, "Framtidsbidraget");
    char *text = table(&s, 80, false, false);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("'%s' is not in:\n%s", words[i], text);
    assert_null(strchr(text, '\033'));
    free(text);
    text = table(&s, 80, true, false);
    assert_non_null(strstr(text, "\033[1mFramtidsbidraget"));
    free(text);
    candidates_free(&s.list);
}

static void assert_harmless(const char *text)
{
    for (const char *s = text; *s != '\0'; s++)
        if (((unsigned char)*s < 0x20 && *s != '\n') || *s == 0x7f)
            fail_msg("control character %d in: %s", *s, text);
    assert_null(strstr(text, "\xc2\x9b"));
    assert_null(strstr(text, "\xe2\x80\xae"));
    assert_null(strchr(text, '\xff'));
}

static void test_table_is_harmless(void **state)
{
    struct sample s;
    (void)state;
    sample_init(&s, hostile);
    char *text = table(&s, 80, false, true);
    assert_harmless(text);
    free(text);
    candidates_free(&s.list);
}

static void test_markdown(void **state)
{
    struct sample s;
    struct buf b;
    (void)state;
    sample_init(&s, hostile);
    s.list.items[0].call->url = "https://fond.example/a>b<script>";
    struct table_options o = {.today = TODAY, .profile = &s.profile};
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < s.list.n; i++) {
        const struct table_row r = {&s.list.items[i], i + 1, s.list.n,
                                    "söks <nu>", "*fråga* Anna"};
        assert_int_equal(table_markdown(&b, &r, &o), ST_OK);
    }
    assert_harmless(b.data);
    assert_null(strstr(b.data, "<script"));
    assert_null(strstr(b.data, "[x](http://evil"));
    assert_non_null(strstr(b.data, "\\[x\\](http\\://evil"));
    assert_non_null(strstr(b.data, "\\*b\\*"));
    assert_non_null(strstr(b.data, "a%3Eb%3Cscript%3E>"));
    buf_free(&b);
    candidates_free(&s.list);
}

/* --- CSV ----------------------------------------------------------------- */

static void test_csv_cells(void **state)
{
    static const struct {
        const char *text, *cell;
    } rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\r\nlines", "\"two  lines\""},
        {"=1+1", "\"'=1+1\""},
        {"+46 70", "\"'+46 70\""},
        {"-5", "\"'-5\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"' =1\""},
        {"  =1", "\"'  =1\""},
        {"\r=1", "\"' =1\""},
        {"＝1", "\"'＝1\""},
        {"＠x", "\"'＠x\""},
        {"a=1", "a=1"},
        {"=\"x\"", "\"'=\"\"x\"\"\""},
        {"\"=x", "\"'\"\"=x\""},
        {"' “=x", "\"'' “=x\""},
        {"a;b", "\"a;b\""},
        {"a;=b;c", "\"a;'=b;c\""},
        {"a; \"@b", "\"a;' \"\"@b\""},
        {"a,-b", "\"a,-b\""},
        {"\x1b[2J", " [2J"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b;
        buf_init(&b, 1000);
        assert_int_equal(csv_cell(&b, &csv_rfc4180, rows[i].text), ST_OK);
        assert_string_equal(b.data, rows[i].cell);
        buf_free(&b);
    }
}

/* Counts cells outside quotes, and that every line ends in CRLF. */
static size_t count_cells(const char *line)
{
    size_t n = 1;
    bool quoted = false;
    for (; *line != '\0'; line++) {
        if (*line == '"')
            quoted = !quoted;
        n += *line == ',' && !quoted;
    }
    assert_false(quoted);
    assert_true(line[-1] == '\n' && line[-2] == '\r');
    return n;
}

static void test_csv_lines(void **state)
{
    struct sample s;
    (void)state;
    sample_init(&s, hostile);
    for (int ranked = 0; ranked < 2; ranked++) {
        struct buf head, line;
        buf_init(&head, 10000);
        buf_init(&line, 10000);
        const struct csv_columns columns = {
            csv_rfc4180, ranked ? "profile" : NULL, ranked, !ranked};
        const struct csv_row row = {"client", s.list.items[0].call,
                                    &s.list.items[0], "applying", hostile};
        assert_int_equal(csv_header(&head, &columns), ST_OK);
        assert_int_equal(csv_call(&line, &columns, &row, TODAY), ST_OK);
        assert_int_equal(count_cells(head.data), count_cells(line.data));
        buf_free(&head);
        buf_free(&line);
    }
    candidates_free(&s.list);
}

/* The last cells of a line: what the enterprise should know of the money, and
 * the meetings. */
static void expect_advice(struct sample *s, const char *cells)
{
    struct buf line;
    buf_init(&line, 10000);
    const struct csv_columns columns = {csv_rfc4180, NULL, true, false};
    const struct csv_row row = {NULL, s->list.items[0].call, &s->list.items[0],
                                NULL, NULL};
    assert_int_equal(csv_call(&line, &columns, &row, TODAY), ST_OK);
    size_t n = strlen(cells);
    assert_true(line.len > n);
    assert_string_equal(line.data + line.len - n, cells);
    buf_free(&line);
}

static void test_csv_advice(void **state)
{
    static const struct aid_rule rule = {.code = "general"};
    struct sample s;
    (void)state;
    sample_init(&s, "Framtidsbidraget");
    struct advice *a = &s.list.items[0].advice;
    expect_advice(&s, ",unknown,,,,\r\n"); /* nobody asked */
    a->given = true;
    expect_advice(&s, ",unknown,,,,\r\n"); /* the page says nothing */
    a->aid.rule = &rule;
    a->room.left_eur = 0;
    a->funding = (struct own_funding){
        .n = 2,
        .cases = {{.need = 100000, .own = 40000, .carried = 50000},
                  {.need = 500000,
                   .own = 199999.6,
                   .carried = 150000,
                   .missing = 49999.6}}};
    expect_advice(&s, ",unknown,0,200000,50000,\r\n");
    a->room.left_eur = 255000.4;
    a->funding.n = 1;
    expect_advice(&s, ",unknown,255000,40000,0,\r\n");
    a->funding.cases[0].carried = -1; /* the profile does not say */
    expect_advice(&s, ",unknown,255000,40000,,\r\n");
    struct call_meeting held[] = {{{2026, 12, 9}, 600, 660, "", NULL},
                                  {{2027, 1, 14}, -1, -1, "", NULL}};
    struct call *c = (struct call *)s.list.items[0].call;
    c->meetings = held;
    c->n_meetings = 2;
    expect_advice(
        &s,
        ",unknown,255000,40000,,\"2026-12-09 10:00-11:00; 2027-01-14\"\r\n");
    c->n_meetings = 0;
    candidates_free(&s.list);
}

/* --- JSON ---------------------------------------------------------------- */

static void test_json(void **state)
{
    struct sample s;
    (void)state;
    sample_init(&s, "Framtidsbidraget");
    json_t *o = hit_to_json(&s.list.items[1], TODAY);
    assert_non_null(o);
    assert_string_equal(json_string_value(json_object_get(o, "id")), "bbbb");
    char *score = json_dumps(json_object_get(o, "score"),
                             JSON_ENCODE_ANY | CALL_JSON_FLAGS);
    assert_string_equal(score, "61.25");
    free(score);
    assert_true(json_is_null(json_object_get(o, "own_funding")));
    json_t *why = json_object_get(o, "why");
    assert_int_equal(json_array_size(why), 1);
    json_t *eligibility = json_object_get(o, "eligibility");
    assert_string_equal(
        json_string_value(json_object_get(eligibility, "verdict")), "no");
    json_t *checks = json_object_get(eligibility, "checks");
    assert_int_equal(json_array_size(checks), RULE_COUNT);
    json_t *form = json_array_get(checks, RULE_FORM);
    assert_string_equal(json_string_value(json_object_get(form, "reason")),
                        "form_not_listed");
    json_decref(o);
    candidates_free(&s.list);
}

/* --- figures ------------------------------------------------------------- */

static void test_format(void **state)
{
    struct arena *mem = arena_new();
    (void)state;
    assert_string_equal(format_sum(mem, 0, "SEK"), "0\u00a0SEK");
    assert_string_equal(format_sum(mem, 999, ""), "999\u00a0SEK");
    assert_string_equal(format_sum(mem, 1234567, "EUR"), "1,234,567\u00a0EUR");
    assert_string_equal(format_sum_range(mem, -1, -1, "SEK"), "");
    assert_string_equal(format_sum_range(mem, 0, -1, "SEK"), "");
    assert_string_equal(format_sum_range(mem, 0, 5000, "SEK"),
                        "up to 5,000\u00a0SEK");
    assert_string_equal(format_sum_range(mem, 5000, -1, "SEK"),
                        "from 5,000\u00a0SEK");
    assert_string_equal(format_sum_range(mem, 5000, 5000, "SEK"),
                        "5,000\u00a0SEK");
    assert_string_equal(format_percent(mem, 66.7), "66.7\u00a0%");
    assert_string_equal(format_days(mem, TODAY, TODAY), "today");
    assert_string_equal(format_time(mem, 14 * 60), "14:00");
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_fits),
        cmocka_unit_test(test_table_says),
        cmocka_unit_test(test_table_is_harmless),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_csv_cells),
        cmocka_unit_test(test_csv_lines),
        cmocka_unit_test(test_csv_advice),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_format),
    };
    setlocale(LC_ALL, "C");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
