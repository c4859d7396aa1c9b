/*
 * spelling.cc - xap_spelling() of xapian_shim.h.
 *
 * Xapian keeps a dictionary of an index's words, which its servers do not give
 * away. Where any part of the index is a server's, the words are looked for
 * among all terms instead: writer.cc keeps the dictionary so that a word is in
 * it as often as there are documents that have the term. Only a search that
 * found nothing asks.
 */
#include "shim.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace
{

using letters = std::vector<unsigned>;

constexpr int MAX_EDITS = 2; /* as Xapian's own, unless it is told otherwise */

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

/* The nearest word, of two as near the one that more documents have. */
std::string nearest(const Xapian::Database &db, const std::string &word)
{
    letters wanted = letters_of(word);
    std::string found;
    int least = MAX_EDITS;
    Xapian::doccount most = 0;
    auto end = db.allterms_end();
    for (auto t = db.allterms_begin(); t != end; ++t) {
        std::string term = *t;
        if (!shim::is_word(term) || term == word ||
            term.size() > word.size() + 4 * MAX_EDITS)
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
            s = db->remote ? nearest(db->db, word)
                           : db->db.get_spelling_suggestion(word);
        /* Never a word without hits. */
        bool good = !s.empty() && db->db.get_termfreq(s) > 0;
        *ret = good ? arena_strndup(mem, s.data(), s.size()) : nullptr;
        return ST_OK;
    });
}
