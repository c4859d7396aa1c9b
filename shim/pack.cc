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
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

using shim::guarded;

static const char inner_name[] = "packed";

/* The names in a folder of files; none where it is not there. Not by
 * std::filesystem, which ends the program where memory is out. */
static std::vector<std::string> names_in(const std::string &folder)
{
    std::vector<std::string> names;
    DIR *d = opendir(folder.c_str());
    if (d == nullptr)
        return names;
    try {
        while (struct dirent *f = readdir(d))
            if (f->d_type != DT_DIR && f->d_name[0] != '.')
                names.emplace_back(f->d_name);
    } catch (...) {
        closedir(d);
        throw;
    }
    closedir(d);
    return names;
}

static enum status sync_file(const std::string &path, struct err *e)
{
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, "%s", path.c_str());
    int bad = fsync(fd) != 0 ? errno : 0;
    close(fd);
    return bad == 0 ? ST_OK : err_sys(e, ST_IO, bad, "%s", path.c_str());
}

static enum status compact(const std::string &from, const std::string &to,
                           struct err *e)
{
    return guarded(e, from.c_str(), [&] {
        Xapian::Database db(from);
        /* Numbers are given: equal calls go by them, over shards too. */
        db.compact(to, Xapian::DBCOMPACT_NO_RENUMBER);
        db.close();
        for (const std::string &name : names_in(to)) {
            enum status st = sync_file(to + "/" + name, e);
            if (st != ST_OK)
                return st;
        }
        return ST_OK;
    });
}

static bool ends_in(const std::string &s, const std::string &end)
{
    return s.size() >= end.size() &&
           s.compare(s.size() - end.size(), end.size(), end) == 0;
}

/*
 * Glass opens some of its files when they are needed, and takes one that the
 * system would not open for an empty one: the compactor then leaves it out, and
 * the documents are without their data. So every file must be there again.
 */
static bool is_whole(const std::string &from, const std::string &to)
{
    for (const std::string &name : names_in(from))
        if (ends_in(name, ".glass") &&
            access((to + "/" + name).c_str(), F_OK) != 0)
            return false;
    return !names_in(to).empty();
}

/* What stays, for want of leave, say, is removed with the database. */
static void clear_away(const std::string &folder)
{
    for (const std::string &name : names_in(folder))
        unlink((folder + "/" + name).c_str());
    rmdir(folder.c_str());
}

enum status xap_pack(const char *path, struct err *e) noexcept
{
    return guarded(e, path, [&] {
        const std::string outer = path, inner = outer + "/" + inner_name;
        clear_away(inner);
        /* For want of room, say: the database is as good as it was. */
        if (compact(outer, inner, nullptr) != ST_OK ||
            !is_whole(outer, inner)) {
            clear_away(inner);
            return ST_OK;
        }
        for (const std::string &name : names_in(inner)) {
            const std::string from = inner + "/" + name,
                              to = outer + "/" + name;
            if (rename(from.c_str(), to.c_str()) != 0)
                return err_sys(e, ST_IO, errno, "%s", to.c_str());
        }
        rmdir(inner.c_str());
        return ST_OK;
    });
}
