/* who_signs.c - signs of who may apply; see who_signs.h. */
#include "who_signs.h"

#include "applicants_int.h"

#include <stdio.h>
#include <string.h>

#define MASKS_MAX 64
#define MOST_TIMES 5 /* and more */
#define WORD_STRENGTH 0.5
#define NAME_BYTES 48
#define FIRST_TOKENS 3

bool who_is_told(int code)
{
    return code >= 0 && code != APPLICANT_INDIVIDUAL &&
           code != APPLICANT_LEGAL_PERSON;
}

static bool names_place(const struct unit *u, const struct match *m)
{
    return m->entry->index != APPLICANT_REGION && who_is_no_name(u, m);
}

static size_t tell_mentions(const struct unit *u, size_t most,
                            who_mention_fn *fn, void *arg)
{
    size_t n = 0;
    const struct match *m, *last = NULL, *end;
    for (end = unit_matches_of(u, LEX_APPLICANT, &m); m < end && n < most;
         m++) {
        bool again = last != NULL && last->from == m->from &&
                     last->to == m->to && last->entry->index == m->entry->index;
        if (again || !who_is_told(m->entry->index) || who_is_hidden(u, m))
            continue;
        const struct who_mention named = {u, m->from, m->to, m->entry->index,
                                          m->entry, names_place(u, m)};
        fn(arg, &named);
        last = m;
        n++;
    }
    return n;
}

void who_each_mention(const struct reader *r, who_mention_fn *fn, void *arg)
{
    size_t left = WHO_MENTIONS_MAX;
    for (size_t i = 0; i < r->text->n && left > 0; i++)
        if (r->text->units[i].n <= WHO_UNIT_TOKENS)
            left -= tell_mentions(&r->text->units[i], left, fn, arg);
}

/* --- the sentence -------------------------------------------------------- */

/* The words and cues of a unit near the sentence. MARK is one character. */
static void tell_near(const struct sign_ear *ear, const struct unit *u,
                      char mark)
{
    const char words[] = {mark, '\0'}, cues[] = {mark, '@', '\0'};
    signs_of_words(ear, u, words);
    signs_of_cues(ear, u, cues, 0, u->n);
}

/* What stands before the first item of the list that unit I is in. */
static const struct unit *lead_of(const struct page_text *pt, size_t i)
{
    const struct unit *u = &pt->units[i];
    if (u->block == NULL || u->block->kind != BLOCK_ITEM)
        return NULL;
    while (i > 0 && pt->units[i].block != NULL &&
           pt->units[i].block->kind == BLOCK_ITEM)
        i--;
    return &pt->units[i];
}

static void tell_round(const struct reader *r, const struct unit *u,
                       const struct sign_ear *ear)
{
    const struct page_text *pt = r->text;
    size_t i = (size_t)(u - pt->units);
    if (u->block != NULL && u->block->label != NULL) {
        struct unit label;
        text_unit(r->mem, r->vocab, u->block->label, &label);
        tell_near(ear, &label, '=');
    }
    if (u->under > 0)
        tell_near(ear, &pt->units[u->under - 1], '^');
    if (i > 0)
        tell_near(ear, &pt->units[i - 1], '-');
    if (i + 1 < pt->n)
        tell_near(ear, &pt->units[i + 1], '+');
    const struct unit *lead = lead_of(pt, i);
    if (lead != NULL)
        tell_near(ear, lead, '_');
}

static int forms_in(const struct unit *u)
{
    codeset seen = 0;
    const struct match *m, *end;
    for (end = unit_matches_of(u, LEX_APPLICANT, &m); m < end; m++)
        if (m->entry->index >= 0)
            seen |= CODE_BIT(m->entry->index);
    int n = 0;
    for (; seen != 0; seen &= seen - 1)
        n++;
    return n < MOST_TIMES ? n : MOST_TIMES;
}

