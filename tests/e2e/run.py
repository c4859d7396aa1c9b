#!/usr/bin/env python3
"""Runs the end-to-end tests, classes side by side.

    run.py [--quick] [--share] [NAME ...]

A NAME is part of module.Class ("crash", "Install"). --quick takes only the
classes that are marked quick. --share takes what `make check` runs on this
build: each class runs on the sanitized one, on the plain one, or on both
(Case.builds). Ends with "e2e: N passed, N failed"; exits 1 where one failed.
"""

import argparse
import concurrent.futures
import glob
import importlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.path.insert(0, HERE)

CLASS_SECONDS = 300


def classes():
    """[(weight, module.Class, quick, shared)] of all test classes."""
    import case
    found = []
    build = "sanitized" if case.tree.sanitized() else "plain"
    for path in sorted(glob.glob(os.path.join(HERE, "test_*.py"))):
        module = importlib.import_module(os.path.basename(path)[:-3])
        for name, value in vars(module).items():
            if (isinstance(value, type) and issubclass(value, case.Case)
                    and value.__module__ == module.__name__):
                found.append((value.weight, module.__name__ + "." + name,
                              getattr(value, "quick", False),
                              build in value.builds))
    return sorted(found, key=lambda f: (-f[0], f[1]))


def run_one(name):
    """In a process of its own: one class; the outcome as JSON on stdout."""
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    stream = io.StringIO()
    result = unittest.TextTestRunner(stream=stream, verbosity=2).run(suite)
    bad = len(result.failures) + len(result.errors) + len(
        result.unexpectedSuccesses)
    # A failing setUpClass is one error and no test run.
    ran = max(bad, result.testsRun - len(result.skipped), 0)
    json.dump({"passed": ran - bad, "failed": bad,
               "skipped": [str(t) + ": " + why
                           for t, why in result.skipped],
               "text": stream.getvalue()}, sys.stdout)
    return 0


def start(name):
    """Runs a class in its own process group; a hung one is killed."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, os.path.abspath(__file__), "--one", name],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True)
    try:
        out, _ = process.communicate(timeout=CLASS_SECONDS)
        outcome = json.loads(out.decode("utf-8", "replace"))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        outcome = {"passed": 0, "failed": 1, "skipped": [],
                   "text": "still running after %d s\n" % CLASS_SECONDS}
    except ValueError:
        outcome = {"passed": 0, "failed": 1, "skipped": [],
                   "text": out.decode("utf-8", "replace")}
    outcome["name"] = name
    outcome["seconds"] = time.monotonic() - began
    return outcome


def report(outcome):
    print("  %-4s %-36s %3d passed, %d failed  %5.1f s" % (
        "FAIL" if outcome["failed"] else "ok", outcome["name"],
        outcome["passed"], outcome["failed"], outcome["seconds"]))
    for text in outcome["skipped"]:
        print("       skipped: " + text)
    if outcome["failed"]:
        print("\n".join("       " + line
                        for line in outcome["text"].splitlines()))
    sys.stdout.flush()


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("names", nargs="*")
    p.add_argument("--quick", action="store_true")
    p.add_argument("--share", action="store_true")
    p.add_argument("--one", help=argparse.SUPPRESS)
    p.add_argument("--jobs", type=int, default=0)
    a = p.parse_args()
    if a.one:
        return run_one(a.one)
    import case
    chosen = [name for _, name, quick, shared in classes()
              if (quick or not a.quick) and (shared or not a.share)
              and (not a.names or any(n in name for n in a.names))]
    try:
        case.build_base()
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as e:
        print("  the shared data folder could not be built: %s" % e)
    # Most of them wait for something much of the time.
    jobs = a.jobs or min(8, 2 * (os.cpu_count() or 1) + 1)
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for job in concurrent.futures.as_completed(
                [pool.submit(start, name) for name in chosen]):
            outcome = job.result()
            report(outcome)
            passed += outcome["passed"]
            failed += outcome["failed"]
    print("e2e: %d passed, %d failed" % (passed, failed))
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
