#!/usr/bin/env python3
"""Does any small fixed job take more instructions than is on record?

    instructions.py [--update] [JOB ...]

Each job is run once under callgrind. What counts are instructions in medel's own
programs, not in libraries: those choose their code by the processor, and change
with the system. They hardly depend on the machine then, and not at all on what
else it does, so that a job that has become slower by a tenth is told of, where
no clock could.

tests/bench/instructions.json has the record, and the compiler's version that it
was made with; with another one nothing can be compared, and all is skipped by
name. A job that grew by over 10 % fails; one that fell by over 10 % is told of.
After a change that is meant, and a look at where it went
(callgrind_annotate build/bench/jobs/JOB.out), --update writes the record anew.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

import timing  # noqa: E402
from ground import work_dir  # noqa: E402
from support import tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

RECORD = os.path.join(tree.TESTS, "bench", "instructions.json")
MOST_GROWTH = 1.10
STEP_SECONDS = 1800
SET = "north"
PAGES = 20
OURS = re.compile(r"(?:^|/)(medel[a-z-]*|read|jobs)$")


def compiler():
    done = subprocess.run(["cc", "-dumpfullversion"], check=True, text=True,
                          stdout=subprocess.PIPE)
    return "%s %s" % (os.uname().machine, done.stdout.strip())


# --- what the jobs work on ----------------------------------------------------

def prepare():
    """A crawled and indexed set, and its pages' paths; made anew."""
    folder = work_dir("jobs")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    data = os.path.join(folder, "data")
    funders = tree.write_funders(os.path.join(folder, "funders"), SET)
    with SiteServer(tree.sites_dir(SET),
                    work=os.path.join(folder, "web")) as web:
        timing.watched(timing.program("medel"), "crawl", "--data", data,
                       "--funders", funders, *tree.crawl_options(web.port),
                       ok=(0, 4))
    timing.watched(timing.program("medel"), "index", "--data", data,
                   "--funders", funders, "--today", tree.TODAY)
    paths = sorted(os.path.join(at, name) for at, _, names in os.walk(
        tree.sites_dir(SET)) for name in names if name.endswith(".html"))
    with open(os.path.join(folder, "paths"), "w", encoding="utf-8") as f:
        f.write("".join(p + "\n" for p in paths[:PAGES]))
    return folder


def jobs(folder):
    """{name: (command, whether the pages' paths are its input)}"""
    data = os.path.join(folder, "data")
    search = [timing.program("medel-search"), "search", "--data", data,
              "--today", tree.TODAY, "--format", "table", "--no-pager"]
    profile = tree.profile_path(SET, "n-vuollerim-aterbruk")
    robots = os.path.join(tree.sites_dir(SET), "leaderskogochalv.localhost",
                          "robots.txt")
    return {
        "read": ([timing.program("tests/read"), os.path.join(
            tree.TREE, "data"), "1", "1"], True),
        "links": ([timing.program("tests/jobs"), "links"], True),
        "robots": ([timing.program("tests/jobs"), "robots", robots], False),
        "search words": ([*search, "landsbygd service"], False),
        "search profile": ([*search, "--explain", "--profile", profile],
                           False),
        "index": ([timing.program("medel-index"), "index", "--rebuild",
                   "--data", data, "--today", tree.TODAY], False),
    }


# --- counting -----------------------------------------------------------------

def own_instructions(path):
    """The sum of all cost lines of medel's own objects in callgrind's output.
    Names are given once, as "(ID) NAME", and then by their id."""
    total, names, ours, skip = 0, {}, False, False
    with open(path, encoding="utf-8", errors="replace") as f:
        for line in f:
            if line.startswith("ob="):
                ident, _, name = line[3:].strip().partition(" ")
                if name:
                    names[ident] = name
                ours = bool(OURS.search(names.get(ident, "")))
            elif line.startswith("cob="):
                ident, _, name = line[4:].strip().partition(" ")
                if name:
                    names[ident] = name
            elif line.startswith("calls="):
                skip = True  # the next line is what the callee took
            elif line[:1] in "0123456789+-*":
                if ours and not skip:
                    total += int(line.split()[1])
                skip = False
    return total


def count(folder, name, command, with_paths):
    out = os.path.join(folder, name.replace(" ", "-") + ".out")
    with open(os.path.join(folder, "paths"), "rb") as paths:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out,
             *command], stdin=paths if with_paths else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            env=tree.environment(), timeout=STEP_SECONDS)
    if done.returncode not in (0, 1):
        sys.exit("instructions: %s: exit status %d\n%s" % (
            name, done.returncode, done.stdout.decode()[-2000:]))
    return own_instructions(out)


def compare(name, now, before):
    """True where it is within bounds; says what it saw."""
    if before is None:
        print("  FAIL %s: %d, and there is no record of it" % (name, now))
        return False
    ratio = now / before
    if ratio > MOST_GROWTH:
        print("  FAIL %s: %d instructions, %.1f %% more than the record's %d"
              % (name, now, 100 * ratio - 100, before))
        return False
    if ratio < 1 / MOST_GROWTH:
        print("  %s: %d, %.1f %% less than the record's %d; --update keeps it"
              % (name, now, 100 - 100 * ratio, before))
    return True


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--update", action="store_true")
    p.add_argument("job", nargs="*")
    a = p.parse_args()
    with open(RECORD, encoding="utf-8") as f:
        record = json.load(f)
    if shutil.which("valgrind") is None:
        print("  skipped: valgrind is not installed")
        print("instructions: 0 passed, 0 failed")
        return 0
    if record["compiler"] != compiler() and not a.update:
        print("  skipped: the record is of %s, this is %s" % (
            record["compiler"], compiler()))
        print("instructions: 0 passed, 0 failed")
        return 0
    folder = prepare()
    now = {name: count(folder, name, *job)
           for name, job in jobs(folder).items()
           if not a.job or name in a.job}
    if a.update:
        record = {"compiler": compiler(),
                  "instructions": {**record["instructions"], **now}}
        with open(RECORD, "w", encoding="utf-8") as f:
            json.dump(record, f, indent=1)
            f.write("\n")
    good = [compare(name, n, record["instructions"].get(name))
            for name, n in now.items()]
    print("instructions: %d passed, %d failed" % (sum(good),
                                                  len(good) - sum(good)))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
