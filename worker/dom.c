/* dom.c - from tidy's tree to ours; see dom.h. */
#include "dom_int.h"
#include "medel/caps.h"
#include "text.h"
#include "tidy_memory.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <tidy/tidybuffio.h>

#define DEPTH_MAX 600 /* deeper elements hang on their ancestor there */

static const struct attrs no_attrs = {0};

/* --- building ------------------------------------------------------------ */

static bool is_inline_tag(TidyTagId tag)
{
    switch (tag) {
    case TidyTag_UNKNOWN:
    case TidyTag_A:
    case TidyTag_ABBR:
    case TidyTag_ACRONYM:
    case TidyTag_B:
    case TidyTag_BDI:
    case TidyTag_BDO:
    case TidyTag_BIG:
    case TidyTag_BR:
    case TidyTag_BUTTON:
    case TidyTag_CITE:
    case TidyTag_CODE:
    case TidyTag_DEL:
    case TidyTag_DFN:
    case TidyTag_EM:
    case TidyTag_FONT:
    case TidyTag_I:
    case TidyTag_IMG:
    case TidyTag_INS:
    case TidyTag_KBD:
    case TidyTag_LABEL:
    case TidyTag_MARK:
    case TidyTag_NOBR:
    case TidyTag_OUTPUT:
    case TidyTag_Q:
    case TidyTag_S:
    case TidyTag_SAMP:
    case TidyTag_SMALL:
    case TidyTag_SPAN:
    case TidyTag_STRIKE:
    case TidyTag_STRONG:
    case TidyTag_SUB:
    case TidyTag_SUP:
    case TidyTag_TIME:
    case TidyTag_TT:
    case TidyTag_U:
    case TidyTag_VAR:
    case TidyTag_WBR:
        return true;
    default:
        return false;
    }
}

static unsigned tag_flags(TidyTagId tag)
{
    switch (tag) {
    case TidyTag_B:
    case TidyTag_STRONG:
    case TidyTag_TH:
        return NODE_BOLD;
    case TidyTag_BIG:
        return NODE_LARGE;
    case TidyTag_DEL:
    case TidyTag_S:
    case TidyTag_STRIKE:
        return NODE_STRUCK;
    default:
        return 0;
    }
}

/* What widespread utility classes mean for the text. */
static unsigned hint_flags(const struct node *n)
{
    unsigned f = 0;
    if (n->hint_signs == 0)
        return 0;
    if ((dom_hint(n, "line") && strstr(n->hints, " line through ") != NULL) ||
        dom_hint(n, "strikethrough") || dom_hint(n, "overstruken"))
        f |= NODE_STRUCK;
    if (is_inline_tag(n->tag) && (dom_hint(n, "bold") || dom_hint(n, "fet")))
        f |= NODE_BOLD;
    return f;
}

static int heading_level(const struct node *n)
{
    switch (n->tag) {
    case TidyTag_H1:
        return 1;
    case TidyTag_H2:
        return 2;
    case TidyTag_H3:
        return 3;
    case TidyTag_H4:
        return 4;
    case TidyTag_H5:
        return 5;
    case TidyTag_H6:
        return 6;
    default:
        break;
    }
    if (!dom_role(n, "heading"))
        return 0;
    int level = n->a->aria_level;
    return level < 1 ? 2 : level > 6 ? 6 : level;
}

/* Tables that are set with divs and roles are tables. */
static TidyTagId tag_of_role(const struct node *n)
{
    static const struct {
        const char *role;
        TidyTagId tag;
    } roles[] = {
        {"table", TidyTag_TABLE},     {"grid", TidyTag_TABLE},
        {"rowgroup", TidyTag_TBODY},  {"row", TidyTag_TR},
        {"cell", TidyTag_TD},         {"gridcell", TidyTag_TD},
        {"columnheader", TidyTag_TH}, {"rowheader", TidyTag_TH},
    };
    if (n->a->role == NULL || (n->tag != TidyTag_DIV && n->tag != TidyTag_SPAN))
        return n->tag;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (dom_role(n, roles[i].role))
            return roles[i].tag;
    return n->tag;
}

