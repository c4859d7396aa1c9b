/*
 * lines.c - a run of text into paragraphs, items, headings and pairs.
 *
 * Pages without semantic markup say with line breaks and bold type what
 * others say with elements: "<P><B>Vem kan söka?</B><BR>Föreningar ...",
 * "Sista dag: 3 mars<BR>Högst: 50 000 kr". Here that is read back.
 */
#include "emit.h"

#include <ctype.h>
#include <string.h>

#define LABEL_WORDS 6
#define LABEL_BYTES 64
#define VALUE_BYTES 260
#define PAIR_BYTES 280
#define SHORT_LINE 90
#define HEAD_BYTES 120
#define HEAD_WORDS 14
#define LINES_MAX 4096

struct line {
    size_t from, to;
};

static bool ends_sentence(const char *s, size_t from, size_t to)
{
    return to > from && strchr(".,;!", s[to - 1]) != NULL;
}

bool line_is_label(const char *s, size_t from, size_t to)
{
    text_trim(s, &from, &to);
    if (to > from && s[to - 1] == ':')
        to--;
    if (to <= from || to - from > LABEL_BYTES ||
        text_words(s + from, to - from) > LABEL_WORDS ||
        (ends_sentence(s, from, to) && s[to - 1] != '.'))
        return false;
    for (size_t i = from; i + 1 < to; i++)
        if (strchr(".!?;", s[i]) != NULL && s[i + 1] == ' ' &&
            i - from > 3) /* "max. belopp", "ev. slut" */
            return false;
    return !(to - from > 12 && s[to - 1] == '.');
}

bool line_is_value(const char *s, size_t from, size_t to)
{
    text_trim(s, &from, &to);
    size_t n = to - from;
    if (n == 0 || n > VALUE_BYTES)
        return false;
    return facts_in(s + from, n) != 0 ||
           (n <= 60 && !ends_sentence(s, from, to));
}

bool line_is_pair(const char *s, size_t from, size_t to, size_t *label_to,
                  size_t *value_from)
{
    text_trim(s, &from, &to);
    if (to - from > PAIR_BYTES)
        return false;
    size_t i = from;
    for (;; i++) {
        const char *colon = memchr(s + i, ':', to - i);
        i = colon != NULL ? (size_t)(colon - s) : to;
        if (i + 1 >= to)
            return false;
        if (i == from)
            continue;
        if (s[i + 1] == ' ')
            break;
        /* "Sista dag:3 mars", but not "14:00", "EU:s" or "https://" */
        if (!text_is_digit(s[i - 1]) &&
            text_starts_upper(s + i + 1, to - i - 1))
            break;
    }
    if (!line_is_label(s, from, i))
        return false;
    size_t value = i + 1;
    text_trim(s, &value, &to);
    if (value >= to || to - value > VALUE_BYTES)
        return false;
    if (!text_starts_upper(s + from, i - from) && !line_is_value(s, value, to))
        return false;
    *label_to = i;
    *value_from = value;
    return true;
}

/* How many bytes of a bullet lead the line. */
static size_t bullet(const char *s, size_t from, size_t to)
{
    static const char *const marks[] = {
        "•", "·", "▪", "●", "◦", "–", "→", "»", "✓", "✔", "-", "*", ">",
    };
    if (from < to && (isalnum((unsigned char)s[from]) || s[from] == '\xc3'))
        return 0; /* most lines begin with a letter */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t k = strlen(marks[i]);
        if (to - from > k + 1 && memcmp(s + from, marks[i], k) == 0 &&
            s[from + k] == ' ')
            return k + 1;
    }
    return 0;
}

static bool is_bold_line(const struct run *r, const struct line *l)
{
    const char *s = r->text.s;
    size_t n = l->to - l->from;
    return n <= HEAD_BYTES && text_words(s + l->from, n) <= HEAD_WORDS &&
           !(ends_sentence(s, l->from, l->to) && s[l->to - 1] != '!') &&
           (run_covers(r, &r->bold, l->from, l->to) ||
            run_covers(r, &r->large, l->from, l->to));
}

