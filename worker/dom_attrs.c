/* dom_attrs.c - what an element's attributes and style say; see dom.h. */
#include "dom_int.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HINTS_MAX 400

/* --- attributes ---------------------------------------------------------- */

static bool style_says(const char *style, const char *property,
                       const char *value)
{
    size_t pl = strlen(property), vl = strlen(value);
    for (const char *p = style; (p = strcasestr(p, property)) != NULL;
         p += pl) {
        const char *q = p + pl;
        while (*q == ' ')
            q++;
        if (*q++ != ':')
            continue;
        while (*q == ' ')
            q++;
        const char *end = strchrnul(q, ';');
        for (; q + vl <= end; q++)
            if (strncasecmp(q, value, vl) == 0)
                return true;
    }
    return false;
}

/* "font-size: 1.5em", "20px", "16pt", "150%", "x-large". */
static bool style_is_large(const char *style)
{
    const char *p = strcasestr(style, "font-size");
    if (p == NULL || (p = strchr(p, ':')) == NULL)
        return false;
    char *unit;
    double v = strtod(p + 1, &unit);
    if (unit == p + 1)
        return style_says(style, "font-size", "x-large") ||
               style_says(style, "font-size", "xx-large");
    return (strncmp(unit, "px", 2) == 0 && v >= 20) ||
           (strncmp(unit, "pt", 2) == 0 && v >= 15) ||
           (strncmp(unit, "em", 2) == 0 && v >= 1.3) ||
           (strncmp(unit, "rem", 3) == 0 && v >= 1.3) ||
           (*unit == '%' && v >= 130);
}

static unsigned style_flags(const char *style)
{
    unsigned f = 0;
    if (style_says(style, "display", "none") ||
        style_says(style, "visibility", "hidden"))
        f |= NODE_HIDDEN;
    if (style_says(style, "text-decoration", "line-through") ||
        style_says(style, "text-decoration-line", "line-through"))
        f |= NODE_STRUCK;
    if (style_says(style, "font-weight", "bold") ||
        style_says(style, "font-weight", "600") ||
        style_says(style, "font-weight", "700") ||
        style_says(style, "font-weight", "800"))
        f |= NODE_BOLD;
    if (style_is_large(style))
        f |= NODE_LARGE;
    return f;
}

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* Adds the words of a class, id or name: "vkv-FactBox__row" gives "vkv fact
 * box row". */
static void hint_words(char *to, size_t *n, const char *s)
{
    bool was_lower = false;
    for (; s != NULL && *s != '\0' && *n + 2 < HINTS_MAX; s++) {
        unsigned char c = (unsigned char)*s;
        bool digit = c >= '0' && c <= '9';
        if (!is_letter(c) && !digit) {
            was_lower = false;
            if (to[*n - 1] != ' ')
                to[(*n)++] = ' ';
            continue;
        }
        bool upper = c >= 'A' && c <= 'Z';
        if (upper && was_lower)
            to[(*n)++] = ' ';
        was_lower = !upper && !digit;
        to[(*n)++] = (char)(upper ? c + 32 : c);
    }
    if (to[*n - 1] != ' ')
        to[(*n)++] = ' ';
}

static uint64_t signs_of(const char *hints)
{
    uint64_t signs = 0;
    for (const char *p = hints; p[1] != '\0'; p++)
        if (*p == ' ')
            signs |= dom_hint_sign(p + 1);
    return signs;
}

/* Is NAME, in whatever case, WANTED? Hardly any two begin alike. */
static bool is_name(const char *name, const char *wanted)
{
    return (name[0] | 0x20) == wanted[0] && strcasecmp(name, wanted) == 0;
}

/* Where the value of an attribute goes, or NULL. */
static const char **attr_slot(struct attrs *a, const char *name)
{
    const struct {
        const char *name;
        const char **slot;
    } slots[] = {
        {"href", &a->href},
        {"id", &a->id},
        {"role", &a->role},
        {"datetime", &a->datetime},
        {"rel", &a->rel},
        {"content", &a->content},
        {"name", &a->name},
        {"property", &a->property},
        {"lang", &a->lang},
        {"http-equiv", &a->http_equiv},
        {"xml:lang", &a->lang},
        {"hreflang", &a->hreflang},
        {"type", &a->type},
        {"itemprop", &a->itemprop},
        {"title", &a->title},
        {"scope", &a->scope},
        {"data-el", &a->element},
        {"aria-label", &a->label},
        {"aria-labelledby", &a->labelledby},
    };
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (is_name(name, slots[i].name))
            return slots[i].slot;
    return NULL;
}

static int *attr_number(struct attrs *a, const char *name)
{
    return is_name(name, "colspan")      ? &a->colspan
           : is_name(name, "rowspan")    ? &a->rowspan
           : is_name(name, "border")     ? &a->border
           : is_name(name, "aria-level") ? &a->aria_level
                                         : NULL;
}

static unsigned attr_flags(const struct node *n, const char *name,
                           const char *value)
{
    if (is_name(name, "hidden"))
        return value == NULL || strcasecmp(value, "false") != 0 ? NODE_HIDDEN
                                                                : 0;
    if (is_name(name, "aria-expanded") || is_name(name, "aria-controls") ||
        is_name(name, "data-toggle") || is_name(name, "data-bs-toggle"))
        return NODE_EXPANDER;
    if (value == NULL)
        return 0;
    if (is_name(name, "aria-hidden"))
        return strcasecmp(value, "true") == 0 ? NODE_ARIA_HIDDEN : 0;
    if (is_name(name, "style"))
        return style_flags(value);
    if (is_name(name, "size") && n->tag == TidyTag_FONT) {
        long v = strtol(value, NULL, 10);
        return v >= 4 || (*value == '+' && v >= 1) ? NODE_LARGE : 0;
    }
    return 0;
}

/* VALUE as the page has it, in the arena; NULL where there is none. */
static const char *value_of(const struct aside *aside, const char *value)
{
    size_t len;
    return value != NULL ? aside_restore(aside, value, strlen(value), &len)
                         : NULL;
}

void dom_read_attrs(struct arena *mem, const struct aside *aside, TidyNode t,
                    struct node *n)
{
    TidyAttr at = tidyAttrFirst(t);
    if (at == NULL)
        return;
    struct attrs *a = arena_alloc(mem, sizeof *a);
    char hints[HINTS_MAX] = " ";
    size_t n_hints = 1;
    for (int i = 0; at != NULL && i < 64; at = tidyAttrNext(at), i++) {
        const char *name = tidyAttrName(at), *value;
        if (name == NULL)
            continue;
        value = value_of(aside, tidyAttrValue(at));
        n->flags |= attr_flags(n, name, value);
        int *number = attr_number(a, name);
        if (number != NULL && value != NULL) {
            long v = strtol(value, NULL, 10);
            *number = v < 0 ? 0 : v > 1000 ? 1000 : (int)v;
        }
        const char **slot = attr_slot(a, name);
        if (slot != NULL && *slot == NULL)
            *slot = value;
        if (is_name(name, "class") || is_name(name, "id") ||
            is_name(name, "data-el"))
            hint_words(hints, &n_hints, value);
    }
    n->a = a;
    if (n_hints > 1) {
        n->hints = arena_strndup(mem, hints, n_hints);
        n->hint_signs = signs_of(n->hints);
    }
}
