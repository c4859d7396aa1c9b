/* profile_new.c - see profile_new.h. */
#include "profile_new.h"

#include "guide_input.h"
#include "lexicon.h"
#include "paint.h"
#include "profile_check_cmd.h"
#include "profile_draft.h"
#include "profile_write.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/own_file.h"
#include "medel/paths.h"
#include "medel/profile.h"
#include "medel/term.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WIDTH_MIN 40
#define WIDTH_MAX 80
#define TEXT_BYTES (1u << 20)
#define SHOWN_CELLS 50 /* of the answer in a prompt */

struct guide {
    struct arena *mem;
    struct lexicon *lexicon;
    struct municipalities *places;
    struct state_aid *aid;
    struct question_data data;
    struct profile_draft draft;
    struct guide_input *input;
    const char *file;  /* as asked for, or NULL: by the id */
    const char *saved; /* the draft's path */
    int width, step;   /* the step that was told last */
};

/* --- telling ------------------------------------------------------------- */

static void tell(struct guide *g, int indent, const char *text, enum paint c)
{
    struct buf out;
    buf_init(&out, TEXT_BYTES);
    struct page p = {.out = &out,
                     .width = g->width,
                     .colour = term_has_colour(STDOUT_FILENO),
                     .st = ST_OK};
    page_wrap(&p, indent, text, c);
    fwrite(out.data, 1, out.len, stdout);
    buf_free(&out);
}

/* As a shell takes it for one word. */
static const char *shell_word(struct arena *mem, const char *s)
{
    const char *word = "'";
    bool plain = s[0] != '\0';
    for (size_t i = 0; s[i] != '\0'; i++)
        plain = plain && strchr(" \t\n'\"\\$`&|;<>()*?[]#~!{}", s[i]) == NULL;
    if (plain)
        return s;
    for (; *s != '\0'; s++)
        word = *s == '\'' ? arena_printf(mem, "%s'\\''", word)
                          : arena_printf(mem, "%s%c", word, *s);
    return arena_printf(mem, "%s'", word);
}

static const char *how_to_go_on(struct guide *g)
{
    return arena_printf(g->mem,
                        _("stopped; your answers are kept. Go on with: medel "
                          "profile new --resume%s%s"),
                        g->file != NULL ? " " : "",
                        g->file != NULL ? shell_word(g->mem, g->file) : "");
}

static void tell_choices(struct guide *g, enum question q)
{
    const char **lines;
    size_t n = question_choices(g->mem, &g->data, q, g->draft.answers, &lines);
    tell(g, 2, question_help(q), PAINT_PLAIN);
    for (size_t i = 0; i < n; i++)
        tell(g, 4, lines[i], PAINT_PLAIN);
}

static void tell_step(struct guide *g, enum question q)
{
    int step = question_step(q);
    if (step == g->step)
        return;
    g->step = step;
    printf("\n");
    tell(g, 0,
         arena_printf(g->mem, _("Step %d of %d: %s"), step + 1, STEP_COUNT,
                      question_step_name(step)),
         PAINT_BOLD);
}

/* --- one question -------------------------------------------------------- */

enum outcome { ANSWERED, WENT_BACK, INPUT_ENDED, FAILED };

static enum status save(struct guide *g, enum question next, struct err *e)
{
    g->draft.next = next;
    enum status st = profile_draft_save(g->saved, &g->draft, e);
    if (st == ST_OK)
        guide_input_last_words(g->input, how_to_go_on(g));
    return st;
}

/* What an empty line stands for, or NULL. */
static const char *kept(struct guide *g, enum question q)
{
    const char *answer = g->draft.answers[q];
    return answer != NULL ? answer
                          : question_default(g->mem, q, g->draft.answers);
}

