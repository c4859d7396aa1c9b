/* words.c - see words.h and the head of data/frontier.txt. */
#include "words.h"

#include "medel/buf.h"
#include "medel/i18n.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX_BYTES ((size_t)256 << 10)
#define WORD_MAX_BYTES 64
#define SUBJECT_MAX_BYTES 512

struct word {
    int weight;
    char *text; /* folded */
    size_t len;
};

/* Sorted; those that begin with byte B are from begins[B] up to
 * begins[B + 1], and seconds[B] has a bit, see second_bit(), for each byte that
 * may follow B in one of them. */
struct word_list {
    struct word *items;
    size_t n, cap;
    size_t begins[257];
    uint64_t seconds[256];
};

struct words {
    struct word_list weighted, next, missing;
};

/* --- folding -------------------------------------------------------------- */

/* U+00C0 to U+00FF without their marks; '?' where there is no letter. */
static const char LATIN[] = "aaaaaaaceeeeiiiidnooooo?ouuuuyts"
                            "aaaaaaaceeeeiiiidnooooo?ouuuuyty";

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * Lower case without marks, ASCII only; what stands between words in an
 * address ("-", "_", "+", "%20", "/") is a space, as in a text. Percent
 * escapes are undone. OUT has MAX bytes and always ends with NUL.
 */
static size_t fold(const char *s, char *out, size_t max)
{
    size_t n = 0;
    while (*s != '\0' && n + 1 < max) {
        unsigned c = (unsigned char)*s++;
        if (c == '%' && hex(s[0]) >= 0 && hex(s[1]) >= 0) {
            c = (unsigned)(hex(s[0]) * 16 + hex(s[1]));
            s += 2;
        }
        if (c >= 0xc0) {
            /* UTF-8's second byte, itself perhaps escaped. */
            unsigned d = (unsigned char)*s;
            size_t step = 1;
            if (d == '%' && hex(s[1]) >= 0 && hex(s[2]) >= 0) {
                d = (unsigned)(hex(s[1]) * 16 + hex(s[2]));
                step = 3;
            }
            if (c == 0xc3 && d >= 0x80 && d < 0xc0) {
                c = (unsigned char)LATIN[d & 0x3f];
                s += step;
            } else {
                continue;
            }
        } else if (c >= 0x80) {
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c |= 0x20;
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!letter && (n == 0 || out[n - 1] == ' '))
            continue;
        out[n++] = letter ? (char)c : ' ';
    }
    while (n != 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return n;
}

/* --- reading -------------------------------------------------------------- */

static bool add(struct word_list *l, int weight, const char *folded)
{
    if (l->n == l->cap) {
        size_t cap = l->cap != 0 ? l->cap * 2 : 32;
        struct word *p = realloc(l->items, cap * sizeof *p);
        if (p == NULL)
            return false;
        l->items = p;
        l->cap = cap;
    }
    char *text = strdup(folded);
    if (text == NULL)
        return false;
    l->items[l->n++] = (struct word){weight, text, strlen(text)};
    return true;
}

static enum status read_line(struct words *w, char *line, const char *path,
                             int number, struct err *e)
{
    line += strspn(line, " \t\r");
    if (*line == '\0' || *line == '#')
        return ST_OK;
    size_t n = strcspn(line, " \t");
    bool next = n == 4 && memcmp(line, "next", 4) == 0;
    bool missing = n == 7 && memcmp(line, "missing", 7) == 0;
    char *end;
    long weight = strtol(line, &end, 10);
    char folded[WORD_MAX_BYTES];
    bool good =
        next || missing || (end == line + n && weight >= -100 && weight <= 100);
    if (!good || fold(line + n, folded, sizeof folded) == 0)
        return err_set(e, ST_INVALID,
                       _("%s:%d: not a weight from -100 to 100 (or "
                         "\"next\", \"missing\") and a word"),
                       path, number);
    struct word_list *list = next      ? &w->next
                             : missing ? &w->missing
                                       : &w->weighted;
    if (!add(list, (int)weight, folded))
        return err_set(e, ST_NOMEM, _("out of memory"));
    return ST_OK;
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct word *)a)->text,
                  ((const struct word *)b)->text);
}

/* Blanks and letters have one each, and digits share theirs with letters. */
static uint64_t second_bit(char c)
{
    return (uint64_t)1 << ((unsigned char)c & 63);
}

