#!/usr/bin/env python3
"""Learns the weights by which themes are kept or left out.

    learn_themes.py [--hold SET ...] [--write] [SET ...]

Logistic regression on the signs (read/signs.h) of every theme that a call of
the judged sets has words of; what a theme's own weight (theme.is.CODE) is and
what the signs' are is learnt together. Prints the set F1 of each set when it
is left out and of those named by --hold; --write puts the weights learnt on
all others into data/lexicon/weights-theme.yaml. Run it after `make eval`.
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, misses  # noqa: E402
from support import tree  # noqa: E402

FILE = os.path.join(tree.TREE, "data", "lexicon", "weights-theme.yaml")
PENALTY = 0.012
KEEP, ALONE, MOST = 0.42, 0.15, 4  # as in weights.yaml and themes.c


def codes():
    with open(FILE, encoding="utf-8") as f:
        return [line.split("theme.is.")[1].split(",")[0]
                for line in f if "theme.is." in line]


def examples(name, header):
    """[(the call's themes, {theme: signs})]"""
    own = learning.own_pages(name)[0]
    _, header[:], lines = learning.signs(name)
    found = {}
    for what, url, *rest in lines:
        call = own.get(misses.score.norm(url))
        if what == "theme" and call:
            code, *signs = rest
            themes = found.setdefault(call["id"], (set(call["themes"]), {}))
            themes[1][code] = [float(s) for s in signs]
    return list(found.values())


def row(code, signs, names):
    return signs + [1.0 if code == n else 0.0 for n in names]


def learn(calls, header, names):
    rows = [(code in themes, row(code, signs, names))
            for themes, had in calls for code, signs in had.items()]
    n = len(header) + len(names)
    return learning.regress(rows, [0.0] * n, [(-9, 9)] * n, PENALTY, ())


def chosen(weights, had, names):
    likely = {code: learning.logistic(learning.dot(
        weights, learning.sparse(row(code, signs, names))))
        for code, signs in had.items()}
    order = sorted(likely, key=lambda c: -likely[c])
    return {c for i, c in enumerate(order[:MOST])
            if likely[c] >= (KEEP if i else ALONE)}


def f1(weights, calls, names):
    right = wrong = 0
    for themes, had in calls:
        said = chosen(weights, had, names)
        right += len(said & themes)
        wrong += len(said ^ themes)
    return 2 * right / max(1, 2 * right + wrong)


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("sets", nargs="*", metavar="SET")
    p.add_argument("--hold", nargs="+", metavar="SET", default=[])
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    sets = a.sets or [s for s in tree.LEARNT_SETS if s not in a.hold]
    header, names = [], codes()
    calls = {s: examples(s, header) for s in [*sets, *a.hold]}
    for s in sets:
        rest = [c for o in sets if o != s for c in calls[o]]
        print("%-12s left out: F1 %.3f" % (
            os.path.basename(s), f1(learn(rest, header, names), calls[s],
                                    names)))
    weights = learn([c for s in sets for c in calls[s]], header, names)
    for s in [*sets, *a.hold]:
        print("%-12s %s: F1 %.3f" % (
            os.path.basename(s), "held" if s in a.hold else "learnt",
            f1(weights, calls[s], names)))
    if a.write:
        learning.write(FILE, dict(zip(
            header + ["theme.is." + n for n in names], weights)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
