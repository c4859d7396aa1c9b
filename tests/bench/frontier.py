#!/usr/bin/env python3
"""How much memory a crawl takes that knows a million addresses.

    frontier.py [--urls N] [--pages N] [--work DIR]

A site's sitemaps name N (1,000,000) addresses. medel-crawl reads them, then
fetches pages; in the midst of that it is killed (kill -9) and started again,
and fetches on. Printed are the most memory that each of the two runs took, how
fast addresses were taken in and pages fetched, and how many were fetched
twice. Exits 1 where the memory passes 100 MB or more than the one page in
flight was fetched twice.
"""

import argparse
import collections
import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from support import tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

HOST = "million.localhost"
ROOT = "http://%s" % HOST
PER_SITEMAP = 50000  # as many as the protocol allows
MEMORY_MAX_MB = 100
LONG_SECONDS = 1800


def write_site(folder, n):
    os.makedirs(folder)

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)

    maps = range((n + PER_SITEMAP - 1) // PER_SITEMAP)
    write("index.html", "<html><title>Alla utlysningar</title>")
    write("robots.txt", "Sitemap: %s/sitemap.xml\n" % ROOT)
    write("sitemap.xml", "<sitemapindex>" + "".join(
        "<sitemap><loc>%s/part-%d.xml.gz</loc></sitemap>" % (ROOT, i)
        for i in maps) + "</sitemapindex>")
    for i in maps:
        with gzip.open(os.path.join(folder, "part-%d.xml.gz" % i), "wt",
                       compresslevel=1) as f:
            f.write("<urlset>" + "".join(
                "<url><loc>%s/utlysningar/medel-att-soka/%07d.html</loc></url>"
                % (ROOT, k) for k in range(
                    i * PER_SITEMAP, min(n, (i + 1) * PER_SITEMAP)))
                + "</urlset>")


class Crawl:
    """A medel-crawl that runs; most() is the most memory it took, in MB."""

    def __init__(self, data, funders, port):
        self.began = time.monotonic()
        self.mb = 0.0
        self.process = subprocess.Popen(
            [os.path.join(tree.build_dir(), "medel-crawl"), "crawl", "--quiet",
             "--data", data, "--funders", funders,
             "--per-host", "1", *tree.crawl_options(port)],
            env=tree.environment())

    def until(self, condition):
        end = time.monotonic() + LONG_SECONDS
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                sys.exit("the crawl ended, or took too long")
            time.sleep(0.1)

    def stop(self, number):
        with open("/proc/%d/status" % self.process.pid) as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    self.mb = int(line.split()[1]) / 1024
        self.process.send_signal(number)
        self.process.wait()
        return time.monotonic() - self.began


def known(data):
    """How many addresses are stored so far."""
    try:
        db = sqlite3.connect("file:%s?mode=ro" % os.path.join(
            data, "crawl.db"), uri=True)
        n = db.execute("SELECT max(id) FROM page").fetchone()[0] or 0
        db.close()
        return n
    except sqlite3.Error:
        return 0


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--urls", type=int, default=1000000, metavar="N")
    p.add_argument("--pages", type=int, default=2000, metavar="N",
                   help="to be fetched by each run")
    p.add_argument("--work", metavar="DIR", help="instead of one of its own",
                   default=os.path.join(tree.build_dir(), "bench", "frontier"))
    a = p.parse_args()
    work = a.work
    shutil.rmtree(work, ignore_errors=True)
    write_site(os.path.join(work, "sites", HOST), a.urls)
    data, funders = os.path.join(work, "data"), os.path.join(work, "funders")
    # A budget has room for twenty addresses a page.
    tree.write_funder(funders, "million", "Million", ["SE"], [ROOT + "/"],
                      budget=a.urls // 20 + 1000)
    with SiteServer(os.path.join(work, "sites"),
                    work=os.path.join(work, "web")) as web:
        first = Crawl(data, funders, web.port)
        first.until(lambda: known(data) >= a.urls)
        taken_in = time.monotonic() - first.began
        before = web.count()
        first.until(lambda: web.count() >= before + a.pages)
        first.stop(signal.SIGKILL)
        before = web.count()
        second = Crawl(data, funders, web.port)
        second.until(lambda: web.count() >= before + a.pages)
        seconds = second.stop(signal.SIGINT)
        pages = collections.Counter(r.uri for r in web.requests())
        fetched = web.count() - before
    twice = sum(n - 1 for uri, n in pages.items() if "/utlysningar/" in uri)
    print("%d addresses: %.0f a second taken in; %.0f pages a second; "
          "memory %.0f MB, after kill -9 %.0f MB; %d fetched twice" % (
              a.urls, a.urls / taken_in, fetched / seconds, first.mb,
              second.mb, twice))
    return 1 if max(first.mb, second.mb) > MEMORY_MAX_MB or twice > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