/* Understands a line that is an answer; false where it is to be asked anew. */
static bool take(struct guide *g, enum question q, const char *line)
{
    struct err e = ERR_INIT;
    const char *answer = NULL;
    if (line[0] == '\0') {
        answer = kept(g, q);
        if (answer == NULL && question_is_required(q)) {
            tell(g, 2, _("This one is needed."), PAINT_ASK);
            return false;
        }
    } else if (strcmp(line, "-") == 0 && !question_is_required(q)) {
        answer = NULL;
    } else if (question_take(g->mem, &g->data, q, line, g->draft.answers,
                             &answer, &e) != ST_OK) {
        tell(g, 2, e.text, PAINT_ASK);
        return false;
    }
    g->draft.answers[q] = arena_strdup(g->draft.mem, answer);
    return true;
}

static const char *prompt(struct guide *g, enum question q)
{
    const char *answer = kept(g, q);
    if (answer == NULL)
        return "> ";
    struct buf shown;
    buf_init(&shown, TEXT_BYTES);
    enum status st =
        term_fit(&shown, question_shown(g->mem, q, answer), SHOWN_CELLS, false);
    const char *ret =
        arena_printf(g->mem, "[%s] > ", st == ST_OK ? shown.data : "…");
    buf_free(&shown);
    return ret;
}

static enum outcome ask(struct guide *g, enum question q, struct err *e)
{
    const char **words;
    size_t n =
        question_completions(g->mem, &g->data, q, g->draft.answers, &words);
    tell_step(g, q);
    tell(g, 0, question_words(q), PAINT_PLAIN);
    guide_input_complete(g->input, n > 0 ? words : NULL, n);
    for (;;) {
        const char *line;
        struct err mine = ERR_INIT;
        enum status st =
            guide_input_line(g->input, g->mem, prompt(g, q), &line, &mine);
        if (st == ST_NOT_FOUND)
            return INPUT_ENDED;
        if (st == ST_LIMIT)
            tell(g, 2, mine.text, PAINT_ASK);
        else if (st != ST_OK)
            return err_set(e, st, "%s", mine.text), FAILED;
        else if (strcmp(line, "<") == 0)
            return WENT_BACK;
        else if (strcmp(line, "?") == 0)
            tell_choices(g, q);
        else if (take(g, q, line))
            return ANSWERED;
    }
}

/* All questions from the draft's next; ANSWERED where none is left. */
static enum outcome ask_all(struct guide *g, struct err *e)
{
    while (g->draft.next != Q_COUNT) {
        enum question q = g->draft.next;
        enum outcome o = ask(g, q, e);
        if (o == WENT_BACK && q == 0)
            tell(g, 2, _("This is the first question."), PAINT_ASK);
        else if (o == WENT_BACK)
            g->draft.next = (enum question)(q - 1);
        else if (o != ANSWERED)
            return o;
        else if (save(g, (enum question)(q + 1), e) != ST_OK)
            return FAILED;
    }
    return ANSWERED;
}

/* A question that is answered by yes or no; false at the end of the input. */
static bool agrees(struct guide *g, const char *words, bool otherwise,
                   bool *ret)
{
    const char *line;
    struct err ignored = ERR_INIT;
    tell(g, 0, words, PAINT_PLAIN);
    guide_input_complete(g->input, NULL, 0);
    for (;;) {
        enum status st = guide_input_line(
            g->input, g->mem, otherwise ? _("[yes] > ") : _("[no] > "), &line,
            &ignored);
        const char *answer;
        struct err e = ERR_INIT;
        if (st != ST_OK)
            return false;
        *ret = otherwise;
        if (line[0] == '\0')
            return true;
        if (question_take(g->mem, &g->data, Q_SOCIAL, line, g->draft.answers,
                          &answer, &e) == ST_OK) {
            *ret = strcmp(answer, "true") == 0;
            return true;
        }
        tell(g, 2, e.text, PAINT_ASK);
    }
}

/* --- the file ------------------------------------------------------------ */

static const char *file_in_own_folder(struct guide *g)
{
    return paths_join(g->mem, paths_user_profiles(g->mem),
                      arena_printf(g->mem, "%s.yaml", g->draft.answers[Q_ID]));
}