static struct node *node_new(struct arena *mem, const struct aside *aside,
                             TidyNode t)
{
    struct node *n = arena_alloc(mem, sizeof *n);
    n->a = &no_attrs;
    n->hints = "";
    n->tag = tidyNodeGetId(t);
    dom_read_attrs(mem, aside, t, n);
    n->tag = tag_of_role(n);
    n->flags |= tag_flags(n->tag);
    n->flags |= hint_flags(n);
    if (!is_inline_tag(n->tag))
        n->flags |= NODE_BLOCK;
    if (n->tag == TidyTag_A && n->a->href != NULL)
        n->flags |= NODE_LINK;
    n->heading = heading_level(n);
    if (n->heading != 0)
        n->flags |= NODE_BLOCK;
    const char *element = n->a->element;
    if (element != NULL && strcmp(element, "noscript") == 0)
        n->flags |= NODE_NOSCRIPT;
    if (element != NULL && strcmp(element, "form") == 0)
        n->flags |= NODE_FORM;
    return n;
}

/* VALUE has room for the text, from call to call. */
static struct node *text_new(struct arena *mem, const struct aside *aside,
                             TidyDoc doc, TidyNode t, TidyBuffer *value)
{
    value->size = 0;
    if (!tidyNodeGetValue(doc, t, value) || value->size == 0)
        return NULL;
    struct node *n = arena_alloc(mem, sizeof *n);
    n->flags = NODE_TEXT;
    n->a = &no_attrs;
    n->hints = "";
    n->text =
        aside_restore(aside, (const char *)value->bp, value->size, &n->len);
    return n;
}

static void append(struct node *parent, struct node *n)
{
    n->parent = parent;
    n->prev = parent->last;
    if (parent->last != NULL)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
}

/* Copies what is below T, without recursion: the tree may be deep. */
static void copy_tree(struct arena *mem, const struct aside *aside, TidyDoc doc,
                      TidyNode root, struct node *to, struct dom *d,
                      TidyBuffer *value)
{
    struct node *parents[DEPTH_MAX];
    size_t depth = 0;
    parents[0] = to;
    TidyNode t = tidyGetChild(root);
    while (t != NULL) {
        struct node *parent =
            parents[depth < DEPTH_MAX ? depth : DEPTH_MAX - 1];
        struct node *n = NULL;
        TidyNodeType type = tidyNodeGetType(t);
        if (type == TidyNode_Text)
            n = text_new(mem, aside, doc, t, value);
        else if (type == TidyNode_Start || type == TidyNode_StartEnd ||
                 type == TidyNode_End)
            n = node_new(mem, aside, t);
        if (n != NULL) {
            append(parent, n);
            n->order = (uint32_t)d->n_nodes;
            if (++d->n_nodes == CAP_PAGE_NODES)
                return; /* the rest of such a page is left unread */
        }
        TidyNode child = n != NULL ? tidyGetChild(t) : NULL;
        if (child != NULL) {
            depth++;
            if (depth < DEPTH_MAX)
                parents[depth] = n;
            t = child;
            continue;
        }
        while (t != NULL && tidyGetNext(t) == NULL) {
            t = depth != 0 ? tidyGetParent(t) : NULL;
            depth -= depth != 0;
        }
        t = t != NULL ? tidyGetNext(t) : NULL;
    }
}

static Bool TIDY_CALL no_report(TidyDoc doc, TidyReportLevel level, uint line,
                                uint column, ctmbstr text)
{
    (void)doc, (void)level, (void)line, (void)column, (void)text;
    return no;
}

void dom_set_options(TidyDoc doc)
{
    static const TidyOptionId off[] = {
        TidyMark,          TidyDropEmptyElems, TidyDropEmptyParas,
        TidyFixUri,        TidyFixBackslash,   TidyMergeEmphasis,
        TidyAnchorAsName,  TidyLowerLiterals,  TidyShowWarnings,
        TidyStyleTags,     TidyCoerceEndTags,  TidyStrictTagsAttr,
        TidyWarnPropAttrs,
    };
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        tidyOptSetBool(doc, off[i], no);
    tidyOptSetBool(doc, TidyForceOutput, yes);
    tidyOptSetBool(doc, TidyQuiet, yes);
    tidyOptSetInt(doc, TidyShowErrors, 0);
    tidyOptSetInt(doc, TidyWrapLen, 0);
    tidyOptSetInt(doc, TidyMergeDivs, TidyNoState);
    tidyOptSetInt(doc, TidyMergeSpans, TidyNoState);
    tidyOptSetInt(doc, TidyDuplicateAttrs, TidyKeepFirst);
    tidySetCharEncoding(doc, "utf8");
    tidySetReportFilter(doc, no_report);
}

