"""The ground that the end-to-end tests stand on.

Each test class has its own folder under build/e2e, its own servers and its
own data, so that classes run side by side in any order. They see the built
programs from outside only: arguments, exit status, output, and what the web
server was asked for.
"""

import collections
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from support import tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

WORK = os.path.join(tree.build_dir(), "e2e")
# Shared and only read: north, crawled and indexed once before the tests.
BASE = os.path.join(WORK, "base")
STEP_SECONDS = 120

Result = collections.namedtuple("Result", "code out err seconds")

# Marks, embeddings, overrides and isolates of reading direction.
BIDI_CONTROLS = ("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
                 "\u2066\u2067\u2068\u2069")

# Fields that say when something was seen, not what.
VOLATILE = ("first_seen", "last_seen", "fetched_at", "changed")


def program(name):
    return os.path.join(tree.build_dir(), name)


def run(command, *, data=b"", env=None, timeout=STEP_SECONDS, cwd=None):
    """Runs a command to its end; out and err as text."""
    began = time.monotonic()
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=timeout, cwd=cwd,
                          env=env or tree.environment(), check=False)
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"),
                  done.stderr.decode("utf-8", "replace"),
                  time.monotonic() - began)


def build_base():
    """Crawls and indexes north into BASE, for the tests that need a filled
    data folder and do not care how it came about."""
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(BASE)
    funders = tree.write_funders(os.path.join(BASE, "funders"), "north")
    data = os.path.join(BASE, "data")
    with SiteServer(tree.sites_dir("north"),
                    work=os.path.join(BASE, "web")) as web:
        crawl = run([program("medel"), "crawl", "--data", data,
                     "--funders", funders, *tree.crawl_options(web.port)])
    index = run([program("medel"), "index", "--data", data, "--today",
                 tree.TODAY])
    for step, result in (("crawl", crawl), ("index", index)):
        if result.code != 0:
            raise RuntimeError("medel %s: exit status %d\n%s" % (
                step, result.code, result.err))

PLAIN = ("plain",)
BOTH = ("plain", "sanitized")


