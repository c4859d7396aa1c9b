/*
 * hints.c - the words by which sites name the parts of their pages.
 *
 * Data: to teach the cleaner a new name, add a row. Words are compared with
 * the words of class, id and element name (split at signs and capitals, lower
 * case, without regard to the site). A hint is only a hint: places.c overrules
 * it where the part holds most of the page's prose or its heading.
 */
#include "hints.h"
#include "text.h"

#include <string.h>
#include <strings.h>

#define SURE HINT_SURE

enum match { WORD, PREFIX };

static const struct row {
    const char *word;
    enum match match;
    struct hint hint;
} rows[] = {
    {"nav", WORD, {PLACE_NAV, 0.05}},
    {"navbar", PREFIX, {PLACE_NAV, 0.05}},
    {"navigation", PREFIX, {PLACE_NAV, 0.05}},
    {"navigering", PREFIX, {PLACE_NAV, 0.05}},
    {"subnav", PREFIX, {PLACE_NAV, 0.05}},
    {"sidenav", PREFIX, {PLACE_NAV, 0.05}},
    {"menu", WORD, {PLACE_NAV, 0.05}},
    {"meny", WORD, {PLACE_NAV, 0.05}},
    {"submenu", WORD, {PLACE_NAV, 0.05}},
    {"mainmenu", WORD, {PLACE_NAV, 0.05}},
    {"megamenu", WORD, {PLACE_NAV, 0.05}},
    {"megameny", WORD, {PLACE_NAV, 0.05}},
    {"huvudmeny", WORD, {PLACE_NAV, 0.05}},
    {"sidomeny", WORD, {PLACE_NAV, 0.05}},
    {"undermeny", WORD, {PLACE_NAV, 0.05}},
    {"breadcrumb", PREFIX, {PLACE_NAV, 0.05}},
    {"crumbs", WORD, {PLACE_NAV, 0.05}},
    {"brodsmul", PREFIX, {PLACE_NAV, 0.05}},
    {"brödsmul", PREFIX, {PLACE_NAV, 0.05}},
    {"lankstig", WORD, {PLACE_NAV, 0.05}},
    {"pagination", PREFIX, {PLACE_NAV, 0.05}},
    {"pager", WORD, {PLACE_NAV, 0.05}},
    {"paging", WORD, {PLACE_NAV, 0.05}},
    {"paginering", WORD, {PLACE_NAV, 0.05}},
    {"skiplink", PREFIX, {PLACE_NAV, 0.05}},
    {"toolbar", WORD, {PLACE_NAV, 0.05}},
    {"topbar", WORD, {PLACE_NAV, 0.05}},
    {"sprakval", WORD, {PLACE_NAV, 0.05}},
    {"toc", WORD, {PLACE_NAV, 0.2}},
    {"sidhuvud", WORD, {PLACE_HEADER, 0.1}},
    {"masthead", WORD, {PLACE_HEADER, 0.1}},
    {"header", WORD, {PLACE_HEADER, 0.2}},
    {"footer", WORD, {PLACE_FOOTER, 0.1}},
    {"foot", WORD, {PLACE_FOOTER, 0.1}},
    {"pagefoot", WORD, {PLACE_FOOTER, 0.1}},
    {"sidfot", PREFIX, {PLACE_FOOTER, 0.1}},
    {"pagefooter", WORD, {PLACE_FOOTER, 0.1}},
    {"sitefooter", WORD, {PLACE_FOOTER, 0.1}},
    {"colophon", WORD, {PLACE_FOOTER, 0.1}},
    {"copyright", WORD, {PLACE_FOOTER, 0.1}},
    {"uppdaterad", WORD, {PLACE_FOOTER, 0.1}},
    {"cookie", PREFIX, {PLACE_BANNER, SURE}},
    {"kakbanner", WORD, {PLACE_BANNER, SURE}},
    {"kakinfo", WORD, {PLACE_BANNER, SURE}},
    {"consent", PREFIX, {PLACE_BANNER, SURE}},
    {"samtycke", WORD, {PLACE_BANNER, SURE}},
    {"gdpr", WORD, {PLACE_BANNER, SURE}},
    {"cmplz", WORD, {PLACE_BANNER, SURE}},
    {"onetrust", PREFIX, {PLACE_BANNER, SURE}},
    {"cybot", PREFIX, {PLACE_BANNER, SURE}},
    {"modal", WORD, {PLACE_BANNER, 0.05}},
    {"popup", WORD, {PLACE_BANNER, 0.05}},
    {"lightbox", WORD, {PLACE_BANNER, 0.05}},
    {"newsletter", PREFIX, {PLACE_BANNER, 0.1}},
    {"nyhetsbrev", PREFIX, {PLACE_BANNER, 0.1}},
    {"subscribe", WORD, {PLACE_BANNER, 0.1}},
    {"signup", WORD, {PLACE_BANNER, 0.1}},
    {"feedback", PREFIX, {PLACE_BANNER, 0.05}},
    {"survey", WORD, {PLACE_BANNER, 0.05}},
    {"chatbot", WORD, {PLACE_BANNER, 0.05}},
    {"advert", PREFIX, {PLACE_BANNER, 0.05}},
    {"ads", WORD, {PLACE_BANNER, 0.05}},
    {"sponsor", WORD, {PLACE_BANNER, 0.05}},
    {"promo", WORD, {PLACE_BANNER, 0.1}},
    {"slideshow", WORD, {PLACE_BANNER, 0.2}},
    {"share", WORD, {PLACE_BANNER, 0.05}},
    {"sharing", WORD, {PLACE_BANNER, 0.05}},
    {"sharebar", WORD, {PLACE_BANNER, 0.05}},
    {"sharedaddy", WORD, {PLACE_BANNER, 0.05}},
    {"addtoany", PREFIX, {PLACE_BANNER, 0.05}},
    {"dela", WORD, {PLACE_BANNER, 0.05}},
    {"delning", WORD, {PLACE_BANNER, 0.05}},
    {"social", WORD, {PLACE_BANNER, 0.05}},
    {"socials", WORD, {PLACE_BANNER, 0.05}},
    {"tools", WORD, {PLACE_BANNER, 0.1}},
    {"flyout", WORD, {PLACE_BANNER, 0.1}},
    {"embed", WORD, {PLACE_BANNER, 0.1}},
    {"search", WORD, {PLACE_BANNER, 0.1}},
    {"login", WORD, {PLACE_BANNER, 0.1}},
    {"aside", WORD, {PLACE_ASIDE, 0.3}},
    {"sidebar", PREFIX, {PLACE_ASIDE, 0.3}},
    {"sidokolumn", WORD, {PLACE_ASIDE, 0.3}},
    {"hogerkolumn", WORD, {PLACE_ASIDE, 0.3}},
    {"rightcolumn", WORD, {PLACE_ASIDE, 0.3}},
    {"related", PREFIX, {PLACE_RELATED, 0.1}},
    {"relatera", PREFIX, {PLACE_RELATED, 0.1}},
    {"relatert", WORD, {PLACE_RELATED, 0.1}},
    {"recommend", PREFIX, {PLACE_RELATED, 0.1}},
    {"recommended", WORD, {PLACE_RELATED, 0.1}},
    {"similar", WORD, {PLACE_RELATED, 0.1}},
    {"liknande", WORD, {PLACE_RELATED, 0.1}},
    {"trending", WORD, {PLACE_RELATED, 0.1}},
    {"outbrain", PREFIX, {PLACE_RELATED, 0.05}},
    {"taboola", PREFIX, {PLACE_RELATED, 0.05}},
    {"comments", WORD, {PLACE_RELATED, SURE}},
    {"comment", WORD, {PLACE_RELATED, SURE}},
    {"kommentarer", WORD, {PLACE_RELATED, SURE}},
    {"kommentare", WORD, {PLACE_RELATED, SURE}},
    {"comentarios", WORD, {PLACE_RELATED, SURE}},
    {"commentaires", WORD, {PLACE_RELATED, SURE}},
    {"disqus", PREFIX, {PLACE_RELATED, 0.05}},
    {"byline", WORD, {PLACE_HEADER, 0.3}},
    {"tags", WORD, {PLACE_NAV, 0.2}},
    {"puff", WORD, {PLACE_RELATED, 0.2}},
    {"puffar", WORD, {PLACE_RELATED, 0.2}},
};

