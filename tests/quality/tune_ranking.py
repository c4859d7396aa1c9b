#!/usr/bin/env python3
"""Tunes the weights of the ranking (data/weights.yaml) on judged sets, and
tells what weights tuned on other sets are worth on a set (cross-validation).

    tune_ranking.py [--moves N] [--gain G] [--write] [SET ...]

Each weight is tried a step up and a step down, and the best step is taken if
it raises the mean nDCG@10 of the sets by at least G, so that little luck moves
nothing; then the next, N at most. This is done once without each set, which then judges the
weights, and once with all of them; --write puts the last into the file.

Nothing is crawled or read again: the profiles are searched anew in what
`make eval` indexed. Sets that are held out (tree.HELD_SETS) are refused.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import evaluate, misses  # noqa: E402
from support import tree  # noqa: E402

SHARED = os.path.join(tree.TREE, "data")
WEIGHTS = os.path.join(SHARED, "weights.yaml")
LIMIT = "20"
STEP = 1.5
# What is tuned. `words` and `like` are of searches that the sets do not hold;
# `general.themes` is a list.
SECTIONS = ("parts", "fields", "profile", "general", "place", "time")
KEPT = {("parts", "words"), ("place", "few_counties"),
        ("time", "rush_days"), ("time", "enough_days"), ("time", "far_days")}
# Values, not weights: they stay between 0 and 1.
SHARES = {"general", "place", "time"}
LINE = re.compile(r"^(  )(\w+)(: )([\d.]+)(?=\s|$)")


def parse(text):
    """{(section, name): number} of the file."""
    section, found = None, {}
    for line in text.splitlines():
        head = re.match(r"(\w+):", line)
        section = head[1] if head else section
        entry = LINE.match(line)
        if entry:
            found[section, entry[2]] = float(entry[4])
    return found


def render(text, values):
    """The file with other numbers; comments and lines stay."""
    section, out = None, []
    for line in text.splitlines():
        head = re.match(r"(\w+):", line)
        section = head[1] if head else section
        entry = LINE.match(line)
        if entry:
            line = LINE.sub("  %s: %g" % (
                entry[2], values[section, entry[2]]), line)
        out.append(line)
    return "\n".join(out) + "\n"


def rounded(number):
    """Two digits say all that so few profiles can tell."""
    return float("%.2g" % number)


def steps(key, value):
    """The values to try beside VALUE."""
    tried = [rounded(value * STEP), rounded(value / STEP)]
    if key[0] in SHARES:
        tried = [min(1.0, t) for t in tried]
    return [t for t in tried if t != value]


class Ranker:
    """Searches the profiles of the sets with weights of ours."""

    def __init__(self, names):
        self.names = names
        self.folder = tempfile.mkdtemp(prefix="medel-tune-")
        self.data = os.path.join(self.folder, "data")
        shutil.copytree(SHARED, self.data)
        with open(WEIGHTS, encoding="utf-8") as f:
            self.text = f.read()
        self.seen = {}

    def run(self, name):
        """nDCG@10 of one set."""
        found = subprocess.run(
            [os.path.join(tree.build_dir(), "medel"), "match",
             "--data", os.path.join(evaluate.work_dir(name), "data"),
             "--profiles", os.path.join(tree.set_dir(name), "profiles"),
             "--limit", LIMIT, "--format", "jsonl", "--today", tree.TODAY],
            env=tree.environment(MEDEL_SHARE=self.folder), check=False,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if found.returncode not in (0, 1):
            raise evaluate.Failed("medel match: %s" % found.stderr.decode())
        path = os.path.join(self.folder, name + ".tsv")
        with open(path, "w", encoding="utf-8") as f:
            for line in found.stdout.decode("utf-8").splitlines():
                hit = json.loads(line)
                f.write("%s\t%s\n" % (hit["profile"], hit["url"]))
        figures = misses.score.rank(tree.set_dir(name), path)
        return statistics.mean(figures["per_profile"].values())

    def figures(self, values):
        """{set: nDCG@10} with these weights."""
        key = tuple(sorted(values.items()))
        if key not in self.seen:
            with open(os.path.join(self.data, "weights.yaml"), "w",
                      encoding="utf-8") as f:
                f.write(render(self.text, values))
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                self.seen[key] = dict(zip(self.names,
                                          pool.map(self.run, self.names)))
        return self.seen[key]

    def close(self):
        shutil.rmtree(self.folder)


def mean(figures, names):
    return statistics.mean(figures[n] for n in names)


def tune(ranker, names, moves, gain):
    """The weights that suit NAMES, and what was changed. The best step of all
    is taken first: the first that helps is often one that a better one makes
    needless."""
    values, changed = parse(ranker.text), {}
    keys = [k for k in values if k[0] in SECTIONS and k not in KEPT]
    best = mean(ranker.figures(values), names)
    for _ in range(moves):
        tried = [(mean(ranker.figures({**values, k: n}), names), k, n)
                 for k in keys for n in steps(k, values[k])]
        score, key, number = max(tried, key=lambda t: t[0])
        if score < best + gain:
            break
        best, values = score, {**values, key: number}
        changed[key] = number
    return values, changed


def told(changed):
    return ", ".join("%s.%s %g" % (*k, v) for k, v in changed.items()) or "-"


def cross_validate(ranker, a):
    now = ranker.figures(parse(ranker.text))
    left_out = {}
    print("%-10s %7s %7s  tuned on the others" % ("left out", "now", "tuned"))
    for name in ranker.names:
        others = [n for n in ranker.names if n != name]
        values, changed = tune(ranker, others, a.moves, a.gain)
        left_out[name] = ranker.figures(values)[name]
        print("%-10s %7.4f %7.4f  %s" % (
            name, now[name], left_out[name], told(changed)), flush=True)
    print("%-10s %7.4f %7.4f" % ("mean", mean(now, ranker.names),
                                 mean(left_out, ranker.names)))


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("sets", nargs="*", metavar="SET")
    p.add_argument("--moves", type=int, default=3)
    p.add_argument("--gain", type=float, default=0.001)
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    names = a.sets or [s for s in tree.LEARNT_SETS if tree.profiles(s)]
    for name in names:
        if name in tree.HELD_SETS:
            p.error("%s is held out: nothing is tuned on it" % name)
        if not tree.profiles(name):
            p.error("%s has no profiles" % name)
        if not os.path.isdir(os.path.join(evaluate.work_dir(name), "data")):
            p.error("%s is not indexed: run make eval first" % name)
    if len(names) < 2:
        p.error("cross-validation needs two sets or more")
    ranker = Ranker(names)
    try:
        cross_validate(ranker, a)
        values, changed = tune(ranker, names, a.moves, a.gain)
        print("%-10s %7s %7.4f  %s" % (
            "all", "", mean(ranker.figures(values), names), told(changed)))
        if a.write:
            with open(WEIGHTS, "w", encoding="utf-8") as f:
                f.write(render(ranker.text, values))
    except evaluate.Failed as e:
        print("tune_ranking: %s" % e, file=sys.stderr)
        return 1
    finally:
        ranker.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