/* "<b>Sista ansökningsdag</b> 3 mars 2027": a bold label without a colon. */
static bool is_bold_pair(const struct run *r, const struct line *l,
                         size_t *label_to, size_t *value_from)
{
    const char *s = r->text.s;
    size_t i = run_first(&r->bold, l->from);
    if (i < r->bold.n && r->bold.items[i].from <= l->from) {
        size_t from = r->bold.items[i].from, to = r->bold.items[i].to;
        if (to >= l->to)
            return false;
        size_t end = to, value = to, value_to = l->to;
        text_trim(s, &from, &end);
        text_trim(s, &value, &value_to);
        if (end > from && s[end - 1] == ':') {
            if (!line_is_label(s, from, end) || value_to - value > VALUE_BYTES)
                return false;
        } else if (!line_is_label(s, from, end) || s[end - 1] == '.' ||
                   !text_starts_upper(s + value, value_to - value) ||
                   value_to - value > 120 || s[to - 1] == '?' ||
                   facts_in(s + value, value_to - value) == 0 ||
                   ends_sentence(s, value, value_to)) {
            return false;
        }
        if (value >= value_to)
            return false;
        *label_to = end;
        *value_from = value;
        return true;
    }
    return false;
}

static bool is_pair_line(const struct run *r, const struct line *l)
{
    size_t a, b;
    return line_is_pair(r->text.s, l->from, l->to, &a, &b) ||
           is_bold_pair(r, l, &a, &b);
}

#define CUTS_MAX 12

/* "<b>Öppnar:</b> 1 mars <b>Stänger:</b> 3 maj": the bold labels. */
static size_t cut_at_bold(const struct run *r, struct line l,
                          struct line cuts[CUTS_MAX])
{
    size_t n = 0;
    for (size_t i = run_first(&r->bold, l.from);
         i < r->bold.n && r->bold.items[i].from < l.to; i++) {
        size_t from = r->bold.items[i].from, to = r->bold.items[i].to;
        text_trim(r->text.s, &from, &to);
        if (to > from && (r->text.s[to - 1] == ':' || r->text.s[to] == ':') &&
            line_is_label(r->text.s, from, to)) {
            if (n == CUTS_MAX || (n == 0 && from != l.from))
                return 0;
            if (n != 0)
                cuts[n - 1].to = from;
            cuts[n++] = (struct line){from, l.to};
        }
    }
    return n;
}

/* "Öppnar: 1 mars | Stänger: 3 maj" */
static size_t cut_at_bars(const struct run *r, struct line l,
                          struct line cuts[CUTS_MAX])
{
    static const char *const bars[] = {" | ", " · ", " • "};
    for (size_t k = 0; k < sizeof bars / sizeof *bars; k++) {
        size_t n = 0, from = l.from, len = strlen(bars[k]);
        if (memchr(r->text.s + from, bars[k][1], l.to - from) == NULL)
            continue; /* memmem() is slow to tell */
        for (;;) {
            const char *p = memmem(r->text.s + from, l.to - from, bars[k], len);
            if (n == CUTS_MAX)
                return 0;
            size_t to = p != NULL ? (size_t)(p - r->text.s) : l.to;
            cuts[n++] = (struct line){from, to};
            if (p == NULL)
                break;
            from = to + len;
        }
        if (n > 1)
            return n;
    }
    return 0;
}

/* How many pairs stand side by side in the line; 0 where it is no such row. */
static size_t cut_pairs(const struct run *r, struct line l,
                        struct line cuts[CUTS_MAX])
{
    for (int way = 0; way < 2; way++) {
        size_t n = way == 0 ? cut_at_bold(r, l, cuts) : cut_at_bars(r, l, cuts);
        bool pairs = n > 1;
        for (size_t i = 0; i < n; i++) {
            text_trim(r->text.s, &cuts[i].from, &cuts[i].to);
            pairs = pairs && is_pair_line(r, &cuts[i]);
        }
        if (pairs)
            return n;
    }
    return 0;
}

