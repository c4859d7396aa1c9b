#!/usr/bin/env python3
"""Learns what the words round sums say of them.

    learn_sums.py [--hold SET ...] [--quick] [--write]

Multinomial logistic regression on the signs (read/sum_signs.h) of all sums on
the pages of the judged sets' calls and on the short pages about money. Prints
how many are told right of the part of the pages that was left out, in turns,
and of the sets named by --hold; --write puts the weights learnt from all others
into data/lexicon/learnt-sums.txt.

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

CLASSES = ["other", "ceiling", "floor", "fixed", "budget"]
LEAST_SEEN = 3  # a sign of fewer sums says nothing of others
LEAST_WEIGHT = 0.05
PENALTY = 0.25
ROUNDS = 30
STEP = 0.25
PARTS = 4


def class_of(low, high, call):
    """What a sum of LOW to HIGH is, by the call's right values."""
    floor, ceiling, budget = (call.get(f) for f in (
        "award_floor", "award_ceiling", "total_budget"))
    if ceiling is not None and high == ceiling:
        return CLASSES.index("fixed" if low == high == floor else "ceiling")
    if floor is not None and low == floor:
        return CLASSES.index("floor")
    return CLASSES.index("budget" if budget == high else "other")


def examples(asked, calls):
    """[(class, {sign: strength})] of the sums on pages [(address, path,
    funder)] that are in CALLS, {address: call}."""
    return [(class_of(float(low), float(high), call), heard)
            for call, (low, high), heard
            in mentions.told("sums", 2, asked, calls)]


def set_examples(name):
    return examples(learning.pages(name), learning.own_pages(name)[0])


def short_examples():
    return [row for name in ("money", "asides") for row in examples(
        *mentions.short_pages(name, "award_ceiling"))]


def shares(weights, heard):
    said = [0.0] * len(CLASSES)
    for sign, strength in heard:
        for k, w in enumerate(weights.get(sign, ())):
            said[k] += strength * w
    most = max(said)
    said = [math.exp(x - most) for x in said]
    return [x / sum(said) for x in said]


def learn(rows):
    """{sign: [weight of each class]}, by AdaGrad (Duchi, Hazan and Singer
    2011)."""
    seen = {}
    for _, heard in rows:
        for sign in heard:
            seen[sign] = seen.get(sign, 0) + 1
    rows = [(k, [(s, v) for s, v in heard.items() if seen[s] >= LEAST_SEEN])
            for k, heard in rows]
    weights = {s: [0.0] * len(CLASSES) for s, times in seen.items()
               if times >= LEAST_SEEN}
    steep = {s: [1e-6] * len(CLASSES) for s in weights}
    order = random.Random(1)
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for right, heard in rows:
            miss = shares(weights, heard)
            miss[right] -= 1
            for sign, strength in heard:
                w, g = weights[sign], steep[sign]
                for k, m in enumerate(miss):
                    slope = m * strength + PENALTY * w[k] / seen[sign]
                    g[k] += slope * slope
                    w[k] -= STEP * slope / math.sqrt(g[k])
    return {s: w for s, w in weights.items()
            if max(abs(x) for x in w) >= LEAST_WEIGHT}


def judge(weights, rows):
    """How many sums are told right, and how many there are."""
    right = 0
    for so, heard in rows:
        told = shares(weights, heard.items())
        right += told.index(max(told)) == so
    return right, len(rows)


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
        mentions.write("sums", CLASSES, [
            {s: w[k] for s, w in weights.items()} for k in range(len(CLASSES))],
            LEAST_WEIGHT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
