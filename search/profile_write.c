/* profile_write.c - see profile_write.h. */
#include "profile_write.h"

#include "lexicon.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 76
#define TEXT_BYTES (256u << 10)

struct writing {
    struct buf *out;
    struct arena *mem;
    const struct question_data *d;
    const char *const *answers;
    enum status st;
};

static void put(struct writing *w, const char *s)
{
    if (w->st == ST_OK)
        w->st = buf_puts(w->out, s);
}

/* TEXT in lines that begin with BEFORE. */
static void put_wrapped(struct writing *w, const char *before, const char *text)
{
    struct buf lines;
    buf_init(&lines, TEXT_BYTES);
    if (w->st == ST_OK)
        w->st = term_wrap(&lines, text, WIDTH - (int)strlen(before), 0);
    for (const char *s = lines.data; w->st == ST_OK && *s != '\0';) {
        size_t n = strcspn(s, "\n");
        put(w, arena_printf(w->mem, "%s%.*s\n", before, (int)n, s));
        s += n + (s[n] != '\0');
    }
    buf_free(&lines);
}

static void put_step(struct writing *w, int step)
{
    put(w, arena_printf(w->mem, "\n# --- %d. %s ---\n", step + 1,
                        question_step_name(step)));
}

static void put_note(struct writing *w, enum question q)
{
    put_wrapped(w, "# ", question_note(q));
}

/* Text in double quotes: what JSON writes, YAML reads. */
static const char *quoted(struct writing *w, const char *text)
{
    json_t *v = json_string(text);
    char *s = v != NULL ? json_dumps(v, JSON_ENCODE_ANY) : NULL;
    const char *ret = arena_strdup(w->mem, s != NULL ? s : "\"\"");
    free(s);
    json_decref(v);
    return ret;
}

static void put_all_codes(struct writing *w, enum code_kind kind)
{
    const char *all = _("One or several of:");
    for (int i = 0; i < code_count(kind); i++)
        all = arena_printf(w->mem, "%s%s %s", all, i > 0 ? "," : "",
                           code_name(kind, i));
    put_wrapped(w, "# ", all);
}

/* KEY: VALUE, or where there is none a comment with EXAMPLE. */
static void put_field(struct writing *w, const char *key, const char *value,
                      const char *example)
{
    put(w, value != NULL ? arena_printf(w->mem, "%s: %s\n", key, value)
                         : arena_printf(w->mem, "# %s: %s\n", key, example));
}

/* --- lists --------------------------------------------------------------- */

/* "[SE-BD, \"NO\"]": Norway's code is a truth value to many readers. */
static const char *codes(struct writing *w, enum code_kind kind, codeset set)
{
    const char *s = "[";
    for (int i = 0; i < code_count(kind); i++) {
        if (!(set & CODE_BIT(i)))
            continue;
        const char *code = code_name(kind, i);
        bool risky = strcasecmp(code, "no") == 0;
        s = arena_printf(w->mem, "%s%s%s%s%s", s, s[1] != '\0' ? ", " : "",
                         risky ? "\"" : "", code, risky ? "\"" : "");
    }
    return s[1] != '\0' ? arena_printf(w->mem, "%s]", s) : NULL;
}

/* The words of both answers, each once. */
static const char *keywords(struct writing *w)
{
    const char *both = arena_printf(
        w->mem, "%s,%s", w->answers[Q_KEYWORDS] ? w->answers[Q_KEYWORDS] : "",
        w->answers[Q_AUDIENCE] ? w->answers[Q_AUDIENCE] : "");
    const char **parts, *s = "[";
    size_t n = question_parts(w->mem, both, &parts);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < i && strcmp(lexicon_fold(w->mem, parts[k]),
                               lexicon_fold(w->mem, parts[i])) != 0)
            k++;
        if (k == i)
            s = arena_printf(w->mem, "%s%s%s", s, i > 0 ? ", " : "",
                             quoted(w, parts[i]));
    }
    return n > 0 ? arena_printf(w->mem, "%s]", s) : NULL;
}

/* --- steps --------------------------------------------------------------- */

static void put_who(struct writing *w)
{
    const char *const *a = w->answers;
    put_step(w, 0);
    put_field(w, "id", quoted(w, a[Q_ID]), "");
    put_field(w, "name", quoted(w, a[Q_NAME]), "");
    put_note(w, Q_FORM);
    put_field(w, "form", a[Q_FORM], "");
    put_note(w, Q_SOCIAL);
    put_field(w, "social_enterprise", a[Q_SOCIAL], "true");
    put_note(w, Q_FOUNDED);
    put_field(w, "founded", a[Q_FOUNDED], "2019");
    put_note(w, Q_EMPLOYEES);
    put_field(w, "employees", a[Q_EMPLOYEES], "9");
    put_note(w, Q_MEMBERS);
    put_field(w, "members", a[Q_MEMBERS], "31");
    put_field(
        w, "languages",
        codes(w, CODE_LANGUAGE, question_codes(CODE_LANGUAGE, a[Q_LANGUAGES])),
        "[sv, en]");
}