static const char *file_to_write(struct guide *g)
{
    return g->file != NULL ? g->file : file_in_own_folder(g);
}

/* Writes to PATH; where a file is there, only after asking. *written is false
 * where the answer was no. */
static enum status write_asking(struct guide *g, const char *path,
                                bool *written, struct err *e)
{
    struct buf text;
    struct err mine = ERR_INIT;
    buf_init(&text, TEXT_BYTES);
    enum status st = profile_write(&text, &g->data, g->draft.answers);
    if (st == ST_OK)
        st = own_file_write(path, text.data, text.len, false, &mine);
    *written = st == ST_OK;
    if (st == ST_REFUSED) {
        err_clear(&mine);
        st = ST_OK;
        if (agrees(g,
                   arena_printf(g->mem,
                                _("%s is there already. Write over "
                                  "it?"),
                                path),
                   false, written) &&
            *written)
            st = own_file_write(path, text.data, text.len, true, &mine);
    }
    buf_free(&text);
    return st == ST_OK
               ? st
               : err_set(e, st, "%s",
                         mine.text[0] != '\0' ? mine.text : _("out of memory"));
}

/* What profile_load() makes of it must be what was said; then nothing of the
 * draft is needed. */
static enum status finish(struct guide *g, const char *path, struct err *e)
{
    struct profile *p = NULL;
    enum status st = profile_load(path, &p, e);
    if (st != ST_OK)
        return st;
    profile_free(p);
    unlink(g->saved);
    tell(g, 0, arena_printf(g->mem, _("Written: %s"), path), PAINT_GOOD);
    printf("\n");
    fflush(stdout);
    return ST_OK;
}

static void check_and_tell_more(struct guide *g, const char *path)
{
    const char *own = file_in_own_folder(g);
    char *argv[] = {arena_strdup(g->mem, path), NULL};
    /* What is missing is told; the profile is there all the same. */
    (void)profile_check_run(1, argv, g->data.today);
    tell(g, 0, _("See what you can apply for:"), PAINT_PLAIN);
    /* Not wrapped: it is there to be copied. */
    struct buf safe;
    buf_init(&safe, TEXT_BYTES);
    if (term_safe(&safe,
                  shell_word(g->mem, strcmp(path, own) != 0
                                         ? path
                                         : g->draft.answers[Q_ID]),
                  false) == ST_OK)
        printf("  medel search --profile %s\n", safe.data);
    buf_free(&safe);
}

/* Another file, or NULL for none. */
static const char *other_file(struct guide *g)
{
    const char *line;
    struct err ignored = ERR_INIT;
    tell(g, 0, _("Which file instead? (Enter: none for now)"), PAINT_PLAIN);
    if (guide_input_line(g->input, g->mem, "> ", &line, &ignored) != ST_OK ||
        line[0] == '\0')
        return NULL;
    return line;
}

static int write_and_check(struct guide *g, struct err *e)
{
    const char *path = file_to_write(g);
    bool written = false;
    printf("\n");
    enum status st = write_asking(g, path, &written, e);
    while (st == ST_OK && !written) {
        path = other_file(g);
        if (path == NULL) {
            cli_warn("%s", how_to_go_on(g));
            return status_exit_code(ST_NOT_FOUND);
        }
        st = write_asking(g, path, &written, e);
    }
    if (st == ST_OK)
        st = finish(g, path, e);
    if (st != ST_OK)
        return status_exit_code(st);
    check_and_tell_more(g, path);
    return 0;
}

/* --- the whole ----------------------------------------------------------- */

static enum status load(struct guide *g, struct err *e)
{
    const char *dir = paths_share(g->mem, "data");
    enum status st = lexicon_load(dir, &g->lexicon, e);
    if (st == ST_OK)
        st = municipalities_load(
            paths_join(g->mem, dir, "lexicon/municipalities.yaml"), &g->places,
            e);
    if (st == ST_OK)
        st = state_aid_load(paths_join(g->mem, dir, "state_aid.yaml"), &g->aid,
                            e);
    if (st != ST_OK)
        return st;
    g->data.names = lexicon_names(g->lexicon);
    g->data.places = g->places;
    g->data.aid = g->aid;
    return ST_OK;
}

