/* lex.c - the markup tokenizer; see lex.h. */
#include "lex.h"

#include "medel/utf8.h"

#include <string.h>
#include <strings.h>

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

void lex_init(struct lex *l, const char *s, size_t n)
{
    *l = (struct lex){.s = s, .n = n, .raw = -1, .no_comment_end = n};
}

/* Elements whose content is text, not markup; the first two cannot be read
 * as anything else. */
static const char *const raw_names[] = {
    "script", "style", "title", "textarea", "iframe", "xmp", "noembed",
};
enum { RAW_CODE = 2, RAW_COUNT = sizeof raw_names / sizeof *raw_names };

static int raw_index(const char *name)
{
    for (int i = 0; i < RAW_COUNT; i++)
        if (name[0] == raw_names[i][0] && strcmp(name, raw_names[i]) == 0)
            return i;
    return -1;
}

/* The offset after the tag that begins at FROM: the first '>' outside quotes.
 * A quote only counts where an attribute value can begin. */
static size_t tag_end(const struct lex *l, size_t from)
{
    size_t i = from;
    while (i < l->n && l->s[i] != '>') {
        if (l->s[i] != '=') {
            i++;
            continue;
        }
        do
            i++;
        while (i < l->n && is_space(l->s[i]));
        if (i < l->n && (l->s[i] == '"' || l->s[i] == '\'')) {
            const char *q = memchr(l->s + i + 1, l->s[i], l->n - i - 1);
            if (q == NULL) /* never closed: the quote is a stray */
                i++;
            else
                i = (size_t)(q - l->s) + 1;
        }
    }
    return i < l->n ? i + 1 : l->n;
}

static void read_tag(struct lex *l, struct lex_token *t, size_t name_at)
{
    size_t i = name_at, k = 0;
    while (i < l->n && !is_space(l->s[i]) && l->s[i] != '>' && l->s[i] != '/') {
        if (k < LEX_NAME_MAX)
            t->name[k++] = lower(l->s[i]);
        i++;
    }
    k = utf8_clip(l->s + name_at, i - name_at, LEX_NAME_MAX);
    t->name[k] = '\0';
    t->attrs = i;
    t->to = l->at = tag_end(l, i);
    if (t->kind == LEX_OPEN)
        l->raw = raw_index(t->name);
}

/* "<!--" ... "-->", "<!DOCTYPE ...>", "<?...>" */
static void read_declaration(struct lex *l, struct lex_token *t)
{
    const char *s = l->s + l->at;
    size_t left = l->n - l->at;
    t->kind = LEX_SKIP;
    if (left >= 4 && memcmp(s, "<!--", 4) == 0 && l->at < l->no_comment_end) {
        /* "<!-->" is a whole comment. */
        const char *end = memmem(s + 2, left - 2, "-->", 3);
        if (end != NULL) {
            t->to = l->at = (size_t)(end - l->s) + 3;
            return;
        }
        /* An unclosed comment would swallow the page; take it as a tag. */
        l->no_comment_end = l->at;
    }
    const char *end = memchr(s, '>', left);
    t->to = l->at = end != NULL ? (size_t)(end - l->s) + 1 : l->n;
}

/* The offset of "</NAME" at or after the reading point, or n. */
static size_t find_raw_end(const struct lex *l, const char *name)
{
    size_t k = strlen(name), i = l->at;
    while (i < l->n) {
        const char *p = memmem(l->s + i, l->n - i, "</", 2);
        if (p == NULL)
            break;
        i = (size_t)(p - l->s);
        if (l->n - i >= k + 2 && strncasecmp(p + 2, name, k) == 0 &&
            (l->n - i == k + 2 || !is_alpha(p[2 + k])))
            return i;
        i += 2;
    }
    return l->n;
}

/*
 * The content of a raw-text element. Unclosed code is the tail of a page that
 * was cut off and goes to the end, as in browsers; other unclosed raw text
 * ends at the next tag, so that a stray <textarea> does not swallow the page.
 * That is looked up once a name, which keeps the whole linear.
 */