const struct hint *hint_of(const struct node *n)
{
    if (*n->hints == '\0')
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].match == WORD ? dom_hint(n, rows[i].word)
                                  : dom_hint_prefix(n, rows[i].word))
            return &rows[i].hint;
    return NULL;
}

static bool has_word(const struct node *n, const char *const *words,
                     size_t count)
{
    if (*n->hints == '\0')
        return false;
    for (size_t i = 0; i < count; i++)
        if (dom_hint(n, words[i]))
            return true;
    return false;
}

bool hint_is_content(const struct node *n)
{
    static const char *const words[] = {
        "main",        "content",  "maincontent", "huvudinnehall", "innehall",
        "innehåll",    "article",  "artikel",     "post",          "entry",
        "pagecontent", "bodytext", "brodtext",    "mainbody",
    };
    return has_word(n, words, sizeof words / sizeof *words);
}

bool hint_is_facts(const struct node *n)
{
    static const char *const words[] = {
        "fact",      "facts",    "factbox", "fakta",          "faktabox",
        "faktaruta", "infobox",  "summary", "overview",       "korthet",
        "oversikt",  "keyfacts", "glance",  "sammanfattning", "utlysningsfakta",
    };
    return has_word(n, words, sizeof words / sizeof *words);
}

bool hint_is_byline(const struct node *n)
{
    static const char *const words[] = {
        "byline",  "author", "authors",    "dateline", "timestamp",
        "pubdate", "posted", "forfattare", "skribent",
    };
    return has_word(n, words, sizeof words / sizeof *words);
}