/* Where the draft lies; makes the user's folder where it goes there. */
static enum status place_draft(struct guide *g, struct err *e)
{
    const char *dir = paths_user_profiles(g->mem);
    if (g->file == NULL) {
        enum status st = paths_make_dir(dir, e);
        if (st != ST_OK)
            return st;
    }
    g->saved = profile_draft_path(
        g->mem, g->file != NULL ? g->file : paths_join(g->mem, dir, "new"));
    return ST_OK;
}

/* Goes on with a draft, by RESUME or after asking. False at the end of the
 * input. */
static enum status take_draft(struct guide *g, bool resume, bool *ended,
                              struct err *e)
{
    struct err mine = ERR_INIT;
    bool go_on = true;
    enum status st = profile_draft_load(g->saved, &g->draft, &mine);
    *ended = false;
    if (st == ST_NOT_FOUND && !resume)
        return ST_OK;
    if (st == ST_OK && !resume)
        *ended = !agrees(g,
                         arena_printf(g->mem,
                                      _("There is a draft that was not "
                                        "finished (%s). Go on with it?"),
                                      g->draft.answers[Q_NAME] != NULL
                                          ? g->draft.answers[Q_NAME]
                                          : g->saved),
                         true, &go_on);
    if (st != ST_OK)
        return err_set(e, st, "%s", mine.text);
    guide_input_last_words(g->input, how_to_go_on(g));
    if (!go_on)
        g->draft = (struct profile_draft){.mem = g->draft.mem};
    return ST_OK;
}

static void greet(struct guide *g)
{
    tell(g, 0,
         _("A profile in six steps. Enter keeps what stands in brackets or "
           "skips a question, < goes back, ? shows what there is to choose "
           "from, - takes an answer away, TAB completes. Every answer is "
           "saved at once."),
         PAINT_DIM);
}

static int guide_run(struct guide *g, bool resume, struct err *e)
{
    bool ended = false;
    enum status st = place_draft(g, e);
    if (st == ST_OK)
        st = take_draft(g, resume, &ended, e);
    if (st != ST_OK)
        return status_exit_code(st);
    if (!ended)
        greet(g);
    enum outcome o = ended ? INPUT_ENDED : ask_all(g, e);
    if (o == ANSWERED)
        return write_and_check(g, e);
    if (o == FAILED)
        return status_exit_code(e->status);
    bool any = access(g->saved, F_OK) == 0;
    cli_warn("%s", any ? how_to_go_on(g) : _("stopped; nothing was answered"));
    return status_exit_code(ST_NOT_FOUND);
}

int profile_new_run(int argc, char **argv, bool resume, struct date today)
{
    struct err e = ERR_INIT;
    int width = term_width(STDOUT_FILENO), code = 0;
    struct guide g = {.mem = arena_new(),
                      .draft = {.mem = arena_new()},
                      .file = argc > 0 ? argv[0] : NULL,
                      .data = {.today = today},
                      .width = width < WIDTH_MIN   ? WIDTH_MIN
                               : width > WIDTH_MAX ? WIDTH_MAX
                                                   : width,
                      .step = -1};
    if (argc > 1)
        err_set(&e, ST_USAGE,
                _("profile new writes one file: '%.100s' is one too many"),
                argv[1]);
    else if (load(&g, &e) == ST_OK) {
        g.input = guide_input_new();
        guide_input_last_words(g.input, _("stopped; nothing was answered"));
        code = guide_run(&g, resume, &e);
    }
    if (e.status != ST_OK)
        code = cli_report(&e);
    guide_input_free(g.input);
    state_aid_free(g.aid);
    municipalities_free(g.places);
    lexicon_free(g.lexicon);
    arena_free(g.draft.mem);
    arena_free(g.mem);
    return code;
}
