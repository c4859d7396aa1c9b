"""`medel doctor` on set-ups that are in order, and on such as are not."""

import fcntl
import json
import os
import shutil
import sqlite3
import stat
import time

import case
from support import tree

PROGRAMS = ("medel", "medel-crawl", "medel-index", "medel-search",
            "medel-worker")


class Doctor(case.Case):
    quick = True
    builds = case.BOTH

    def setUp(self):
        self.home = self.path("home-" + self.id().rsplit(".", 1)[-1])
        os.makedirs(self.home)

    def environment(self, **more):
        return tree.environment(HOME=self.home, **more)

    def doctor(self, data, *more, env=None, program=None):
        command = [program or case.program("medel"), "doctor", "--data", data,
                   "--format", "json", *more]
        done = case.run(command, env=env or self.environment())
        self.assertIn(done.code, (0, 1), done.err)
        self.assertHarmless(done.out)
        report = json.loads(done.out)
        found = report["findings"]
        for level, key in (("fault", "faults"), ("warning", "warnings")):
            self.assertEqual(report[key],
                             sum(f["level"] == level for f in found))
        self.assertEqual(done.code, 1 if report["faults"] else 0)
        return report

    def assertFound(self, report, area, level, *words, advice=""):
        for f in report["findings"]:
            if f["area"] == area and f["level"] == level and \
                    all(w in f["text"] for w in words):
                self.assertIn(advice, f["advice"] or "")
                return
        self.fail("no %s with %s in %s" % (
            level, words, case.dumps(report["findings"])))

    def faults(self, report):
        return [f["text"] for f in report["findings"] if f["level"] == "fault"]

    def copied(self, name):
        """The programs in a folder of their own, to be broken at will."""
        folder = self.path(name)
        os.makedirs(folder)
        for p in PROGRAMS:
            os.symlink(case.program(p), os.path.join(folder, p))
        # Where its own program is decides where medel looks for the others.
        for p in ("medel", "medel-index"):
            os.remove(os.path.join(folder, p))
            shutil.copy(case.program(p), folder)
        return folder

    def replace(self, folder, name, text):
        path = os.path.join(folder, name)
        os.remove(path)
        with open(path, "w", encoding="utf-8") as f:
            f.write("#!/bin/sh\n" + text)
        os.chmod(path, 0o755)

    def share(self, name):
        folder = self.path(name)
        for part in ("data", "funders"):
            shutil.copytree(os.path.join(tree.TREE, part),
                            os.path.join(folder, part))
        return folder

    # --- in order ------------------------------------------------------------

    def test_in_order(self):
        report = self.doctor(os.path.join(case.BASE, "data"))
        self.assertEqual(self.faults(report), [])
        areas = {f["area"] for f in report["findings"]}
        self.assertEqual(areas, {"libraries", "sandbox", "reader", "locale",
                                 "folders", "disk", "runs", "sources", "crawl",
                                 "index"})
        for f in report["findings"]:
            if f["level"] == "ok":
                self.assertIsNone(f["advice"], f)
            elif f["area"] != "sandbox":
                self.assertTrue(f["advice"], f)
        self.assertFound(report, "libraries", "ok", "medel-crawl", "libcurl ",
                         "SQLite ", "expat ")
        self.assertFound(report, "libraries", "ok", "medel-worker", "poppler ")
        self.assertFound(report, "libraries", "ok", "medel-search", "Xapian ")
        self.assertFound(report, "index", "ok", "agrees with calls.db")
        if not tree.sanitized():
            for layer in ("setrlimit", "no_new_privs", "seccomp"):
                self.assertFound(report, "sandbox", "ok", layer)
            for what in ("file", "network", "program", "memory"):
                self.assertFound(report, "sandbox", "ok", "tried", what,
                                 "is stopped")

    def test_table(self):
        """For people: 80 columns; in Swedish; nothing written anywhere."""
        before = sorted(os.listdir(os.path.join(case.BASE, "data")))
        for env, words in ((self.environment(),
                            ("Libraries", "Sandbox", "0 faults, ")),
                           (self.environment(LANGUAGE="sv"),
                            ("Bibliotek", "Sandlåda", "0 fel, "))):
            done = self.medel("doctor", "--data",
                              os.path.join(case.BASE, "data"), env=env)
            self.assertExit(done, 0)
            for word in words:
                self.assertIn(word, done.out)
            for line in done.out.splitlines():
                if "/" not in line:  # a path is never broken
                    self.assertLessEqual(len(line), 80, line)
        self.assertEqual(os.listdir(self.home), [])
        self.assertEqual(
            before, sorted(os.listdir(os.path.join(case.BASE, "data"))))

    def test_same_for_programs_in_any_language(self):
        data = self.path("nowhere")
        english = self.doctor(data)
        swedish = self.doctor(data, env=self.environment(LANGUAGE="sv"))
        for report in (english, swedish):
            report["findings"] = [f for f in report["findings"]
                                  if f["area"] != "disk"]
        self.assertEqual(english, swedish)

    # --- broken --------------------------------------------------------------

    def test_nothing_yet(self):
        report = self.doctor(self.path("none"))
        self.assertEqual(self.faults(report), [])
        self.assertFound(report, "folders", "warning", self.path("none"),
                         advice="medel update")
        self.assertFound(report, "crawl", "warning", "crawl.db",
                         advice="medel update")
        self.assertFound(report, "index", "warning", "calls.db",
                         advice="medel update")

    def test_data_is_a_file(self):
        path = self.path("file")
        open(path, "w", encoding="utf-8").close()
        report = self.doctor(path)
        self.assertFound(report, "folders", "fault", path, "no folder",
                         advice="--data")

    def test_damaged_databases(self):
        data = self.base_copy("damaged")
        for name in ("crawl.db", "calls.db"):
            with open(os.path.join(data, name), "wb") as f:
                f.write(b"not a database" * 1000)
        report = self.doctor(data)
        self.assertFound(report, "crawl", "fault", "crawl.db", advice="copy")
        self.assertFound(report, "index", "fault", "calls.db", advice="copy")

    def test_index_gone(self):
        data = self.base_copy("gone")
        shutil.rmtree(os.path.join(data, "index"))
        report = self.doctor(data)
        self.assertFound(report, "index", "fault", "", advice="medel index")
        self.assertFound(report, "index", "ok", "calls.db: ")
        # As long as it is being made, there is nothing to mend.
        with open(os.path.join(data, "index.lock"), "w",
                  encoding="utf-8") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            report = self.doctor(data)
        self.assertFound(report, "index", "warning", "", advice="has ended")
        self.assertEqual(self.faults(report), [])

    def test_index_of_another_store(self):
        data = self.base_copy("other")
        db = sqlite3.connect(os.path.join(data, "calls.db"))
        with db:
            db.execute("DELETE FROM call WHERE id = "
                       "(SELECT min(id) FROM call WHERE life = 0)")
        db.close()
        report = self.doctor(data)
        self.assertFound(report, "index", "fault", "calls, not",
                         advice="medel index")

    def test_program_missing(self):
        folder = self.copied("bin-missing")
        os.remove(os.path.join(folder, "medel-search"))
        report = self.doctor(self.path("none"),
                             program=os.path.join(folder, "medel"),
                             env=self.environment(MEDEL_SHARE=tree.TREE))
        self.assertFound(report, "libraries", "fault", "medel-search",
                         advice="install medel anew")

    def test_program_that_fails(self):
        folder = self.copied("bin-fails")
        self.replace(folder, "medel-crawl", "exit 127\n")
        self.replace(folder, "medel-search", "echo what\n")
        report = self.doctor(self.path("none"),
                             program=os.path.join(folder, "medel"),
                             env=self.environment(MEDEL_SHARE=tree.TREE))
        self.assertFound(report, "libraries", "fault", "medel-crawl",
                         "does not run", advice="libraries")
        self.assertFound(report, "libraries", "fault", "medel-search",
                         "does not say", advice="one version")

    def test_old_libraries(self):
        folder = self.copied("bin-old")
        self.replace(folder, "medel-crawl",
                     "printf 'library\\tlibcurl\\t8.10.1\\n'\n"
                     "printf 'library\\texpat\\t2.2.10\\n'\n")
        report = self.doctor(self.path("none"),
                             program=os.path.join(folder, "medel"),
                             env=self.environment(MEDEL_SHARE=tree.TREE))
        self.assertFound(report, "libraries", "warning", "expat 2.2.10",
                         advice="2.4.0")
        self.assertFalse([f for f in report["findings"]
                          if f["text"].startswith("libcurl 8.10.1 ")])

    def test_sandbox_that_does_not_hold(self):
        folder = self.copied("bin-open")
        self.replace(folder, "medel-worker",
                     "printf 'library\\ttidy-html5\\t5.6.0\\n'\n"
                     "printf 'layer\\tLandlock\\tno\\nlayer\\tseccomp\\tno\\n'\n"
                     "printf 'try\\tfile\\tallowed\\ntry\\tsocket\\tfailed\\n'\n")
        report = self.doctor(self.path("none"),
                             program=os.path.join(folder, "medel"),
                             env=self.environment(MEDEL_SHARE=tree.TREE))
        self.assertFound(report, "sandbox", "warning", "Landlock",
                         advice="kernel")
        self.assertFound(report, "sandbox", "fault", "seccomp",
                         advice="container")
        self.assertFound(report, "sandbox", "fault", "opening a file",
                         "NOT stopped", advice="medel index")
        self.assertFound(report, "sandbox", "fault", "could not be tried",
                         "network")
        self.assertTrue([t for f, t in ((f, f["text"])
                                        for f in report["findings"])
                         if f["area"] == "reader" and f["level"] == "fault"])

    def test_vocabulary_damaged(self):
        share = self.share("share")
        with open(os.path.join(share, "data/lexicon/months.yaml"), "a",
                  encoding="utf-8") as f:
            f.write("\n  ]: {\n")
        report = self.doctor(self.path("none"),
                             env=self.environment(MEDEL_SHARE=share))
        self.assertFound(report, "reader", "fault", "months.yaml",
                         advice="mend")

    def test_sources_damaged(self):
        os.makedirs(self.funders)
        for i in range(9):
            with open(os.path.join(self.funders, "f%d.yaml" % i), "w",
                      encoding="utf-8") as f:
                f.write("id: f%d\nnmae: F\nstart: [https://f.se/]\n" % i)
        report = self.doctor(self.path("none"), "--funders", self.funders)
        self.assertFound(report, "sources", "fault", "f0.yaml:2",
                         advice="--lint")
        self.assertFound(report, "sources", "fault", "9 files")
        self.assertFound(report, "sources", "fault", "there is no source",
                         advice="--funders")

    def test_runs(self):
        data = self.base_copy("runs")
        for step in ("update", "crawl"):
            path = os.path.join(data, step + ".lock")
            with open(path, "w", encoding="utf-8") as f:
                f.write("4711\n")
                f.flush()
                fcntl.flock(f, fcntl.LOCK_EX)
                self.assertFound(self.doctor(data), "runs", "ok",
                                 "medel " + step, "4711")
        with open(path, encoding="utf-8") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            old = time.time() - 30 * 3600
            os.utime(path, (old, old))
            self.assertFound(self.doctor(data), "runs", "warning", "30 hours",
                             advice="kill 4711")
        self.assertFound(self.doctor(data), "runs", "ok", "none")

    def test_keys_that_others_read(self):
        keys = os.path.join(self.home, ".config/medel/keys")
        os.makedirs(keys)
        for name, mode in (("gdp", 0o644), ("other", 0o600)):
            path = os.path.join(keys, name)
            with open(path, "w", encoding="utf-8") as f:
                f.write("secret\n")
            os.chmod(path, mode)
        report = self.doctor(self.path("none"))
        self.assertFound(report, "folders", "fault", "keys/gdp",
                         advice="chmod 600")
        self.assertEqual(len(self.faults(report)), 1)

    def test_lists_folder_is_a_file(self):
        os.makedirs(os.path.join(self.home, ".local/share"))
        open(os.path.join(self.home, ".local/share/medel"), "w",
             encoding="utf-8").close()
        report = self.doctor(self.path("none"))
        self.assertFound(report, "folders", "fault", "your lists",
                         advice="chown")

    def test_everybody_may_write(self):
        data = self.base_copy("open")
        os.chmod(data, os.stat(data).st_mode | stat.S_IWOTH)
        self.assertFound(self.doctor(data), "folders", "warning", "everybody",
                         advice="chmod o-w")

    def test_usage(self):
        self.assertComplains(self.medel("doctor", "now"), (2,), "now")
        self.assertComplains(self.medel("doctor", "--fromat", "json"), (2,),
                             "--format")