class Case(unittest.TestCase):
    """A test class. Its folder is self.work; it starts empty."""

    maxDiff = 4000
    # Classes with a higher weight are started first.
    weight = 1
    # Where `make check` runs the class: "plain" is for what a sanitizer would
    # distort (time, memory, the sandbox) and for what is shipped.
    builds = ("sanitized",)

    @classmethod
    def setUpClass(cls):
        cls.work = os.path.join(
            WORK, "%s.%s" % (cls.__module__.split(".")[-1], cls.__name__))
        shutil.rmtree(cls.work, ignore_errors=True)
        os.makedirs(cls.work)
        cls.funders = os.path.join(cls.work, "funders")
        cls.addClassCleanup(cls.check_references)

    @classmethod
    def check_references(cls):
        """What the crawler stored refers to nothing that is not there: it does
        not have SQLite see to that."""
        for folder, _, names in os.walk(cls.work):
            if "crawl.db" not in names:
                continue
            path = os.path.join(folder, "crawl.db")
            db = sqlite3.connect(path)
            try:
                lost = db.execute("PRAGMA foreign_key_check").fetchall()
            except sqlite3.DatabaseError:
                continue  # one that a test has damaged
            finally:
                db.close()
            if lost:
                raise AssertionError("%s: rows that refer to nothing: %r" % (
                    path, lost[:9]))

    # --- running medel -------------------------------------------------------

    @staticmethod
    def medel(*arguments, **options):
        return run([program("medel"), *map(str, arguments)], **options)

    @classmethod
    def path(cls, *names):
        return os.path.join(cls.work, *names)

    @classmethod
    def crawl(cls, data, port, *more, **options):
        return cls.medel("crawl", "--data", data, "--funders", cls.funders,
                         *tree.crawl_options(port), *more, **options)

    @classmethod
    def index(cls, data, *more, **options):
        return cls.medel("index", "--data", data, "--today", tree.TODAY,
                         *more, **options)

    @classmethod
    def export(cls, data):
        """Every record, in the order of medel's own output."""
        done = cls.medel("export", "--data", data, "--format", "jsonl",
                         "--today", tree.TODAY)
        if done.code != 0:
            raise AssertionError("medel export: exit status %d: %s" % (
                done.code, done.err))
        return tree.read_jsonl(done.out)

    @classmethod
    def search(cls, data, *more):
        """The hits, with exit status 0 or (none found) 1."""
        done = cls.medel("search", "--data", data, "--format", "jsonl",
                         "--today", tree.TODAY, *more)
        if done.code not in (0, 1):
            raise AssertionError("medel search: exit status %d: %s" % (
                done.code, done.err))
        return tree.read_jsonl(done.out)

    @classmethod
    def base_copy(cls, name="data"):
        """A data folder of the test's own with north in it."""
        target = cls.path(name)
        shutil.copytree(os.path.join(BASE, "data"), target, symlinks=True)
        return target

    @classmethod
    def copy_site(cls, host, set_name="north", root="sites"):
        """One of the corpus's sites, to be changed at will."""
        target = cls.path(root, host)
        shutil.copytree(os.path.join(tree.sites_dir(set_name), host), target)
        return target

    # --- what is asserted ----------------------------------------------------

    def assertMemory(self, kilobytes, most_mb=100):
        if not tree.sanitized():
            self.assertLess(kilobytes, most_mb * 1024)

    def assertExit(self, result, *codes):
        self.assertIn(result.code, codes,
                      "stderr:\n%s\nstdout:\n%s" % (result.err[-2000:],
                                                    result.out[-1000:]))

    def assertComplains(self, result, codes, *words):
        """It failed as it should: the status, and one clear line that names
        the thing at fault; nothing on stdout."""
        self.assertExit(result, *codes)
        lines = [l for l in result.err.splitlines() if l.strip()]
        self.assertEqual(len(lines), 1, "one line expected:\n" + result.err)
        self.assertTrue(lines[0].startswith("medel"), lines[0])
        for word in words:
            self.assertIn(word, lines[0])
        self.assertEqual(result.out, "")

    def assertHarmless(self, *texts):
        """Nothing that could steer a terminal or turn the reading
        direction."""
        for text in texts:
            for c in text:
                code = ord(c)
                if ((code < 32 and c not in "\n\t") or 127 <= code < 160
                        or c in BIDI_CONTROLS):
                    self.fail("control character U+%04X in %r" % (
                        code, text[max(0, text.index(c) - 40):][:80]))

    # --- records -------------------------------------------------------------

    @staticmethod
    def by_url(records):
        return {u: r for r in records for u in [r["url"]] + r["urls"]}

    @staticmethod
    def lasting(records):
        """Records without the times of their discovery, comparable between
        runs; ordered by id."""
        kept = []
        for r in records:
            kept.append({k: v for k, v in r.items() if k not in VOLATILE})
        return sorted(kept, key=lambda r: r["id"])


class Process:
    """A medel program that runs in the background, in its own group."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [program("medel"), *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env=tree.environment(),
            start_new_session=True)

    def running(self):
        return self.process.poll() is None

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def kill(self):
        """SIGKILL to the whole group, as a power cut would."""
        if self.running():
            self.signal(signal.SIGKILL)
        self.process.wait(timeout=STEP_SECONDS)
        self.process.stderr.close()

    def wait(self):
        """To its end; (exit status, stderr)."""
        _, err = self.process.communicate(timeout=STEP_SECONDS)
        return self.process.returncode, err.decode("utf-8", "replace")


def wait_until(condition, seconds=30, step=0.01):
    """True as soon as CONDITION() is; False when it never came true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(step)
    return condition()


def edit(path, *changes, encoding="utf-8"):
    """Replaces texts in a file; each must be there."""
    with open(path, encoding=encoding) as f:
        text = f.read()
    for old, new in changes:
        if old not in text:
            raise AssertionError("%s: no %r" % (path, old))
        text = text.replace(old, new)
    with open(path, "w", encoding=encoding) as f:
        f.write(text)


def dumps(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
