"""Every system call and allocation of every job fails in turn.

First each job runs undisturbed while faults.so counts its calls and notes at
which of them a new stack of callers was seen. Then the job is run again for
each such call and each way in which that kind of call fails in practice, on a
fresh copy of its folder. However short a run is, it begins with one fault of
each class: a program, a kind of call, a way to fail. A call from a place that
was tried already is the same code with other data; those are tried last, as far
as the time allows.
"""

import concurrent.futures
import errno
import itertools
import os
import random
import shutil
import threading
import time

import jobs
import world
from world import Fault, Loss

# (how, stays): an errno that the kind of call really gives, once or for good.
WAYS = {
    "open": ((errno.EMFILE, False), (errno.EIO, False)),
    "read": ((errno.EIO, False), (errno.EINTR, False), ("short", False)),
    "write": ((errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EIO, False),
              (errno.EINTR, False), ("short", False), ("kill", False)),
    "sync": ((errno.EIO, False), (errno.ENOSPC, False), ("kill", False)),
    "rename": ((errno.EIO, False), ("kill", False)),
    "unlink": ((errno.EIO, False), ("kill", False)),
    "truncate": ((errno.EIO, False), ("kill", False)),
    "mkdir": ((errno.ENOSPC, False), ("kill", False)),
    "stat": ((errno.EIO, False),),
    "lock": ((errno.ENOLCK, False),),
    "close": ((errno.EIO, False),),
    "mmap": ((errno.ENOMEM, False),),
    "malloc": ((errno.ENOMEM, False), (errno.ENOMEM, True)),
    "fork": ((errno.EAGAIN, False), (errno.EAGAIN, True)),
    "pipe": ((errno.EMFILE, False),),
    "socket": ((errno.EMFILE, False), (errno.EMFILE, True)),
    "connect": ((errno.ECONNREFUSED, False),),
    "recv": ((errno.ECONNRESET, False), (errno.EINTR, False),
             ("short", False)),
    "send": ((errno.ECONNRESET, False), (errno.EINTR, False),
             ("short", False)),
    "poll": ((errno.EINTR, False), (errno.ENOMEM, False)),
    "thread": ((errno.EAGAIN, False),),
}


def count(ground, job):
    """The job's calls: see world.read_log()."""
    home = world.work_dir("count-" + job.name)
    world.fresh_copy(world.work_dir("base", job.before), home)
    log = home + ".log"
    done = ground.run(job, home, log=log,
                      fault=Fault(job.tortured, "", 0, 0, False))
    if done.code != 0:
        raise RuntimeError("%s, counted: %d: %s" % (job.name, done.code,
                                                    done.err))
    found = world.read_log(log)
    shutil.rmtree(home)
    os.unlink(log)
    return found


def cases_of(ground, job, rng):
    """(new places, all else) as two lists of faults, in random order."""
    counts, _, first = count(ground, job)
    new, rest = [], []
    for kind, ways in WAYS.items():
        if kind == "malloc" and not job.memory:
            continue
        places = set(first[kind])
        for how, stays in ways:
            new += [Fault(job.tortured, kind, n, how, stays) for n in places]
        if kind != "malloc":
            rest += [Fault(job.tortured, kind, n, *ways[0])
                     for n in range(1, counts[kind] + 1) if n not in places]
    rng.shuffle(new)
    rng.shuffle(rest)
    return new, rest


def in_turn(lists):
    """One of each list at a time, so that any beginning has some of each."""
    return [x for row in itertools.zip_longest(*lists) for x in row
            if x is not None]


def class_of(fault):
    return fault.program, fault.kind, fault.how, fault.stays


def each_class_first(cases):
    """One case of each class, then one of each class and job, then the
    rest; each part in the order that it had."""
    seen, parts = set(), ([], [], [])
    for job, fault in cases:
        names = class_of(fault), (job.name, *class_of(fault))
        new = [name not in seen for name in names]
        parts[0 if new[0] else 1 if new[1] else 2].append((job, fault))
        seen.update(names)
    return [case for part in parts for case in part]


def plan(ground, seed):
    """All cases, the most telling first: each class once, then system calls
    before allocations, which are many more, at two to one while both last."""
    rng = random.Random(seed)
    calls, memory, rest = [], [], []
    for job in jobs.JOBS:
        new, others = cases_of(ground, job, rng)
        calls.append([(job, f) for f in new if f.kind != "malloc"])
        memory.append([(job, f) for f in new if f.kind == "malloc"])
        rest.append([(job, f) for f in others])
    calls, memory = in_turn(calls), in_turn(memory)
    mixed = in_turn([calls[0::2], calls[1::2], memory[:len(calls) // 2]])
    return each_class_first(mixed + memory[len(calls) // 2:]) + in_turn(rest)


def describe(job, fault):
    how = fault.how
    return "%s: %s %d of %s: %s%s" % (
        job.name, fault.kind, fault.n, fault.program,
        errno.errorcode[how] if isinstance(how, int) else how,
        " and on" if fault.stays else "")


def one(ground, job, fault, home, show=lambda *_: None):
    """(1 where the fault was met, what was lost or None)."""
    log = home + ".log"
    world.fresh_copy(world.work_dir("base", job.before), home)
    ended = ground.run(job, home, fault=fault, log=log)
    show(ended)
    try:
        ground.judge(job, home, ended, fault.how == "kill" and ended.hit)
    except Loss as e:
        return ended.hit, str(e)
    return ended.hit, None


class Tally:
    def __init__(self):
        self.injected = self.kills = self.missed = 0
        self.losses = []
        self.classes = set()  # that were met


def run_all(ground, cases, end, threads, tell):
    """Runs CASES until all are done or the monotonic clock reaches END."""
    tally, lock, todo = Tally(), threading.Lock(), iter(cases)

    def work(number):
        home = world.work_dir("case-%d" % number)
        while time.monotonic() < end:
            with lock:
                job, fault = next(todo, (None, None))
            if job is None:
                break
            hit, lost = one(ground, job, fault, home)
            with lock:
                if fault.how == "kill":
                    tally.kills += bool(hit)
                else:
                    tally.injected += bool(hit)
                tally.missed += not hit
                if hit:
                    tally.classes.add(class_of(fault))
                if lost:
                    text = "%s: %s" % (describe(job, fault), lost)
                    tally.losses.append(text)
                    tell(text)

    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for f in [pool.submit(work, i) for i in range(threads)]:
            f.result()
    return tally
