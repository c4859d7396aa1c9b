#!/usr/bin/env python3
"""Faults and kills for every program: nothing committed may be lost.

    run.py [--seconds N] [--seed N] [--only JOB ...]    (see `make torture`)
    run.py --short                                      (part of `make check`)
    run.py --case JOB KIND N HOW [on]                   one fault again

--seconds are shared between faults, kills and fuzzing; 0: every fault that
was counted, however long that takes. The end-to-end tests of hostile input
are run beside. Ends with the figures; exits 1 where anything was lost, 75
where another run is at work in the same build folder.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..")]

import errno  # noqa: E402

import inject  # noqa: E402
import jobs  # noqa: E402
import kills  # noqa: E402
import world  # noqa: E402
from support import tree  # noqa: E402
from support.alone import BUSY, alone  # noqa: E402

FUZZ = os.path.join(HERE, "..", "fuzz", "run.py")
E2E = os.path.join(HERE, "..", "e2e", "run.py")
# Modules of tests/e2e whose tests each put something hostile in.
HOSTILE = ("hostile", "rows", "bad_input", "faults", "evil", "injection")
SHORT_FAULTS_S, SHORT_KILLS_S = 14, 6
# Those that write stores, each way of writing once.
SHORT_JOBS = ("crawl", "index", "reindex", "rebuild", "worker", "export",
              "shortlist")
DEFAULT_S = 900
MOST_KILLS, MOST_CRAWL_KILLS = 1000, 200


def tell(text):
    print("  LOST %s" % text[:2000], flush=True)


def deadline(seconds):
    return time.monotonic() + seconds


def crawl_kills(most, seed, seconds):
    """(kills, losses) of a crawl of a large site."""
    import crawl_kills as large  # needs nginx, which the short run does not
    try:
        told = large.run(most, random.Random(seed), deadline(seconds))
    except world.Loss as e:
        return 0, ["crawl of a large site: %s" % e]
    return told["kills"], large.losses_of(told)


def fuzz(seconds):
    """(executions, losses); None where there is nothing to fuzz with."""
    if not os.path.exists(FUZZ):
        return None, []
    done = subprocess.run(
        [sys.executable, FUZZ, "--seconds", str(int(seconds)), "--share",
         "--json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        check=False, text=True)
    try:
        told = json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return None, ["fuzzing: exit status %d, no figures" % done.returncode]
    found = int(told["findings"])
    return int(told["executions"]), ["fuzzing: %d findings" % found
                                     ] * (found > 0)


def hostile():
    """(inputs, losses): the end-to-end tests that put in what is hostile."""
    done = subprocess.run([sys.executable, E2E, *HOSTILE],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          check=False, text=True)
    m = re.search(r"^e2e: (\d+) passed, (\d+) failed$", done.stdout, re.M)
    if m is None:
        return 0, ["hostile input: no figures: " + done.stdout[-400:]]
    passed, failed = int(m.group(1)), int(m.group(2))
    if failed:
        print(done.stdout)
    return passed + failed, ["hostile input: %d tests failed" % failed
                             ] * (failed > 0)


def faults_and_kills(a, fault_s, kill_s, most_kills):
    with jobs.Ground() as ground:
        cases = inject.plan(ground, a.seed)
        print("  %d faults counted" % len(cases), flush=True)
        classes = {inject.class_of(fault) for _, fault in cases}
        faults = inject.run_all(ground, cases, deadline(fault_s), a.threads,
                                tell)
        killed = kills.run_all(ground, a.seed, most_kills, deadline(kill_s),
                               a.threads, tell)
    print("  %d of %d classes (program, call, error) met" % (
        len(faults.classes), len(classes)), flush=True)
    for missing in sorted(map(str, classes - faults.classes))[:20]:
        print("    not met: %s" % missing)
    # A call that did not come again was no test; a few are: timers differ.
    if faults.missed > faults.injected // 10:
        faults.losses.append("%d of %d faults were not met" % (
            faults.missed, faults.missed + faults.injected))
    return faults, killed


def short(a):
    """Ends as each step of `make check` does."""
    faults, killed = faults_and_kills(a, SHORT_FAULTS_S, SHORT_KILLS_S, 1000)
    losses = faults.losses + killed.losses
    n = faults.injected + faults.kills + killed.kills
    for text in losses:
        tell(text)
    if not n:
        losses.append("nothing was tried")
    print("torture: %d passed, %d failed" % (n - len(losses), len(losses)))
    return 1 if losses else 0


def long(a):
    seconds = a.seconds or float("inf")
    kill_s = min(seconds * 0.15, 600)
    faults, killed = faults_and_kills(a, seconds * 0.55, kill_s, MOST_KILLS)
    more, lost_crawls = crawl_kills(MOST_CRAWL_KILLS, a.seed, kill_s)
    executions, lost_fuzz = fuzz(min(seconds * 0.15, 600))
    inputs, lost_inputs = hostile()
    losses = (faults.losses + killed.losses + lost_crawls + lost_fuzz +
              lost_inputs)
    for text in lost_crawls + lost_fuzz + lost_inputs:
        tell(text)
    print("torture, seed %d" % a.seed)
    print("kills survived: %d" % (faults.kills + killed.kills + more))
    print("faults injected: %d" % faults.injected)
    print("executions fuzzed: %s" % ("none, no fuzzer" if executions is None
                                     else executions))
    print("hostile inputs tried: %d" % inputs)
    print("losses: %d" % len(losses))
    return 1 if losses else 0


def one_case(words):
    """JOB KIND N HOW [on], as a loss is told."""
    name, kind, n, how = words[:4]
    job = next(j for j in jobs.JOBS if j.name == name)
    fault = world.Fault(job.tortured, kind, int(n),
                        getattr(errno, how, how), len(words) > 4)
    jobs.JOBS = (job,)
    trace = world.work_dir("trace")
    with jobs.Ground() as ground:
        os.environ["FAULTS_TRACE"] = trace
        hit, lost = inject.one(ground, job, fault, world.work_dir("case"),
                               show=print)
    print("met: %d; %s" % (hit, lost or "nothing lost"))
    print("the call's stack is in %s" % trace)
    return 1 if lost else 0


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    p.add_argument("--short", action="store_true")
    p.add_argument("--seconds", type=float, default=DEFAULT_S)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=(os.cpu_count() or 1) + 1)
    p.add_argument("--only", nargs="+", metavar="JOB")
    p.add_argument("--case", nargs="+", metavar="WORD")
    a = p.parse_args()
    if not os.path.exists(world.library()):
        print("%s is missing: make tests" % world.library(), file=sys.stderr)
        return 2
    with alone(world.work_dir()) as is_alone:
        if is_alone:
            return torture(a)
    print("another run is at work in %s; try again when it has ended"
          % world.work_dir(), file=sys.stderr)
    return BUSY


def torture(a):
    if a.case:
        return one_case(a.case)
    if a.short:
        a.only = SHORT_JOBS
    if a.only:
        jobs.JOBS = tuple(j for j in jobs.JOBS if j.name in a.only)
        kills.JOBS = [j for j in kills.JOBS if j.name in a.only]
    return short(a) if a.short else long(a)


if __name__ == "__main__":
    sys.exit(main())
