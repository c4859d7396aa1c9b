/*
 * open.cc - the databases that an index is made of, opened together:
 * xapian_shim.h.
 */
#include "shim.h"

#include "medel/index_parts.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

using shim::guarded;

/* Milliseconds that a server may take, to answer and to be reached. */
static constexpr unsigned ANSWER_MS = 30000, CONNECT_MS = 10000;

static bool is_replica(const std::string &path)
{
    return access((path + "/XAPIANDB").c_str(), F_OK) == 0;
}

/* xapian-replicate may switch to another folder, and remove the one before,
 * after Xapian read which it is and before it was opened. */
static Xapian::Database open_replica(const std::string &path)
{
    for (int attempt = 1;; attempt++) {
        try {
            return Xapian::Database(path);
        } catch (const Xapian::DatabaseOpeningError &) {
            if (attempt == shim::MAX_REOPEN)
                throw;
        }
    }
}

static enum status open_part(const struct index_part &part,
                             Xapian::Database *ret, struct err *e) noexcept
{
    if (part.path != nullptr && access(part.path, F_OK) != 0)
        return err_sys(
            e, errno == ENOENT || errno == ENOTDIR ? ST_NOT_FOUND : ST_IO,
            errno, "%s", part.name);
    return guarded(e, part.name, [&] {
        if (part.path != nullptr && is_replica(part.path)) {
            *ret = open_replica(part.path);
            return ST_OK;
        }
        *ret = part.path != nullptr
                   ? Xapian::Database(part.path)
                   : Xapian::Remote::open(part.host, part.port, ANSWER_MS,
                                          CONNECT_MS);
        return ST_OK;
    });
}

/* What PARTIAL forgives: it is not there, or does not answer. */
static bool is_down(enum status st)
{
    return st == ST_NOT_FOUND || st == ST_IO;
}

static enum status open_all(struct xap_db *db, const struct index_part *parts,
                            size_t n, struct err *e)
{
    db->db = Xapian::Database();
    db->parts.clear();
    db->absent.clear();
    db->remote = false;
    for (size_t i = 0; i < n; i++) {
        struct err mine = ERR_INIT;
        xap_part made = {parts[i].name, Xapian::Database()};
        enum status st = open_part(parts[i], &made.db, &mine);
        if (st != ST_OK && !(is_down(st) && db->partial && n > 1))
            return err_set(e, st, "%s", mine.text);
        if (st != ST_OK) {
            db->absent.push_back({parts[i].name, mine.text});
            continue;
        }
        db->remote = db->remote || parts[i].path == nullptr;
        db->db.add_database(made.db);
        db->parts.push_back(std::move(made));
    }
    if (db->parts.empty())
        return err_set(e, ST_IO, "%s", db->absent.front().why.c_str());
    return ST_OK;
}

enum status shim::open_parts(struct xap_db *db, struct err *e) noexcept
{
    struct arena *mem = arena_new();
    struct index_part *parts = nullptr;
    size_t n = 0;
    enum status st = index_parts(mem, db->path.c_str(), &parts, &n, e);
    if (st == ST_OK)
        st = guarded(e, db->path.c_str(),
                     [&] { return open_all(db, parts, n, e); });
    arena_free(mem);
    return st;
}

static enum status open_db(const char *path, bool partial, struct xap_db **ret,
                           struct err *e) noexcept
{
    shim::sigpipe_blocked quiet(true);
    return guarded(e, path, [&] {
        std::unique_ptr<xap_db> db(new xap_db);
        db->path = path;
        db->partial = partial;
        enum status st = shim::open_parts(db.get(), e);
        if (st == ST_OK)
            *ret = db.release();
        return st;
    });
}

enum status xap_open(const char *path, struct xap_db **ret,
                     struct err *e) noexcept
{
    return open_db(path, false, ret, e);
}

enum status xap_open_partial(const char *path, struct xap_db **ret,
                             struct err *e) noexcept
{
    return open_db(path, true, ret, e);
}

size_t xap_parts(const struct xap_db *db) noexcept
{
    return db->parts.size();
}

const char *xap_part_name(const struct xap_db *db, size_t i) noexcept
{
    return db->parts[i].name.c_str();
}

enum status xap_part_metadata(struct xap_db *db, struct arena *mem, size_t i,
                              const char *key, const char **ret,
                              struct err *e) noexcept
{
    return shim::reading(db, e, "reading the index", [&] {
        /* Opened afresh, there may be fewer. */
        if (i >= db->parts.size())
            return err_set(e, ST_IO, "the index changed");
        std::string v = db->parts[i].db.get_metadata(key);
        *ret = arena_strndup(mem, v.data(), v.size());
        return ST_OK;
    });
}

size_t xap_absent(const struct xap_db *db) noexcept
{
    return db->absent.size();
}

const char *xap_absent_name(const struct xap_db *db, size_t i) noexcept
{
    return db->absent[i].name.c_str();
}

const char *xap_absent_why(const struct xap_db *db, size_t i) noexcept
{
    return db->absent[i].why.c_str();
}
