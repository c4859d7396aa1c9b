#!/usr/bin/env python3
"""The whole test suite, after everything was built (see `make check`).

Runs the steps one after the other, says how long each took, and ends with a
plain line "N passed, N failed". Exits 1 where anything failed.
"""

import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from support import tree  # noqa: E402

BUILD = os.path.join(tree.TREE, "build")
SANITIZED = os.path.join(tree.TREE, "build-asan")
UNIT_SECONDS = 300


def environment(build):
    env = dict(os.environ, MEDEL_BUILD=build, MEDEL_SHARE=tree.TREE)
    env.setdefault("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0")
    env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    return env


def unit_names():
    return [os.path.basename(source)[:-2] for source in sorted(
        glob.glob(os.path.join(HERE, "unit", "test_*.c")))]


def unit():
    """Runs every unit test program of both builds, as many at once as there
    are cores; (passed, failed) tests."""
    jobs = [(build, name) for build in (SANITIZED, BUILD)
            for name in unit_names()]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda job: unit_program(*job), jobs))
    for (build, name), (_, failed, out) in zip(jobs, outcomes):
        if failed:
            print("  FAIL %s/%s" % (os.path.basename(build), name))
            print("\n".join("       " + line for line in out.splitlines()))
    return sum(o[0] for o in outcomes), sum(o[1] for o in outcomes)


def unit_program(build, name):
    try:
        done = subprocess.run(
            [os.path.join(build, "tests", name)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=tree.TREE,
            env=environment(build), timeout=UNIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as e:
        return 0, 1, str(e)
    out = done.stdout.decode("utf-8", "replace")
    passed = sum(int(n) for n in re.findall(
        r"^\[  PASSED  \] (\d+) test", out, re.M))
    failed = sum(int(n) for n in re.findall(
        r"^\[  FAILED  \] \S+: (\d+) test", out, re.M))
    if done.returncode != 0 and not failed:
        failed = 1  # died before it could count
    return passed, failed, out


def counted(build, *command):
    """Runs a script that ends with "NAME: N passed, N failed"."""
    done = subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, env=environment(build), text=True,
        encoding="utf-8", errors="replace")
    passed = failed = 0
    for line in done.stdout:
        m = re.match(r"\w+: (\d+) passed, (\d+) failed$", line)
        if m:
            passed, failed = int(m.group(1)), int(m.group(2))
        else:
            print(line, end="", flush=True)
    if done.wait() != 0 and not failed:
        failed += 1
    return passed, failed


def quality(build):
    """The floors of each kind of judged page are one test. What they print is
    shown one after the other."""
    def one(script):
        return subprocess.run(
            [sys.executable, os.path.join(HERE, "quality", script)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=environment(build), check=False)
    scripts = ("evaluate.py", "short.py", "articles.py")
    with concurrent.futures.ThreadPoolExecutor(len(scripts)) as pool:
        outcomes = list(pool.map(one, scripts))
    for done in outcomes:
        print(done.stdout.decode("utf-8", "replace"), end="")
    failed = sum(done.returncode != 0 for done in outcomes)
    return len(scripts) - failed, failed


def steps():
    """The end-to-end tests run once, on the sanitized build; on the plain one
    those that measure, or look at what is shipped (see e2e/case.py)."""
    e2e = os.path.join(HERE, "e2e", "run.py")
    return (
        ("lint", lambda: counted(BUILD, os.path.join(HERE, "lint.py"))),
        ("unit tests, plain and sanitized", unit),
        ("unit tests under valgrind",
         lambda: counted(BUILD, os.path.join(HERE, "valgrind.py"))),
        ("fuzz targets on the kept inputs, sanitized", lambda: counted(
            SANITIZED, os.path.join(HERE, "fuzz", "run.py"), "--replay",
            "--build", SANITIZED)),
        ("instructions", lambda: counted(BUILD, os.path.join(
            HERE, "bench", "instructions.py"))),
        ("end to end, sanitized",
         lambda: counted(SANITIZED, e2e, "--share")),
        ("end to end, plain", lambda: counted(BUILD, e2e, "--share")),
        ("torture, short", lambda: counted(
            BUILD, os.path.join(HERE, "torture", "run.py"), "--short")),
        ("quality", lambda: quality(BUILD)),
    )


def main():
    all_passed = all_failed = 0
    for name, step in steps():
        print("== %s" % name, flush=True)
        began = time.monotonic()
        passed, failed = step()
        print("   %s: %d passed, %d failed (%.0f s)" % (
            name, passed, failed, time.monotonic() - began), flush=True)
        all_passed += passed
        all_failed += failed
    print("%d passed, %d failed" % (all_passed, all_failed))
    return 1 if all_failed else 0


if __name__ == "__main__":
    sys.exit(main())
