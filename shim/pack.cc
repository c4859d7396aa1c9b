/*
 * pack.cc - a database written small, in its own folder: see xapian_shim.h.
 *
 * Xapian fills a database's blocks by half to three quarters as documents come,
 * and by its compactor wholly. That writes into another folder; here it is one
 * inside the database's own, so that whoever removes the database, whole or
 * half packed, removes everything.
 */
#include "shim.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

using shim::guarded;
namespace fs = std::filesystem;

static const char inner_name[] = "packed";

static enum status sync_file(const fs::path &p, struct err *e)
{
    int fd = open(p.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, "%s", p.c_str());
    int bad = fsync(fd) != 0 ? errno : 0;
    close(fd);
    return bad == 0 ? ST_OK : err_sys(e, ST_IO, bad, "%s", p.c_str());
}

static enum status compact(const fs::path &from, const fs::path &to,
                           struct err *e)
{
    return guarded(e, from.c_str(), [&] {
        Xapian::Database db(from.string());
        /* Numbers are given: equal calls go by them, over shards too. */
        db.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER);
        db.close();
        for (const auto &entry : fs::directory_iterator(to)) {
            enum status st = sync_file(entry.path(), e);
            if (st != ST_OK)
                return st;
        }
        return ST_OK;
    });
}

/*
 * Glass opens some of its files when they are needed, and takes one that the
 * system would not open for an empty one: the compactor then leaves it out, and
 * the documents are without their data. So every file must be there again.
 */
static bool is_whole(const fs::path &from, const fs::path &to)
{
    for (const auto &entry : fs::directory_iterator(from)) {
        const fs::path name = entry.path().filename();
        if (name.extension() == ".glass" && !fs::exists(to / name))
            return false;
    }
    return true;
}

enum status xap_pack(const char *path, struct err *e) noexcept
{
    return guarded(e, path, [&] {
        const fs::path outer(path), inner = outer / inner_name;
        std::error_code ignored;
        fs::remove_all(inner, ignored);
        /* For want of room, say: the database is as good as it was. */
        if (compact(outer, inner, nullptr) != ST_OK ||
            !is_whole(outer, inner)) {
            fs::remove_all(inner, ignored);
            return ST_OK;
        }
        for (const auto &entry : fs::directory_iterator(inner))
            fs::rename(entry.path(), outer / entry.path().filename());
        fs::remove(inner);
        return ST_OK;
    });
}