bool hint_is_breadcrumb(const struct node *n)
{
    const char *label = n->a->label;
    if (label == NULL && *n->hints == '\0')
        return false;
    return dom_hint_prefix(n, "breadcrumb") || dom_hint(n, "crumbs") ||
           dom_hint_prefix(n, "brodsmul") || dom_hint(n, "lankstig") ||
           dom_hint_prefix(n, "brödsmul") ||
           (label != NULL && (strncasecmp(label, "breadcrumb", 10) == 0 ||
                              strncasecmp(label, "brödsmul", 8) == 0 ||
                              strncasecmp(label, "länkstig", 9) == 0 ||
                              strncasecmp(label, "du är här", 11) == 0));
}

/* --- set phrases --------------------------------------------------------- */

static bool begins(const char *low, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (low[0] == list[i][0] && strncmp(low, list[i], strlen(list[i])) == 0)
            return true;
    return false;
}

/* Equal, but for a colon or points at the end. */
static bool equals(const char *low, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (low[0] != list[i][0])
            continue;
        size_t k = strlen(list[i]);
        if (strncmp(low, list[i], k) == 0 &&
            low[k + strspn(low + k, ":.! ")] == '\0')
            return true;
    }
    return false;
}

bool phrase_is_related(const char *s, size_t n)
{
    static const char *const list[] = {
        "relatera",          "relevanta länkar", "fler utlysningar",
        "andra utlysningar", "fler nyheter",     "fler artiklar",
        "senaste nytt",      "senaste nyhet",    "andra nyheter",
        "läs också",         "läs även",         "läs vidare",
        "se även",           "se också",         "du kanske",
        "liknande",          "mer från",         "mest läst",
        "populär",           "related",          "see also",
        "more news",         "more from",        "more stories",
        "more calls",        "other calls",      "read also",
        "read next",         "you may also",     "you might",
        "latest news",       "recommended",      "most read",
        "most popular",      "trending",         "les også",
        "relatert",          "læs også",         "next article",
        "featured",          "more like this",   "recent posts",
        "editor's picks",    "don't miss",       "andra stöd",
        "flere nyheter",     "news for you",
    };
    char low[64];
    if (n > 60)
        return false;
    text_lower(s, n, low, sizeof low);
    return begins(low, list, sizeof list / sizeof *list);
}