static void read_raw(struct lex *l, struct lex_token *t)
{
    int raw = l->raw;
    memcpy(t->name, raw_names[raw], strlen(raw_names[raw]) + 1);
    t->kind = LEX_RAW;
    size_t end = l->n;
    if ((l->raw_unclosed & 1u << raw) == 0)
        end = find_raw_end(l, raw_names[raw]);
    if (end == l->n && raw >= RAW_CODE) {
        l->raw_unclosed |= 1u << raw;
        const char *p = memchr(l->s + l->at, '<', l->n - l->at);
        end = p != NULL ? (size_t)(p - l->s) : l->n;
    }
    t->to = l->at = end;
    l->raw = -1;
}

static void read_text(struct lex *l, struct lex_token *t)
{
    t->kind = LEX_TEXT;
    size_t i = l->at + 1; /* a '<' that opens nothing is text */
    while (i < l->n) {
        const char *p = memchr(l->s + i, '<', l->n - i);
        if (p == NULL) {
            i = l->n;
            break;
        }
        i = (size_t)(p - l->s);
        if (i + 1 < l->n &&
            (is_alpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?'))
            break;
        i++;
    }
    t->to = l->at = i;
}

bool lex_next(struct lex *l, struct lex_token *t)
{
    t->kind = LEX_END;
    t->name[0] = '\0';
    t->from = t->to = l->at;
    t->attrs = 0;
    if (l->at >= l->n)
        return false;
    if (l->raw >= 0) {
        read_raw(l, t);
        if (t->to > t->from)
            return true;
        t->from = l->at; /* empty: go on with its closing tag */
        if (l->at >= l->n)
            return false;
    }
    const char *s = l->s + l->at;
    char c1 = l->at + 1 < l->n ? s[1] : '\0';
    char c2 = l->at + 2 < l->n ? s[2] : '\0';
    if (s[0] == '<' && is_alpha(c1)) {
        t->kind = LEX_OPEN;
        read_tag(l, t, l->at + 1);
    } else if (s[0] == '<' && c1 == '/' && is_alpha(c2)) {
        t->kind = LEX_CLOSE;
        read_tag(l, t, l->at + 2);
    } else if (s[0] == '<' && (c1 == '!' || c1 == '?' || c1 == '/')) {
        read_declaration(l, t);
    } else {
        read_text(l, t);
    }
    return true;
}

bool lex_attr(const struct lex *l, const struct lex_token *t, size_t *pos,
              struct lex_attr *ret)
{
    size_t i = *pos, end = t->to;
    const char *s = l->s;
    while (i < end && (is_space(s[i]) || s[i] == '/'))
        i++;
    if (i >= end || s[i] == '>')
        return false;
    size_t from = i;
    do
        i++;
    while (i < end && !is_space(s[i]) && s[i] != '=' && s[i] != '>' &&
           s[i] != '/');
    *ret = (struct lex_attr){.name = s + from, .name_len = i - from};
    size_t after = i;
    while (i < end && is_space(s[i]))
        i++;
    if (i >= end || s[i] != '=') {
        *pos = after;
        return true;
    }
    do
        i++;
    while (i < end && is_space(s[i]));
    char quote = i < end ? s[i] : '\0';
    const char *q = NULL;
    if (quote == '"' || quote == '\'')
        q = memchr(s + i + 1, quote, end - i - 1);
    if (q != NULL) {
        ret->value = s + i + 1;
        ret->value_len = (size_t)(q - ret->value);
        *pos = (size_t)(q - s) + 1;
        return true;
    }
    from = i;
    while (i < end && !is_space(s[i]) && s[i] != '>')
        i++;
    ret->value = s + from;
    ret->value_len = i - from;
    *pos = i;
    return true;
}

bool lex_attr_is(const struct lex_attr *a, const char *name)
{
    return a->name_len > 0 && lower(a->name[0]) == name[0] &&
           strlen(name) == a->name_len &&
           strncasecmp(a->name, name, a->name_len) == 0;
}
