#!/usr/bin/env python3
"""How fast medel crawls, beside wget2, and how much memory that takes.

    crawl.py [--pages N] [--rounds N]

A site of N (2,000) pages is served by nginx on loopback. Round after round,
medel crawls it anew without a delay, then wget2 -r does, so that what else
the machine does falls on both alike. Both ask through five connections, wget2
because it does, medel because it finds out that the server answers well; and a
third time medel asks through one, as it is told to ("medel, 1"). All
follow links from the start page and store what they get, which is looked at:
every page whole, and nothing else. Printed are the medians of the seconds that
passed and of the processor seconds that the crawler and nginx took, the
ratios, and the most memory that each held. That is done twice, for two questions: on the disk, where each writes as
it always does, and with everything in memory (/dev/shm), where nothing but the
processors counts. Site, server and all stores are in the same file system each
time, which is named.

None waits for the disk page by page. medel has SQLite's synchronous=NORMAL:
fsync() at the first commit, which must be durable, and at each checkpoint of
the log, every 16 MB and at the end; a kill loses nothing, a power cut perhaps
the last commits. wget2 writes a file a page, and never calls fsync().

On the disk nothing is removed before the end. ext4 gives no inode away that was
freed within the last minutes, and looks through all of these for each new file:
where thousands of files had been removed, as an earlier round's were, wget2
took up to four times as long as it else does. (So do not run this twice within
five minutes, for the disk's sake.)
"""

import argparse
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
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


# How they are called in the report, and how what is written gets onto the disk.
NAMES = {"medel": "medel", "medel_one": "medel, 1", "wget2": "wget2"}
DURABLE = {"medel": "fsync() at checkpoints",
           "medel_one": "fsync() at checkpoints", "wget2": "no fsync()"}


class Run:
    """What a crawl took: seconds, processor seconds, the server's, KiB."""

    def __init__(self, seconds, cpu, server, kib):
        self.seconds, self.cpu = seconds, cpu
        self.server, self.kib = server, kib


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


def cpu_of(pid):
    """Processor seconds that a process has taken so far."""
    with open("/proc/%d/stat" % pid, encoding="utf-8") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(web, command, env=None):
    peak, pid = 0, 0
    server = cpu_of(web.process.pid)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=env)
    while pid == 0:
        peak = max(peak, peak_kib(process.pid))
        time.sleep(0.005)
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("crawl: %s: exit status %d" % (
            " ".join(command), process.returncode))
    return Run(took, usage.ru_utime + usage.ru_stime,
               cpu_of(web.process.pid) - server, peak)


def crawl_with(options, web, work, number):
    """What it took, and {path: bytes} of the pages that it stored."""
    data = os.path.join(work, "data-%d-%d" % (len(options), number))
    run = measure(
        web, [os.path.join(tree.build_dir(), "medel-crawl"), "crawl", "--data",
              data, "--funders", os.path.join(work, "funders"),
              *options, *tree.crawl_options(web.port)],
        tree.environment())
    with sqlite3.connect(os.path.join(data, "crawl.db")) as db:
        got = {"/" + url.split("/", 3)[3]: length for url, length in
               db.execute("SELECT url, length FROM page JOIN body"
                          " ON body.page = page.id AND"
                          " body.version = page.version")}
    return run, got


def medel(web, work, number):
    return crawl_with([], web, work, number)


def medel_one(web, work, number):
    return crawl_with(["--per-host", "1"], web, work, number)


def wget2(web, work, number):
    target = os.path.join(work, "wget2-%d" % number)
    run = measure(web, ["wget2", "--quiet", "--recursive", "--level=inf",
                        "--no-config", "--directory-prefix=" + target,
                        "http://127.0.0.1:%d/" % web.port])
    (host,) = os.listdir(target)  # named by host, or by host and port
    return run, pages_in(os.path.join(target, host))


def pages_in(root):
    """{path: bytes} of the pages in a folder, as addresses name them."""
    found = {}
    for folder, _, files in os.walk(root):
        for name in files:
            path = os.path.join(folder, name)
            url = "/" + os.path.relpath(path, root)
            if url.endswith(".html"):  # robots.txt is none
                found[url.removesuffix("index.html")] = os.path.getsize(path)
    return found


def compare(web, work, rounds):
    """{crawler: its runs}"""
    runs = {medel: [], wget2: [], medel_one: []}
    site = pages_in(os.path.join(work, "site"))
    for i in range(rounds + 1):
        for crawler, done in runs.items():
            run, got = crawler(web, work, i)
            if got != site:
                sys.exit("crawl: %s stored %d pages, %d of them as they are, "
                         "of %d" % (crawler.__name__, len(got),
                                    len(got.items() & site.items()),
                                    len(site)))
            if i > 0:  # the first round warms the caches
                done.append(run)
    return runs


def median(runs, what):
    return statistics.median(getattr(r, what) for r in runs)


def report(pages, rounds, place, runs):
    print("crawl of %d pages from nginx, %s, medians of %d rounds:" % (
        pages, place, rounds))
    for crawler, done in runs.items():
        print("  %-8s %6.2f s  %5.0f pages/s  %5.2f s of processor and "
              "nginx's %4.2f  at most %5.1f MB  %s" % (
                  NAMES[crawler.__name__], median(done, "seconds"),
                  pages / median(done, "seconds"), median(done, "cpu"),
                  median(done, "server"),
                  max(r.kib for r in done) / 1024,
                  DURABLE[crawler.__name__]))
    for crawler in (medel, medel_one):
        print("  %s against wget2: %.2f (below 1 is faster)" % (
            NAMES[crawler.__name__], median(runs[crawler], "seconds") /
            median(runs[wget2], "seconds")))


def file_system(folder):
    """The type of what FOLDER is on, such as ext4."""
    best, kind = "", "unknown"
    with open("/proc/self/mountinfo", encoding="utf-8") as f:
        for line in f:
            mount, (kind_here, *_) = (
                line.split()[4], line.split(" - ", 1)[1].split())
            inside = os.path.join(os.path.realpath(folder), "")
            # Of two on one place the later is seen.
            if inside.startswith(os.path.join(mount, "")) and (
                    len(mount) >= len(best)):
                best, kind = mount, kind_here
    return kind


def bench(folder, place, a):
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="medel-bench-",
                                     dir=folder) as work:
        make_site(os.path.join(work, "site"), a.pages)
        with Nginx(os.path.join(work, "site"), os.path.join(work, "nginx"),
                   keepalive=100000, log=False) as web:
            tree.write_funder(os.path.join(work, "funders"), "bench", "Bench",
                              ["SE"], ["http://127.0.0.1:%d/" % web.port],
                              budget=2 * a.pages)
            report(a.pages, a.rounds, "%s (%s)" % (place, file_system(work)),
                   compare(web, work, a.rounds))


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--pages", type=int, default=2000)
    p.add_argument("--rounds", type=int, default=5)
    a = p.parse_args()
    bench(os.path.join(tree.build_dir(), "bench"), "on the disk", a)
    if os.access("/dev/shm", os.W_OK):
        bench("/dev/shm", "in memory", a)


if __name__ == "__main__":
    main()
