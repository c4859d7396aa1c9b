/*
 * terms.cc - the terms of a text: class terms of shim.h.
 *
 * The same as Xapian's TermGenerator makes, in less time. That stems each
 * word and looks for both in the document each time it comes, and decodes each
 * letter by itself. Here a word is looked up once each time it comes, among all
 * words that were met: there its stem is known, and how often the text at hand
 * has had it. The document is told once a text.
 *
 * What a word is goes by Xapian's rules, for what searches ask for is split by
 * Xapian: letters and figures; initials with stops between (E.U.); signs within
 * words (d'art, AT&T) and numbers (3,5); up to three plus signs or hashes
 * behind.
 */
#include "shim.h"

#include <cstring>

namespace shim
{

static constexpr size_t LONGEST = 64; /* bytes; longer ones are no words */
static constexpr size_t MOST_KNOWN = 50000; /* some 5 MB */
static constexpr Xapian::termpos GAP =
    100; /* no phrase runs into another text */
static constexpr unsigned PASSED_OVER = ~0u;

/* --- letters ----------------------------------------------------------------
 */

/* A letter of a text, and where the next one begins. */
struct letter {
    unsigned code;
    const char *next;
};

/* What is no UTF-8 is Latin-1, as Xapian has it. */
static letter wide_letter(const char *s, const char *end)
{
    Xapian::Utf8Iterator i;
    i.assign(s, static_cast<size_t>(end - s));
    unsigned code = *i;
    ++i;
    return {code, i == Xapian::Utf8Iterator() ? end : i.raw()};
}

static letter letter_at(const char *s, const char *end)
{
    auto a = static_cast<unsigned char>(s[0]);
    if (a < 0x80)
        return {a, s + 1};
    if (a >= 0xC2 && a < 0xE0 && end - s > 1) {
        auto b = static_cast<unsigned char>(s[1]);
        if ((b & 0xC0) == 0x80)
            return {(a & 0x1Fu) << 6 | (b & 0x3Fu), s + 2};
    }
    return wide_letter(s, end);
}

/* A place in a text. */
struct place {
    const char *at, *end;

