/*
 * snippet.cc - xap_snippet() of xapian_shim.h.
 *
 * MSet::snippet() stems each word of a text and asks the index how common it
 * is: half of what a search for two words took. What it shows of one call also
 * goes by the calls before it, since it forgets to take back what it took off
 * the worth of words. Here a word is first looked at by its opening letters;
 * only what may be a hit is read and stemmed.
 *
 * Of the stretches of text that fit, the one whose hits are worth most is
 * shown, the first of equals: rare words are worth more than common ones, the
 * second time a word is worth half, and words next to each other are worth more
 * than apart. It begins where the sentence does, if that fits.
 */
#include "shim.h"

#include <cmath>
#include <cstring>

using shim::reading;

static constexpr size_t LONGEST_WORD = 64; /* as Xapian has it for terms */
static constexpr double AGAIN = 0.5;       /* each time a word comes again */
static constexpr double NEXT_TO = 0.5;     /* for the second of neighbours */

/* --- openings ---------------------------------------------------------------
 */

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_figure(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* A number of the letter at *S, capital or small, which is passed over; 0 where
 * it is none of ASCII or Latin-1. Of two letters some have the same. */
static unsigned take_letter(const char **s)
{
    auto c = static_cast<unsigned char>((*s)[0]);
    if (is_letter(c)) {
        ++*s;
        return c & 0x1Fu;
    }
    if (c != 0xC3)
        return 0;
    auto second = static_cast<unsigned char>((*s)[1]);
    if (second < 0x80 || second > 0xBF || second == 0x97 || second == 0xB7)
        return 0;
    *s += 2;
    return 0x20u + (second & 0x1Fu);
}

/* Of the first three letters of S, which ends at the NUL; openings::THREE where
 * they are not all of these. */
static size_t key_of(const char *s)
{
    size_t key = 0;
    for (int i = 0; i < 3; i++) {
        unsigned letter = take_letter(&s);
        if (letter == 0)
            return shim::openings::THREE;
        key = key * 61 + letter;
    }
    return key % shim::openings::THREE;
}

void shim::openings::add(const char *word)
{
    auto c = static_cast<unsigned char>(word[0]);
    size_t key = key_of(word);
    first.set(c < 0x80 ? c : 0x80);
    if (key != THREE)
        three.set(key);
    else
        few.set(c < 0x80 ? c : 0x80);
}

/* Some capitals beyond ASCII have small letters within: the sign of Kelvin,
 * and I with a dot. */
static bool folds_to_ascii(const char *s)
{
    return strncmp(s, "\xE2\x84\xAA", 3) == 0 || strncmp(s, "\xC4\xB0", 2) == 0;
}

bool shim::openings::may_begin(const char *s, bool three_stay) const
{
    auto c = static_cast<unsigned char>(s[0]);
    if (c >= 0x80 && folds_to_ascii(s))
        return true;
    c = c >= 0x80 ? 0x80 : is_letter(c) ? c | 0x20 : c;
    if (!first[c])
        return false;
    if (!three_stay || few[c])
        return true;
    size_t key = key_of(s);
    return key == THREE || three[key];
}

/* Endings of Scandinavian languages begin behind the third letter. All stemmers
 * leave the first. */
static bool three_stay(const std::string &stemmer)
{
    return stemmer == "swedish" || stemmer == "norwegian" ||
           stemmer == "danish" || stemmer == "none" || stemmer.empty();
}

/* --- the words of a query ---------------------------------------------------
 */

/* A term as the words begin that it finds; NULL for those that are no words of
 * a text. */
static const char *word_of(const std::string &term)
{
    auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (term.size() > 1 && term[0] == 'Z' && !is_capital(term[1]))
        return term.c_str() + 1;
    return term.empty() || is_capital(term[0]) ? nullptr : term.c_str();
}

/* Between 1, of a word that all documents have, and 2. */
static double worth(const Xapian::Database &db, const std::string &term)
{
    double all = db.get_doccount() + 2.0, with = db.get_termfreq(term) + 1.0;
    return 1 + std::log(all / with) / std::log(all);
}

static void learn_terms(struct xap_query *q)
{
    std::unique_ptr<shim::asked_words> asked(new shim::asked_words);
    auto end = q->q.get_unique_terms_end();
    for (auto t = q->q.get_unique_terms_begin(); t != end; ++t) {
        const std::string term = *t;
        const char *word = word_of(term);
        if (word == nullptr)
            continue;
        asked->begin.add(word);
        asked->words.emplace(term, shim::asked_word{asked->words.size(), 0});
    }
    q->asked = std::move(asked);
}

/* What is asked for in TERM, as it stands or stemmed; or NULL. */
static shim::asked_word *asked(struct xap_db *db, struct xap_query *q,
                               const std::string &term,
                               const Xapian::Stem &stem)
{
    auto &words = q->asked->words;
    auto found = words.find(term);
    if (found == words.end())
        found = words.find("Z" + stem(term));
    if (found == words.end())
        return nullptr;
    if (found->second.worth <= 0)
        found->second.worth = worth(db->db, found->first);
    return &found->second;
}

/* --- the words of a text ----------------------------------------------------
 */

/* What joins two words to one term, as the term generator has it. */
static bool joins(unsigned before, unsigned c, unsigned after)
{
    bool figures = before < 0x80 && after < 0x80 &&
                   is_figure(static_cast<unsigned char>(before)) &&
                   is_figure(static_cast<unsigned char>(after));
    if (figures)
        return c == ',' || c == '.' || c == ';';
    return c == '\'' || c == '&' || c == 0xB7 || c == 0x2019;
}

/* The end of the word at S; its term, where TERM is not NULL. */
static const char *read_word(const char *s, const char *text_end,
                             std::string *term)
{
    using namespace Xapian;
    Utf8Iterator i(s, static_cast<size_t>(text_end - s)), end;
    unsigned before = 0;
    for (; i != end; ++i) {
        unsigned c = *i;
        if (!Unicode::is_wordchar(c)) {
            Utf8Iterator next(i);
            if (++next == end || !Unicode::is_wordchar(*next) ||
                !joins(before, c, *next))
                break;
            c = c == 0x2019 ? '\'' : c;
        }
        before = c;
        if (term != nullptr)
            Unicode::append_utf8(*term, Unicode::tolower(c));
    }
    return i == end ? text_end : i.raw();
}

/* What a byte is for most texts, which are of ASCII and of Latin-1's letters.
 */
enum kind : unsigned char {
    PLAIN,  /* ASCII that is no part of a word, but may join two */
    LETTER, /* a letter, a figure, '_' */
    LATIN,  /* the first of one of U+00C0 to U+00FF */
    OTHER
};

struct kinds {
    kind of[256];

    constexpr kinds() : of()
    {
        for (int c = 0; c < 256; c++) {
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_';
            of[c] = letter ? LETTER : c < 0x80 ? PLAIN : OTHER;
        }
        of[0xC3] = LATIN;
    }
};
static constexpr kinds kinds;

static kind kind_of(const char *s)
{
    return kinds.of[static_cast<unsigned char>(*s)];
}

/* Whether the two bytes from S on, whose first is LATIN, are a letter. */
static bool is_latin_letter(const char *s, const char *text_end)
{
    auto second = static_cast<unsigned char>(text_end - s > 1 ? s[1] : '\0');
    bool sign = second == 0x97 || second == 0xB7; /* times and divided by */
    return second >= 0x80 && second <= 0xBF && !sign;
}

/* The end of the word at S, where it has no other letters and nothing behind it
 * that may join it to the next; else as read_word() finds it. */
static const char *skip_word(const char *s, const char *text_end)
{
    const char *p = s;
    for (;; p += 2) {
        while (p < text_end && kind_of(p) == LETTER)
            p++;
        if (p == text_end)
            return p;
        if (kind_of(p) != LATIN || !is_latin_letter(p, text_end))
            break;
    }
    bool in_figure = p > s && is_figure(static_cast<unsigned char>(p[-1]));
    bool joint = kind_of(p) != PLAIN || *p == '\'' || *p == '&' ||
                 (in_figure && (*p == ',' || *p == '.' || *p == ';'));
    return joint ? read_word(s, text_end, nullptr) : p;
}

static bool begins_word(const char *s, const char *text_end)
{
    kind k = kind_of(s);
    if (k == LETTER || k == PLAIN)
        return k == LETTER;
    if (k == LATIN && is_latin_letter(s, text_end))
        return true;
    return Xapian::Unicode::is_wordchar(
        *Xapian::Utf8Iterator(s, static_cast<size_t>(text_end - s)));
}

static const char *skip_letter(const char *s, const char *text_end)
{
    do
        s++;
    while (s < text_end && (static_cast<unsigned char>(*s) & 0xC0) == 0x80);
    return s;
}

struct hit {
    size_t begin, end; /* in the text */
    const shim::asked_word *word;
};

static std::vector<hit> hits_in(struct xap_db *db, struct xap_query *q,
                                const char *text, const char *text_end,
                                const char *stemmer)
{
    const Xapian::Stem &stem = shim::stemmer_of(db, stemmer);
    const bool three = three_stay(stemmer != nullptr ? stemmer : "");
    std::vector<hit> hits;
    std::string term;
    for (const char *s = text; s < text_end;) {
        if (!begins_word(s, text_end)) {
            s = skip_letter(s, text_end);
            continue;
        }
        if (!q->asked->begin.may_begin(s, three)) {
            s = skip_word(s, text_end);
            continue;
        }
        term.clear();
        const char *end = read_word(s, text_end, &term);
        const shim::asked_word *w =
            term.size() <= LONGEST_WORD ? asked(db, q, term, stem) : nullptr;
        if (w != nullptr)
            hits.push_back({static_cast<size_t>(s - text),
                            static_cast<size_t>(end - text), w});
        s = end;
    }
    return hits;
}

/* --- which of them are shown ------------------------------------------------
 */

static bool are_next(const hit &a, const hit &b)
{
    return b.begin == a.end + 1;
}

/* From hit FROM on, how many fit into LEN bytes. */
static size_t fit(const std::vector<hit> &hits, size_t from, size_t len)
{
    size_t n = 1;
    while (from + n < hits.size() &&
           hits[from + n].end - hits[from].begin <= len)
        n++;
    return n;
}

static double worth_of(const std::vector<hit> &hits, size_t from, size_t n,
                       std::vector<double> *left)
{
    double sum = 0;
    for (size_t i = from; i < from + n; i++) {
        double &w = (*left)[hits[i].word->number];
        sum += hits[i].word->worth * w;
        if (i > from && are_next(hits[i - 1], hits[i]))
            sum += NEXT_TO * w;
        w *= AGAIN;
    }
    for (size_t i = from; i < from + n; i++)
        (*left)[hits[i].word->number] = 1;
    return sum;
}

struct stretch {
    size_t first, n; /* hits */
};

static stretch best_of(const std::vector<hit> &hits, size_t words, size_t len)
{
    std::vector<double> left(words, 1.0);
    stretch best = {0, 0};
    double most = 0;
    for (size_t i = 0; i < hits.size(); i++) {
        size_t n = fit(hits, i, len);
        double sum = worth_of(hits, i, n, &left);
        if (sum > most) {
            most = sum;
            best = {i, n};
        }
    }
    return best;
}

/* --- what stands round them -------------------------------------------------
 */

struct span {
    size_t from, to;
};

/* Is S a place where a sentence or a line begins? */
static bool begins_sentence(const std::string &in, size_t s)
{
    if (s == 0)
        return true;
    if (in[s - 1] != ' ' || s < 2)
        return false;
    return strchr(".!?", in[s - 2]) != nullptr ||
           (s >= 3 && in.compare(s - 3, 2, "\xC2\xB7") == 0);
}

/* Where a text of no more than LEN bytes begins, or a sentence: the first of
 * those in the half of SPARE before AT, else the last one before; else a word
 * in that half. */
static size_t begin_of(const std::string &in, size_t at, size_t spare,
                       size_t len)
{
    size_t half = at > spare / 2 ? at - spare / 2 : 0;
    size_t least = at > spare ? at - spare : 0;
    if (in.size() <= len)
        return 0;
    for (size_t s = half; s <= at; s++)
        if (begins_sentence(in, s))
            return s;
    for (size_t s = half; s-- > least;)
        if (begins_sentence(in, s))
            return s;
    size_t s = half;
    while (s < at && in[s - 1] != ' ')
        s++;
    return s;
}

/* At most at TO, and no word is cut. Not before LEAST. */
static size_t end_of(const std::string &in, size_t to, size_t least)
{
    if (to >= in.size())
        return in.size();
    size_t s = to;
    while (s > least && in[s] != ' ')
        s--;
    while (s > least && strchr(" ,;:-", in[s - 1]) != nullptr)
        s--;
    while (s > least && s >= 2 && in.compare(s - 2, 2, "\xC2\xB7") == 0) {
        s -= 2;
        while (s > least && in[s - 1] == ' ')
            s--;
    }
    return s;
}

static span surround(const std::string &in, size_t begin, size_t end,
                     size_t len)
{
    size_t spare = end - begin < len ? len - (end - begin) : 0;
    size_t from = begin_of(in, begin, spare, len);
    return {from, end_of(in, from + len > end ? from + len : end, end)};
}

static std::string put_together(const std::string &in,
                                const std::vector<hit> &hits, span round,
                                const char *on, const char *off)
{
    std::string out = begins_sentence(in, round.from) ? "" : "…";
    size_t at = round.from;
    for (size_t i = 0; i < hits.size(); i++) {
        if (hits[i].begin < round.from)
            continue;
        if (hits[i].end > round.to)
            break;
        bool goes_on = i > 0 && hits[i - 1].begin >= round.from &&
                       are_next(hits[i - 1], hits[i]) &&
                       in[hits[i].begin - 1] == ' ';
        if (goes_on) {
            out.resize(out.size() - strlen(off));
            out.append(in, at, hits[i].end - at);
        } else {
            out.append(in, at, hits[i].begin - at).append(on);
            out.append(in, hits[i].begin, hits[i].end - hits[i].begin);
        }
        out.append(off);
        at = hits[i].end;
    }
    out.append(in, at, round.to - at);
    bool whole =
        round.to == in.size() || strchr(".!?", in[round.to - 1]) != nullptr;
    return whole ? out : out + "…";
}

enum status xap_snippet(struct xap_db *db, struct arena *mem,
                        struct xap_query *q, const char *text, size_t len,
                        const char *stemmer, const char *hi_start,
                        const char *hi_end, const char **ret,
                        struct err *e) noexcept
{
    if (q == nullptr)
        return err_set(e, ST_NOMEM, "snippet: out of memory");
    return reading(db, e, "snippet", [&] {
        const std::string in(text);
        if (q->asked == nullptr)
            learn_terms(q);
        auto hits = hits_in(db, q, in.data(), in.data() + in.size(), stemmer);
        std::string out;
        if (!hits.empty()) {
            stretch s = best_of(hits, q->asked->words.size(), len);
            span round = surround(in, hits[s.first].begin,
                                  hits[s.first + s.n - 1].end, len);
            out = put_together(in, hits, round, hi_start, hi_end);
        }
        *ret = arena_strndup(mem, out.data(), out.size());
        return ST_OK;
    });
}
