/*
 * guard.cc - the exception wall, and the few rules that reading and writing
 * must share: see shim.h.
 */
#include "shim.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <new>

namespace shim
{

static enum status record(struct err *e, enum status st, const char *doing,
                          const Xapian::Error &x) noexcept
{
    /* A system error's text stands apart from the message since 1.4.5. */
    const char *sys = x.get_error_string();
    /* Of a server, which one: "remote:tcp(HOST:PORT)"; it was named where it
     * was to be opened. */
    bool named = strncmp(doing, "tcp:", 4) == 0;
    const char *where = named ? "" : x.get_context().c_str();
    return err_set(e, st, "%s: %s%s%s%s%s%s", doing, where,
                   where[0] != '\0' ? ": " : "", x.get_msg().c_str(),
                   sys != nullptr ? " (" : "", sys != nullptr ? sys : "",
                   sys != nullptr ? ")" : "");
}

/* Xapian says so too where the lock file cannot be opened: only this text
 * means that another process has it. */
static bool is_held(const Xapian::DatabaseLockError &x) noexcept
{
    return std::strstr(x.get_msg().c_str(), "already locked") != nullptr;
}

enum status classify(struct err *e, const char *doing) noexcept
{
    try {
        throw;
    } catch (const Xapian::DatabaseModifiedError &x) {
        return record(e, ST_RETRY, doing, x);
    } catch (const Xapian::DatabaseLockError &x) {
        return record(e, is_held(x) ? ST_BUSY : ST_IO, doing, x);
    } catch (const Xapian::DatabaseCorruptError &x) {
        return record(e, ST_CORRUPT, doing, x);
    } catch (const Xapian::DatabaseVersionError &x) {
        return record(e, ST_CORRUPT, doing, x);
    } catch (const Xapian::DatabaseNotFoundError &x) {
        return record(e, ST_NOT_FOUND, doing, x);
    } catch (const Xapian::DatabaseOpeningError &x) {
        /* With an errno the system refused; without, the files are not
         * what a database's files should be. */
        return record(e, x.get_error_string() != nullptr ? ST_IO : ST_CORRUPT,
                      doing, x);
    } catch (const Xapian::DatabaseClosedError &x) {
        return record(e, ST_BUG, doing, x);
    } catch (const Xapian::DatabaseError &x) {
        return record(e, ST_IO, doing, x);
    } catch (const Xapian::NetworkError &x) {
        return record(e, ST_IO, doing, x);
    } catch (const Xapian::DocNotFoundError &x) {
        return record(e, ST_NOT_FOUND, doing, x);
    } catch (const Xapian::QueryParserError &x) {
        return record(e, ST_BAD_QUERY, doing, x);
    } catch (const Xapian::WildcardError &x) {
        return record(e, ST_BAD_QUERY, doing, x);
    } catch (const Xapian::SerialisationError &x) {
        return record(e, ST_CORRUPT, doing, x);
    } catch (const Xapian::Error &x) {
        return record(e, ST_BUG, doing, x);
    } catch (const std::bad_alloc &) {
        return err_set(e, ST_NOMEM, "%s: out of memory", doing);
    } catch (const std::exception &x) {
        return err_set(e, ST_BUG, "%s: %s", doing, x.what());
    } catch (...) {
        return err_set(e, ST_BUG, "%s: unknown exception", doing);
    }
}

sigpipe_blocked::sigpipe_blocked(bool wanted) noexcept
{
    if (!wanted)
        return;
    sigset_t pending, pipe_only, old;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    if (sigpending(&pending) != 0 || sigismember(&pending, SIGPIPE) != 0)
        return;
    if (pthread_sigmask(SIG_BLOCK, &pipe_only, &old) == 0)
        blocked = sigismember(&old, SIGPIPE) == 0;
}

sigpipe_blocked::~sigpipe_blocked()
{
    if (!blocked)
        return;
    sigset_t pipe_only;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    const struct timespec now = {0, 0};
    while (sigtimedwait(&pipe_only, nullptr, &now) < 0 && errno == EINTR)
        ;
    pthread_sigmask(SIG_UNBLOCK, &pipe_only, nullptr);
}

/* Glass stores terms of at most 245 bytes. */
static constexpr size_t MAX_TERM = 245;
static constexpr size_t HASH_CHARS = 17; /* '~' and 64 bits in hex */

static uint64_t fnv1a(const char *s, size_t n)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ static_cast<unsigned char>(s[i])) * 1099511628211u;
    return h;
}

std::string fit_term(const char *term)
{
    std::string t(term);
    if (t.size() <= MAX_TERM)
        return t;
    uint64_t h = fnv1a(t.data(), t.size());
    size_t cut = MAX_TERM - HASH_CHARS;
    while (cut > 0 && (t[cut] & 0xC0) == 0x80)
        cut--;
    t.resize(cut);
    t += '~';
    for (int shift = 60; shift >= 0; shift -= 4)
        t += "0123456789abcdef"[h >> shift & 15];
    return t;
}

const Xapian::Stem &stemmer_of(struct xap_db *db, const char *name)
{
    if (name == nullptr)
        name = "";
    auto at = db->stemmers.find(name);
    if (at != db->stemmers.end())
        return at->second;
    return db->stemmers.emplace(name, stemmer(name)).first->second;
}

} // namespace shim

const char *xap_version(void) noexcept
{
    return Xapian::version_string();
}
