/* profile_check_cmd.c - see profile_check_cmd.h. */
#include "profile_check_cmd.h"

#include "advice.h"
#include "output.h"
#include "paint.h"
#include "profile_check.h"
#include "profiles.h"
#include "state_aid.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <sys/stat.h>
#include <unistd.h>

#define OUT_BYTES (16u << 20)

struct check_run {
    struct arena *mem;
    struct weights weights;
    struct lexicon *lexicon;
    struct municipalities *municipalities;
    struct state_aid *aid;
    struct profiles *profiles;
    struct page page;
    struct buf out;
    size_t n_wanting; /* profiles with something missing or doubtful */
};

/* --- what is needed ------------------------------------------------------ */

static enum status load_data(struct check_run *r, struct err *e)
{
    const char *dir = paths_share(r->mem, "data");
    enum status st =
        weights_load(paths_join(r->mem, dir, "weights.yaml"), &r->weights, e);
    if (st == ST_OK)
        st = lexicon_load(dir, &r->lexicon, e);
    if (st == ST_OK)
        st = municipalities_load(
            paths_join(r->mem, dir, "lexicon/municipalities.yaml"),
            &r->municipalities, e);
    if (st == ST_OK)
        st = state_aid_load(paths_join(r->mem, dir, "state_aid.yaml"), &r->aid,
                            e);
    return st;
}

static enum status load_profiles(struct check_run *r, int argc, char **argv,
                                 struct err *e)
{
    enum status st = ST_OK;
    r->profiles = profiles_new();
    if (argc == 0)
        st = profiles_add_folder(r->profiles, profiles_dir(r->mem, NULL), e);
    for (int i = 0; i < argc && st == ST_OK; i++) {
        struct stat what;
        if (stat(argv[i], &what) == 0 && S_ISDIR(what.st_mode))
            st = profiles_add_folder(r->profiles, argv[i], e);
        else
            profiles_add(r->profiles, argv[i]);
    }
    if (st == ST_OK)
        profiles_settle(r->profiles);
    return st;
}

/* --- what was found ------------------------------------------------------ */

static const struct {
    enum finding_kind kind;
    const char *title;
    enum paint colour;
} groups[] = {
    {FINDING_MISSING, N_("missing"), PAINT_ASK},
    {FINDING_DOUBTFUL, N_("doubtful"), PAINT_ASK},
    {FINDING_ADD, N_("could be added"), PAINT_DIM},
};

static void print_findings(struct check_run *r, const struct findings *f)
{
    struct page *p = &r->page;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        if (f->counts[groups[g].kind] == 0)
            continue;
        page_line(p, 2, _(groups[g].title), groups[g].colour, NULL,
                  PAINT_PLAIN);
        for (size_t i = 0; i < f->n; i++)
            if (f->items[i].kind == groups[g].kind)
                page_wrap(p, 4,
                          arena_printf(r->mem, "%s: %s", f->items[i].field,
                                       f->items[i].words),
                          PAINT_PLAIN);
    }
}

/* How much more aid it may get, where it says what it got. */
static void print_room(struct check_run *r, const struct profile *profile,
                       struct date today)
{
    struct aid_room room;
    if (state_aid_usual_room(r->mem, r->aid, profile, today, &room))
        page_wrap(&r->page, 2, advice_room_line(r->mem, &room), PAINT_PLAIN);
}

static void check_one(struct check_run *r, const struct profile *profile,
                      struct date today)
{
    const struct profile_check_data data = {&r->weights, r->lexicon,
                                            r->municipalities, today, r->aid};
    struct findings found;
    profile_check(r->mem, profile, &data, &found);
    bool fine =
        found.counts[FINDING_MISSING] + found.counts[FINDING_DOUBTFUL] == 0;
    page_line(&r->page, 0, profile->name, PAINT_BOLD, NULL, PAINT_PLAIN);
    page_wrap(&r->page, 2, profile->file, PAINT_DIM);
    if (fine)
        page_line(&r->page, 2, _("nothing is missing"), PAINT_GOOD, NULL,
                  PAINT_PLAIN);
    else
        r->n_wanting++;
    print_findings(r, &found);
    print_room(r, profile, today);
    page_line_end(&r->page);
}

static void print_sum(struct check_run *r)
{
    const struct profiles *p = r->profiles;
    if (p->n + p->n_faults > 1)
        page_wrap(&r->page, 0,
                  arena_printf(r->mem,
                               _("%zu profiles: %zu fine, %zu with something "
                                 "missing or doubtful, %zu broken"),
                               p->n + p->n_faults, p->n - r->n_wanting,
                               r->n_wanting, p->n_faults),
                  PAINT_DIM);
}

static enum status check_all(struct check_run *r, struct date today,
                             struct err *e)
{
    buf_init(&r->out, OUT_BYTES);
    r->page = page_begin(&r->out, term_width(STDOUT_FILENO),
                         term_has_colour(STDOUT_FILENO));
    for (size_t i = 0; i < r->profiles->n_faults; i++)
        cli_warn("%s", r->profiles->faults[i]);
    for (size_t i = 0; i < r->profiles->n; i++)
        check_one(r, r->profiles->items[i], today);
    print_sum(r);
    enum status st = r->page.st;
    if (st == ST_OK)
        st = output_flush(&r->out, e);
    buf_free(&r->out);
    return st == ST_OK ? st : err_set(e, st, _("the result is too large"));
}

/* --- the command --------------------------------------------------------- */

int profile_check_run(int argc, char **argv, struct date today)
{
    struct err e = ERR_INIT;
    struct check_run r = {.mem = arena_new()};
    int code;

    enum status st = load_data(&r, &e);
    if (st == ST_OK)
        st = load_profiles(&r, argc, argv, &e);
    if (st == ST_OK)
        st = check_all(&r, today, &e);
    if (st != ST_OK)
        code = cli_report(&e);
    else if (r.profiles->n_faults > 0)
        code = status_exit_code(ST_INVALID);
    else
        code = r.n_wanting > 0 ? status_exit_code(ST_NOT_FOUND) : 0;
    profiles_free(r.profiles);
    municipalities_free(r.municipalities);
    state_aid_free(r.aid);
    lexicon_free(r.lexicon);
    arena_free(r.mem);
    return code;
}
