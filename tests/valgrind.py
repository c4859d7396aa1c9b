#!/usr/bin/env python3
"""Unit tests under valgrind: no wrong read or write, nothing lost at the end.

    valgrind.py [--all]

`make check` runs a choice: what reads bytes from outside, is quick, and starts
no other program. `make valgrind` runs all. Ends with "valgrind: N passed, N
failed", a program counting as one; exits 1 where one failed.
"""

import argparse
import concurrent.futures
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import check  # noqa: E402
from support import tree  # noqa: E402

CHOICE = ("test_base", "test_call", "test_call_brief", "test_date",
          "test_digest", "test_hash", "test_journal", "test_pdf",
          "test_robots", "test_term", "test_url", "test_utf8")
# Its children lock themselves in, where valgrind cannot work, or are killed.
NOT = ("test_sandbox",)
SECONDS = 900


def run(name):
    """What valgrind complained of, or an empty text. Its word is taken from
    its log and not from the exit status: that of a test's forked child would
    be another as well, which the test looks at."""
    with tempfile.NamedTemporaryFile() as log:
        try:
            done = subprocess.run(
                ["valgrind", "--quiet", "--leak-check=full",
                 "--errors-for-leak-kinds=definite,indirect,possible",
                 "--show-leak-kinds=definite,indirect,possible",
                 "--log-file=" + log.name, "--child-silent-after-fork=yes",
                 os.path.join(tree.build_dir(), "tests", name)],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, cwd=tree.TREE, timeout=SECONDS,
                env=check.environment(tree.build_dir()), check=False)
        except (OSError, subprocess.TimeoutExpired) as e:
            return str(e)
        said = log.read().decode("utf-8", "replace")
    out = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        return out + said or "no output"
    return said


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--all", action="store_true")
    a = p.parse_args()
    names = [n for n in check.unit_names() if n not in NOT] if a.all else list(
        CHOICE)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, out in zip(names, pool.map(run, names)):
            if out:
                failed += 1
                print("  FAIL %s" % name)
                print("\n".join("       " + l for l in out.splitlines()[-60:]))
    print("valgrind: %d passed, %d failed" % (len(names) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