bool phrase_is_news(const char *s, size_t n)
{
    static const char *const whole[] = {
        "nyheter", "nyhet", "news",     "läs mer", "read more", "les mer",
        "more",    "mer",   "artiklar", "blogg",   "blog",
    };
    char low[64];
    if (n > 30)
        return false;
    text_lower(s, n, low, sizeof low);
    return equals(low, whole, sizeof whole / sizeof *whole);
}

/* "831 25 Ort", "SE-831 25 Ort": but no sum and no telephone number. */
static bool is_postcode(const char *s, size_t i, size_t n)
{
    static const char form[] = "ddd dd ";
    if (i + sizeof form > n || (i > 0 && strchr(" -,", s[i - 1]) == NULL) ||
        (i > 1 && text_is_digit(s[i - 2])))
        return false;
    for (size_t k = 0; k < sizeof form - 1; k++)
        if (form[k] == 'd' ? !text_is_digit(s[i + k]) : s[i + k] != form[k])
            return false;
    return text_starts_upper(s + i + sizeof form - 1,
                             n - i - sizeof form + 1) &&
           !text_is_digit(s[i + sizeof form - 1]);
}

bool phrase_is_address(const char *s, size_t n)
{
    static const char *const marks[] = {
        "box ",      "postboks ",           "c/o ",
        "org.nr",    "organisationsnummer", "©",
        "copyright", "all rights reserved",
    };
    char low[160];
    if (n + 1 > sizeof low)
        return false;
    text_lower(s, n, low, sizeof low);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(low, marks[i]);
        if (at != NULL && (at == low || strchr(" ,|-\xb7", at[-1]) != NULL))
            return true;
    }
    for (size_t i = 0; i < n; i++)
        if (is_postcode(s, i, n))
            return true;
    return false;
}

/* The first and the second letter of each of the words below, a bit for each
 * pair. All text of a page is asked, and nearly all has none. */
#define BOTH_CASES(letter, bits) [letter] = (bits), [(letter)-0x20] = (bits)
static const unsigned char consent_first[256] = {
    BOTH_CASES('c', 1), BOTH_CASES('k', 2),  BOTH_CASES('i', 4),
    BOTH_CASES('e', 8), BOTH_CASES('t', 16), BOTH_CASES('p', 16),
};
static const unsigned char consent_second[256] = {
    BOTH_CASES('o', 1), BOTH_CASES('a', 2),  BOTH_CASES('n', 4),
    BOTH_CASES('v', 8), BOTH_CASES('r', 16),
};

uint32_t phrase_count_consent(const char *s, size_t n)
{
    static const char *const words[] = {
        "cookie",           "kakor",   "informationskaps",
        "informasjonskaps", "evästei", "tracking technologies",
        "privacy settings",
    };
    uint32_t count = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        if ((consent_first[(unsigned char)s[i]] &
             consent_second[(unsigned char)s[i + 1]]) == 0)
            continue;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
            if ((s[i] | 0x20) != words[w][0])
                continue;
            size_t k = strlen(words[w]);
            count += n - i >= k && strncasecmp(s + i, words[w], k) == 0;
        }
    }
    return count;
}

bool phrase_is_page_tool(const char *s, size_t n)
{
    static const char *const list[] = {
        "senast uppdaterad",
        "sidan uppdaterad",
        "sidan granskad",
        "sidan uppdaterades",
        "sidan ändra",
        "uppdaterad:",
        "senast ändrad",
        "senast granskad",
        "granskad:",
        "granskad den",
        "sidansvarig",
        "publicerad:",
        "publicerades",
        "publicerad den",
        "utskriftsdatum",
        "last updated",
        "page last updated",
        "last modified",
        "updated:",
        "page updated",
        "sist oppdatert",
        "sidst opdateret",
        "skriv ut",
        "till toppen",
        "till sidans topp",
        "back to top",
        "print this",
        "dela sidan",
        "dela på",
        "dela detta",
        "dela artikel",
        "share this",
        "share on",
        "tipsa",
        "hjälpte informationen",
        "hade du nytta",
        "var informationen",
        "fick du hjälp",
        "was this page",
        "was this helpful",
        "hoppa till",
        "skip to",
        "lyssna på sidan",
        "tillbaka till",
        "stäng fönst",
        "loading",
        "läser in",
        "please wait",
        "expand full story",
        "read or share this",
    };
    static const char *const whole[] = {
        "läs mer",       "läs mer här", "read more",       "les mer",
        "full screen",   "autoplay",    "skip ad",         "close",
        "stäng",         "caption",     "view this image", "buy photo",
        "view graphic",  "font size",   "anzeige",         "annons",
        "advertisement", "laddar",      "skriv ut",
    };
    char low[128];
    if (n > 110)
        return false;
    text_lower(s, n, low, sizeof low);
    return begins(low, list, sizeof list / sizeof *list) ||
           equals(low, whole, sizeof whole / sizeof *whole);
}

