#!/usr/bin/env python3
"""How much of the project's own code the tests run: lines, by gcov.

    coverage.py [--report] [--least PERCENT] [--details]

Runs all unit tests and all end-to-end tests of the coverage build (`make
coverage`), then prints the share of lines of each folder and of the files that
have most lines left. --report only prints, of what ran before; --details
prints the numbers of the lines that did not run. What ran is printed where a
test failed, too, and no test runs for ever. Exit status 1 where one failed or
less than PERCENT (90) of all lines ran, 75 where another run has the build.
"""

import argparse
import collections
import concurrent.futures
import glob
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import check  # noqa: E402
from support import tree  # noqa: E402
from support.alone import BUSY, alone  # noqa: E402

OWN = ("adapters", "common", "crawler", "front", "include", "indexer", "read",
       "search", "shim", "store", "worker")
LEAST = 90.0
REPORT_SECONDS = 1200


def forget():
    for path in glob.glob(os.path.join(tree.build_dir(), "obj", "**",
                                       "*.gcda"), recursive=True):
        os.unlink(path)


def run_tests():
    """Whether all passed. Time is not what is measured here: a test that
    asks for it may fail for that alone, and is named."""
    build = tree.build_dir()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(
            lambda name: (name, check.unit_program(build, name)),
            check.unit_names()))
    bad = [name for name, (_, failed, _) in outcomes if failed]
    for name in bad:
        print("  FAIL %s" % name)
    done = subprocess.run(
        [sys.executable, os.path.join(HERE, "e2e", "run.py")], check=False,
        env=check.environment(build))
    return not bad and done.returncode == 0


def measured():
    """{file: {line: did it run}}, of the own code, merged over the objects
    that it is part of."""
    done = subprocess.run(
        ["gcovr", "--root", tree.TREE, "--json", "--exclude-throw-branches",
         "--gcov-ignore-parse-errors",
         "--object-directory", os.path.join(tree.build_dir(), "obj"),
         *["--filter=%s/" % folder for folder in OWN],
         os.path.join(tree.build_dir(), "obj")],
        stdout=subprocess.PIPE, cwd=tree.TREE, check=True,
        timeout=REPORT_SECONDS)
    files = collections.defaultdict(dict)
    for file in json.loads(done.stdout)["files"]:
        lines = files[file["file"]]
        for line in file["lines"]:
            if not line.get("gcovr/noncode"):
                n = line["line_number"]
                lines[n] = lines.get(n, False) or line["count"] > 0
    return {name: lines for name, lines in files.items() if lines}


def ranges(numbers):
    """"3-5 9" for [3, 4, 5, 9]."""
    parts = []
    for n in numbers:
        if parts and n == parts[-1][1] + 1:
            parts[-1][1] = n
        else:
            parts.append([n, n])
    return " ".join("%d" % a if a == b else "%d-%d" % (a, b)
                    for a, b in parts)


def report(files, details):
    """Prints it; the share of all lines in per cent."""
    folders = collections.Counter(), collections.Counter()
    for name, lines in files.items():
        for key in (name.split("/")[0], "all"):
            folders[0][key] += sum(lines.values())
            folders[1][key] += len(lines)
    for key in sorted(folders[1], key=lambda k: (k == "all", k)):
        print("  %-10s %6d of %6d lines  %5.1f %%" % (
            key, folders[0][key], folders[1][key],
            100.0 * folders[0][key] / folders[1][key]))
    left = sorted(((len(lines) - sum(lines.values()), name)
                   for name, lines in files.items()), reverse=True)
    for n, name in left[:None if details else 15]:
        if n:
            print("  %4d left in %-32s %5.1f %%%s" % (
                n, name, 100.0 - 100.0 * n / len(files[name]),
                "  " + ranges(sorted(k for k, ran in files[name].items()
                                     if not ran)) if details else ""))
    return 100.0 * folders[0]["all"] / folders[1]["all"]


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--report", action="store_true")
    p.add_argument("--details", action="store_true")
    p.add_argument("--least", type=float, default=LEAST)
    a = p.parse_args()
    with alone(os.path.join(tree.build_dir(), "obj")) as is_alone:
        if is_alone:
            return run(a)
    print("another run counts in %s; try again when it has ended"
          % tree.build_dir(), file=sys.stderr)
    return BUSY


def run(a):
    passed = True
    if not a.report:
        forget()
        passed = run_tests()
    share = report(measured(), a.details)
    print("coverage: %.1f %% of lines, at least %.1f %% wanted" % (
        share, a.least))
    return 0 if passed and share >= a.least else 1


if __name__ == "__main__":
    sys.exit(main())
