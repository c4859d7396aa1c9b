#!/usr/bin/env python3
"""How fast medel crawls, beside wget2, and how much memory that takes.

    crawl.py [--pages N] [--rounds N]

A site of N (2,000) pages is served by nginx on loopback. Round after round,
medel crawls it anew without a delay, then wget2 -r does, so that what else
the machine does falls on both alike. Both follow links from the start page and
store what they get. Printed are the medians of the seconds taken, the ratio,
and the most memory that either held.
"""

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from support import tree  # noqa: E402
from support.nginx import Nginx  # noqa: E402

A_SECTION = 50  # pages that one listing links to
STEP_SECONDS = 600
WORDS = ("stöd bidrag utlysning projekt förening region kommun landsbygd "
         "kultur social företag ansökan medel kostnader samverkan hållbar "
         "utveckling under perioden och för med som av till").split()


def work_dir(*more):
    return os.path.join(tree.build_dir(), "bench", "crawl", *more)


def page(title, links, rng):
    """About as long and as full of markup as a page of an authority."""
    text = "".join("<div class=\"block\"><h2>%s</h2><p>%s.</p></div>\n" % (
        rng.choice(WORDS), " ".join(rng.choices(WORDS, k=80)))
        for _ in range(20))
    items = "".join("<li><a href=\"%s\">%s</a></li>\n" % (url, name)
                    for url, name in links)
    return ("<!DOCTYPE html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">"
            "<title>%s</title></head><body><ul>%s</ul><main><h1>%s</h1>\n%s"
            "</main></body></html>\n" % (title, items, title, text))


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def make_site(root, n):
    """A start page, listings, and pages that lead on to each other: N."""
    rng = random.Random(1)
    sections = max(1, (n - 1) // (A_SECTION + 1))
    names = ["/s%d/" % i for i in range(sections)]
    for i in range(n - 1 - sections):
        names.append("/s%d/sida-%d.html" % (i % sections, i))
    listings, leaves = names[:sections], names[sections:]
    write(root, "index.html",
          page("Start", [(s, "Avdelning " + s) for s in listings], rng))
    for i, s in enumerate(listings):
        write(root, s[1:] + "index.html", page("Avdelning %d" % i, [
            (leaf, "Sida " + leaf) for leaf in leaves
            if leaf.startswith(s)], rng))
    for i, leaf in enumerate(leaves):
        near = [leaves[(i + k) % len(leaves)] for k in (1, 2, 3)]
        write(root, leaf[1:], page("Sida %d" % i, [
            (u, "Läs mer") for u in near] + [("/", "Start")], rng))


def peak_kib(pid):
    """The most memory that a process has held so far, 0 where it is gone.
    (What wait4() tells counts this script too, which forked it.)"""
    try:
        with open("/proc/%d/status" % pid, encoding="ascii") as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def measure(command, env=None):
    """Seconds, and the most memory held, in KiB."""
    peak = 0
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=env)
    while process.poll() is None:
        peak = max(peak, peak_kib(process.pid))
        time.sleep(0.005)
    took = time.perf_counter() - began
    if process.returncode != 0:
        sys.exit("crawl: %s: exit status %d" % (
            " ".join(command), process.returncode))
    return took, peak


def medel(port):
    data = work_dir("data")
    shutil.rmtree(data, ignore_errors=True)
    took = measure(
        [os.path.join(tree.build_dir(), "medel-crawl"), "crawl", "--data",
         data, "--funders", work_dir("funders"), *tree.crawl_options(port)],
        tree.environment())
    with sqlite3.connect(os.path.join(data, "crawl.db")) as db:
        (n,) = db.execute("SELECT count(*) FROM page WHERE version > 0"
                          ).fetchone()
    return took, n


def wget2(port):
    target = work_dir("wget2")
    shutil.rmtree(target, ignore_errors=True)
    took = measure(["wget2", "--quiet", "--recursive", "--level=inf",
                    "--no-config", "--directory-prefix=" + target,
                    "http://127.0.0.1:%d/" % port])
    return took, sum(f.endswith(".html") for _, _, files in os.walk(target)
                     for f in files)


def compare(port, pages, rounds):
    """{name: (median seconds, peak KiB)}"""
    took = {medel: [], wget2: []}
    for i in range(rounds + 1):
        for crawler, times in took.items():
            one, n = crawler(port)
            if n != pages:
                sys.exit("crawl: %s got %d pages of %d" % (
                    crawler.__name__, n, pages))
            if i > 0:  # the first round warms the caches
                times.append(one)
    return {c.__name__: (statistics.median(t for t, _ in times),
                         max(m for _, m in times))
            for c, times in took.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--pages", type=int, default=2000)
    p.add_argument("--rounds", type=int, default=5)
    a = p.parse_args()
    shutil.rmtree(work_dir(), ignore_errors=True)
    make_site(work_dir("site"), a.pages)
    with Nginx(work_dir("site"), work_dir("nginx"), keepalive=100000,
               log=False) as web:
        tree.write_funder(work_dir("funders"), "bench", "Bench", ["SE"],
                          ["http://127.0.0.1:%d/" % web.port],
                          budget=2 * a.pages)
        found = compare(web.port, a.pages, a.rounds)
    print("crawl of %d pages from nginx, medians of %d rounds:" % (
        a.pages, a.rounds))
    for name, (seconds, kib) in found.items():
        print("  %-6s %6.2f s  %5.0f pages/s  at most %5.1f MB" % (
            name, seconds, a.pages / seconds, kib / 1024))
    print("  medel against wget2: %.2f (below 1 is faster)" % (
        found["medel"][0] / found["wget2"][0]))


if __name__ == "__main__":
    main()
