#!/usr/bin/env python3
"""Learns what the words round the names of forms say of who may apply.

    learn_who.py [--hold SET ...] [--quick] [--write]

Logistic regression on the signs (read/who_signs.h) of the forms that are named
on the pages of the judged sets' calls and on the short pages about applicants.
Prints how many forms are told right of the part of the pages that was left out,
in turns, and of the sets named by --hold; --write puts the weights learnt from
all others into data/lexicon/learnt-who.txt.

The phrases' verdict is no sign: they have been taught until it was right on
these very pages, so it would seem to be right always.

  --quick  leave no part out
"""

import argparse
import math
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, mentions  # noqa: E402
from support import tree  # noqa: E402

LEAST_SEEN = 4  # a sign of fewer forms says nothing of others
LEAST_WEIGHT = 0.1
PENALTY = 0.5
ROUNDS = 20
STEP = 0.25
PARTS = 4


def examples(asked, calls):
    """[(may it apply, {sign: strength})] of the forms that are named on pages
    [(address, path, funder)] that are in CALLS, {address: call}."""
    return [(code in call["applicants"], heard) for call, (code,), heard
            in mentions.told("who", 1, asked, calls) if "applicants" in call]


def set_examples(name):
    return examples(learning.pages(name), learning.own_pages(name)[0])


def short_examples():
    return examples(*mentions.short_pages("who"))


def share(weights, heard):
    return learning.logistic(sum(weights.get(s, 0) * v
                                 for s, v in heard.items()))


def learn(rows):
    """{sign: weight}, by AdaGrad (Duchi, Hazan and Singer 2011)."""
    seen = {}
    for _, heard in rows:
        for sign in heard:
            seen[sign] = seen.get(sign, 0) + 1
    place = {}
    for sign, times in seen.items():
        if times >= LEAST_SEEN:
            place[sign] = len(place)
    pull = [PENALTY / seen[sign] for sign in place]
    rows = [(so, [(place[s], v) for s, v in heard.items() if s in place])
            for so, heard in rows]
    w, steep = [0.0] * len(place), [1e-6] * len(place)
    order = random.Random(1)
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for so, heard in rows:
            miss = learning.logistic(sum(w[i] * v for i, v in heard)) - so
            for i, v in heard:
                slope = miss * v + pull[i] * w[i]
                steep[i] += slope * slope
                w[i] -= STEP * slope / math.sqrt(steep[i])
    return {s: w[i] for s, i in place.items() if abs(w[i]) >= LEAST_WEIGHT}


def judge(weights, rows):
    """How many forms are told right, and how many there are."""
    return sum((share(weights, heard) > 0.5) == so
               for so, heard in rows), len(rows)


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--hold", nargs="+", metavar="SET", default=[])
    p.add_argument("--quick", action="store_true")
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    parts = [[] for _ in range(PARTS)]
    names = [s for s in tree.LEARNT_SETS if os.path.basename(s) not in a.hold]
    for i, name in enumerate(names):
        parts[i % PARTS] += set_examples(name)
    brief = short_examples()
    for i, row in enumerate(brief):
        parts[i * PARTS // len(brief)].append(row)
    for i in () if a.quick else range(PARTS):
        rest = [r for k in range(PARTS) if k != i for r in parts[k]]
        print("part %d of %d left out: %d of %d" % (
            i + 1, PARTS, *judge(learn(rest), parts[i])), flush=True)
    weights = learn([r for part in parts for r in part])
    for name in a.hold:
        print("%-10s held: %d of %d" % (
            name, *judge(weights, set_examples(name))))
    if a.write:
        mentions.write("who", ["may"], [weights], LEAST_WEIGHT)
    print("%d signs" % len(weights))
    return 0


if __name__ == "__main__":
    sys.exit(main())
