"""SIGKILL at random moments of every job, to all of its process group."""

import concurrent.futures
import random
import threading
import time

import jobs
import world
from world import Loss

# The worker's end is the indexer's business: inject.py has that.
JOBS = [j for j in jobs.JOBS if j.tortured == j.program]


class Tally:
    def __init__(self):
        self.kills = self.too_late = 0
        self.losses = []


def one(ground, job, wait, home):
    """(True where it was killed before its end, what was lost or None)."""
    world.fresh_copy(world.work_dir("base", job.before), home)
    ended = ground.run(job, home, kill_after=wait)
    killed = ended.code < 0
    try:
        ground.judge(job, home, ended, killed)
    except Loss as e:
        return killed, str(e)
    return killed, None


def run_all(ground, seed, most, end, threads, tell):
    """Kills until MOST or the monotonic clock reaches END."""
    tally, lock, rng = Tally(), threading.Lock(), random.Random(seed)
    number = 0

    def work(place):
        nonlocal number
        home = world.work_dir("kill-%d" % place)
        while True:
            with lock:
                if tally.kills >= most or time.monotonic() >= end:
                    return
                job = JOBS[number % len(JOBS)]
                number += 1
                wait = max(0.001, rng.uniform(0, ground.seconds[job.name]))
            killed, lost = one(ground, job, wait, home)
            with lock:
                tally.kills += killed
                tally.too_late += not killed
                if lost:
                    text = "%s killed after %.3f s: %s" % (job.name, wait,
                                                           lost)
                    tally.losses.append(text)
                    tell(text)

    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for f in [pool.submit(work, i) for i in range(threads)]:
            f.result()
    return tally
