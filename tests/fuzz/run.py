#!/usr/bin/env python3
"""Fuzzes the parsers of outside bytes (see `make fuzz` and CONTRIBUTING.md).

Each target runs for --seconds, two at a time, on the seeds and on what earlier
runs came to (build-fuzz/corpus). What is found is kept in build-fuzz/findings.
Exits 1 where something was found, 2 where the targets cannot be run.

With --replay it runs no fuzzer but the kept inputs, once each, through the
targets of the build folder BUILD that gcc made; "fuzz: N passed, N failed" at the
end.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from support import tree  # noqa: E402

STACK_BYTES = 64 << 20  # as the worker has it
TIMEOUT_SECONDS = 5
SLOW_SECONDS = 1
# Longer inputs say no more and cost speed; where nothing is said, 2,000 bytes. A
# seed that is cut here is none any more: JSON needs its end.
MAX_LEN = {"clean": 4000, "links": 4000, "mend": 4000, "feed": 3000,
           "pdf": 20000, "inflate": 4000, "warc": 4000, "moment": 64,
           "url": 400, "escape": 300, "headers": 600, "query": 400,
           "reply": 6000, "call": 8000, "shortlist": 4000, "mcp": 3000}


def targets():
    return sorted(os.path.basename(p)[len("fuzz_"):-len(".c")]
                  for p in glob.glob(os.path.join(HERE, "fuzz_*.c")))


def environment():
    env = dict(os.environ, MEDEL_SHARE=tree.TREE)
    env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    # Freed memory is kept out of use for a while; not so much that each run
    # begins on cold memory.
    env.setdefault("ASAN_OPTIONS", "detect_leaks=1:quarantine_size_mb=16")
    return env


def deep_stack():
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    soft = STACK_BYTES if hard == resource.RLIM_INFINITY else min(
        STACK_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))


def folder(build, *parts):
    path = os.path.join(build, *parts)
    os.makedirs(path, exist_ok=True)
    return path


# --- fuzzing -----------------------------------------------------------------

def command(build, target, seconds):
    seeds = os.path.join(HERE, "seeds", target)
    words = os.path.join(HERE, "dict", target + ".dict")
    line = [os.path.join(build, "fuzz", target),
            "-max_total_time=%d" % seconds, "-timeout=%d" % TIMEOUT_SECONDS,
            "-rss_limit_mb=512", "-report_slow_units=%d" % SLOW_SECONDS,
            "-max_len=%d" % MAX_LEN.get(target, 2000),
            "-print_final_stats=1",
            "-artifact_prefix=%s/" % folder(build, "findings", target)]
    if os.path.exists(words):
        line.append("-dict=" + words)
    line.append(folder(build, "corpus", target))
    if os.path.isdir(seeds):
        line.append(seeds)
    return line


def number(pattern, text, otherwise=0):
    found = re.findall(pattern, text, re.M)
    return int(found[-1]) if found else otherwise


def cpu_seconds(build, target, path):
    """What one input costs by itself. libFuzzer's clock is the wall's, which on
    a busy machine says little."""
    pid = os.fork()
    if pid == 0:
        try:
            deep_stack()
            resource.setrlimit(resource.RLIMIT_CPU,
                               (4 * TIMEOUT_SECONDS, 4 * TIMEOUT_SECONDS))
            null = os.open(os.devnull, os.O_RDWR)
            for fd in range(3):
                os.dup2(null, fd)
            os.execve(os.path.join(build, "fuzz", target),
                      [target, "-timeout=0", path], environment())
        finally:
            os._exit(127)
    usage = os.wait4(pid, 0)[2]
    return usage.ru_utime + usage.ru_stime


def start_seconds(build, target):
    """The cost of no input at all: data is loaded with the first."""
    path = os.path.join(folder(build, "log"), "empty")
    with open(path, "wb"):
        pass
    return cpu_seconds(build, target, path)


def fuzz_once(build, target, seconds, log):
    """Runs one until it ends or finds something."""
    try:
        with open(log, "wb") as out:
            code = subprocess.run(
                command(build, target, seconds), stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, cwd=build,
                env=environment(), preexec_fn=deep_stack, check=False,
                timeout=seconds * 2 + 300).returncode
    except (OSError, subprocess.TimeoutExpired) as e:
        with open(log, "a", encoding="utf-8") as out:
            out.write("\n%s\n" % e)
        code = -1
    with open(log, encoding="utf-8", errors="replace") as f:
        return code, f.read()


def fuzz(build, target, seconds):
    """Runs one for so long; what came of it, as a dictionary. An input that
    only took long because the machine was busy is nothing found."""
    began = time.monotonic()
    log = os.path.join(folder(build, "log"), target)
    r = {"executions": 0, "cov": 0, "ft": 0, "slow": [], "kept": [],
         "failed": False, "log": log}
    idle, left = None, seconds
    while left >= 1 and not r["failed"]:
        code, text = fuzz_once(build, target, int(left), log)
        r["executions"] += number(r"number_of_executed_units: (\d+)", text,
                                  number(r"^#(\d+)", text))
        r["cov"] = max(r["cov"], number(r" cov: (\d+)", text))
        r["ft"] = max(r["ft"], number(r" ft: (\d+)", text))
        kept = re.findall(r"Test unit written to (\S+)", text)
        late = [k for k in kept if os.path.basename(k).startswith(
            ("slow-unit-", "timeout-"))]
        r["kept"] += [k for k in kept if k not in late]
        for path in late:
            idle = start_seconds(build, target) if idle is None else idle
            cost = cpu_seconds(build, target, path) - idle
            if cost >= TIMEOUT_SECONDS:
                r["kept"].append(path)
            elif cost >= SLOW_SECONDS:
                r["slow"].append("%.1f s of CPU: %s" % (cost, path))
            else:
                os.unlink(path)
        timeouts = [k for k in late if "timeout-" in os.path.basename(k)]
        r["failed"] = bool(r["kept"]) or (code != 0 and not timeouts)
        left = seconds - (time.monotonic() - began)
    r["seconds"] = time.monotonic() - began
    return r


def tell(target, r):
    rate = r["executions"] / max(r["seconds"], 1e-9)
    print("%-10s %10d executions %8.0f/s  cov %6d  ft %6d  %s" % (
        target, r["executions"], rate, r["cov"], r["ft"],
        "FOUND" if r["failed"] else "ok"), file=sys.stderr, flush=True)
    for path in r["slow"]:
        print("  slow: %s" % path, file=sys.stderr)
    if r["failed"]:
        for path in r["kept"] or [r["log"]]:
            print("  kept: %s" % path, file=sys.stderr)
        print("  log:  %s" % r["log"], file=sys.stderr, flush=True)


def run(build, names, seconds, jobs):
    results = {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        under_way = {pool.submit(fuzz, build, n, seconds): n for n in names}
        for f in concurrent.futures.as_completed(under_way):
            results[under_way[f]] = f.result()
            tell(under_way[f], f.result())
    return results


# --- replaying ---------------------------------------------------------------

def replay_one(build, target):
    seeds = os.path.join(HERE, "seeds", target)
    if not os.path.isdir(seeds) or not os.listdir(seeds):
        return 0, "%s has no inputs in tests/fuzz/seeds" % target
    try:
        done = subprocess.run(
            [os.path.join(build, "fuzz", target), seeds], cwd=build,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=environment(),
            preexec_fn=deep_stack, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired) as e:
        return 0, str(e)
    out = done.stdout.decode("utf-8", "replace")
    n = number(r"^(\d+) inputs$", out)
    return n, "" if done.returncode == 0 and n else out


def replay(build, names):
    """One test a target."""
    inputs, wrong = 0, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, (n, why) in zip(names, pool.map(
                lambda t: replay_one(build, t), names)):
            inputs += n
            if why:
                wrong += 1
                print("  FAIL %s\n       %s" % (
                    name, why.strip().replace("\n", "\n       ")))
    print("  %d inputs" % inputs)
    print("fuzz: %d passed, %d failed" % (len(names) - wrong, wrong))
    return 1 if wrong else 0


def make(build, names):
    """Builds what is not there; False, and told, where that cannot be."""
    if shutil.which("clang") is None:
        print("there is no clang: apt-get install clang libclang-rt-dev",
              file=sys.stderr)
        return False
    done = subprocess.run(
        ["make", "-s", "-C", tree.TREE, "FUZZ=1", "B=" + build, "-j2",
         *(os.path.join(build, "fuzz", n) for n in names)],
        stdout=sys.stderr, check=False)
    return done.returncode == 0


# --- the program -------------------------------------------------------------

def arguments():
    a = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    a.add_argument("--seconds", type=int, default=60, help="for each target")
    a.add_argument("--share", action="store_true",
                   help="--seconds are for all targets together")
    a.add_argument("--jobs", type=int, default=2)
    a.add_argument("--targets", nargs="+", metavar="NAME")
    a.add_argument("--json", action="store_true",
                   help="print the numbers as JSON")
    a.add_argument("--list", action="store_true")
    a.add_argument("--replay", action="store_true")
    a.add_argument("--build", default=os.path.join(tree.TREE, "build-fuzz"),
                   help="where fuzz/ with the targets is (build-fuzz)")
    return a.parse_args()


def main():
    a = arguments()
    build = os.path.abspath(a.build)
    names = a.targets or targets()
    unknown = sorted(set(names) - set(targets()))
    if unknown:
        print("no such target: %s; there are %s" % (
            " ".join(unknown), " ".join(targets())), file=sys.stderr)
        return 2
    if a.list:
        print("\n".join(names))
        return 0
    if a.replay:
        return replay(build, names)
    lacking = [n for n in names
               if not os.path.exists(os.path.join(build, "fuzz", n))]
    if lacking and not make(build, lacking):
        return 2
    seconds = max(1, a.seconds * min(a.jobs, len(names)) // len(names)) \
        if a.share else a.seconds
    results = run(build, names, seconds, a.jobs)
    executions = sum(r["executions"] for r in results.values())
    findings = sum(r["failed"] for r in results.values())
    print("%d targets, %d executions, %d findings%s" % (
        len(results), executions, findings,
        ", kept in %s" % os.path.join(build, "findings") if findings else ""),
        file=sys.stderr)
    if a.json:
        print(json.dumps({
            "targets": {n: results[n]["executions"] for n in sorted(results)},
            "executions": executions, "findings": findings}))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
