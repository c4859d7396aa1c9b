#!/usr/bin/env python3
"""Scores what is read from short pages: a few blocks each, some fields judged.

    short.py [--misses] [--raise] [FILE ...]

tests/corpus/short/*.jsonl: one page a line with its "title", "html" and "lang"
and what is right in "expect"; those with a "kind" instead are no calls. Prints
how many are taken for calls and, of every field, the share that is right. Exit
status 1 where a figure is below its floor in tests/floors.json.

  --misses    each fault, with the page
  --raise     raise the floors to the figures seen (never lower one)
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import evaluate  # noqa: E402
from support import tree  # noqa: E402

FOLDER = os.path.join(tree.CORPUS, "short")
SET = "short"
LISTS = ("deadlines", "applicants", "regions")
NUMBERS = ("award_floor", "award_ceiling", "total_budget", "funding_rate")
PAGE = ("<html lang=%s><head><title>%s</title></head><body><main><h1>%s</h1>"
        "%s</main></body></html>")


def rows(name):
    with open(os.path.join(FOLDER, name + ".jsonl"), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def names():
    return sorted(os.path.basename(p)[:-len(".jsonl")]
                  for p in glob.glob(os.path.join(FOLDER, "*.jsonl")))


def write_pages(name):
    """[path] of the rows' pages, as files in the build folder."""
    folder = os.path.join(tree.build_dir(), "short")
    os.makedirs(folder, exist_ok=True)
    paths = []
    for i, row in enumerate(rows(name)):
        paths.append(os.path.join(folder, "%s-%d.html" % (name, i)))
        with open(paths[-1], "w", encoding="utf-8") as f:
            f.write(PAGE % (row["lang"], row["title"], row["title"],
                            row["html"]))
    return paths


def value(field, text):
    if field in LISTS:
        return [code.strip() for code in text.split(",")]
    if field == "rolling":
        return text == "true"
    return float(text) if field in NUMBERS else text


def read(path):
    """(is it taken for a call, {field: value}) of a page. Fields are told of
    any page, so that they are judged by themselves."""
    done = subprocess.run(
        [os.path.join(tree.build_dir(), "medel"), "extract", "--explain",
         "--today", "2026-11-23", "--url", "http://short.localhost/", path],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=dict(os.environ, LC_ALL="C.UTF-8"), check=False)
    fields = dict(re.findall(r"^([a-z_]+): (.*)$", done.stdout, re.M))
    return done.returncode == 0, {
        k: value(k, v) for k, v in fields.items() if k != "page"}


def is_right(want, got):
    if isinstance(want, list):
        return sorted(want) == sorted(got or [])
    return (want or None) == (got or None)


def judge(name, show):
    """{figure: share} of one file."""
    paths = write_pages(name)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(read, paths))
    right, asked, calls = Counter(), Counter(), 0
    for row, (is_call, fields) in zip(rows(name), answers):
        calls += is_call
        wrong = []
        for field, want in row.get("expect", {}).items():
            asked[field] += 1
            if is_right(want, fields.get(field)):
                right[field] += 1
            else:
                wrong.append("%s: want %s, got %s" % (
                    field, want, fields.get(field)))
        if "expect" not in row and is_call:
            wrong.append("taken for a call, is %s" % row["kind"])
        if show and wrong:
            print("\n-- %s: %s\n%s" % (name, row["title"], row["html"]))
            print("".join("   %s\n" % w for w in wrong), end="")
    figures = {f: round(right[f] / asked[f], 3) for f in asked}
    share = calls / len(paths)
    figures["recognised"] = round(share if asked else 1 - share, 3)
    return figures


def check_floors(told, raise_them):
    floors = evaluate.load_floors()
    mine = floors.setdefault(SET, {})
    if raise_them:
        for figure, share in told.items():
            mine[figure] = max(mine.get(figure, 0), share)
        evaluate.save_floors(floors)
    bad = [f for f in told if told[f] < mine.get(f, 0)]
    for figure in bad:
        print("%s: %s is %.3f, its floor %.3f" % (
            SET, figure, told[figure], mine[figure]))
    print("floors: %s" % ("%d broken" % len(bad) if bad else "all kept"))
    return len(bad)


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--misses", action="store_true")
    p.add_argument("--raise", action="store_true", dest="raise_floors")
    p.add_argument("files", nargs="*", metavar="FILE", choices=[[], *names()])
    a = p.parse_args()
    told = {}
    for name in a.files or names():
        for figure, share in judge(name, a.misses).items():
            told["%s.%s" % (name, figure)] = share
    for figure, share in told.items():
        print("%-24s %.3f" % (figure, share))
    return 1 if check_floors(told, a.raise_floors) else 0


if __name__ == "__main__":
    sys.exit(main())