/* Notes that stand behind a link, to be looked for in this order. */
static const char *const noise_heads[] = {
    "länk till annan webbplats",
    "extern länk",
    "öppnas i nytt fönster",
    "öppnas i ny flik",
    "öppnas i ett nytt fönster",
    "öppnas på annan webbplats",
    "external link",
    "opens in new window",
    "opens in a new window",
    "opens in new tab",
    "opens in a new tab",
    "link to another website",
};
#define NOISE_BYTES 40 /* none is longer */
#define NOISE_HEADS (sizeof noise_heads / sizeof *noise_heads)

/* The first of the heads before head LAST that stands at S, else LAST. */
static size_t noise_head_at(const char *s, size_t n, size_t last)
{
    char low[96];
    size_t room =
        text_lower(s, n < NOISE_BYTES ? n : NOISE_BYTES, low, sizeof low);
    for (size_t h = 0; h < last; h++) {
        size_t k = strlen(noise_heads[h]);
        if (k <= room && memcmp(low, noise_heads[h], k) == 0)
            return h;
    }
    return last;
}

/* Their first and their second letters, a bit for each pair. Texts are long,
 * and nearly all have none. */
static const unsigned char noise_first[256] = {
    BOTH_CASES('l', 1),
    BOTH_CASES('e', 2),
    BOTH_CASES('o', 4),
    [0xc3] = 8,
};
static const unsigned char noise_second[256] = {
    BOTH_CASES('i', 1), [0xc3] = 1, BOTH_CASES('x', 2),
    BOTH_CASES('p', 4), [0xb6] = 8, [0x96] = 8, /* of ö and Ö */
};

static bool noise_may_begin(const char *s, size_t n)
{
    return n >= 4 &&
           (noise_first[(unsigned char)s[0]] &
            noise_second[(unsigned char)s[1]]) != 0 &&
           ((s[0] | 0x20) != 'l' || (s[2] | 0x20) == 'n' ||
            (s[3] | 0x20) == 'n');
}

bool phrase_find_noise(const char *s, size_t n, size_t *cut, size_t *len)
{
    static const char *const tails[] = {
        ", öppnas i nytt fönster",
        ", opens in new window",
        ", öppnas i ny flik",
    };
    size_t head = NOISE_HEADS, from = 0;
    for (size_t i = 0; i < n; i++) {
        if (!noise_may_begin(s + i, n - i))
            continue;
        size_t h = noise_head_at(s + i, n - i, head);
        if (h < head) {
            head = h;
            from = i;
        }
    }
    if (head == NOISE_HEADS)
        return false;
    size_t to = from + strlen(noise_heads[head]);
    for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
        size_t tk = strlen(tails[t]);
        if (to + tk <= n && memcmp(s + to, tails[t], tk) == 0)
            to += tk;
    }
    bool open = from > 0 && (s[from - 1] == '(' || s[from - 1] == '[');
    if (to < n && s[to] == '.' && !open && (to + 1 == n || s[to + 1] == ' '))
        to++;
    if (open && to < n && (s[to] == ')' || s[to] == ']')) {
        from--;
        to++;
    }
    while (from > 0 && (s[from - 1] == ' ' || s[from - 1] == ','))
        from--;
    *cut = from;
    *len = to - from;
    return true;
}
