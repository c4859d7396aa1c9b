#!/usr/bin/env python3
"""How good medel is, on the judged sets of tests/corpus.

    evaluate.py [--details] [--again] [--raise] [SET ...]

A SET is one of tests/corpus, or the path of a folder that is laid out so.

For each set: its sites are served, crawled and indexed from nothing, every
record is exported and every profile searched, as a user would, and score.py
judges the answers. Exits 1 when a figure is worse than its floor in
tests/floors.json.

  --details   also print everything that the records got wrong; of the sets
              that are held out (tree.HELD_SETS) only where they are named
  --again     keep the pages of the last evaluation: read and index them anew
  --raise     raise the floors to the figures seen (never lower one)
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import misses, yardstick  # noqa: E402
from support import robots, tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

FLOORS = os.path.join(tree.TESTS, "floors.json")
SEARCH_LIMIT = "20"
STEP_SECONDS = 600

# What the table shows, in order: title, then (figure, its name for people).
GROUPS = (
    ("Recognition", (
        ("precision", "precision"), ("recall", "recall"), ("f1", "F1"),
        ("false", "records of no call"), ("duplicates", "duplicates"))),
    ("Fields, of all calls", tuple((f, f) for f in (
        "title", "status", "opens", "deadlines", "deadline_time", "rolling",
        "award_floor", "award_ceiling", "total_budget", "funding_rate",
        "language"))),
    ("Fields, where a page states them", tuple(
        (f + "_when_stated", f) for f in (
            "opens", "deadlines", "deadline_time", "award_floor",
            "award_ceiling", "total_budget", "funding_rate"))),
    ("Values that no page states, count", tuple(
        (f + "_invented", f) for f in (
            "opens", "deadlines", "deadline_time", "award_floor",
            "award_ceiling", "total_budget", "funding_rate"))),
    ("Sets of codes, F1", tuple(
        (f + "_f1", f) for f in ("applicants", "regions", "themes"))),
    ("Ranking", (
        ("ndcg10", "nDCG@10"), ("good_at_5", "good, of first 5"),
        ("recall20", "recall@20"),
        ("cannot_apply_at_10", "barred, of first 10"),
        ("omega_ndcg10", "Xapian Omega: nDCG@10"),
        ("omega_barred", "Xapian Omega: barred"))),
    ("Crawl", (
        ("pages", "pages fetched"),
        ("robots_broken", "against robots.txt"),
        ("quarantined", "readers killed"))),
)
# What the figures should be on pages that nobody has seen.
AIMS = {
    "f1": 0.97, "title": 0.97, "status": 0.97, "opens": 0.93,
    "deadlines": 0.95, "deadline_time": 0.93, "rolling": 0.98,
    "award_floor": 0.95, "award_ceiling": 0.93, "total_budget": 0.93,
    "funding_rate": 0.93, "applicants_f1": 0.92, "regions_f1": 0.95,
    "themes_f1": 0.80, "ndcg10": 0.90, "cannot_apply_at_10": 0,
    "robots_broken": 0, "quarantined": 0,
    **{f + "_invented": 1 for f in (
        "opens", "deadlines", "deadline_time", "award_floor",
        "award_ceiling", "total_budget", "funding_rate")},
}
LOWER_IS_BETTER = ("false", "duplicates", "cannot_apply_at_10",
                   "robots_broken", "quarantined")
NO_FLOOR = ("pages", "omega_ndcg10", "omega_barred")


def lower_is_better(figure):
    return figure in LOWER_IS_BETTER or figure.endswith("_invented")


class Failed(Exception):
    """A program did not do its work; the text says which and why."""


def work_dir(name):
    """Where a set's pages and answers are kept between evaluations."""
    return os.path.join(tree.build_dir(), "eval", os.path.basename(tree.set_dir(name)))


def forget_records(data):
    """Leaves only what was crawled."""
    for entry in os.listdir(data):
        path = os.path.join(data, entry)
        if entry.startswith(("calls.db", "index")):
            if os.path.isdir(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)