    bool is_end() const
    {
        return at == end;
    }
    unsigned get() const
    {
        return letter_at(at, end).code;
    }
    void next()
    {
        at = letter_at(at, end).next;
    }
};

static bool is_capital(unsigned c)
{
    return c >= 'A' && c <= 'Z';
}

/* C in small letters, 0 where it belongs to no word. */
static unsigned word_letter(unsigned c)
{
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    if (is_capital(c))
        return c + 32;
    if (c < 0x80)
        return c == '_' ? c : 0;
    return Xapian::Unicode::is_wordchar(c) ? Xapian::Unicode::tolower(c) : 0;
}

static bool is_figure(unsigned c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    return Xapian::Unicode::get_category(c) ==
           Xapian::Unicode::DECIMAL_DIGIT_NUMBER;
}

static bool has_no_width(unsigned c)
{
    return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/* What stands in a term for a sign between letters; 0 where it parts them. */
static unsigned joint_of_letters(unsigned c)
{
    if (c == '\'' || c == '&' || c == 0xB7 || c == 0x5F4 || c == 0x2027)
        return c;
    if (c == 0x2019 || c == 0x201B)
        return '\'';
    return has_no_width(c) ? PASSED_OVER : 0;
}

static unsigned joint_of_figures(unsigned c)
{
    switch (c) {
    case ',':
    case '.':
    case ';':
    case 0x037E: /* Greek, Armenian and Arabic ones, in Unicode's list */
    case 0x0589:
    case 0x060D:
    case 0x07F8:
    case 0x2044:
    case 0xFE10:
    case 0xFE13:
    case 0xFE14:
        return c;
    default:
        return has_no_width(c) ? PASSED_OVER : 0;
    }
}

static void append(std::string *s, unsigned c)
{
    if (c < 0x80)
        s->push_back(static_cast<char>(c));
    else
        Xapian::Unicode::append_utf8(*s, c);
}

/* --- words ------------------------------------------------------------------
 */

/* "E.U." or "A.B"; false, and nothing is read, where there are none. */
static bool read_initials(struct place *p, std::string *word)
{
    struct place q = *p;
    if (!is_capital(q.get()))
        return false;
    for (;;) {
        append(word, q.get() + 32);
        q.next();
        if (q.is_end() || q.get() != '.')
            break;
        q.next();
        if (q.is_end() || !is_capital(q.get()))
            break;
    }
    bool found = word->size() > 1 && (q.is_end() || word_letter(q.get()) == 0);
    if (found)
        *p = q;
    else
        word->clear();
    return found;
}

/* The sign at P joins the letters on either side: appends it, and goes on to
 * the next. */
static bool read_joint(struct place *p, unsigned before, std::string *word)
{
    struct place next = *p;
    next.next();
    if (next.is_end() || word_letter(next.get()) == 0)
        return false;
    unsigned joint = is_figure(before) && is_figure(next.get())
                         ? joint_of_figures(p->get())
                         : joint_of_letters(p->get());
    if (joint == 0)
        return false;
    if (joint != PASSED_OVER)
        append(word, joint);
    *p = next;
    return true;
}

/* C++ and C#, but fish+chips is two words. */
static void read_suffix(struct place *p, std::string *word)
{
    size_t len = word->size();
    for (int n = 1; p->get() == '+' || p->get() == '#'; n++) {
        if (n > 3) {
            word->resize(len);
            break;
        }
        append(word, p->get());
        p->next();
        if (p->is_end())
            return;
    }
    if (word_letter(p->get()) != 0)
        word->resize(len);
}

/* What most texts are made of, in small letters, by their last byte: ASCII, and
 * of two bytes what begins with C3. 0 where it belongs to no word. */
struct usual_letters {
    unsigned char ascii[256], c3[256];

    usual_letters() : ascii(), c3()
    {
        for (unsigned c = 0; c < 0x80; c++)
            ascii[c] = static_cast<unsigned char>(word_letter(c));
        for (unsigned c = 0xC0; c < 0x100; c++)
            if (unsigned small = word_letter(c))
                if (small >= 0xC0 && small < 0x100)
                    c3[c - 0x40] = static_cast<unsigned char>(small - 0x40);
    }
};
static const usual_letters usual;

/* Appends the usual letters at P, and goes behind them. *last is the last. */
static void read_usual(struct place *p, std::string *word,
                       unsigned *last)
{
    char room[LONGEST];
    const char *s = p->at;
    size_t n = 0;
    for (; s < p->end && n + 2 <= sizeof room; s++) {
        auto a = static_cast<unsigned char>(s[0]);
        unsigned char small = usual.ascii[a];
        if (small == 0 && a == 0xC3 && p->end - s > 1 &&
            (small = usual.c3[static_cast<unsigned char>(s[1])]) != 0) {
            room[n++] = s[0];
            s++;
        }
        if (small == 0)
            break;
        room[n++] = static_cast<char>(small);
        *last = small;
    }
    word->append(room, n);
    p->at = s;
}

/* Appends the letters at P, and goes behind them; the last of them. */
static unsigned read_letters(struct place *p, std::string *word)
{
    unsigned last = 0;
    while (!p->is_end()) {
        read_usual(p, word, &last);
        if (p->is_end())
            break;
        unsigned c = word_letter(p->get());
        if (c == 0)
            break;
        append(word, c);
        p->next();
        last = c;
    }
    return last;
}

/* To the next letter, or the end. */
static void skip_others(struct place *p)
{
    while (!p->is_end()) {
        auto a = static_cast<unsigned char>(*p->at);
        if (a < 0x80 ? usual.ascii[a] != 0 : word_letter(p->get()) != 0)
            break;
        p->next();
    }
}

/* The next word; false at the end of the text. */
static bool read_word(struct place *p, std::string *word)
{
    word->clear();
    skip_others(p);
    if (p->is_end())
        return false;
    if (read_initials(p, word))
        return true;
    unsigned last;
    do {
        last = read_letters(p, word);
        if (p->is_end())
            return true;
    } while (read_joint(p, last, word));
    read_suffix(p, word);
    return true;
}

/* --- documents --------------------------------------------------------------
 */

/* Words that begin with a figure have no stem. */
static bool has_stem(const std::string &word)
{
    auto c = static_cast<unsigned char>(word[0]);
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    constexpr unsigned letters = 1u << Xapian::Unicode::LOWERCASE_LETTER |
                                 1u << Xapian::Unicode::TITLECASE_LETTER |
                                 1u << Xapian::Unicode::MODIFIER_LETTER |
                                 1u << Xapian::Unicode::OTHER_LETTER;
    return (letters >>
                Xapian::Unicode::get_category(*Xapian::Utf8Iterator(word)) &
            1) != 0;
}

terms::language &terms::language_of(const char *stemmer)
{
    const std::string name = stemmer != nullptr ? stemmer : "";
    auto found = languages.find(name);
    if (found == languages.end())
        found =
            languages.emplace(name, language{shim::stemmer(stemmer), {}}).first;
    if (found->second.words.size() > MOST_KNOWN)
        found->second.words.clear();
    return found->second;
}

void terms::count(language &l, const std::string &word, bool positions)
{
    auto found = l.words.find(word);
    if (found == l.words.end()) {
        found = l.words.emplace(word, known_word()).first;
        if (!l.stem.is_none() && has_stem(word))
            found->second.stem = l.stem(word);
    }
    known_word &known = found->second;
    if (known.text != text) {
        known.text = text;
        known.slot = n_slots++;
        if (slots.size() < n_slots)
            slots.emplace_back();
        slot &fresh = slots[known.slot];
        fresh.word = &found->first;
        fresh.known = &known;
        fresh.count = 0;
        fresh.at.clear();
    }
    slots[known.slot].count++;
    if (positions)
        slots[known.slot].at.push_back(++position);
}

void terms::put_down(Xapian::Document &doc, const struct xap_text &t)
{
    for (size_t i = 0; i < n_slots; i++) {
        const slot &s = slots[i];
        const std::string term = t.prefix + *s.word;
        for (Xapian::termpos at : s.at)
            doc.add_posting(term, at, t.weight);
        if (s.at.empty())
            doc.add_term(term, s.count * t.weight);
        if (!s.known->stem.empty())
            doc.add_term("Z" + (t.prefix + s.known->stem), s.count * t.weight);
    }
}

void terms::begin_document()
{
    position = 0;
}

void terms::add(Xapian::Document &doc, const struct xap_text &t)
{
    language &l = language_of(t.stemmer);
    struct place p = {t.text, t.text + strlen(t.text)};
    std::string word;
    text++;
    n_slots = 0;
    while (read_word(&p, &word))
        if (word.size() <= LONGEST)
            count(l, word, t.positions);
    put_down(doc, t);
    position += GAP;
}

} // namespace shim
