/*
 * shim.h - what the files of the shim share: the exception wall and the two
 * handles. C++ that nothing outside shim/ may include.
 *
 * Every public function does its work inside guarded(): whatever is thrown
 * there ends as an enum status. classify() is the only place that knows which
 * exception means which status.
 */
#ifndef MEDEL_SHIM_H
#define MEDEL_SHIM_H

#include <bitset>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

extern "C" {
#include "medel/arena.h"
#include "medel/err.h"
}
#include "medel/xapian_shim.h"

namespace shim
{

/* Called in a catch block: names the current exception's status and records
 * Xapian's own text behind DOING. Allocates nothing. */
enum status classify(struct err *e, const char *doing) noexcept;

/* Runs BODY, which returns a status, behind the exception wall. */
template <class F>
enum status guarded(struct err *e, const char *doing, F &&body) noexcept
{
    try {
        return body();
    } catch (...) {
        return classify(e, doing);
    }
}

/*
 * Xapian 1.4.22 writes to a dead server's socket without MSG_NOSIGNAL (fixed
 * in 1.4.24), so SIGPIPE would end the program. Blocked while an object of
 * this class lives; a SIGPIPE raised meanwhile is taken away again.
 */
class sigpipe_blocked
{
  public:
    explicit sigpipe_blocked(bool wanted) noexcept;
    ~sigpipe_blocked();
    sigpipe_blocked(const sigpipe_blocked &) = delete;
    sigpipe_blocked &operator=(const sigpipe_blocked &) = delete;

  private:
    bool blocked = false; /* by us: it was neither blocked nor pending */
};

/* A term Xapian can store: at most 245 bytes, longer ones are cut and end in
 * a hash of the whole. The same on both sides, so that such a term is still
 * found. */
std::string fit_term(const char *term);

/* Xapian's stemmer of that name; NULL, "" and "none" do not stem. */
Xapian::Stem stemmer(const char *name);

/* A word worth suggesting: unprefixed, unstemmed, no figures. Stemmed and
 * prefixed terms begin with a capital, words never do. */
bool is_word(const std::string &term);

/*
 * The terms of texts, as Xapian's TermGenerator makes them with STEM_SOME and
 * no stopper: see terms.cc. Not for use by several threads at once.
 */
class terms
{
  public:
    void begin_document();
    /* Adds what T says to DOC. */
    void add(Xapian::Document &doc, const struct xap_text &t);

  private:
    struct known_word {
        std::string stem; /* "" where it has none */
        unsigned text = 0;
        size_t slot = 0; /* in the text of that number */
    };
    struct language {
        Xapian::Stem stem;
        std::unordered_map<std::string, known_word> words;
    };
    struct slot {
        const std::string *word;
        const known_word *known;
        unsigned count;
        std::vector<Xapian::termpos> at;
    };

    language &language_of(const char *stemmer);
    void count(language &l, const std::string &word, bool positions);
    void put_down(Xapian::Document &doc, const struct xap_text &t);

    std::map<std::string, language> languages;
    std::vector<slot> slots; /* the first N_SLOTS are of the text at hand */
    size_t n_slots = 0;
    unsigned text = 0;
    Xapian::termpos position = 0;
};

/* Makes documents. */
class document_maker
{
  public:
    /* Throws; nothing is lost but this document. */
    Xapian::Document make(const struct xap_doc *d);

  private:
    class terms terms;
};

/* How words begin: a first look at a word, which most do not stand. */
class openings
{
  public:
    void add(const char *word);
    /* May the word at S, in small letters, begin as one that was added, or be
     * one with another ending? THREE_STAY: endings begin behind the third
     * letter; else behind the first. */
    bool may_begin(const char *s, bool three_stay) const;

    static constexpr size_t THREE = 4096;

  private:
    std::bitset<0x81> first; /* bytes; 0x80: any beyond ASCII */
    std::bitset<0x81> few;   /* of those that do not begin with three letters */
    std::bitset<THREE> three; /* by what is made of the letters: see key_of() */
};

struct asked_word {
    size_t number;
    double worth; /* 0: not looked up yet */
};

/* The terms of a query that may stand in a text. */
struct asked_words {
    openings begin;
    std::unordered_map<std::string, asked_word> words;
};

} // namespace shim

struct xap_query {
    Xapian::Query q;
    std::unique_ptr<shim::asked_words> asked; /* from its first snippet on */
};

/* One of the databases that an index is made of. */
struct xap_part {
    std::string name;
    Xapian::Database db;
};
struct absent_part {
    std::string name, why;
};

struct xap_db {
    std::string path;
    bool partial = false; /* what is down may be left out */
    bool remote = false;  /* any of it */
    Xapian::Database db;  /* all parts together */
    std::vector<xap_part> parts;
    std::vector<absent_part> absent;
    unsigned generation = 1; /* grows with each reopening */
    std::vector<std::unique_ptr<xap_query>> queries;
    std::unordered_map<std::string, Xapian::Stem> stemmers; /* see below */
};

namespace shim
{

/* As stemmer(), made once for DB. */
const Xapian::Stem &stemmer_of(struct xap_db *db, const char *name);

/* Opens what DB's path names at this moment. */
enum status open_parts(struct xap_db *db, struct err *e) noexcept;

/* How often a reader that a writer has overtaken starts again. */
constexpr int MAX_REOPEN = 5;

/*
 * Runs BODY on DB; where a writer moved the database under it, opens it
 * afresh (a stub may name another database by now, which reopen() would not
 * notice) and repeats. BODY must be repeatable.
 */
template <class F>
enum status reading(struct xap_db *db, struct err *e, const char *doing,
                    F &&body) noexcept
{
    sigpipe_blocked quiet(db->remote);
    for (int attempt = 0;; attempt++) {
        struct err mine = ERR_INIT;
        enum status st = guarded(&mine, doing, body);
        if (st == ST_RETRY && attempt < MAX_REOPEN) {
            err_clear(&mine);
            db->generation++;
            st = open_parts(db, &mine);
            if (st == ST_OK || st == ST_RETRY)
                continue;
        }
        if (st != ST_OK && e != nullptr && e->status == ST_OK)
            *e = mine;
        return st;
    }
}

} // namespace shim

#endif
