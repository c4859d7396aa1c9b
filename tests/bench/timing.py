"""Runs programs and tells what they took: seconds, processor seconds, memory."""

import os
import resource
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from support import tree  # noqa: E402

STEP_SECONDS = 4 * 3600
LOOK_SECONDS = 0.02


class Took:
    """What a run took. `mb` is the most memory that the process itself held,
    `child_mb` the most that any one of its children did."""

    def __init__(self, seconds, cpu, mb, child_mb, out):
        self.seconds, self.cpu = seconds, cpu
        self.mb, self.child_mb, self.out = mb, child_mb, out


def program(name):
    return os.path.join(tree.build_dir(), name)


def say(text):
    print(text, file=sys.stderr, flush=True)


def peak_mb(pid):
    try:
        with open("/proc/%d/status" % pid, encoding="ascii") as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid),
                  encoding="ascii") as f:
            return [int(p) for p in f.read().split()]
    except OSError:
        return []


def check(command, code, ok, out):
    if code not in ok:
        sys.exit("bench: %s: exit status %d\n%s" % (
            " ".join(command), code, out[-2000:]))


def watched(*command, ok=(0,), stdin=None):
    """Took. Memory is looked at while it runs: what wait4() tells of it counts
    this script too, which forked it."""
    out_path = os.path.join(tree.build_dir(), "bench", "out")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    mb = child_mb = 0
    with open(out_path, "w+b") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=stdin or subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT, env=tree.environment())
        while True:
            mb = max(mb, peak_mb(process.pid))
            child_mb = max([child_mb, *map(peak_mb, children(process.pid))])
            try:
                code = process.wait(LOOK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                pass
        seconds = time.perf_counter() - began
        out.seek(max(0, out.tell() - 4000))
        text = out.read().decode("utf-8", "replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    check(command, code, ok, text)
    return Took(seconds, after.ru_utime + after.ru_stime - before.ru_utime -
                before.ru_stime, mb, child_mb, text)


def quick(command, ok=(0, 1)):
    """Milliseconds of a short run that writes into a pipe: of the clock, and of
    the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=tree.environment(), check=False,
                          timeout=STEP_SECONDS)
    took = 1000 * (time.perf_counter() - began)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    check(command, done.returncode, ok, done.stderr.decode("utf-8", "replace"))
    return took, 1000 * (after.ru_utime + after.ru_stime - before.ru_utime -
                         before.ru_stime)


def in_turn(questions, rounds):
    """{name: [quick()]} of commands that are run in turn, round after
    round, so that what else the machine does falls on all of them alike. One
    more round comes first, which warms the caches."""
    times = {name: [] for name in questions}
    for i in range(rounds + 1):
        for name, command in questions.items():
            ms = quick(command)
            if i > 0:
                times[name].append(ms)
    return times


def median(values):
    return statistics.median(values)


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * p / 100))]


def size_mb(path):
    """Of all files below it, as `ls` tells."""
    if os.path.isfile(path):
        return os.path.getsize(path) / 1e6
    return sum(os.path.getsize(os.path.join(folder, name)) / 1e6
               for folder, _, names in os.walk(path) for name in names)
