/* profile_show.c - see profile_show.h. */
#include "profile_show.h"

#include "advice.h"
#include "format.h"
#include "output.h"
#include "paint.h"
#include "profiles.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#define LABEL_WIDTH 16
#define OUT_BYTES (16u << 20)

struct showing {
    struct page page;
    struct arena *mem;
    const struct state_aid *aid;
    struct date today;
};

/* A label and what it stands for; what is not said is said not to be. */
static void line(struct showing *s, const char *label, const char *value)
{
    struct page *p = &s->page;
    struct buf wrapped;
    int used = term_text_width(label);
    bool said = value != NULL && value[0] != '\0';

    page_text(p, label, PAINT_DIM);
    page_spaces(p, used < LABEL_WIDTH ? LABEL_WIDTH - used : 1);
    buf_init(&wrapped, OUT_BYTES);
    for (int i = 0; i < LABEL_WIDTH && p->st == ST_OK; i++)
        p->st = buf_putc(&wrapped, ' ');
    if (p->st == ST_OK)
        p->st = term_wrap(&wrapped, said ? value : _("not said"), p->width,
                          LABEL_WIDTH);
    if (p->st == ST_OK)
        page_raw(p, wrapped.data + LABEL_WIDTH);
    page_line_end(p);
    buf_free(&wrapped);
}

static const char *joined_keywords(struct arena *mem, const struct profile *p)
{
    const char *s = "";
    for (size_t i = 0; i < p->n_keywords; i++)
        s = arena_printf(mem, "%s%s%s", s, i > 0 ? ", " : "", p->keywords[i]);
    return s;
}

static const char *founded(struct arena *mem, const struct profile *p)
{
    char day[DATE_ISO_SIZE];
    if (!date_is_set(p->founded))
        return NULL;
    return arena_printf(mem, "%.*s", p->founded_year_only ? 4 : 10,
                        date_format_iso(p->founded, day));
}

static const char *size_words(struct arena *mem, const struct profile *p)
{
    const char *s = "";
    if (p->employees >= 0)
        s = arena_printf(mem,
                         ngettext("%g employee", "%g employees",
                                  (unsigned long)ceil(p->employees)),
                         p->employees);
    if (p->members >= 0)
        s = arena_printf(mem,
                         ngettext("%s%s%g member", "%s%s%g members",
                                  (unsigned long)ceil(p->members)),
                         s, s[0] != '\0' ? ", " : "", p->members);
    return s;
}

static void show_who(struct showing *s, const struct profile *p)
{
    struct arena *mem = s->mem;
    const char *form =
        format_codes(mem, CODE_APPLICANT, CODE_BIT((int)p->form));
    line(s, _("form"),
         p->social_enterprise
             ? arena_printf(mem, _("%s; a social enterprise"), form)
             : form);
    if (date_is_set(p->founded))
        line(s, _("founded"), founded(mem, p));
    if (p->employees >= 0 || p->members >= 0)
        line(s, _("size"), size_words(mem, p));
    line(s, _("where"), format_codes(mem, CODE_REGION, p->regions));
    line(s, _("municipality"), p->municipality);
    line(s, _("languages"), format_codes(mem, CODE_LANGUAGE, p->languages));
}

static void show_what(struct showing *s, const struct profile *p)
{
    line(s, _("themes"), format_codes(s->mem, CODE_THEME, p->themes));
    line(s, _("keywords"), joined_keywords(s->mem, p));
    line(s, _("description"), p->description);
}

/* What it can pay itself of the least and the largest need. */
static const char *share_words(struct arena *mem, const struct profile *p)
{
    double least = p->need_min > 0 ? p->need_min : p->need_max;
    double most = p->need_max > 0 ? p->need_max : p->need_min;
    if (p->own_share < 0)
        return NULL;
    const char *share = format_percent(mem, p->own_share);
    if (most <= 0)
        return share;
    return arena_printf(mem, _("%s of the costs: %s"), share,
                        format_sum_range(mem, round(least * p->own_share / 100),
                                         round(most * p->own_share / 100),
                                         p->need_currency));
}

