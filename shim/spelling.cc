/*
 * spelling.cc - xap_spelling() of xapian_shim.h.
 *
 * Only a search that found nothing asks, so it may take a while: all words of
 * the index are looked through. Xapian's dictionary of them would answer at
 * once, but to write it took a quarter of the time of a new index, and a tenth
 * of its room; and its servers do not give it away.
 */
#include "shim.h"

#include <algorithm>
#include <bitset>
#include <cstdlib>
#include <cstring>

namespace
{

using letters = std::vector<unsigned>;

constexpr int MAX_EDITS = 2;

/* Words do not begin with a capital, and this comes before all other letters.
 */
constexpr char BEFORE_WORDS[] = "[";

letters letters_of(const std::string &s)
{
    letters all;
    for (Xapian::Utf8Iterator i(s); i != Xapian::Utf8Iterator(); ++i)
        all.push_back(*i);
    return all;
}

/* Letters put in, left out, changed, or two neighbours swapped; above MOST
 * whatever is above. */
int edits(const letters &a, const letters &b, int most)
{
    int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
    if (std::abs(n - m) > most)
        return most + 1;
    std::vector<int> before(m + 1), last(m + 1), now(m + 1);
    for (int j = 0; j <= m; j++)
        last[j] = j;
    for (int i = 1; i <= n; i++) {
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1,
                               last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        if (*std::min_element(now.begin(), now.end()) > most)
            return most + 1;
        before.swap(last);
        last.swap(now);
    }
    return last[m];
}

/*
 * Which letters a word has: a bit for each, of those of two bytes by the
 * second, none for longer ones. A word with three letters that the other has
 * not is no two edits from it, which rules out most without a look at their
 * order.
 */
using letter_set = std::bitset<0xC0>;

letter_set set_of(const std::string &s)
{
    letter_set set;
    for (size_t i = 0; i < s.size(); i++) {
        auto c = static_cast<unsigned char>(s[i]);
        if (c < 0x80)
            set.set(c);
        else if (c >= 0xC0 && c < 0xE0 && i + 1 < s.size())
            set.set(static_cast<unsigned char>(s[++i]) & 0xBFu);
        else
            while (i + 1 < s.size() &&
                   (static_cast<unsigned char>(s[i + 1]) & 0xC0) == 0x80)
                i++;
    }
    return set;
}

bool may_be_near(const letter_set &a, const letter_set &b, size_t most)
{
    return (a & ~b).count() <= most && (b & ~a).count() <= most;
}

/* The nearest word, of two as near the one that more documents have. */
std::string nearest(const Xapian::Database &db, const std::string &word)
{
    letters wanted = letters_of(word);
    std::string found;
    int least = MAX_EDITS;
    Xapian::doccount most = 0;
    const letter_set has = set_of(word);
    auto t = db.allterms_begin(), end = db.allterms_end();
    for (t.skip_to(BEFORE_WORDS); t != end; ++t) {
        const std::string term = *t;
        if (!shim::is_word(term) || term == word ||
            term.size() > word.size() + 4 * MAX_EDITS ||
            word.size() > term.size() + 4 * MAX_EDITS ||
            !may_be_near(set_of(term), has, static_cast<size_t>(least)))
            continue;
        int far = edits(letters_of(term), wanted, least);
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
