"""kill -9 at random moments of a crawl: what is lost, what is fetched twice?

A site of 2,000 pages is served by nginx. A crawl of it is killed after a
random time and begun again; when all pages are there, the next crawl begins
with an empty data folder. After each kill every page that was stored before
must still be there, with its body; and a run must ask for no page that was
stored when it began.
"""

import collections
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "bench"))

from crawl import make_site  # noqa: E402
from support import tree  # noqa: E402
from support.nginx import Nginx  # noqa: E402

import world  # noqa: E402
from world import Loss  # noqa: E402

PAGES = 2000
LONGEST_S = 0.4  # that a run is left alone
IN_FLIGHT = 5  # crawler/pace.h: PACE_FOUND_MAX


def work_dir(*more):
    return world.work_dir("crawl-kills", *more)


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
                raise Loss("medel crawl: exit status %d" % process.returncode)
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
                raise Loss("%s is damaged" % path)
            return {"/" + url.split("/", 3)[3]: known for url, known in
                    db.execute("SELECT url, hash FROM page JOIN body ON "
                               "body.page = page.id AND "
                               "body.version = page.version")}


def run(wanted, rng, end):
    """Up to WANTED kills, none begun after END; {figure: number}. Raises Loss
    where a run or a store is broken."""
    shutil.rmtree(work_dir(), ignore_errors=True)
    make_site(work_dir("site"), PAGES)
    told = dict.fromkeys(("kills", "crawls", "lost", "missing",
                          "repeated_stored", "twice"), 0)
    with Nginx(work_dir("site"), work_dir("nginx"), keepalive=100000) as web:
        tree.write_funder(work_dir("funders"), "kills", "Kills", ["SE"],
                          ["http://kills.localhost/"], budget=2 * PAGES)
        while told["kills"] < wanted and time.monotonic() < end:
            one_site(web, told, wanted, rng, end)
    return told


def one_site(web, told, wanted, rng, end):
    """Crawls the site until all of it is there."""
    crawl, seen = Crawl(told["crawls"], web.port), len(web.requests())
    asked_in_all, killed = [], True
    while killed:
        go_on = told["kills"] < wanted and time.monotonic() < end
        killed = crawl.run(rng.uniform(0, LONGEST_S) if go_on else 600)
        told["kills"] += killed
        time.sleep(0.02)  # nginx writes its log after the answer
        asked = [r.uri for r in web.requests(seen) if r.status == 200]
        seen += len(web.requests(seen))
        crawl.look(asked)
        asked_in_all += asked
    times = collections.Counter(asked_in_all)
    told["twice"] += sum(n - 1 for uri, n in times.items()
                         if uri.endswith((".html", "/")))
    told["missing"] += PAGES - len(crawl.stored)
    told["lost"] += crawl.lost
    told["repeated_stored"] += crawl.repeated_stored
    told["crawls"] += 1


def losses_of(told):
    """What was broken, a line each."""
    found = ["crawl: %s: %d" % (name.replace("_", " "), told[name])
             for name in ("lost", "missing", "repeated_stored") if told[name]]
    # So many pages are in flight at each kill, once the server is found to
    # answer well.
    if told["twice"] > IN_FLIGHT * told["kills"]:
        found.append("crawl: %d pages fetched twice in %d kills" % (
            told["twice"], told["kills"]))
    return found
