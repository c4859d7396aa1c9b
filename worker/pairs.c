/*
 * pairs.c - labelled values: definition lists, and the div and span pairs
 * that newer sites set their fact boxes with.
 */
#include "emit.h"

#include <ctype.h>
#include <string.h>

#define CHILDREN_MAX 64
#define TERM_BYTES 120   /* a longer dt is a question above an answer */
#define ANSWER_BYTES 320 /* a longer dd is an answer, not a value */
#define VALUE_BLOCKS 3   /* more than these below a summary are a section */

/* --- definition lists ---------------------------------------------------- */

struct terms {
    struct emit *em;
    const struct node *dt; /* the last one */
    bool used;             /* a dd has come since */
    bool headed;           /* ... and dt has been told as a heading */
    bool linked;           /* all terms are links, to other pages */
};

static bool is_answer(const struct node *dt, const struct node *dd)
{
    return dd->text_len > ANSWER_BYTES || dd->n_headings != 0 ||
           dt->text_len > TERM_BYTES;
}

static void emit_term_heading(struct terms *t)
{
    if (t->headed || t->dt == NULL)
        return;
    struct run r;
    emit_flatten(t->em, t->dt, &r);
    emit_heading(t->em, &r, t->em->level >= 6 ? 6 : t->em->level + 1, t->dt);
    t->headed = true;
}

static void on_dd(struct terms *t, const struct node *dd)
{
    struct run label, value;
    t->used = true;
    if (t->dt == NULL || t->dt->text_len == 0) {
        emit_children(t->em, dd, BLOCK_ITEM);
        return;
    }
    if (t->linked || is_answer(t->dt, dd)) {
        emit_term_heading(t);
        emit_children(t->em, dd, BLOCK_PARAGRAPH);
        return;
    }
    emit_flatten(t->em, t->dt, &label);
    emit_flatten(t->em, dd, &value);
    if (run_empty(&value) || label.text.len == 0)
        return;
    struct block *b = emit_pair(t->em, label.text.s, label.text.len, &value, 0,
                                value.text.len, dd);
    if (b != NULL)
        b->fact = true;
}

/* A dd that tidy made up round a group: <dl><div><dt>..<dd>..</div></dl>. */
static bool holds_terms(const struct node *n)
{
    for (const struct node *c = dom_next(n, n); c != NULL; c = dom_next(n, c))
        if (c->tag == TidyTag_DT)
            return true;
    return false;
}

static void term_children(struct terms *t, const struct node *n)
{
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if ((c->flags & NODE_GONE) != 0)
            continue;
        if (c->tag == TidyTag_DT) {
            if (t->dt != NULL && !t->used && c->text_len != 0)
                emit_term_heading(t);
            t->dt = c;
            t->used = t->headed = false;
        } else if (holds_terms(c)) {
            term_children(t, c);
        } else if (c->tag == TidyTag_DD) {
            on_dd(t, c);
        } else if ((c->flags & NODE_BLOCK) != 0) {
            emit_children(t->em, c, BLOCK_PARAGRAPH);
        }
    }
}

#define LINKED_TERMS 3

/* Are all terms links, and several? They name other pages, and what is said of
 * each is theirs. */
static bool are_links(const struct node *dl)
{
    size_t n = 0;
    for (const struct node *c = dom_next(dl, dl); c != NULL;
         c = dom_next(dl, c)) {
        if (c->tag != TidyTag_DT || (c->flags & NODE_GONE) != 0)
            continue;
        if (c->n_links == 0 || c->link_len < c->text_len)
            return false;
        n++;
    }
    return n >= LINKED_TERMS;
}

void emit_terms(struct emit *em, const struct node *dl)
{
    struct terms t = {.em = em, .linked = are_links(dl)};
    term_children(&t, dl);
    if (t.dt != NULL && !t.used)
        emit_term_heading(&t);
}

/* --- label and value side by side ---------------------------------------- */

static bool is_blank(const struct node *n)
{
    return n->text_len == 0;
}

/* The children of N that show text. More than MAX, or text of N's own: 0. */
static size_t text_children(const struct node *n, const struct node **list,
                            size_t max)
{
    size_t k = 0;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if ((c->flags & NODE_GONE) != 0 || is_blank(c))
            continue;
        if ((c->flags & NODE_TEXT) != 0 || k == max)
            return 0;
        list[k++] = c;
    }
    return k;
}

static bool any_hint(const struct node *n, const char *const *words,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dom_hint(n, words[i]))
            return true;
    return false;
}

static bool named_label(const struct node *label, const struct node *value)
{
    static const char *const labels[] = {
        "label",   "term", "key",   "rubrik",  "etikett", "dt",
        "caption", "name", "title", "heading", "header",  "ledtext"};
    static const char *const values[] = {
        "value", "text", "data",  "content",     "dd",   "varde", "info",
        "body",  "item", "items", "description", "date", "amount"};
    return any_hint(label, labels, sizeof labels / sizeof *labels) &&
           (any_hint(value, values, sizeof values / sizeof *values) ||
            dom_hint(label, "label") || dom_hint(label, "term"));
}

