"""What tests/torture, and what else fills a folder, promise of themselves."""

import fcntl
import os
import sys

import case
from support import tree

sys.path.insert(0, os.path.join(tree.TESTS, "torture"))

import inject  # noqa: E402
from world import Fault  # noqa: E402

RUN = os.path.join(tree.TESTS, "torture", "run.py")


class Torture(case.Case):
    quick = True

    def test_two_at_once(self):
        """Both would fill the one folder: the second is refused, and says
        so."""
        build = self.path("build")
        os.makedirs(os.path.join(build, "tests"))
        with open(os.path.join(build, "tests", "faults.so"), "w"):
            pass
        command = [sys.executable, RUN, "--case", "no-such-job", "-", "-", "-"]
        env = tree.environment(MEDEL_BUILD=build)
        with open(os.path.join(build, "torture.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = case.run(command, env=env)
            self.assertEqual(done.code, 75, done.err)
            self.assertIn("another run is at work in " + build, done.err)
        done = case.run(command, env=env)
        self.assertEqual(done.code, 1, done.err)
        self.assertNotIn("another run", done.err)

    def test_two_that_count(self):
        build = self.path("counted")
        os.makedirs(os.path.join(build, "obj"))
        command = [sys.executable, os.path.join(tree.TESTS, "coverage.py"),
                   "--report"]
        env = tree.environment(MEDEL_BUILD=build)
        with open(os.path.join(build, "obj.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = case.run(command, env=env)
        self.assertEqual(done.code, 75, done.err)
        self.assertIn("another run counts in " + build, done.err)

    def test_each_class_comes_first(self):
        """A short run tries each program, call and error once before any of
        them a second time."""
        class Job:
            def __init__(self, name):
                self.name = name
        one, two = Job("one"), Job("two")
        cases = [(job, Fault("medel-x", kind, n, 5, False)) for n in (1, 2, 3)
                 for job in (one, two) for kind in ("open", "read")]
        got = inject.each_class_first(cases)
        self.assertEqual(
            [(job.name, f.kind, f.n) for job, f in got[:4]],
            [("one", "open", 1), ("one", "read", 1), ("two", "open", 1),
             ("two", "read", 1)])
        self.assertEqual(got[:2], cases[:2])
        self.assertCountEqual(got, cases)
