/*
 * spelling.cc - xap_spelling() of xapian_shim.h.
 *
 * Only a search that found nothing asks: the words of the index are looked
 * through, but for those that begin in a way in which no near one does.
 * Xapian's dictionary of them would answer at once, but to write it took a
 * quarter of the time of a new index, and a tenth of its room; and its servers
 * do not give it away.
 */
#include "shim.h"

#include <algorithm>
#include <climits>
#include <cstring>

namespace
{

using letters = std::vector<unsigned>;

constexpr int MAX_EDITS = 2;

/* Words do not begin with a capital, and this comes before all other letters.
 */
constexpr char BEFORE_WORDS[] = "[";
/* No byte of UTF-8 is as high. */
constexpr char AFTER_WORDS[] = "\xFF";

letters letters_of(const std::string &s)
{
    letters all;
    for (Xapian::Utf8Iterator i(s); i != Xapian::Utf8Iterator(); ++i)
        all.push_back(*i);
    return all;
}

/* Before the first word that comes after all that begin so. */
std::string behind_all(std::string beginning)
{
    if (!beginning.empty())
        beginning.back() = static_cast<char>(beginning.back() + 1);
    return beginning.empty() ? AFTER_WORDS : beginning;
}

/*
 * How far words are from one: letters put in, left out, changed, or two
 * neighbours swapped (optimal string alignment). Words come in order, so that
 * each begins as the one before it did, and what that took is not done again;
 * and once a beginning alone is too far, so are all words that begin so.
 */
class distance
{
  public:
    explicit distance(const std::string &to) : wanted(letters_of(to))
    {
        rows.emplace_back(wanted.size() + 1, FAR);
        for (size_t j = 0; j < rows[0].size() && j <= MAX_EDITS; j++)
            rows[0][j] = static_cast<int>(j);
    }

    /* The edits to WORD; FAR where they are more than MOST, and then no word
     * after it is nearer that comes before *beyond. */
    int of(const std::string &word, int most, std::string *beyond)
    {
        keep_common(word);
        Xapian::Utf8Iterator i(word.data() + begun.size(),
                               word.size() - begun.size());
        while (i != Xapian::Utf8Iterator()) {
            add(*i);
            ++i;
            size_t upto = i == Xapian::Utf8Iterator()
                              ? word.size()
                              : static_cast<size_t>(i.raw() - word.data());
            begun.assign(word, 0, upto);
            ends.push_back(upto);
            if (least_of(ends.size()) > most) {
                *beyond = next_beginning(most);
                return FAR;
            }
        }
        int edits = rows[ends.size()].back();
        return edits <= most ? edits : FAR;
    }

    static constexpr int FAR = 2 * MAX_EDITS + 1;

  private:
    const letters wanted;
    std::string begun;        /* what the rows are of */
    letters read;             /* its letters */
    std::vector<size_t> ends; /* of each, in bytes */
    /* By how many letters of it, the edits to each beginning of the wanted
     * word; FAR where they are above MAX_EDITS for their lengths alone. */
    std::vector<std::vector<int>> rows;

    int least_of(size_t row) const
    {
        return *std::min_element(rows[row].begin(), rows[row].end());
    }

    /* What the words begin with that may be near again, after what is read,
     * whose last letter was too much. Where one letter fewer leaves no edit to
     * spare, a letter of the wanted word must follow, of those about there. */
    std::string next_beginning(int most) const
    {
        const size_t i = read.size();
        if (least_of(i - 1) < most)
            return behind_all(begun);
        std::string before(begun, 0, i > 1 ? ends[i - 2] : 0);
        unsigned next = UINT_MAX;
        for (size_t j = i > MAX_EDITS + 2 ? i - MAX_EDITS - 2 : 0;
             j < std::min(wanted.size(), i + MAX_EDITS); j++)
            if (wanted[j] > read[i - 1])
                next = std::min(next, wanted[j]);
        if (next == UINT_MAX)
            return behind_all(before);
        Xapian::Unicode::append_utf8(before, next);
        return before;
    }

    void keep_common(const std::string &word)
    {
        size_t same = 0;
        while (same < begun.size() && same < word.size() &&
               begun[same] == word[same])
            same++;
        while (!ends.empty() && ends.back() > same)
            ends.pop_back();
        begun.resize(ends.empty() ? 0 : ends.back());
        read.resize(ends.size());
    }

    void add(unsigned letter)
    {
        const size_t i = ends.size() + 1, m = wanted.size();
        read.push_back(letter);
        if (rows.size() == i)
            rows.emplace_back(m + 1);
        std::vector<int> &now = rows[i];
        const std::vector<int> &last = rows[i - 1];
        std::fill(now.begin(), now.end(), FAR);
        if (i <= MAX_EDITS)
            now[0] = static_cast<int>(i);
        for (size_t j = i > MAX_EDITS ? i - MAX_EDITS : 1;
             j <= std::min(m, i + MAX_EDITS); j++) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1,
                               last[j - 1] + (letter != wanted[j - 1])});
            if (i > 1 && j > 1 && letter == wanted[j - 2] &&
                read[i - 2] == wanted[j - 1])
                now[j] = std::min(now[j], rows[i - 2][j - 2] + 1);
        }
    }
};

/* The nearest word, of two as near the one that more documents have. From word
 * to word it is skipped, since to step goes through a common word's posting
 * list, which may have hundreds of parts. */
std::string nearest(const Xapian::Database &db, const std::string &word)
{
    distance from(word);
    std::string found, beyond;
    int least = MAX_EDITS;
    Xapian::doccount most = 0;
    auto t = db.allterms_begin(), end = db.allterms_end();
    for (t.skip_to(BEFORE_WORDS); t != end; t.skip_to(beyond)) {
        const std::string term = *t;
        beyond.assign(term).push_back('\0');
        if (!shim::is_word(term) || term == word)
            continue;
        int far = from.of(term, least, &beyond);
        Xapian::doccount freq = far <= least ? t.get_termfreq() : 0;
        if (far < least || (far == least && freq > most)) {
            found = term;
            least = far;
            most = freq;
        }
    }
    return most >= db.get_termfreq(word) ? found : std::string();
}

} // namespace

enum status xap_spelling(struct xap_db *db, struct arena *mem, const char *word,
                         const char **ret, struct err *e) noexcept
{
    return shim::reading(db, e, "spelling", [&] {
        std::string s;
        /* The cost of a suggestion grows with the square of the length. */
        if (strlen(word) > 1 && strlen(word) <= 64)
            s = nearest(db->db, word);
        /* Never a word without hits. */
        bool good = !s.empty() && db->db.get_termfreq(s) > 0;
        *ret = good ? arena_strndup(mem, s.data(), s.size()) : nullptr;
        return ST_OK;
    });
}
