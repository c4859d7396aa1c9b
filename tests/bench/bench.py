#!/usr/bin/env python3
"""Everything that `make bench` measures, in one run, side by side with peers.

    bench.py [--sizes N ...] [--rounds N] [--write FILE]

Made-up Swedish pages (pages.py; the same each time) are served by nginx,
crawled, read, indexed and searched; peers do the same to the same pages, or
put the same words to the same index, in turn with medel. Peers that are absent
are installed where this may (apt-get, root), else left out by name. The table
has ratios first, each with its goal; it goes to standard output, and as
Markdown into FILE (doc/bench.md).

With 2,000 and 50,000 pages a run takes about a quarter of an hour on two cores,
with 500,000 some hours and 25 GB of room under build/bench.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

import measure  # noqa: E402
import table  # noqa: E402
import timing  # noqa: E402
from ground import Ground, work_dir  # noqa: E402
from support import nginx, tree  # noqa: E402

PEERS = (("wget2", "wget2"), ("httrack", "httrack"),
         ("omindex", "xapian-omega"), ("quest", "xapian-tools"),
         ("recollq", "recollcmd"), ("sqlite3", "sqlite3"))
TEXT = """\
# Bench

Written by `make bench` (`tests/bench/bench.py`), which tells how; do not edit.
{machine}. Peers: {versions}.{absent}

Pages are made up, in Swedish, out of those of the judged sets
(`tests/bench/pages.py`): {bytes} bytes each in the middle, a quarter more or
less at most for half of them, three of four a call. Each figure is the median of
{rounds} runs that took turns with the peer's; of one run where a size of 10,000
pages or more is indexed. The machine had other work of its own.

{rows}

* Crawl: a site of 2,000 pages, all of which must be stored. medel looks at each
  page; it asks through up to five connections, as it does with `--delay 0` where
  the server answers well and as `wget2 -r` does, and in rows of their own through
  one (`--per-host 1`). httrack asks through eight, without its pauses.
* Read: clean, recognise and extract, in one process, beside `tidyParseBuffer`
  with the same options and nothing else. Processor's time; over cores the clock's.
* Index: `medel index` from pages in `crawl.db` to records in `calls.db` and an
  index; `omindex` from the files to an index of their words. The size is that of
  the index alone.
* Search: each question a whole process. `quest` is asked with the same words on
  the same index, `recollq` on Recoll's index of the same pages. A profile is
  shown with eligibility, each part of its score and the words' places.

## Growth

Seconds of one run and the most memory that the process held.

{growth}
"""


def install():
    """Tries to; whatever is still absent is left out below."""
    missing = [package for name, package in PEERS
               if shutil.which(name) is None]
    if missing and os.getuid() == 0 and shutil.which("apt-get"):
        timing.say("installing " + " ".join(missing))
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for command in (["update"], ["install", "--no-install-recommends",
                                     *missing]):
            subprocess.run(["apt-get", "-q", "-y", *command], env=env,
                           stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=False)


def absent():
    found = [name for name, _ in PEERS if shutil.which(name) is None]
    if nginx.program() is None:
        sys.exit("bench: nginx is missing, which serves the pages: make deps")
    return found


def one_size(n, rounds, first):
    """(rows, growth)"""
    ground, growth = Ground(n), table.Growth(n)
    ground.forget()
    timing.say("crawling %d pages" % n)
    with ground.serve() as web:
        growth.add("crawl", [ground.crawl(web)])
    rows = measure.read_rows(ground, rounds) if first else []
    rows += measure.index_rows(ground, rounds, growth)
    rows += measure.search_rows(ground, 5 * rounds, growth)
    rows += measure.again_rows(ground, rounds)
    return rows, growth


def middle_bytes(n):
    sizes = sorted(os.path.getsize(p)
                   for p in Ground(n).page_paths(measure.READ))
    return sizes[len(sizes) // 2]


def positive(text):
    n = int(text)
    if n < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return n


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--sizes", type=positive, nargs="+", metavar="N",
                   default=[2000, 50000])
    p.add_argument("--rounds", type=positive, default=5, metavar="N")
    p.add_argument("--write", metavar="FILE")
    a = p.parse_args()
    os.makedirs(work_dir(), exist_ok=True)
    install()
    left_out = absent()
    for name in left_out:
        timing.say("left out, since it is not installed: " + name)
    began = time.monotonic()
    rows, growths = measure.crawl_rows(a.rounds), []
    for i, n in enumerate(a.sizes):
        more, growth = one_size(n, a.rounds, i == 0)
        rows += more
        growths.append(growth)
    text = TEXT.format(
        machine=table.machine(), rounds=a.rounds,
        versions=", ".join("%s %s" % v for v in table.versions() if v[1]),
        absent="".join(" Left out, since it was not installed: %s." % n
                       for n in left_out),
        bytes=middle_bytes(a.sizes[0]), rows=table.rows_table(rows),
        growth=table.growth_table(growths))
    print(text)
    timing.say("%.0f minutes" % ((time.monotonic() - began) / 60))
    if a.write:
        with open(os.path.join(tree.TREE, a.write), "w",
                  encoding="utf-8") as f:
            f.write(text)


if __name__ == "__main__":
    main()
