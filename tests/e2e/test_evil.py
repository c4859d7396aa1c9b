"""A page that takes a worker over: whatever it tries is refused, the page is
put into quarantine with its cause, and the run is unharmed.

The worker here is tests/evil/worker.c, the real one but for its parser. It
lies beside copies of the other programs, for that is where they look.
"""

import collections
import os
import re
import shutil
import sqlite3
import subprocess
import unittest

import case
from support import tree
from support.sites import SiteServer

HOST = "vaxtkraftsverket.localhost"
CALL = "sokfinansiering/utlysningar/affarslyftforsocialaforetag.3012.html"
EVIL = "evil.localhost"
WORKER = case.program(os.path.join("tests", "evil", "medel-worker"))

Fate = collections.namedtuple("Fate", "fate cause")
# enum page_fate
READ, UNREADABLE, CRASHED, TIMED_OUT, TOO_BIG, BAD_REPLY = range(6)

REFUSED = (CRASHED, "ended with status 40")
KILLED = (CRASHED, "killed by SIGSYS")
# {what the page has the worker try: (its fate, words of the cause)}
TRIES = {
    "read": REFUSED, "write": REFUSED, "list": REFUSED,
    "environment": REFUSED, "secret": REFUSED, "unlink": KILLED, "folder": KILLED,
    "socket": KILLED, "connect": KILLED, "datagram": KILLED,
    "fork": KILLED, "orphan": KILLED, "exec": KILLED,
    "exec-memory": KILLED, "code": REFUSED,
    "parent-memory": KILLED, "parent-proc": REFUSED,
    "parent-descriptor": KILLED, "trace": KILLED, "kill": KILLED,
    "kill-all": KILLED, "thread-signal": KILLED, "parent-limits": KILLED,
    "memory": REFUSED, "memory-bits": REFUSED, "limits": KILLED,
    "spin": (TIMED_OUT, "killed by SIGXCPU|no answer"),  # or a busy machine
    "deaf": (TIMED_OUT, "no answer within 20 seconds"),
    "sleep": (TIMED_OUT, "no answer within 20 seconds"),
    "cut": (CRASHED, "ended with status 0"),
    "cut-and-wait": (TIMED_OUT, "no answer within 20 seconds"),
    "long": (TOO_BIG, "the reply is too long"),
    "big": (TOO_BIG, "the reply is too long"),
    "kind": (BAD_REPLY, "a reply of another kind"),
    "two": (BAD_REPLY, "bytes beyond the reply"),
    "no-json": (BAD_REPLY, "reply is not JSON"),
    "deep": (BAD_REPLY, "reply is not JSON"),
    "types": (BAD_REPLY, "kind"),
    "no-utf8": (BAD_REPLY, "reply is not JSON"),
    "words": (UNREADABLE, "all is well"),
    "terminal": REFUSED,
}

# A sanitizer needs for itself what these ask for, so that its build lets a
# worker have it (worker/sandbox.c): there is no Landlock, no limit of memory,
# files and processes, the filter lets clone, ptrace and executable memory
# through, and standard error is where it reports. "kill-all" would be the end
# of who runs the tests, were a call missing from the shorter list.
OPEN_TO_SANITIZERS = (
    "read", "write", "list", "environment", "parent-proc", "fork", "orphan",
    "code", "trace", "memory", "memory-bits", "terminal", "kill-all")
if tree.sanitized():
    TRIES = {name: fate for name, fate in TRIES.items()
             if name not in OPEN_TO_SANITIZERS}
NEEDED = ("seccomp",) if tree.sanitized() else ()  # else all


def page(name):
    return ("<html lang=sv><title>EVIL:%s</title><h1>Utlysning</h1>"
            "<p>Sista ansökningsdag 1 mars 2027." % name)


def layers():
    """What `medel-worker --check` has of this machine's sandbox."""
    done = case.run([case.program("medel-worker"), "--check"])
    return {p[1]: p[2] for p in (line.split("\t")
                                 for line in done.out.splitlines())
            if p[0] == "layer"}


def links(names):
    return "<html lang=sv><title>Alla</title><ul>" + "".join(
        "<li><a href=\"/%s.html\">Utlysning %s</a>" % (n, n) for n in names)