/* Has a neighbour of N the same shape? */
static bool is_repeated(const struct node *n)
{
    const struct node *near[2] = {n->prev, n->next};
    const struct node *list[3];
    for (int i = 0; i < 2; i++) {
        const struct node *s = near[i];
        while (s != NULL && (s->flags & NODE_TEXT) != 0 && is_blank(s))
            s = i == 0 ? s->prev : s->next;
        if (s != NULL && s->tag == n->tag && strcmp(s->hints, n->hints) == 0 &&
            text_children(s, list, 3) == 2)
            return true;
    }
    return false;
}

/* A value that has labels and values of its own is none. */
static bool holds_facts(const struct node *value)
{
    for (const struct node *c = value; c != NULL; c = dom_next(value, c))
        if (c->tag == TidyTag_DL || c->tag == TidyTag_TABLE)
            return true;
    return false;
}

static bool is_pair(const struct emit *em, const struct node *n,
                    const struct node *label, const struct node *value)
{
    if (label->heading != 0 || value->heading != 0 || emit_is_expander(label) ||
        value->n_headings != 0 || label->n_links != 0 ||
        (label->tag == TidyTag_SUMMARY && value->n_blocks > VALUE_BLOCKS) ||
        (label->flags & NODE_HAS_BLOCK) != 0 || label->text_len > 90 ||
        value->text_len > 320 || holds_facts(value))
        return false;
    const char *l = dom_text(em->mem, label), *v = dom_text(em->mem, value);
    size_t ln = strlen(l), vn = strlen(v);
    size_t a, b;
    if (!text_has_word(l, ln) || !line_is_label(l, 0, ln) ||
        facts_in(l, ln) != 0 || ln < 2 || strchr(l, ',') != NULL ||
        (line_is_pair(v, 0, vn, &a, &b) && memchr(v, '(', a) == NULL) ||
        dom_hint(label, "author") || dom_hint(label, "byline"))
        return false;
    if (named_label(label, value) || l[ln - 1] == ':')
        return true;
    bool facts = facts_in(v, vn) != 0;
    bool text_like = n->tag == TidyTag_P || n->tag == TidyTag_LI ||
                     n->tag == TidyTag_TD || n->tag == TidyTag_TH;
    if (text_like) /* pieces of a sentence are more likely here */
        return facts && (label->flags & NODE_BOLD) != 0 && vn <= 120;
    if (!line_is_value(v, 0, vn) || l[ln - 1] == '?')
        return false;
    return facts || (value->n_links == 0 && is_repeated(n)) ||
           ((label->flags & NODE_BOLD) != 0 && value->n_links == 0);
}

static void emit_one(struct emit *em, const struct node *label,
                     const struct node *value)
{
    struct run l, v;
    emit_flatten(em, label, &l);
    emit_flatten(em, value, &v);
    if (value->flags & NODE_LINK) {
        run_init(&v, em->mem);
        v.flat = true;
        run_add(&v, value);
    }
    if (l.text.len == 0 || run_empty(&v))
        return;
    struct block *b =
        emit_pair(em, l.text.s, l.text.len, &v, 0, v.text.len, value);
    if (b != NULL)
        b->fact = true;
}

/* <div><span class=l>A</span><span class=v>1</span><span class=l>B</span>... */
static bool alternates(const struct node *const *list, size_t n)
{
    if (n < 4 || n % 2 != 0 || strcmp(list[0]->hints, list[1]->hints) == 0 ||
        !named_label(list[0], list[1]))
        return false;
    for (size_t i = 2; i < n; i++)
        if (strcmp(list[i]->hints, list[i - 2]->hints) != 0)
            return false;
    return true;
}

/* A drawn bullet: "•", "–", "→", "1." has a digit and is none. */
static bool is_bullet(const struct emit *em, const struct node *n)
{
    const unsigned char *s = (const unsigned char *)dom_text(em->mem, n);
    size_t len = strlen((const char *)s);
    if (len == 0 || len > 4)
        return false;
    for (size_t i = 0; i < len; i++)
        if (isalnum(s[i]) || s[i] == 0xC3) /* a letter of Latin-1 */
            return false;
    return true;
}

/* <div><span>•</span><span>text</span></div> is an item of a list. */
static bool emit_bulleted(struct emit *em, const struct node *bullet,
                          const struct node *text)
{
    if (!is_bullet(em, bullet) || (text->flags & NODE_HAS_BLOCK) != 0)
        return false;
    struct run r;
    run_init(&r, em->mem);
    r.flat = true;
    run_add(&r, text);
    emit_run(em, &r, BLOCK_ITEM, text);
    return true;
}

bool emit_labelled(struct emit *em, const struct node *n)
{
    const struct node *list[CHILDREN_MAX];
    size_t k = text_children(n, list, CHILDREN_MAX);
    if (k == 2 && emit_bulleted(em, list[0], list[1]))
        return true;
    if (k == 2 && is_pair(em, n, list[0], list[1])) {
        emit_one(em, list[0], list[1]);
        return true;
    }
    if (!alternates(list, k))
        return false;
    for (size_t i = 0; i < k; i += 2)
        if (!is_pair(em, n, list[i], list[i + 1]))
            return false;
    for (size_t i = 0; i < k; i += 2)
        emit_one(em, list[i], list[i + 1]);
    return true;
}