static void tell_shape(const struct sign_ear *ear, const struct unit *u)
{
    static const size_t lengths[] = {4, 10, 20, 40};
    int longer = 0;
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
        longer += u->n >= lengths[k];
    sign_tell_number(ear, "#", "len", longer);
    sign_tell_number(ear, "#", "codes", forms_in(u));
    sign_tell(ear, "#in_", section_name(u->section));
    if (u->block != NULL && u->block->kind == BLOCK_ITEM)
        sign_tell(ear, "#", "item");
    if (u->block != NULL && u->block->kind == BLOCK_PAIR)
        sign_tell(ear, "#", u->label == LABEL_WHO ? "label_who" : "label");
    if (u->block != NULL && u->block->kind == BLOCK_ROW)
        sign_tell(ear, "#", "row");
    if (u->lead)
        sign_tell(ear, "#", "lead");
    if (u->is_heading)
        sign_tell(ear, "#", "heading");
    if (u->is_title)
        sign_tell(ear, "#", "title");
    if (unit_is_punct(u, u->n - 1, '?'))
        sign_tell(ear, "#", "ask");
    if (unit_is_punct(u, u->n - 1, ':'))
        sign_tell(ear, "#", "colon");
}

void who_signs_of_sentence(const struct reader *r, const struct unit *u,
                           const struct sign_ear *ear)
{
    signs_of_cues(ear, u, "~@", 0, u->n);
    for (size_t i = 0; i < u->n; i++)
        if (u->tokens[i].kind == TOKEN_WORD)
            sign_tell_word(ear, WORD_STRENGTH, "~", u->tokens[i].norm,
                           u->tokens[i].len);
    tell_round(r, u, ear);
    tell_shape(ear, u);
}

/* --- a name in it -------------------------------------------------------- */

static size_t mask_names(const struct unit *u, struct sign_mask *masks)
{
    size_t n = 0;
    const struct match *m, *end;
    for (end = unit_matches_of(u, LEX_APPLICANT, &m); m < end && n < MASKS_MAX;
         m++)
        masks[n++] = (struct sign_mask){m->from, m->to, "FORM"};
    return n;
}

static void tell_name(const struct who_mention *m, const struct sign_ear *ear)
{
    char text[NAME_BYTES];
    size_t len = 0;
    for (size_t i = m->from; i < m->to; i++) {
        const struct token *t = &m->unit->tokens[i];
        if (len + 1 + t->len > sizeof text)
            break;
        text[len++] = '_';
        memcpy(text + len, t->norm, t->len);
        len += t->len;
    }
    sign_tell_word(ear, 1, "#w", text, len);
    sign_tell(ear, "#c_", code_name(CODE_APPLICANT, m->code));
    if (m->entry->weak)
        sign_tell(ear, "#", "weak");
    if (m->entry->weight < 1)
        sign_tell(ear, "#", "general");
    if (m->from < FIRST_TOKENS)
        sign_tell(ear, "#", "first");
}

void who_signs_of_mention(const struct reader *r, const struct who_mention *m,
                          const struct sign_ear *ear)
{
    const struct unit *u = m->unit;
    struct sign_mask masks[MASKS_MAX];
    size_t n = mask_names(u, masks);
    signs_around(ear, u, m->from, m->to, masks, n);
    const uint16_t *clause = who_clauses(r->mem, u);
    size_t from = m->from, to = m->to;
    while (from > 0 && clause[from - 1] == clause[m->from])
        from--;
    while (to < u->n && clause[to] == clause[m->from])
        to++;
    signs_of_cues(ear, u, "<@", from, m->from);
    signs_of_cues(ear, u, ">@", m->to, to);
    tell_name(m, ear);
}

void who_signs_of_form(size_t n, const struct sign_ear *ear)
{
    sign_tell(ear, "#", "all");
    sign_tell_number(ear, "#", "n", n < MOST_TIMES ? (int)n : MOST_TIMES);
}
