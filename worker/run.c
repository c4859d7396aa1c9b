/* run.c - inline content as one run of text; see run.h. */
#include "run.h"

#include <string.h>

void run_init(struct run *r, struct arena *mem)
{
    *r = (struct run){.mem = mem};
    text_init(&r->text, mem);
}

bool run_empty(const struct run *r)
{
    for (size_t i = 0; i < r->text.len; i++)
        if (r->text.s[i] != ' ' && r->text.s[i] != '\n')
            return false;
    return r->struck.n == 0;
}

static void add_range(struct run *r, struct run_ranges *to, size_t from,
                      const char *href)
{
    size_t end = r->text.len;
    /* A range that goes on where the last one ended is the same range. */
    if (to->n != 0 && to->items[to->n - 1].to >= from &&
        to->items[to->n - 1].href == href) {
        to->items[to->n - 1].to = end;
        return;
    }
    if (from >= end)
        return;
    to->items =
        arena_grow(r->mem, to->items, to->n, &to->cap, sizeof *to->items);
    to->items[to->n++] = (struct run_range){from, end, href};
}

static void add_note(struct run *r, struct run_notes *to, const char *s)
{
    if (s == NULL || *s == '\0')
        return;
    to->items =
        arena_grow(r->mem, to->items, to->n, &to->cap, sizeof *to->items);
    to->items[to->n++] = (struct run_note){r->text.len, s};
}

static bool ends_in_space(const struct run *r)
{
    return r->text.len == 0 || r->text.s[r->text.len - 1] == ' ' ||
           r->text.s[r->text.len - 1] == '\n';
}

/* The seam between two blocks that are told as one text. */
static void put_seam(struct run *r, const char *s, size_t n)
{
    if (!r->apart || r->text.len == 0)
        return;
    const char *word = text_fold_n(r->mem, s, n);
    if (*word == '\0')
        return;
    r->apart = false;
    while (r->text.len != 0 && r->text.s[r->text.len - 1] == ' ')
        r->text.len--;
    bool stopped = strchr(".:;,!?", r->text.s[r->text.len - 1]) != NULL;
    text_put(&r->text, "; " + stopped, 2 - stopped);
}

static void put_text(struct run *r, const char *s, size_t n)
{
    put_seam(r, s, n);
    size_t from = r->text.len;
    if (!r->keep_lines) {
        text_put(&r->text, s, n);
    } else {
        const char *end = s + n;
        while (s < end) {
            const char *nl = memchr(s, '\n', (size_t)(end - s));
            text_put(&r->text, s, (size_t)((nl != NULL ? nl : end) - s));
            if (nl != NULL)
                text_break(&r->text);
            s = nl != NULL ? nl + 1 : end;
        }
    }
    if (r->href != NULL)
        add_range(r, &r->links, from, r->href);
    if ((r->flags & NODE_BOLD) != 0)
        add_range(r, &r->bold, from, NULL);
    if ((r->flags & NODE_LARGE) != 0)
        add_range(r, &r->large, from, NULL);
}

static bool all_digits(const char *s)
{
    if (*s == '\0')
        return false;
    for (; *s != '\0'; s++)
        if (!text_is_digit(*s))
            return false;
    return true;
}

/*
 * Superscripts: "kl. 14<sup>00</sup>" is a time, "m<sup>2</sup>" a unit, but
 * "500 000<sup>1</sup>" and "bidrag<sup>2</sup>" are footnote marks, which
 * would spoil the number or word.
 */
static bool add_sup(struct run *r, const struct node *n)
{
    const char *s = dom_text(r->mem, n);
    size_t len = strlen(s), k = r->text.len;
    char mark[16];
    size_t m = 0;
    for (size_t i = 0; i < len && m + 1 < sizeof mark; i++)
        if (strchr("()[]* ", s[i]) == NULL)
            mark[m++] = s[i];
    mark[m] = '\0';
    if (len > 6 || (m != 0 && !all_digits(mark)))
        return false; /* words: ordinary text */
    size_t letters = 0, digits = 0;
    while (digits < k && text_is_digit(r->text.s[k - 1 - digits]))
        digits++;
    while (digits == 0 && letters < k && r->text.s[k - 1 - letters] != ' ' &&
           r->text.s[k - 1 - letters] != '\n')
        letters++;
    if (digits == 1 || digits == 2) {
        bool minutes = m == 2 && mark[0] <= '5';
        if (minutes) {
            put_text(r, ".", 1);
            put_text(r, mark, m);
        }
        return true;
    }
    if (digits == 0 && letters != 0 && letters <= 2 && m == 1)
        put_text(r, mark, m); /* m2, km2 */
    return true;
}

