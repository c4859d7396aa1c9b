#!/usr/bin/env python3
"""How fast medel searches a large index, beside Xapian's own quest.

    speed.py [--calls N] [--rounds N] [--again]

The sites of the judged sets are served, crawled and indexed once; out of
their calls grow.c makes an index of N (50,000) varied ones. Then, for each of
some profiles, the same questions are put in turn, round after round, each a
whole process that writes into a pipe that is read to its end, so that what
else the machine does falls on all of them alike:

  profile      medel search --profile FILE
  quest        quest with all that the profile says in words, on the same index
  words        medel search with two of those words
  quest words  quest with the same two
  start        medel search --help: what starting alone costs

Printed are the medians, in milliseconds, of the clock and of the processor's
time, and the first against quest.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

import yaml

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import yardstick  # noqa: E402
from support import tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

# Of different forms, places and needs, so with words of different kinds.
PROFILES = (("north", "n-vuollerim-aterbruk"), ("east", "e-vandpunkt-flen"),
            ("delta", "d-rutfilm"), ("forest", "fo-omsom-boras"))
SHOWN = 20  # answers asked for, as medel shows unless told otherwise
STEP_SECONDS = 3600


def work_dir(*more):
    return os.path.join(tree.build_dir(), "bench", *more)


def program(name):
    return os.path.join(tree.build_dir(), name)


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command, ok=(0,)):
    """Runs COMMAND; ends all with what it said where it fails."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=tree.environment(), check=False,
                          timeout=STEP_SECONDS)
    if done.returncode not in ok:
        sys.exit("speed: %s: exit status %d\n%s" % (
            " ".join(command), done.returncode,
            done.stdout.decode("utf-8", "replace")[-2000:]))


# --- the index ----------------------------------------------------------------

def make_source(data):
    """The calls of the judged sets that are not held out, as one index."""
    say("crawling and indexing the judged sets")
    for name in tree.LEARNT_SETS:
        funders = tree.write_funders(work_dir("funders", name), name)
        with SiteServer(tree.sites_dir(name), work=work_dir("web")) as web:
            run(program("medel"), "crawl", "--data", data, "--funders",
                funders, *tree.crawl_options(web.port), ok=(0, 4))
        run(program("medel"), "index", "--data", data, "--funders", funders,
            "--today", tree.TODAY)


def make_index(calls, again):
    """The data folder with that many calls; made only where it is missing."""
    data = work_dir("calls-%d" % calls)
    if again:
        shutil.rmtree(work_dir(), ignore_errors=True)
    if os.path.exists(os.path.join(data, "index", "stub")):
        return data
    source = work_dir("source")
    if not os.path.exists(os.path.join(source, "index", "stub")):
        shutil.rmtree(source, ignore_errors=True)
        make_source(source)
    say("making %d calls of them (some minutes)" % calls)
    shutil.rmtree(data, ignore_errors=True)
    run(program(os.path.join("tests", "grow")),
        os.path.join(source, "index", "stub"), data, str(calls), tree.TODAY)
    return data


# --- the questions ------------------------------------------------------------

def keywords(path):
    with open(path, encoding="utf-8") as f:
        profile = yaml.safe_load(f)
    return (profile.get("keywords") or profile["description"].split())[:2]


def questions(data, profile):
    """{name: command}."""
    stub = os.path.join(data, "index", "stub")
    few = " ".join(keywords(profile))
    quest = ["quest", "--db", stub, "--msize", str(SHOWN), "--stemmer",
             "swedish"]
    search = [program("medel"), "search", "--data", data, "--today",
              tree.TODAY, "--limit", str(SHOWN), "--format", "jsonl"]
    return {
        "profile": [*search, "--profile", profile],
        "quest": [*quest, yardstick.words_of(profile)],
        "words": [*search, few],
        "quest words": [*quest, few],
        "start": [program("medel"), "search", "--help"],
    }


def took(command):
    """Milliseconds of the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=tree.environment(), check=False,
                          timeout=STEP_SECONDS)
    clock = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit("speed: %s: exit status %d\n%s" % (
            " ".join(command), done.returncode,
            done.stderr.decode("utf-8", "replace")))
    used = (after.ru_utime + after.ru_stime -
            before.ru_utime - before.ru_stime)
    return 1000 * clock, 1000 * used


def measure(asked, rounds):
    """{name: (clock, processor)}, medians of interleaved rounds."""
    times = {name: [] for name in asked}
    for i in range(rounds + 1):
        for name, command in asked.items():
            one = took(command)
            if i > 0:  # the first round warms what is cached
                times[name].append(one)
    return {name: tuple(statistics.median(t) for t in zip(*many))
            for name, many in times.items()}


# --- output -------------------------------------------------------------------

def print_table(results):
    """Two lines a profile: 80 columns hold no more."""
    names = list(next(iter(results.values())))
    print("%-21s%s%9s" % ("", "".join("%12s" % n for n in names),
                          "p./quest"))
    for profile, medians in results.items():
        for i, what in enumerate(("clock", "  processor")):
            cells = "".join("%12.1f" % medians[name][i] for name in names)
            print("%-21s%s%9.2f" % (what if i else profile[:20], cells,
                                    ratio(medians, i)))


def ratio(medians, i):
    return medians["profile"][i] / medians["quest"][i]


def middle(results):
    """The medians over all profiles."""
    return {name: tuple(statistics.median(t) for t in zip(
        *(m[name] for m in results.values())))
        for name in next(iter(results.values()))}


def positive(text):
    n = int(text)
    if n < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return n


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--calls", type=positive, default=50000, metavar="N")
    p.add_argument("--rounds", type=positive, default=15, metavar="N")
    p.add_argument("--again", action="store_true", help="make the index anew")
    a = p.parse_args()
    if shutil.which("quest") is None:
        p.error("quest is missing: make deps (Debian: xapian-tools)")
    data = make_index(a.calls, a.again)
    results = {}
    for set_name, profile in PROFILES:
        asked = questions(data, tree.profile_path(set_name, profile))
        results[profile] = measure(asked, a.rounds)
    results["all"] = middle(results)
    print("%d calls, milliseconds, medians of %d rounds" % (a.calls,
                                                            a.rounds))
    print_table(results)


if __name__ == "__main__":
    main()