class Evaluation:
    """One set, from its sites to its figures."""

    def __init__(self, name, again):
        self.name = name
        self.again = again
        self.set_dir = tree.set_dir(name)
        self.work = work_dir(name)
        self.data = os.path.join(self.work, "data")
        self.calls = os.path.join(self.work, "calls.jsonl")
        self.run_file = os.path.join(self.work, "run.tsv")

    def say(self, text):
        print("  %s: %s" % (self.name, text), flush=True)

    def medel(self, *arguments, ok=(0,)):
        """Runs medel; its stdout. stderr is kept in a file for people."""
        command = [os.path.join(tree.build_dir(), "medel"), *arguments]
        log = os.path.join(self.work, "stderr.txt")
        with open(log, "a", encoding="utf-8") as err:
            err.write("$ %s\n" % " ".join(command))
            err.flush()
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=err,
                stdin=subprocess.DEVNULL, env=tree.environment(),
                timeout=STEP_SECONDS, check=False)
        if done.returncode not in ok:
            with open(log, encoding="utf-8", errors="replace") as f:
                tail = f.read().splitlines()[-5:]
            raise Failed("medel %s: exit status %d\n    %s" % (
                " ".join(arguments), done.returncode, "\n    ".join(tail)))
        return done.stdout.decode("utf-8")

    def crawl(self):
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(self.work)
        funders = tree.write_funders(os.path.join(self.work, "funders"),
                                     self.name)
        sites = tree.sites_dir(self.name)
        with SiteServer(sites, work=os.path.join(self.work, "web")) as web:
            self.medel("crawl", "--data", self.data, "--funders", funders,
                       *tree.crawl_options(web.port))
            requests = web.requests()
        return {
            "pages": sum(1 for r in requests if r.status == 200),
            "robots_broken": len(robots.broken(requests, sites)),
        }

    def read(self):
        told = self.medel("index", "--data", self.data, "--today", tree.TODAY)
        quarantined = re.search(r"^quarantined: (\d+) crashed", told, re.M)
        exported = self.medel("export", "--data", self.data, "--format",
                              "jsonl", "--today", tree.TODAY, ok=(0, 1))
        with open(self.calls, "w", encoding="utf-8") as f:
            f.write(exported)
        figures = misses.score.calls(self.set_dir, self.calls)
        figures["quarantined"] = int(quarantined[1]) if quarantined else 0
        return figures

    def rank(self):
        with open(self.run_file, "w", encoding="utf-8") as f:
            for profile, path in tree.profiles(self.name).items():
                hits = self.medel(
                    "search", "--data", self.data, "--profile", path,
                    "--limit", SEARCH_LIMIT, "--format", "jsonl",
                    "--today", tree.TODAY, ok=(0, 1))
                for hit in tree.read_jsonl(hits):
                    f.write("%s\t%s\n" % (profile, hit["url"]))
        return misses.score.rank(self.set_dir, self.run_file)

    def has_profiles(self):
        return bool(tree.profiles(self.name))

    def run(self):
        """The figures of the set, as one dictionary."""
        figures = {}
        began = time.monotonic()
        if self.again and os.path.isdir(self.data):
            forget_records(self.data)
        else:
            self.say("crawling")
            figures.update(self.crawl())
        self.say("reading and indexing (%.0f s)" %
                 (time.monotonic() - began))
        figures.update(self.read())
        if self.has_profiles():
            self.say("searching (%.0f s)" % (time.monotonic() - began))
            figures.update(self.rank())
            if yardstick.is_here():
                figures.update(yardstick.rank(self.name, self.work))
        self.say("done (%.0f s)" % (time.monotonic() - began))
        return figures


# --- floors -------------------------------------------------------------------

def load_floors():
    if not os.path.exists(FLOORS):
        return {}
    with open(FLOORS, encoding="utf-8") as f:
        return json.load(f)


def figures_of_table():
    return [f for _, rows in GROUPS for f, _ in rows]


def worse(figure, value, floor):
    return value > floor if lower_is_better(figure) else value < floor


def below_floor(results, floors):
    """[(set, figure, value, floor)] of what got worse."""
    bad = []
    for name, figures in results.items():
        for figure, floor in floors.get(name, {}).items():
            value = figures.get(figure)
            if value is not None and worse(figure, value, floor):
                bad.append((name, figure, value, floor))
    return bad


