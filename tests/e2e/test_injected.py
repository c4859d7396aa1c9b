"""Faults that were found by injecting them (tests/torture): each stays mended.

What the system refuses is refused by tests/torture/faults.c, which the
programs are started with.
"""

import errno
import os
import shutil
import sqlite3
import sys

import case
from support import tree
from support.sites import SiteServer

sys.path.insert(0, os.path.join(tree.TESTS, "torture"))

import world  # noqa: E402

DATA = os.path.join(case.BASE, "data")
PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")


class Injected(case.Case):
    @classmethod
    def faulty(cls, fault, *words, path="", program=None):
        """Runs a command with FAULT in it; its end."""
        env = world.environment(cls.path("home"), world.FIRST_DAY)
        env["FAULTS_PATH"] = path
        return world.run([case.program(program or fault.program), *words],
                         env, fault=fault, log=cls.path("log"))

    @classmethod
    def undisturbed(cls, *words):
        done = cls.medel(*words)
        assert done.code == 0, done.err
        return done.out

    def assertTold(self, ended, code, *words):
        self.assertEqual(ended.code, code, ended.err)
        lines = ended.err.splitlines()
        self.assertEqual(len(lines), 1, ended.err)
        for word in ("medel: ", *words):
            self.assertIn(word, lines[0])


class Export(Injected):
    def test_a_file_that_cannot_be_synced(self):
        """It was begun again, onto standard output, and called done."""
        path = self.path("calls.jsonl")
        fault = world.Fault("medel-search", "sync", 1, errno.EIO, False)
        ended = self.faulty(fault, "export", "--data", DATA, "--format",
                            "jsonl", "--output", path)
        self.assertTold(ended, 3, path, os.strerror(errno.EIO))
        self.assertEqual(ended.out, "")
        self.assertEqual([f for f in os.listdir(self.work)
                          if f.startswith("calls")], [])

    def test_out_of_memory(self):
        """Records were left out as damaged, and there was no message where
        memory stayed short."""
        words = ("export", "--data", DATA, "--format", "jsonl", "--today",
                 tree.TODAY)
        whole = self.undisturbed(*words)
        failed = 0
        # What counts lines allocates at the end, and crashes where it cannot.
        for stays in (False,) if tree.counted() else (False, True):
            for n in range(400, 14000, 850):
                ended = self.faulty(world.Fault(
                    "medel-search", "malloc", n, errno.ENOMEM, stays), *words)
                if ended.code == 0:
                    self.assertEqual((ended.out, ended.err), (whole, ""))
                else:
                    self.assertTold(ended, 3, "out of memory")
                    failed += 1
        self.assertGreater(failed, 5 if tree.counted() else 10)


    def test_nothing_is_left_beside(self):
        """However it ends: also where libxlsxwriter and libical crash, for
        they take it that there is memory."""
        folder = self.path("out")
        os.makedirs(folder)
        try:
            os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
        except OSError as e:
            self.skipTest("no files without a name here: %s" % e)
        ways = [(form, "malloc", n, errno.ENOMEM) for form in (
            "jsonl", "xlsx", "ics") for n in range(700, 9000, 1300)]
        ways += [("jsonl", "sync", 1, "kill"), ("ics", "sync", 1, "kill")]
        ended = set()
        for form, kind, n, how in ways:
            path = os.path.join(folder, "calls." + form)
            done = self.faulty(world.Fault("medel-search", kind, n, how, True),
                               "export", "--data", DATA, "--output", path)
            ended.add(done.code)
            self.assertNotEqual(done.code, 0)
            self.assertEqual(os.listdir(folder), [], (form, kind, n))
        self.assertLess(min(ended), 0)  # killed
        if not tree.counted():  # that crashes at its end
            self.assertIn(3, ended)


class Reading(Injected):
    def test_an_index_file_that_cannot_be_opened(self):
        """Xapian takes it for an empty one: there was nothing to tell."""
        words = ("digest", "--data", DATA, "--today", tree.TODAY, "--profile",
                 PROFILE, "--dry-run")
        whole = self.undisturbed(*words)
        for stays in (False, True):
            ended = self.faulty(world.Fault(
                "medel-search", "open", 1, errno.EMFILE, stays), *words,
                path="docdata.glass")
            self.assertEqual(ended.hit > 0, True)
            if stays:
                self.assertTold(ended, 3, "without its data")
            else:  # it is tried again
                self.assertEqual(ended.err, "")
                self.assertEqual((ended.code, ended.out), (0, whole))