/* A question set as a line of its own heads the answer below it. */
static bool is_question(const char *s, size_t from, size_t to)
{
    return to - from > 6 && to - from <= 70 && s[to - 1] == '?' &&
           text_words(s + from, to - from) <= 9 &&
           text_starts_upper(s + from, to - from);
}

static bool has_hint(const struct node *at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (dom_hint(at, *words))
            return true;
    return false;
}

/* Named as a heading of some size: "Villkor: projektstöd" there is no pair. */
static bool is_sized_heading(const struct node *at, size_t n)
{
    static const char *const words[] = {"h1",  "h2",  "h3",  "h4", "hd1",
                                        "hd2", "hd3", "hd4", NULL};
    return n <= HEAD_BYTES && (at->flags & NODE_HAS_BLOCK) == 0 &&
           has_hint(at, words);
}

static bool is_named_heading(const struct node *at, size_t n)
{
    static const char *const words[] = {
        "rubrik",     "underrubrik", "mellanrubrik", "heading",
        "subheading", "subheader",   "subtitle",     NULL};
    return is_sized_heading(at, n) ||
           (n <= HEAD_BYTES && (at->flags & NODE_HAS_BLOCK) == 0 &&
            has_hint(at, words));
}

static void emit_line(struct emit *em, const struct run *r, struct line l,
                      enum block_kind kind, const struct node *at)
{
    const char *s = r->text.s;
    text_trim(s, &l.from, &l.to);
    if (l.from >= l.to)
        return;
    size_t label_to, value, mark = bullet(s, l.from, l.to);
    if (mark != 0) {
        l.from += mark;
        kind = kind == BLOCK_PARAGRAPH ? BLOCK_ITEM : kind;
    }
    struct line cuts[CUTS_MAX];
    bool sized = kind == BLOCK_PARAGRAPH && is_sized_heading(at, l.to - l.from);
    size_t n_cuts = sized ? 0 : cut_pairs(r, l, cuts);
    for (size_t i = 0; i < n_cuts; i++)
        emit_line(em, r, cuts[i], kind, at);
    if (n_cuts != 0)
        return;
    /* A link's text is a title, colon or not. */
    bool title = sized || run_covers(r, &r->links, l.from, l.to);
    if (!title && (is_bold_pair(r, &l, &label_to, &value) ||
                   line_is_pair(s, l.from, l.to, &label_to, &value))) {
        emit_pair(em, s + l.from, label_to - l.from, r, value, l.to, at);
        return;
    }
    bool bold = kind == BLOCK_PARAGRAPH &&
                (is_bold_line(r, &l) || is_question(s, l.from, l.to) ||
                 is_named_heading(at, l.to - l.from));
    struct block *b = emit_block(em, kind, r, l.from, l.to, at);
    if (b != NULL && bold) {
        struct hint_of_block *h = &em->hints[em->doc->n_blocks - 1];
        h->bold_line = true;
        h->large = run_covers(r, &r->large, l.from, l.to);
    }
}

/* Are these lines a list set with line breaks, without bullets? */
static bool is_list(const struct run *r, const struct line *ls, size_t n)
{
    size_t open = 0;
    for (size_t i = 0; i < n; i++) {
        if (ls[i].to - ls[i].from > SHORT_LINE ||
            bullet(r->text.s, ls[i].from, ls[i].to) != 0)
            return false;
        open += !ends_sentence(r->text.s, ls[i].from, ls[i].to);
    }
    return n >= 3 && open * 10 >= n * 7;
}

static bool is_plain(const struct run *r, const struct line *l)
{
    return !is_pair_line(r, l) && bullet(r->text.s, l->from, l->to) == 0;
}

/* Lines that are neither pairs nor bulleted: a list, or text that was broken
 * by hand. */
