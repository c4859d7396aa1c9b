/*
 * cli_complete.c - the internal command "complete", which a shell's
 * completion asks; the protocol is told in medel/cli.h. All that it says of
 * commands and options is in their tables.
 */
#include "cli_complete.h"

#include "medel/cli.h"
#include "medel/i18n.h"

#include <stdio.h>
#include <string.h>

/* What was typed before the word that is being completed. */
struct line {
    const struct cli_command *cmd;
    const struct cli_option *pending; /* it waits for its value, or NULL */
    const char *first;                /* operand, or NULL */
    int n_operands;
    bool options_ended;
};

static const struct cli_option *find(const struct cli_command *cmd,
                                     const char *name, size_t len, char letter)
{
    for (const struct cli_option *o = cmd->options; o->name != NULL; o++)
        if (letter != 0
                ? o->letter == letter
                : strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

/* The option of "-xyp" whose value is to come in the next word, or NULL: there
 * is none, or the value is in this word already. */
static const struct cli_option *last_letter(const struct cli_command *cmd,
                                            const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const struct cli_option *o = find(cmd, NULL, 0, *letters);
        if (o == NULL || (o->type != CLI_FLAG && letters[1] != '\0'))
            return NULL;
        if (letters[1] == '\0')
            return o;
    }
    return NULL;
}

static struct line read_line(const struct cli_command *cmd, int n,
                             char *const *words)
{
    struct line l = {.cmd = cmd};
    for (int i = 0; i < n; i++) {
        const char *w = words[i];
        const struct cli_option *o = NULL;
        if (l.pending != NULL) {
            l.pending = NULL;
            continue;
        }
        if (l.options_ended || w[0] != '-' || w[1] == '\0') {
            if (l.n_operands++ == 0)
                l.first = w;
        } else if (strcmp(w, "--") == 0) {
            l.options_ended = true;
        } else if (w[1] == '-') {
            o = find(cmd, w + 2, strlen(w + 2), 0); /* not of --name=value */
        } else {
            o = last_letter(cmd, w + 1);
        }
        if (o != NULL && o->type != CLI_FLAG)
            l.pending = o;
    }
    return l;
}

/* --- values -------------------------------------------------------------- */

static bool has_word(const char *text, const char *word)
{
    return text != NULL && strstr(text, word) != NULL;
}

/* What a value called META in the help may be. */
static void offer_named(const struct offers *o, const char *meta)
{
    if (has_word(meta, "FUNDER"))
        offer_funders(o);
    if (has_word(meta, "|ID"))
        offer_profiles(o);
    if (has_word(meta, "DIR"))
        puts(":dirs");
    else if (has_word(meta, "FILE") || has_word(meta, "PATH"))
        puts(":files");
}

static void offer_kind(const struct offers *o, int kind)
{
    if (kind == CODE_FUNDER)
        offer_funders(o);
    else if (kind >= 0)
        offer_codes(o, (enum code_kind)kind);
}

/* The part behind the last comma: codes of one field may be several. */
static struct offers last_of_list(const struct offers *o)
{
    struct offers part = *o;
    const char *comma = strrchr(o->typed, ',');
    if (comma != NULL) {
        part.lead = arena_printf(o->mem, "%s%.*s", o->lead,
                                 (int)(comma + 1 - o->typed), o->typed);
        part.typed = comma + 1;
    }
    return part;
}

static void offer_value(const struct offers *o, const struct cli_option *option)
{
    int kind = -1;
    if (option->type == CLI_CHOICE) {
        for (const char *const *c = option->choices; *c != NULL; c++)
            offer(o, *c, NULL);
        return;
    }
    if (option->type != CLI_STRING && option->type != CLI_LIST)
        return;
    if (option->type == CLI_LIST && !has_word(option->meta, "DIR"))
        kind = complete_field(o->mem, option->name, strlen(option->name));
    struct offers part = last_of_list(o);
    if (kind >= 0) {
        offer_kind(&part, kind);
        return;
    }
    if (strcmp(option->name, "profile") == 0 && !has_word(option->meta, "|ID"))
        offer_profiles(o);
    offer_named(o, option->meta);
}

/* --- options and operands ------------------------------------------------ */

static void offer_option(const struct offers *o, const char *name,
                         const char *help)
{
    offer(o, arena_printf(o->mem, "--%s", name), help != NULL ? _(help) : NULL);
}

static void offer_options(const struct offers *o, const struct cli_command *cmd)
{
    for (const struct cli_option *i = cmd->options; i->name != NULL; i++)
        offer_option(o, i->name, i->help);
    offer_option(o, "help", N_("show this help"));
    offer_option(o, "version", N_("show the version"));
}

/* "region:norr" among the words of a search. */
static void offer_query(const struct offers *o)
{
    struct offers part = *o;
    if (part.typed[0] == '-') {
        part.lead = arena_printf(o->mem, "%s-", o->lead);
        part.typed++;
    }
    const char *colon = strchr(part.typed, ':');
    if (colon == NULL) {
        if (part.typed[0] != '\0')
            offer_fields(&part);
        return;
    }
    int kind = complete_field(o->mem, part.typed, (size_t)(colon - part.typed));
    part.lead = arena_printf(o->mem, "%s%.*s", part.lead,
                             (int)(colon + 1 - part.typed), part.typed);
    part.typed = colon + 1;
    part = last_of_list(&part);
    offer_kind(&part, kind);
}

/* "add|list [ID...]": the actions first, then what stands behind them. */
static void offer_operand(const struct offers *o, const struct line *l)
{
    const char *operands = l->cmd->operands;
    size_t n = strcspn(operands, " ");
    if (memchr(operands, '|', n) != NULL) {
        const char *end = operands + n;
        for (const char *s = operands; l->first == NULL && s < end;) {
            size_t len = strcspn(s, "| ");
            offer(o, arena_strndup(o->mem, s, len), NULL);
            s += len + 1;
        }
        if (l->first == NULL)
            return;
        operands = end;
        if (strcmp(l->cmd->name, "profile") == 0)
            offer_profiles(o);
        /* "status ID STATUS": an action that is called as an option takes
         * that option's values. */
        const struct cli_option *same =
            find(l->cmd, l->first, strlen(l->first), 0);
        if (same != NULL && same->type == CLI_CHOICE && l->n_operands == 2)
            offer_value(o, same);
    }
    if (has_word(operands, "WORDS"))
        offer_query(o);
    offer_named(o, operands);
}

static void offer_for(const struct cli_command *cmd, struct arena *mem, int n,
                      char *const *words)
{
    struct line l = read_line(cmd, n - 1, words);
    const char *word = words[n - 1], *equals = strchr(word, '=');
    struct offers o = {mem, "", word};
    if (l.pending != NULL) {
        offer_value(&o, l.pending);
    } else if (!l.options_ended && strncmp(word, "--", 2) == 0 &&
               equals != NULL) {
        const struct cli_option *option =
            find(cmd, word + 2, (size_t)(equals - word - 2), 0);
        o.lead = arena_strndup(mem, word, (size_t)(equals + 1 - word));
        o.typed = equals + 1;
        if (option != NULL)
            offer_value(&o, option);
    } else if (!l.options_ended && word[0] == '-' &&
               (word[1] == '-' || word[1] == '\0')) {
        offer_options(&o, cmd);
    } else {
        offer_operand(&o, &l);
    }
}

int cli_complete(const struct cli_command *const *commands, int n, char **words)
{
    struct arena *mem = arena_new();
    for (; *commands != NULL; commands++) {
        struct offers o = {mem, "", n > 0 ? words[0] : ""};
        if (n < 2)
            offer(&o, (*commands)->name, _((*commands)->summary));
        else if (strcmp((*commands)->name, words[0]) == 0)
            offer_for(*commands, mem, n - 1, words + 1);
    }
    arena_free(mem);
    return 0;
}