class Evil(case.Case):
    """The same crawl is indexed with the evil worker and with the honest
    one."""
    weight = 6
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lacking = [n for n, there in layers().items() if there != "yes"
                   and (not NEEDED or n in NEEDED)]
        if lacking:
            raise unittest.SkipTest("no " + ", ".join(lacking))
        cls.programs = cls.path("bin")
        os.makedirs(cls.programs)
        for name in ("medel", "medel-index", "medel-search"):
            shutil.copy(case.program(name), cls.programs)
        shutil.copy(WORKER, cls.programs)
        cls.write_site()
        crawled = cls.path("crawled")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.crawled = cls.crawl(crawled, web.port)
        cls.data, cls.honest = cls.path("data"), cls.path("honest")
        shutil.copytree(crawled, cls.data)
        shutil.copytree(crawled, cls.honest)
        cls.before = cls.processes()
        cls.indexed = cls.evil("index", "--data", cls.data, "--today",
                               tree.TODAY)
        cls.fates = cls.read_fates(cls.data)

    @classmethod
    def write_site(cls):
        with open(os.path.join(tree.sites_dir("north"), HOST, CALL),
                  encoding="utf-8") as f:
            call = re.sub(r"<link rel=\"canonical\"[^>]*>", "", f.read())
        root = cls.path("sites", EVIL)
        os.makedirs(root)
        pages = {name: page(name) for name in TRIES}
        for name in ("aaa", "mmm", "zzz"):  # among the others
            pages[name] = call.replace("Affärslyft", "Lyft " + name).replace(
                "sociala företag", name)
        pages["index"] = links(pages)
        for name, text in pages.items():
            with open(os.path.join(root, name + ".html"), "w",
                      encoding="utf-8") as f:
                f.write(text)
        tree.write_funder(cls.funders, "evil", "Elaka fonden", ["SE"],
                          ["http://%s/" % EVIL])

    @classmethod
    def evil(cls, *arguments):
        return case.run([os.path.join(cls.programs, "medel"), *arguments],
                        env=tree.environment(MEDEL_SHARE=tree.TREE,
                                             MEDEL_KEY_EVIL="sesam"))

    @staticmethod
    def processes():
        """Those of the evil worker that run."""
        done = subprocess.run(["ps", "-eo", "pid,args"], check=True,
                              stdout=subprocess.PIPE)
        return [l for l in done.stdout.decode("utf-8", "replace").splitlines()
                if "test_evil.Evil/bin/medel-worker" in l]

    @staticmethod
    def read_fates(data):
        db = sqlite3.connect(os.path.join(data, "calls.db"))
        try:
            return {url.rsplit("/", 1)[1][:-len(".html")]:
                    Fate(fate, cause or "") for url, fate, cause in db.execute(
                        "SELECT url, fate, cause FROM page")
                    if url.endswith(".html")}
        finally:
            db.close()

    def test_each_is_refused_with_its_cause(self):
        self.assertExit(self.indexed, 0)
        for name, (fate, words) in TRIES.items():
            with self.subTest(name=name):
                self.assertEqual(self.fates[name].fate, fate,
                                 self.fates[name])
                self.assertRegex(self.fates[name].cause, words)

    def test_the_honest_pages_are_read(self):
        for name in ("aaa", "mmm", "zzz"):
            self.assertEqual(self.fates[name].fate, READ, self.fates[name])

    def test_the_run_is_unharmed(self):
        """The same records and the same index as with the honest worker, but
        for the calls on the pages that it lost."""
        self.assertExit(self.index(self.honest), 0)
        wanted = [r for r in self.lasting(self.export(self.honest))
                  if r["url"][:-len(".html")].rsplit("/", 1)[1] not in TRIES]
        self.assertEqual(len(wanted), 3)
        self.assertEqual(self.lasting(self.export(self.data)), wanted)
        for name in ("crawl.db", "calls.db"):
            db = sqlite3.connect(os.path.join(self.data, name))
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(),
                             [("ok",)])
            db.close()
        # Read again by the honest worker, nothing is left of it.
        healed = self.path("healed")
        shutil.copytree(self.data, healed)
        self.assertExit(self.index(healed), 0)
        self.assertEqual(self.lasting(self.export(healed)),
                         self.lasting(self.export(self.honest)))

    def test_nothing_is_left_behind(self):
        self.assertEqual((self.before, self.processes()), ([], []))
        for path in ("/tmp/medel-evil", "/tmp/medel-evil.d"):
            self.assertFalse(os.path.exists(path))

    def test_what_is_told_is_harmless(self):
        self.assertHarmless(self.indexed.out, self.indexed.err)
        self.assertNotIn("evil words", self.indexed.out + self.indexed.err)
        self.assertNotRegex(self.indexed.out, r"(?m)^medel: all is well")
        self.assertIn("quarantined: ", self.indexed.out)
        # extract gives the cause of the one page, in one line.
        for name in ("words", "no-json", "read", "two"):
            path = self.path("sites", EVIL, name + ".html")
            for command in ("extract", "clean"):
                with self.subTest(name=name, command=command):
                    done = self.evil(command, path)
                    self.assertExit(done, 3)
                    self.assertHarmless(done.out, done.err)
                    self.assertEqual(len(done.err.splitlines()), 1, done.err)
        doctor = self.evil("doctor", "--data", self.data)
        self.assertHarmless(doctor.out, doctor.err)