static void emit_plain(struct emit *em, const struct run *r,
                       const struct line *ls, size_t n, enum block_kind kind,
                       const struct node *at)
{
    bool links = n > 1;
    for (size_t i = 0; i < n; i++)
        links = links && run_covers(r, &r->links, ls[i].from, ls[i].to);
    if (kind == BLOCK_PARAGRAPH && (links || is_list(r, ls, n)))
        for (size_t i = 0; i < n; i++)
            emit_line(em, r, ls[i], BLOCK_ITEM, at);
    else
        emit_line(em, r, (struct line){ls[0].from, ls[n - 1].to}, kind, at);
}

/* Lines that hold no bold heading line, between forced blank lines. */
static void emit_lines(struct emit *em, const struct run *r,
                       const struct line *ls, size_t n, enum block_kind kind,
                       const struct node *at)
{
    for (size_t i = 0; i < n;) {
        size_t j = i + 1;
        if (is_plain(r, &ls[i]))
            while (j < n && is_plain(r, &ls[j]))
                j++;
        emit_plain(em, r, ls + i, j - i, kind, at);
        i = j;
    }
}

/* "Sista dag<br>3 mars 2027": a label above its value. In an item a bold
 * label needs no fact below it. */
static bool is_label_above(const struct run *r, const struct line *ls, size_t n,
                           enum block_kind kind)
{
    const char *s = r->text.s;
    if (n != 2 || !line_is_label(s, ls[0].from, ls[0].to) ||
        facts_in(s + ls[0].from, ls[0].to - ls[0].from) != 0 ||
        is_pair_line(r, &ls[1]) || ls[1].to - ls[1].from > 100)
        return false;
    return facts_in(s + ls[1].from, ls[1].to - ls[1].from) != 0
               ? s[ls[1].to - 1] != '.'
               : kind == BLOCK_ITEM && is_bold_line(r, &ls[0]) &&
                     !is_bold_line(r, &ls[1]);
}

/* Lines between forced blank lines: cut at bold lines that head others. */
static void emit_paragraph(struct emit *em, const struct run *r,
                           const struct line *ls, size_t n,
                           enum block_kind kind, const struct node *at)
{
    size_t from = 0;
    if (n == 0)
        return;
    if (is_label_above(r, ls, n, kind)) {
        emit_pair(em, r->text.s + ls[0].from, ls[0].to - ls[0].from, r,
                  ls[1].from, ls[1].to, at);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        bool head = n > 1 && is_bold_line(r, &ls[i]) &&
                    (i + 1 == n || !is_bold_line(r, &ls[i + 1])) &&
                    !is_pair_line(r, &ls[i]);
        if (!head)
            continue;
        emit_lines(em, r, ls + from, i - from, kind, at);
        emit_line(em, r, ls[i], BLOCK_PARAGRAPH, at);
        from = i + 1;
    }
    emit_lines(em, r, ls + from, n - from, kind, at);
}

void emit_run(struct emit *em, const struct run *r, enum block_kind kind,
              const struct node *at)
{
    struct line *ls = NULL;
    size_t n = 0, cap = 0, begin = 0, first = em->doc->n_blocks;
    while (begin <= r->text.len) {
        const char *nl = begin < r->text.len ? memchr(r->text.s + begin, '\n',
                                                      r->text.len - begin)
                                             : NULL;
        size_t end = nl != NULL ? (size_t)(nl - r->text.s) : r->text.len;
        struct line l = {begin, end};
        begin = end + 1;
        if (r->text.len != 0)
            text_trim(r->text.s, &l.from, &l.to);
        if (l.from >= l.to || n == LINES_MAX) { /* a blank line */
            emit_paragraph(em, r, ls, n, kind, at);
            n = 0;
        }
        if (l.from < l.to) {
            ls = arena_grow(em->mem, ls, n, &cap, sizeof *ls);
            ls[n++] = l;
        }
    }
    emit_paragraph(em, r, ls, n, kind, at);
    /* Nothing but struck text. */
    if (em->doc->n_blocks == first && r->struck.n != 0)
        emit_block(em, kind, r, 0, r->text.len, at);
}