static void put_where(struct writing *w)
{
    const char *const *a = w->answers;
    put_step(w, 1);
    put_all_codes(w, CODE_REGION);
    put_field(w, "regions",
              codes(w, CODE_REGION, question_codes(CODE_REGION, a[Q_REGIONS])),
              "");
    put_note(w, Q_MUNICIPALITY);
    put_field(w, "municipality",
              a[Q_MUNICIPALITY] ? quoted(w, a[Q_MUNICIPALITY]) : NULL, "Umeå");
}

static void put_what(struct writing *w)
{
    const char *const *a = w->answers;
    codeset themes = question_codes(CODE_THEME, a[Q_THEMES]) |
                     question_themes(w->d, a[Q_AUDIENCE]);
    put_step(w, 2);
    put_all_codes(w, CODE_THEME);
    put_field(w, "themes", codes(w, CODE_THEME, themes),
              "[work_integration, rural]");
    put_step(w, 3);
    put_note(w, Q_KEYWORDS);
    put_note(w, Q_AUDIENCE);
    put_field(w, "keywords", keywords(w), "[snickeri, arbetsträning, unga]");
}

/* "{min: 150000, max: 500000, currency: SEK}". */
static const char *need(struct writing *w)
{
    const char *const sums[] = {w->answers[Q_NEED_MIN], w->answers[Q_NEED_MAX]};
    static const char *const names[] = {"min", "max"};
    const char *s = "{", *currency = NULL;
    for (size_t i = 0; i < 2; i++) {
        size_t n = sums[i] != NULL ? strcspn(sums[i], " ") : 0;
        if (n == 0)
            continue;
        s = arena_printf(w->mem, "%s%s: %.*s, ", s, names[i], (int)n, sums[i]);
        currency = sums[i] + n + 1;
    }
    return currency != NULL
               ? arena_printf(w->mem, "%scurrency: %s}", s, currency)
               : NULL;
}

static void put_need(struct writing *w)
{
    put_step(w, 4);
    put_note(w, Q_DESCRIPTION);
    put(w, w->answers[Q_DESCRIPTION] != NULL ? "description: >\n"
                                             : "# description: >\n");
    if (w->answers[Q_DESCRIPTION] != NULL)
        put_wrapped(w, "  ", w->answers[Q_DESCRIPTION]);
    put_note(w, Q_NEED_MIN);
    put_field(w, "need", need(w), "{min: 150000, max: 500000, currency: SEK}");
}

static void put_aid(struct writing *w, const char *answer)
{
    const char *s = answer;
    put(w, "aid_received:\n");
    while (*s != '\0') {
        size_t n = strcspn(s, ";"), day = strcspn(s, " ");
        const char *sum = s + day + 1;
        size_t digits = strcspn(sum, " ;");
        const char *rule = sum + digits;
        put(w, arena_printf(w->mem, "  - {date: %.*s, sum_eur: %.*s", (int)day,
                            s, (int)digits, sum));
        if (*rule == ' ')
            put(w, arena_printf(w->mem, ", rule: %.*s",
                                (int)strcspn(rule + 1, ";"), rule + 1));
        put(w, "}\n");
        s += n;
        s += strspn(s, "; ");
    }
}

static void put_carry(struct writing *w)
{
    const char *const *a = w->answers;
    put_step(w, 5);
    put_note(w, Q_SHARE);
    put_field(w, "own_share", a[Q_SHARE], "20");
    put_note(w, Q_AID);
    if (a[Q_AID] != NULL)
        put_aid(w, a[Q_AID]);
    else
        put(w, "# aid_received: [{date: 2025-05-01, sum_eur: 45000}]\n");
}

enum status profile_write(struct buf *out, const struct question_data *d,
                          const char *const answers[Q_COUNT])
{
    struct writing w = {out, arena_new(), d, answers, ST_OK};
    put_wrapped(&w, "# ",
                _("A profile for medel. Lines that begin with # are comments; "
                  "take the sign away and change the value to add a field. "
                  "'medel profile check' says what is missing."));
    put_who(&w);
    put_where(&w);
    put_what(&w);
    put_need(&w);
    put_carry(&w);
    arena_free(w.mem);
    return w.st;
}