def raise_floors(results, floors):
    """Moves floors up to the figures; how many moved."""
    moved = 0
    for name, figures in results.items():
        mine = floors.setdefault(name, {})
        for figure in figures_of_table():
            value = figures.get(figure)
            if value is None or figure in NO_FLOOR:
                continue
            if figure not in mine or worse(figure, mine[figure], value):
                mine[figure] = value
                moved += 1
    save_floors(floors)
    return moved


def save_floors(floors):
    with open(FLOORS + ".new", "w", encoding="utf-8") as f:
        json.dump(floors, f, indent=1, sort_keys=True)
        f.write("\n")
    os.rename(FLOORS + ".new", FLOORS)


# --- output -------------------------------------------------------------------

def number(value):
    if value is None:
        return "-"
    return "%d" % value if isinstance(value, int) else "%.3f" % value


def cell(figure, value, floors):
    """The figure; "!" where it is below its floor, "-" below the aim."""
    floor, aim = floors.get(figure), AIMS.get(figure)
    mark = " "
    if value is not None and floor is not None and worse(figure, value,
                                                         floor):
        mark = "!"
    elif value is not None and aim is not None and worse(figure, value, aim):
        mark = "-"
    return "%7s%s" % (number(value), mark)


SETS_ACROSS = 6  # of a table 80 columns wide


def print_table(results, floors, out=sys.stdout):
    for i in range(0, len(results), SETS_ACROSS):
        print_columns(list(results)[i:i + SETS_ACROSS], results, floors, out)
    out.write("!: below its floor; -: below the aim\n\n")


def print_columns(names, results, floors, out):
    out.write("\n%-25s%6s " % ("", "aim"))
    for name in names:
        out.write("%7s " % os.path.basename(name)[:7])
    out.write("\n")
    for title, rows in GROUPS:
        out.write("%s\n" % title)
        for figure, label in rows:
            aim = AIMS.get(figure)
            line = "  %-23s%6s " % (label, "" if aim is None else "%.2f" % aim)
            for name in names:
                line += cell(figure, results[name].get(figure),
                             floors.get(name, {}))
            out.write(line.rstrip() + "\n")
    out.write("\n")


def print_misses(name, figures):
    calls = os.path.join(work_dir(name), "calls.jsonl")
    with open(calls, encoding="utf-8") as f:
        misses.report(tree.set_dir(name), tree.read_jsonl(f.read()),
                      sys.stdout)
    worst = sorted(figures.get("per_profile", {}).items(),
                   key=lambda p: p[1])
    print("\nnDCG@10 by profile: " +
          ", ".join("%s %.3f" % p for p in worst) + "\n")


def evaluate(names, again):
    """{set: figures}; the sets are run side by side."""
    print("evaluating %s" % " and ".join(names), flush=True)
    with concurrent.futures.ThreadPoolExecutor(len(names)) as pool:
        jobs = {n: pool.submit(Evaluation(n, again).run) for n in names}
        return {n: job.result() for n, job in jobs.items()}


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("sets", nargs="*", metavar="SET")
    p.add_argument("--details", action="store_true")
    p.add_argument("--again", action="store_true")
    p.add_argument("--raise", action="store_true", dest="raise_floors")
    a = p.parse_args()
    a.sets = [s.rstrip(os.sep) for s in a.sets]
    for name in a.sets:
        if not os.path.exists(os.path.join(tree.set_dir(name), "gold.jsonl")):
            p.error("no such set: %s (%s, or the path of a folder)" % (
                name, ", ".join(tree.SETS)))
    try:
        results = evaluate(a.sets or list(tree.SETS), a.again)
    except (Failed, OSError, subprocess.TimeoutExpired) as e:
        print("evaluate: %s" % e, file=sys.stderr)
        return 1
    floors = load_floors()
    if a.details:
        for name, figures in results.items():
            # What has been read is no longer held out: only when asked for.
            if name not in tree.HELD_SETS or name in a.sets:
                print_misses(name, figures)
    print_table(results, floors)
    if a.raise_floors:
        print("%d floors raised" % raise_floors(results, floors))
    bad = below_floor(results, floors)
    for name, figure, value, floor in bad:
        print("%s: %s is %s, its floor %s" % (
            name, figure, number(value), number(floor)))
    print("floors: %s" % ("%d broken" % len(bad) if bad else "all kept"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