class Writing(Injected):
    def test_a_lock_file_that_cannot_be_opened(self):
        """It was told as another run's lock, by exit status 75."""
        data = self.base_copy()
        before = self.export(data)
        ended = self.faulty(world.Fault(
            "medel-index", "open", 1, errno.EMFILE, False), "index", "--data",
            data, "--rebuild", path="flintlock")
        self.assertTold(ended, 3, data, "too many open files")
        self.assertEqual(self.export(data), before)


class Worker(Injected):
    """A page whose worker had no memory was put down as one that nobody can
    read, and was not read again until it changed."""

    def fates(self, data):
        db = sqlite3.connect(os.path.join(data, "calls.db"))
        found = dict(db.execute("SELECT fate, count(*) FROM page GROUP BY 1"))
        db.close()
        return found

    def count_calls(self, kind, *words):
        """How often the workers of an undisturbed index do it."""
        data = self.path("counted")
        os.makedirs(data)
        shutil.copy(os.path.join(DATA, "crawl.db"), data)
        done = self.faulty(world.Fault("medel-worker", "", 0, 0, False), *words,
                           data, program="medel-index")
        self.assertEqual(done.code, 0, done.err)
        return world.read_log(self.path("log"))[0][kind]

    def test_no_memory_says_nothing_about_a_page(self):
        UNREADABLE, CRASHED = 1, 2
        # A look at the shared one would leave files beside it.
        whole = self.fates(self.base_copy("whole"))
        words = ("index", "--jobs", "1", "--today", tree.TODAY, "--data")
        all_calls = self.count_calls("malloc", *words)
        crashed = 0
        for i, share in enumerate((0.4, 0.6, 0.8, 0.95)):
            n = int(share * all_calls)
            data = self.path("data-%d" % i)
            os.makedirs(data)
            shutil.copy(os.path.join(DATA, "crawl.db"), data)
            ended = self.faulty(world.Fault(
                "medel-worker", "malloc", n, errno.ENOMEM, True), *words, data,
                program="medel-index")
            if ended.code != 0:  # no worker was to be had
                continue
            fates = self.fates(data)
            self.assertEqual(fates.get(UNREADABLE), whole.get(UNREADABLE), n)
            crashed += fates.get(CRASHED, 0)
            self.assertExit(self.index(data, "--retry"), 0)
            self.assertEqual(self.fates(data), whole)
        self.assertGreater(crashed, 5)


class DamagedStore(Injected):
    """A page that crawl.db does not give back was taken for one that nobody
    can read, and its calls were withdrawn."""

    def test_index_stops(self):
        data = self.base_copy()
        before = self.export(data)
        path = os.path.join(data, "crawl.db")
        self.break_a_body(path)
        # As if the vocabulary were another one: all pages are read anew.
        db = sqlite3.connect(os.path.join(data, "calls.db"))
        db.execute("UPDATE page SET context = 0")
        db.commit()
        db.close()
        done = self.index(data, "--retry")
        self.assertComplains(done, (3,), path, "malformed",
                             "restore it from a copy")
        self.assertEqual(self.export(data), before)

    def break_a_body(self, path):
        """The first overflow page of a long body leads nowhere."""
        size = 1024  # so that bodies of a sample site overflow more than once
        db = sqlite3.connect(path, isolation_level=None)
        for change in ("journal_mode=DELETE", "page_size=%d" % size):
            db.execute("PRAGMA " + change)
        db.execute("VACUUM")
        blob = db.execute("SELECT zstd FROM body ORDER BY length(zstd) DESC"
                          ).fetchone()[0]
        db.close()
        self.assertGreater(len(blob), 2 * size)
        with open(path, "r+b") as f:
            file = f.read()
            at = file.index(blob[size:size + 64])
            f.seek(at // size * size)
            f.write(b"\xff\xff\xff\xfe")
