#!/usr/bin/env python3
"""Tunes the reader's weights (data/lexicon/weights.yaml) on judged sets.

    tune.py [--group G ...] [--rounds N] [--hold SET ...] [--write] [SET ...]

Tries each weight a step up and a step down, keeps what raises the figure of
its group on the sets (those of tests/corpus, or paths; `make eval` must have
crawled them) and goes on with a smaller step. Sets named by --hold are only
watched: a figure that rises on the others and falls there is overfitted.
--write puts the result into the file.

  date    deadlines, opens, deadline_time      who    applicants
  sum     award_ceiling, award_floor, budget   place  regions
  share   funding_rate                         theme  themes
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import evaluate, misses  # noqa: E402
from support import tree  # noqa: E402

WEIGHTS = os.path.join("lexicon", "weights.yaml")
FIGURES = {
    "date": ("deadlines", "opens", "deadline_time"),
    "sum": ("award_ceiling", "award_floor", "total_budget"),
    "share": ("funding_rate",),
    "who": ("applicants_f1",),
    "place": ("regions_f1",),
    "theme": ("themes_f1",),
    "page": ("f1",),
}
ENTRY = re.compile(r"\{code: (\S+), weight: ([-\d.]+)(?:, reach: ([\d.]+))?\}")


class Reader:
    """medel index over copies of what was crawled, with weights of ours."""

    def __init__(self, names):
        self.names = names
        self.folder = tempfile.mkdtemp(prefix="medel-tune-")
        shutil.copytree(os.path.join(tree.TREE, "data"),
                        os.path.join(self.folder, "data"))
        with open(self.path(), encoding="utf-8") as f:
            self.text = f.read()
        for name in names:
            crawled = os.path.join(evaluate.work_dir(name), "data")
            shutil.copytree(crawled, self.data(name))
        self.runs = 0

    def path(self):
        return os.path.join(self.folder, "data", WEIGHTS)

    def data(self, name):
        return os.path.join(self.folder, "set-" + os.path.basename(name))

    def weights(self):
        """{(code, "weight" or "reach"): number}"""
        found = {}
        for code, weight, reach in ENTRY.findall(self.text):
            found[code, "weight"] = float(weight)
            if reach:
                found[code, "reach"] = float(reach)
        return found

    def render(self, values):
        def entry(m):
            reach = ""
            if m[3]:
                reach = ", reach: %g" % values[m[1], "reach"]
            return "{code: %s, weight: %g%s}" % (
                m[1], values[m[1], "weight"], reach)
        return ENTRY.sub(entry, self.text)

    def read(self, name):
        data = self.data(name)
        evaluate.forget_records(data)
        medel = os.path.join(tree.build_dir(), "medel")
        env = tree.environment(MEDEL_SHARE=self.folder)
        common = ["--data", data, "--today", tree.TODAY]
        subprocess.run([medel, "index", *common], env=env, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        told = subprocess.run([medel, "export", "--format", "jsonl", *common],
                              env=env, check=False, stdout=subprocess.PIPE)
        path = os.path.join(self.folder, os.path.basename(name) + ".jsonl")
        with open(path, "wb") as f:
            f.write(told.stdout)
        return misses.score.calls(tree.set_dir(name), path)

    def figures(self, values):
        """{set: score.py's figures} with these weights."""
        with open(self.path(), "w", encoding="utf-8") as f:
            f.write(self.render(values))
        self.runs += 1
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return dict(zip(self.names, pool.map(self.read, self.names)))

    def close(self):
        shutil.rmtree(self.folder)


def mean(results, names, group):
    """The group's figures over the sets, each call counting alike."""
    total = sum(results[n]["calls"] for n in names)
    return sum(results[n][f] * results[n]["calls"]
               for n in names for f in FIGURES[group]) / (
                   total * len(FIGURES[group]))


def tune(reader, group, names, held, rounds):
    values = reader.weights()
    keys = [k for k in values if k[0].startswith(group + ".")]
    results = reader.figures(values)
    best = mean(results, names, group)

    def watch():
        return " held %.4f" % mean(results, held, group) if held else ""

    print("%s: %.4f%s" % (group, best, watch()), flush=True)
    for round_ in range(rounds):
        step = 1.5 if round_ == 0 else 1.2
        moved = False
        for key in keys:
            for factor in (step, 1 / step):
                tried = dict(values)
                tried[key] = round(values[key] * factor, 3)
                results = reader.figures(tried)
                score = mean(results, names, group)
                if score > best + 1e-9:
                    best, values, moved = score, tried, True
                    print("  %s %s %g: %.4f%s" % (
                        *key, tried[key], best, watch()), flush=True)
                    break
        if not moved:
            break
    reader.text = reader.render(values)
    return best


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("sets", nargs="*", metavar="SET")
    p.add_argument("--group", nargs="+", choices=FIGURES,
                   default=list(FIGURES))
    p.add_argument("--hold", nargs="+", metavar="SET", default=[])
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    names = a.sets or [s for s in tree.LEARNT_SETS if s not in a.hold]
    reader = Reader([*names, *a.hold])
    try:
        for group in a.group:
            tune(reader, group, names, a.hold, a.rounds)
        if a.write:
            with open(os.path.join(tree.TREE, "data", WEIGHTS), "w",
                      encoding="utf-8") as f:
                f.write(reader.text)
    finally:
        reader.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