static void sort(struct word_list *l)
{
    size_t i = 0;
    if (l->n != 0)
        qsort(l->items, l->n, sizeof *l->items, compare);
    for (unsigned byte = 0; byte <= 256; byte++) {
        while (i < l->n && (unsigned char)l->items[i].text[0] < byte)
            i++;
        l->begins[byte] = i;
    }
    for (i = 0; i < l->n; i++) {
        const struct word *x = &l->items[i];
        l->seconds[(unsigned char)x->text[0]] |=
            x->len > 1 ? second_bit(x->text[1]) : UINT64_MAX;
    }
}

enum status words_load(const char *path, struct words **ret, struct err *e)
{
    struct buf file;
    buf_init(&file, FILE_MAX_BYTES);
    struct words *w = calloc(1, sizeof *w);
    enum status st = w != NULL ? buf_read_file(&file, path, e)
                               : err_set(e, ST_NOMEM, _("out of memory"));
    int number = 1;
    for (char *p = file.data, *end = p + file.len; st == ST_OK && p < end;) {
        char *nl = memchr(p, '\n', (size_t)(end - p));
        if (nl != NULL)
            *nl = '\0';
        st = read_line(w, p, path, number++, e);
        p = nl != NULL ? nl + 1 : end;
    }
    buf_free(&file);
    if (st != ST_OK) {
        words_free(w);
        return st;
    }
    sort(&w->weighted);
    sort(&w->next);
    sort(&w->missing);
    *ret = w;
    return ST_OK;
}

static void free_list(struct word_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->items[i].text);
    free(l->items);
}

void words_free(struct words *w)
{
    if (w == NULL)
        return;
    free_list(&w->weighted);
    free_list(&w->next);
    free_list(&w->missing);
    free(w);
}

/* --- weighing ------------------------------------------------------------- */

static void extremes(const struct words *w, const char *s, int *high, int *low)
{
    char folded[SUBJECT_MAX_BYTES];
    *high = *low = 0;
    if (fold(s, folded, sizeof folded) == 0)
        return;
    for (const char *p = folded; *p != '\0'; p++) {
        const unsigned char byte = (unsigned char)*p;
        if ((w->weighted.seconds[byte] & second_bit(p[1])) == 0)
            continue;
        for (size_t i = w->weighted.begins[byte];
             i < w->weighted.begins[byte + 1]; i++) {
            const struct word *x = &w->weighted.items[i];
            if ((x->weight > *high || x->weight < *low) &&
                (x->len == 1 || p[1] == x->text[1]) &&
                strncmp(p, x->text, x->len) == 0) {
                if (x->weight > *high)
                    *high = x->weight;
                else
                    *low = x->weight;
            }
        }
    }
}

int words_weigh(const struct words *w, const char *text, const char *address)
{
    int text_high, text_low, address_high, address_low;
    extremes(w, text, &text_high, &text_low);
    extremes(w, address, &address_high, &address_low);
    return text_high + address_high +
           (text_low < address_low ? text_low : address_low);
}

bool words_is_next(const struct words *w, const char *text)
{
    char folded[SUBJECT_MAX_BYTES];
    size_t n = fold(text, folded, sizeof folded);
    for (size_t i = 0; n != 0 && i < w->next.n; i++) {
        const struct word *x = &w->next.items[i];
        /* "Nästa sida", "Visa fler nyheter"; not a sentence. */
        if (n <= x->len + 12 && strncmp(folded, x->text, x->len) == 0 &&
            (folded[x->len] == '\0' || folded[x->len] == ' '))
            return true;
    }
    return false;
}

static bool ends_word(char after)
{
    return after == '\0' || after == ' ';
}

/* At P, where a word of a text begins: its first one with FIRST. */
static bool missing_at(const struct word_list *l, const char *p, bool first)
{
    const unsigned char byte = (unsigned char)*p;
    for (size_t i = l->begins[byte]; i < l->begins[byte + 1]; i++) {
        const struct word *x = &l->items[i];
        if (strncmp(p, x->text, x->len) == 0 && ends_word(p[x->len]) &&
            (first || strchr(x->text, ' ') != NULL))
            return true;
    }
    return false;
}

bool words_is_missing(const struct words *w, const char *text)
{
    char folded[SUBJECT_MAX_BYTES];
    if (fold(text, folded, sizeof folded) == 0)
        return false;
    for (const char *p = folded; *p != '\0'; p++)
        if ((p == folded || p[-1] == ' ') &&
            missing_at(&w->missing, p, p == folded))
            return true;
    return false;
}