class Liar(case.Case):
    """A worker that lives on and lies is believed about no other funder."""
    builds = case.BOTH
    LIED_ABOUT, TRUE = 6, 3

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.programs = cls.path("bin")
        os.makedirs(cls.programs)
        for name in ("medel", "medel-index", "medel-search"):
            shutil.copy(case.program(name), cls.programs)
        shutil.copy(WORKER, cls.programs)
        for host, count in (("lies", cls.LIED_ABOUT), ("true", cls.TRUE)):
            pages = {"p%d" % i: page("none") for i in range(count)}
            pages["index"] = links(pages)
            if host == "lies":
                pages["index"] += "EVIL:lies"
            root = cls.path("sites", host + ".localhost")
            os.makedirs(root)
            for name, text in pages.items():
                with open(os.path.join(root, name + ".html"), "w",
                          encoding="utf-8") as f:
                    f.write(text)
            tree.write_funder(cls.funders, host, host, ["SE"],
                              ["http://%s.localhost/index.html" % host])
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            crawled = cls.crawl(cls.path("data"), web.port)
        assert crawled.code == 0, crawled.err

    def test_it_is_believed_about_its_funder_alone(self):
        # One worker at a time: the funder with more pages comes first.
        done = case.run([os.path.join(self.programs, "medel"), "index",
                         "--jobs", "1", "--data", self.path("data"), "--today",
                         tree.TODAY], env=tree.environment(
                             MEDEL_SHARE=tree.TREE))
        self.assertExit(done, 0)
        db = sqlite3.connect(self.path("data", "calls.db"))
        fates = {url: Fate(fate, cause or "") for url, fate, cause in
                 db.execute("SELECT url, fate, cause FROM page")}
        db.close()
        lies = [f for url, f in fates.items() if "//lies." in url]
        true = [f for url, f in fates.items() if "//true." in url]
        self.assertEqual((len(lies), len(true)),
                         (self.LIED_ABOUT + 1, self.TRUE + 1), fates)
        self.assertEqual({f.cause for f in lies}, {"a made-up reason"})
        self.assertEqual({f.fate for f in true}, {READ}, true)


class Chosen(case.Case):
    """The worker is the one beside the program that runs; nothing that a
    page, the data folder, the working folder or a variable says changes it."""
    builds = case.BOTH

    def test_no_variable_and_no_folder_leads_elsewhere(self):
        evil = os.path.dirname(WORKER)
        self.assertTrue(os.access(WORKER, os.X_OK))
        path = self.path("page.html")
        with open(path, "w", encoding="utf-8") as f:
            f.write(page("kind"))
        where = {"PATH": evil + ":" + os.environ["PATH"], "MEDEL_BUILD": evil,
                 "MEDEL_WORKER": WORKER, "MEDEL_DATA": evil,
                 "XDG_DATA_HOME": evil, "XDG_CONFIG_HOME": evil, "HOME": evil}
        done = self.medel("extract", path, cwd=evil,
                          env=tree.environment(**where))
        self.assertExit(done, 0, 1)
        self.assertNotIn("another kind", done.err)
        # The same page, were it so.
        shutil.copy(case.program("medel-index"), self.path())
        shutil.copy(WORKER, self.path())
        done = case.run([self.path("medel-index"), "extract", path],
                        env=tree.environment(MEDEL_SHARE=tree.TREE))
        self.assertExit(done, 3)
        self.assertIn("a reply of another kind", done.err)
