#!/usr/bin/env python3
"""kill -9 at random moments of a crawl: what is lost, what is fetched twice?

    kills.py [--kills N] [--seed N]

A site of 2,000 pages is served by nginx. A crawl of it is killed after a
random time and begun again, N (200) times in all; when all pages are there,
the next crawl begins with an empty data folder. After each kill every page
that was stored before must still be there, with its body; and a run must ask
for no page that was stored when it began. Ends with the figures; exits 1 where
a page was lost, or where more were fetched twice than were in flight.
"""

import argparse
import collections
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, ".."))

from crawl import make_site  # noqa: E402
from support import tree  # noqa: E402
from support.nginx import Nginx  # noqa: E402

PAGES = 2000
LONGEST_S = 0.4  # that a run is left alone


def work_dir(*more):
    return os.path.join(tree.build_dir(), "bench", "kills", *more)


class Crawl:
    """One crawl of the site, killed until it has all of it."""

    def __init__(self, number, port):
        self.data = work_dir("data-%d" % number)
        shutil.rmtree(self.data, ignore_errors=True)
        self.command = [
            os.path.join(tree.build_dir(), "medel-crawl"), "crawl", "--data",
            self.data, "--funders", work_dir("funders"),
            *tree.crawl_options(port)]
        self.stored = {}
        self.lost = self.repeated_stored = 0

    def run(self, kill_after):
        """True where it was killed, False where it ended before."""
        process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL,
                                   env=tree.environment(),
                                   start_new_session=True)
        try:
            process.wait(timeout=kill_after)
            if process.returncode != 0:
                sys.exit("kills: medel crawl: exit status %d"
                         % process.returncode)
            return False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True

    def look(self, asked):
        """After a run that asked for these paths."""
        before = self.stored
        self.repeated_stored += sum(uri in before for uri in asked)
        self.stored = self.read()
        self.lost += sum(self.stored.get(uri) != hash_of
                         for uri, hash_of in before.items())

    def read(self):
        """{path: hash} of the pages whose body is there."""
        path = os.path.join(self.data, "crawl.db")
        if not os.path.exists(path):
            return {}
        with contextlib.closing(sqlite3.connect(path)) as db:
            if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = "
                              "'body'").fetchone():
                return {}
            if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
                sys.exit("kills: %s is damaged" % path)
            return {"/" + url.split("/", 3)[3]: known for url, known in
                    db.execute("SELECT url, hash FROM page JOIN body ON "
                               "body.page = page.id AND "
                               "body.version = page.version")}


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--kills", type=int, default=200)
    p.add_argument("--seed", type=int, default=int(time.time()))
    a = p.parse_args()
    rng = random.Random(a.seed)
    shutil.rmtree(work_dir(), ignore_errors=True)
    make_site(work_dir("site"), PAGES)
    kills = lost = repeated_stored = twice = crawls = missing = 0
    with Nginx(work_dir("site"), work_dir("nginx"), keepalive=100000) as web:
        tree.write_funder(work_dir("funders"), "kills", "Kills", ["SE"],
                          ["http://kills.localhost/"], budget=2 * PAGES)
        while kills < a.kills:
            crawl, seen = Crawl(crawls, web.port), len(web.requests())
            asked_in_all, killed, own_kills = [], True, 0
            while killed:
                wait = (rng.uniform(0, LONGEST_S) if kills < a.kills
                        else 600)
                killed = crawl.run(wait)
                kills += killed
                own_kills += killed
                time.sleep(0.02)  # nginx writes its log after the answer
                asked = [r.uri for r in web.requests(seen)
                         if r.status == 200]
                seen += len(web.requests(seen))
                crawl.look(asked)
                asked_in_all += asked
            times = collections.Counter(asked_in_all)
            twice += sum(n - 1 for uri, n in times.items()
                         if uri.endswith((".html", "/")))
            missing += PAGES - len(crawl.stored)
            lost += crawl.lost
            repeated_stored += crawl.repeated_stored
            crawls += 1
    print("kill -9 of a crawl, seed %d: %d kills in %d crawls of %d pages"
          % (a.seed, kills, crawls, PAGES))
    print("  stored pages lost: %d; pages missing at the end: %d"
          % (lost, missing))
    print("  fetched again though stored: %d; fetched twice in all, having "
          "been in flight: %d" % (repeated_stored, twice))
    return 1 if lost or missing or repeated_stored or twice > kills else 0


if __name__ == "__main__":
    sys.exit(main())