/* A span in a div without text of its own is a box, not part of a sentence.
 */
static bool stands_alone(const struct node *n)
{
    const struct node *p = n->parent;
    return p != NULL && p->n_texts == 0 &&
           (p->tag == TidyTag_DIV || p->tag == TidyTag_SECTION);
}

static bool is_boxed(const struct node *n)
{
    switch (n->tag) {
    case TidyTag_A:
    case TidyTag_TIME:
    case TidyTag_LABEL:
    case TidyTag_BUTTON:
        return true;
    case TidyTag_SPAN:
        if (stands_alone(n))
            return true;
        /* fall through */
    case TidyTag_SMALL:
    case TidyTag_STRONG:
    case TidyTag_B:
    case TidyTag_EM:
        return *n->hints != '\0';
    default:
        return false;
    }
}

/* Do two elements without space between them hold separate words? Style
 * sheets often set them apart: <span class=l>Start</span><span>3 mars</span>
 */
static void part_words(struct run *r, const struct node *n)
{
    if (n->prev == NULL || (n->prev->flags & NODE_TEXT) != 0 ||
        ends_in_space(r) || n->text_len == 0 || n->tag == TidyTag_SUB ||
        n->prev->text_len == 0 || !(is_boxed(n) || is_boxed(n->prev)))
        return;
    const char *s = dom_text(r->mem, n);
    const char *before = dom_text(r->mem, n->prev);
    if (!text_has_word(before, strlen(before)) ||
        (r->text.s[r->text.len - 1] != '-' && text_starts_upper(s, strlen(s))))
        text_space(&r->text);
}

static void add_element(struct run *r, const struct node *n)
{
    const char *href = r->href;
    unsigned flags = r->flags;
    r->flags |= n->flags & (NODE_BOLD | NODE_LARGE);
    if ((n->flags & NODE_LINK) != 0)
        r->href = n->a->href;
    if (n->tag == TidyTag_TIME)
        add_note(r, &r->times, n->a->datetime);
    for (const struct node *c = n->first; c != NULL; c = c->next)
        run_add(r, c);
    r->href = href;
    r->flags = flags;
}

void run_add(struct run *r, const struct node *n)
{
    if ((n->flags & NODE_GONE) != 0)
        return;
    if ((n->flags & NODE_TEXT) != 0) {
        put_text(r, n->text, n->len);
        return;
    }
    if ((n->flags & NODE_STRUCK) != 0) {
        add_note(r, &r->struck, dom_text(r->mem, n));
        text_space(&r->text);
        return;
    }
    bool block = (n->flags & NODE_BLOCK) != 0;
    if (block) {
        r->apart = r->flat;
        text_space(&r->text);
    } else if (n->tag == TidyTag_BR) {
        if (r->flat)
            text_space(&r->text);
        else
            text_break(&r->text);
    }
    if (n->tag == TidyTag_SUP && add_sup(r, n))
        return;
    part_words(r, n);
    add_element(r, n);
    if (block) {
        r->apart = r->flat;
        text_space(&r->text);
    }
}

size_t run_first(const struct run_ranges *of, size_t at)
{
    size_t low = 0, high = of->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (of->items[mid].to > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

size_t run_first_note(const struct run_notes *of, size_t at)
{
    size_t low = 0, high = of->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (of->items[mid].at >= at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

bool run_covers(const struct run *r, const struct run_ranges *of, size_t from,
                size_t to)
{
    size_t i = run_first(of, from), letters = 0;
    for (size_t at = from; at < to; at++) {
        while (i < of->n && of->items[i].to <= at)
            i++;
        if (strchr(" \n.,:;!?()-*", r->text.s[at]) != NULL)
            continue;
        letters++;
        if (i >= of->n || of->items[i].from > at)
            return false;
    }
    return letters != 0;
}

size_t run_link_bytes(const struct run *r, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = run_first(&r->links, from);
         i < r->links.n && r->links.items[i].from < to; i++) {
        size_t f = r->links.items[i].from, t = r->links.items[i].to;
        n += (t > to ? to : t) - (f < from ? from : f);
    }
    return n;
}
