"""Searching while the index is written, and from a folder one cannot write."""

import os
import sqlite3
import subprocess

import case
from support import tree

DATA = os.path.join(case.BASE, "data")
SPOOL = ("search", "--format", "jsonl", "--today", tree.TODAY, "--limit",
         "100", "--data")


def snapshot(folder):
    """Every name, size and time under FOLDER."""
    found = {}
    for root, dirs, files in os.walk(folder):
        for name in dirs + files:
            path = os.path.join(root, name)
            st = os.lstat(path)
            found[path] = (st.st_size, st.st_mtime_ns, st.st_mode)
    return found


class SearchWhileIndexing(case.Case):
    weight = 2
    builds = case.BOTH

    def searches_during(self, *command):
        """Searches in a loop until the command has ended; how many."""
        expected = len(self.search(DATA, "--limit", "100"))
        work = case.Process(*command)
        n = 0
        while True:
            running = work.running()
            hits = self.medel(*SPOOL, command[2])
            self.assertExit(hits, 0)
            self.assertEqual(len(tree.read_jsonl(hits.out)), expected)
            n += 1
            if not running:
                break
        code, err = work.wait()
        self.assertEqual(code, 0, err)
        return n

    def test_index(self):
        """Records are written into the index that is searched."""
        data = self.base_copy("written")
        n = 0
        for _ in range(3):
            # As after a change of the merging program: all calls are dirty.
            db = sqlite3.connect(os.path.join(data, "calls.db"))
            db.execute("UPDATE call SET dirty = 2")
            db.commit()
            db.close()
            n += self.searches_during("index", "--data", data, "--today",
                                      tree.TODAY)
        self.assertGreaterEqual(n, 3)

    def test_rebuild(self):
        data = self.base_copy()
        n = 0
        for _ in range(3):
            n += self.searches_during("index", "--data", data, "--rebuild",
                                      "--today", tree.TODAY)
        self.assertGreaterEqual(n, 3)


class ReadOnly(case.Case):
    def test_search_writes_nothing(self):
        data = self.base_copy()
        before = snapshot(data)
        for command in (("search", "ungdomar"), ("export",),
                        ("search", "--profile", tree.profile_path(
                            "north", "n-tallsele-byalag"))):
            done = self.medel(command[0], "--data", data, "--today",
                              tree.TODAY, *command[1:])
            self.assertExit(done, 0)
        self.assertEqual(snapshot(data), before)

    def test_read_only_folder(self):
        data = self.base_copy("read-only")
        for root, dirs, files in os.walk(data):
            for name in files:
                os.chmod(os.path.join(root, name), 0o444)
            os.chmod(root, 0o555)
        more = {}
        if os.geteuid() == 0:
            # To root all is writable: ask as nobody, where it may come here.
            more = {"user": 65534, "group": 65534, "extra_groups": []}
            try:
                subprocess.run([case.program("medel"), "--version"],
                               check=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, **more)
            except (OSError, subprocess.SubprocessError):
                self.skipTest("nobody cannot reach the build folder")
        done = subprocess.run(
            [case.program("medel"), "search", "--data", data, "--today",
             tree.TODAY, "ungdomar"], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=tree.environment(HOME="/nowhere"),
            check=False, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout)