static void find_parts(struct dom *d)
{
    for (struct node *n = d->html; n != NULL; n = dom_next(d->html, n)) {
        if (n->tag == TidyTag_HEAD && d->head == NULL)
            d->head = n;
        if (n->tag == TidyTag_BODY && d->body == NULL) {
            d->body = n;
            return;
        }
    }
}

enum status dom_parse(struct arena *mem, const struct aside *aside,
                      const char *html, size_t len, struct dom *ret,
                      struct err *e)
{
    struct dom d = {0};
    const char *now = setlocale(LC_ALL, NULL);
    char *locale = now != NULL ? strdup(now) : NULL;
    struct tidy_memory memory;
    tidy_memory_init(&memory);
    TidyDoc doc = tidyCreateWithAllocator(&memory.base);
    /* It calls setlocale(LC_ALL, ""). */
    if (locale != NULL)
        setlocale(LC_ALL, locale);
    setlocale(LC_NUMERIC, "C");
    free(locale);
    if (doc == NULL) {
        tidy_memory_drop(&memory);
        return err_set(e, ST_NOMEM, "out of memory");
    }
    dom_set_options(doc);
    TidyBuffer in, sink;
    tidyBufInit(&in);
    tidyBufInit(&sink);
    tidySetErrorBuffer(doc, &sink);
    tidyBufAttach(&in, (byte *)html, (uint)len); /* tidy only reads it */
    tidyParseBuffer(doc, &in);
    tidyBufDetach(&in);

    d.html = arena_alloc(mem, sizeof *d.html);
    d.html->a = &no_attrs;
    d.html->hints = "";
    d.html->tag = TidyTag_HTML;
    d.html->flags = NODE_BLOCK;
    TidyNode root = tidyGetHtml(doc);
    if (root != NULL) {
        dom_read_attrs(mem, aside, root, d.html);
        TidyBuffer value;
        tidyBufInitWithAllocator(&value, &memory.base);
        copy_tree(mem, aside, doc, root, d.html, &d, &value);
    }
    tidy_memory_drop(&memory); /* instead of tidyRelease() */
    tidyBufFree(&sink);
    find_parts(&d);
    if (d.body == NULL)
        return err_set(e, ST_INVALID, "the page has no body");
    *ret = d;
    return ST_OK;
}

/* --- looking around ------------------------------------------------------ */

struct node *dom_skip(const struct node *root, const struct node *n)
{
    while (n != NULL && n != root) {
        for (struct node *s = n->next; s != NULL; s = s->next)
            if ((s->flags & NODE_GONE) == 0)
                return s;
        n = n->parent;
    }
    return NULL;
}

struct node *dom_next(const struct node *root, const struct node *n)
{
    for (struct node *c = n->first; c != NULL; c = c->next)
        if ((c->flags & NODE_GONE) == 0)
            return c;
    return dom_skip(root, n);
}

bool dom_is(const struct node *n, TidyTagId tag)
{
    return n != NULL && n->tag == tag && (n->flags & NODE_TEXT) == 0;
}

bool dom_role(const struct node *n, const char *role)
{
    return n->a->role != NULL && strcasecmp(n->a->role, role) == 0;
}

bool dom_has_hint(const struct node *n, const char *word)
{
    size_t k = strlen(word);
    for (const char *p = n->hints; (p = strstr(p, word)) != NULL; p += k)
        if (p[-1] == ' ' && p[k] == ' ')
            return true;
    return false;
}

bool dom_has_hint_prefix(const struct node *n, const char *prefix)
{
    size_t k = strlen(prefix);
    for (const char *p = n->hints; (p = strstr(p, prefix)) != NULL; p += k)
        if (p[-1] == ' ')
            return true;
    return false;
}

struct node *dom_ancestor(const struct node *n, TidyTagId tag)
{
    struct node *p = n->parent;
    while (p != NULL && p->tag != tag)
        p = p->parent;
    return p;
}

const char *dom_text(struct arena *mem, const struct node *n)
{
    struct text t;
    text_init(&t, mem);
    for (const struct node *c = n; c != NULL; c = dom_next(n, c)) {
        if ((c->flags & NODE_TEXT) != 0)
            text_put(&t, c->text, c->len);
        else if ((c->flags & NODE_BLOCK) != 0 || c->tag == TidyTag_BR)
            text_space(&t);
    }
    return t.len != 0 ? text_fold_n(mem, t.s, t.len) : "";
}
