#!/usr/bin/env python3
"""Learns the weights by which calls are told from other pages.

    learn_pages.py [--hold SET ...] [--write] [SET ...]

Logistic regression, drawn to an expert's guess, on the signs (read/signs.h) of all
pages of the judged sets. Prints how a set fares when it is left out, and how
the sets named by --hold fare with the weights learnt on all others; --write
puts those into data/lexicon/weights-page.yaml. Run it after `make eval`.

The short pages of tests/corpus/short are learnt from too; every other one
judges the weights learnt without it.

--quick leaves no set out.

Left out are pages that other rules deal with: parts of a call, news that
repeat one, pages with several calls.
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, misses, short  # noqa: E402
from support import tree  # noqa: E402

FILE = os.path.join(tree.TREE, "data", "lexicon", "weights-page.yaml")
PENALTY = 0.008
# A page that is none sends someone in vain: it takes a little more than even
# chances to be a call.
MARGIN = 0.55

# What an expert would guess, which the penalty draws to; the rest is 0.
PRIOR = {
    "page.bias": -3.0, "page.fact.deadline": 1.2, "page.fact.opens": 0.6,
    "page.fact.rolling": 1.0, "page.fact.applicants": 0.8,
    "page.fact.award": 0.8, "page.fact.budget": 0.4, "page.fact.rate": 0.6,
    "page.fact.answers": 1.0, "page.fact.closed": 0.5,
    "page.fact.forthcoming": 0.5, "page.fact.recurring": 0.5,
    "page.section.who": 0.5, "page.section.sums": 0.3,
    "page.section.when": 0.3, "page.says.eligible": 0.8,
    "page.says.apply": 0.6, "page.says.ceiling": 0.6,
    "page.says.deadline": 0.4, "page.call.title": 0.4,
    "page.call.first": 0.3, "page.apply.body": 0.5,
    "page.apply.first": 0.3, "page.decision.title": -1.5,
    "page.guide.title": -2.5, "page.guide.first": -0.7,
    "page.says.general": -1.0, "page.shape.asked": -1.0, "page.event.title": -1.0,
    "page.project.title": -0.7, "page.procurement.title": -2.0,
    "page.procurement.first": -1.0, "page.admin.title": -1.0,
    "page.report.title": -1.4, "page.report.first": -1.0,
    "page.news.title": -0.3, "page.news.first": -0.6,
    "page.job.title": -4.0,
    "page.job.first": -1.9, "page.listing.title": -0.7,
    "page.archive.title": -0.7, "page.shape.listing": -2.0,
    "page.shape.repeated": -1.0, "page.shape.granted": -2.0,
    "page.shape.past": -0.5, "page.fact.future": 0.4,
    "page.says.address": 0.3,
    "page.shape.short": -1.0, "page.shape.old": -1.0,
    "page.shape.date_line": -0.9, "page.part.first": 0.3,
    "page.shape.named": 0.5,
}


# The judged sets have few calls of some lines only, which say that they are
# closed, few calendars of calls, few events without a title that says so, and
# few calls named "Sök pengar ur ..."; there are many on the web.
LIMITS = {
    "page.apply.title": (-0.3, 9),
    "page.job.title": (-9, -4), "page.procurement.title": (-9, -3.5),
    "page.fact.closed": (1.0, 9), "page.shape.short": (-1.5, 0),
    "page.event.first": (-9, -0.5), "page.shape.repeated": (-9, -2.6), "page.listing.title": (-9, -1.5),
}


def limits(code):
    """Between which numbers a weight may lie: what speaks for a call on
    judged pages by chance must not speak against it on others."""
    group, _, rest = code[len("page."):].partition(".")
    if code in LIMITS:
        return LIMITS[code]
    if group in ("fact", "call") or code in (
            "page.says.eligible", "page.says.apply", "page.says.ceiling",
            "page.says.deadline", "page.apply.body", "page.apply.first"):
        return 0, 9
    if group == "section":
        return 0, 9
    if group in ("decision", "guide", "event", "project", "procurement",
                 "admin", "report", "job", "listing", "archive", "programme"):
        return -9, 0
    if group == "shape" and rest not in ("long", "named"):
        return -9, 0
    return -9, 9


def examples(name, header):
    """[(is a call, signs, address)]"""
    own, others = learning.own_pages(name)
    header[:], _, lines = learning.signs(name)
    rows = []
    for what, url, kind, *rest in lines:
        if what != "page":
            continue
        calls, *signs = rest
        address = misses.score.norm(url)
        call = address in own
        if address in others or int(calls) > 1 or (
                not call and kind in ("part", "news")):
            continue
        rows.append((call, [float(s) for s in signs], url))
    return rows


def short_examples():
    """[(is a call, signs, address)] of the short pages, in two halves."""
    halves = [], []
    for name in short.names():
        asked = [("http://short.localhost/%s-%d" % (name, i), path, "")
                 for i, path in enumerate(short.write_pages(name))]
        calls = ["expect" in row for row in short.rows(name)]
        for what, url, kind, *rest in learning.signs_of(asked)[2]:
            if what != "page":
                continue
            number = int(url.rpartition("-")[2])
            if calls[number] or kind not in ("part", "news"):
                halves[number % 2].append(
                    (calls[number], [float(s) for s in rest[1:]], url))
    return halves


def learn(rows, brief, header):
    """A page of a whole site weighs as much as two short ones."""
    rows = rows * 2 + brief
    weights = learning.regress([(call, x) for call, x, _ in rows],
                               [PRIOR.get(code, 0.0) for code in header],
                               [limits(code) for code in header], PENALTY)
    weights[header.index("page.bias")] -= MARGIN
    return weights


def judge(weights, rows):
    """(F1, [false], [missed])"""
    false, missed, right = [], [], 0
    for call, x, url in rows:
        said = learning.dot(weights, learning.sparse(x)) >= 0
        right += said and call
        if said and not call:
            false.append(url)
        if call and not said:
            missed.append(url)
    f1 = 2 * right / max(1, 2 * right + len(false) + len(missed))
    return f1, false, missed


def judged(weights, rows):
    """F1, and how many are false and missed."""
    f1, false, missed = judge(weights, rows)
    return f1, len(false), len(missed)


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("sets", nargs="*", metavar="SET")
    p.add_argument("--hold", nargs="+", metavar="SET", default=[])
    p.add_argument("--write", action="store_true")
    p.add_argument("--quick", action="store_true")
    a = p.parse_args()
    names = a.sets or [s for s in tree.LEARNT_SETS if s not in a.hold]
    header = []
    rows = {n: examples(n, header) for n in [*names, *a.hold]}
    halves = short_examples()
    brief = [*halves[0], *halves[1]]
    for half, other in () if a.quick else (halves, halves[::-1]):
        rest = [r for n in names for r in rows[n]]
        print("%-10s left out: F1 %.3f, %d false, %d missed" % (
            "short/2", *judged(learn(rest, half, header), other)))
    for name in () if a.quick else names:
        rest = [r for n in names if n != name for r in rows[n]]
        f1, false, missed = judge(learn(rest, brief, header), rows[name])
        print("%-10s left out: F1 %.3f, %d false, %d missed" % (
            os.path.basename(name), f1, len(false), len(missed)))
        for url in false:
            print("    false   " + url)
        for url in missed:
            print("    missed  " + url)
    weights = learn([r for n in names for r in rows[n]], brief, header)
    for name in [*names, *a.hold]:
        f1, false, missed = judge(weights, rows[name])
        print("%-10s %s: F1 %.3f, %d false, %d missed" % (
            os.path.basename(name), "held" if name in a.hold else "learnt",
            f1, len(false), len(missed)))
    if a.write:
        learning.write(FILE, dict(zip(header, weights)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