static const char *aid_words(struct arena *mem, const struct profile *p)
{
    const char *s = "";
    char day[DATE_ISO_SIZE];
    for (size_t i = 0; i < p->n_aid; i++)
        s = arena_printf(mem, "%s%s%s (%s%s%s)", s, i > 0 ? "; " : "",
                         format_sum(mem, p->aid[i].sum_eur, "EUR"),
                         date_format_iso(p->aid[i].date, day),
                         p->aid[i].rule != NULL ? ", " : "",
                         p->aid[i].rule != NULL ? p->aid[i].rule : "");
    return s;
}

static bool lists_rule(const struct profile *p, const char *code)
{
    for (size_t i = 0; i < p->n_aid; i++)
        if (p->aid[i].rule != NULL && strcmp(p->aid[i].rule, code) == 0)
            return true;
    return false;
}

static void show_rooms(struct showing *s, const struct profile *p)
{
    size_t n;
    const struct aid_rule *rules = state_aid_rules(s->aid, &n);
    const struct aid_rule *usual = state_aid_find(s->aid, NULL, s->today);
    for (size_t i = 0; i < n; i++) {
        struct aid_room room;
        if (state_aid_find(s->aid, rules[i].code, s->today) != &rules[i])
            continue;
        state_aid_room(s->mem, s->aid, &rules[i], p, s->today, &room);
        /* The special rules concern few. */
        if (&rules[i] == usual || lists_rule(p, rules[i].code))
            line(s, _("room"), advice_room_line(s->mem, &room));
    }
    if (usual == NULL)
        line(s, _("room"),
             _("no rule on de minimis aid is in force on this day (see "
               "data/state_aid.yaml)"));
}

static void show_money(struct showing *s, const struct profile *p)
{
    line(s, _("need"),
         format_sum_range(s->mem, p->need_min, p->need_max, p->need_currency));
    line(s, _("can carry"), share_words(s->mem, p));
    if (p->n_aid > 0)
        line(s, _("aid received"), aid_words(s->mem, p));
    show_rooms(s, p);
}

static void show_one(struct showing *s, const struct profile *p)
{
    page_line(&s->page, 0, p->name, PAINT_BOLD, p->id, PAINT_DIM);
    page_line(&s->page, 0, p->file, PAINT_DIM, NULL, PAINT_PLAIN);
    page_line_end(&s->page);
    show_who(s, p);
    show_what(s, p);
    show_money(s, p);
}

static int show_all(struct showing *s, int argc, char **argv, struct err *e)
{
    int code = 0;
    for (int i = 0; i < argc; i++) {
        struct profile *p = NULL;
        struct err mine = ERR_INIT;
        if (profiles_open(argv[i], &p, &mine) != ST_OK) {
            code = cli_report(&mine);
            continue;
        }
        if (s->page.out->len > 0)
            page_line_end(&s->page);
        show_one(s, p);
        profile_free(p);
    }
    if (s->page.st != ST_OK)
        err_set(e, s->page.st, _("the result is too large"));
    return code;
}

int profile_show_run(int argc, char **argv, struct date today)
{
    struct err e = ERR_INIT;
    struct arena *mem = arena_new();
    struct state_aid *aid = NULL;
    struct buf out;
    int code = 0;

    buf_init(&out, OUT_BYTES);
    if (argc == 0)
        err_set(&e, ST_USAGE,
                _("say which profile to show, as 'medel profile show FILE'"));
    else if (state_aid_load(
                 paths_join(mem, paths_share(mem, "data"), "state_aid.yaml"),
                 &aid, &e) == ST_OK) {
        struct showing s = {.page = page_begin(&out, term_width(STDOUT_FILENO),
                                               term_has_colour(STDOUT_FILENO)),
                            .mem = mem,
                            .aid = aid,
                            .today = today};
        code = show_all(&s, argc, argv, &e);
    }
    if (e.status == ST_OK)
        (void)output_flush(&out, &e);
    if (e.status != ST_OK)
        code = cli_report(&e);
    buf_free(&out);
    state_aid_free(aid);
    arena_free(mem);
    return code;
}
