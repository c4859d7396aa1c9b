#!/usr/bin/env python3
"""Learns what the words round percentages say of them, beside the rules.

    learn_rates.py [--hold SET ...] [--quick] [--write]

Logistic regression on the signs (read/share_signs.h) of all shares on the pages
of the judged sets' calls and on the short pages about money: is it the largest
that the funder pays, is it the least that the applicant pays? Prints of how many
calls the rules tell the rate right by their page, and of how many rules and
words, of each set that was left out, in turns, and of those named by --hold;
--write puts the weights learnt from all others into
data/lexicon/learnt-rates.txt.

The rules were made from these sets and know them better than they will know any
other, so the figures flatter the rules: only sets written after them tell.

  --quick  leave none out
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, mentions  # noqa: E402
from support import tree  # noqa: E402

CLASSES = ["funder", "own"]
LEAST_SEEN = 3  # a sign of fewer shares says nothing of others
LEAST_WEIGHT = 0.03
PENALTY = 4
SURE, SURER, DOUBTED = 0.6, 0.9, 0.3  # as in read/share_signs.h


class Row:
    """A share on a page: the call's, what rate it is if it is the funder's and
    if it is the applicant's, and its signs."""

    def __init__(self, call, low, high, heard):
        self.call, self.heard = call, heard
        self.rates = [high, 100 - low]

    def is_so(self, k):
        return self.rates[k] == self.call.get("funding_rate")


def rows_of(asked, calls):
    """[Row] of pages [(address, path, funder)] that are in CALLS, {address:
    call}."""
    return [Row(call, float(low), float(high), heard) for call, (low, high), heard
            in mentions.told("rates", 2, asked, calls)]


def set_rows(name):
    return rows_of(learning.pages(name), learning.own_pages(name)[0])


def short_rows():
    return [row for name in ("money", "asides") for row in rows_of(
        *mentions.short_pages(name, "funding_rate"))]


# --- learning -----------------------------------------------------------------

def fit(parts, k):
    """({row's number: what is said of it without its part}, {sign: weight}) of
    class K; PARTS are (part, [Row]), part 0 is never left out."""
    ids = mentions.often([r.heard for _, rows in parts for r in rows],
                         LEAST_SEEN)
    return mentions.fit(((part, r.is_so(k), 1, r.heard) for part, rows in parts
                         for r in rows), ids, PENALTY, LEAST_SEEN)


# --- judging ------------------------------------------------------------------

def found(rows):
    """The rates that the rules find on a page with ROWS."""
    return [r.rates[k] for r in rows for k, c in enumerate(CLASSES)
            if "!" + c in r.heard]


def choice(rows, said):
    """The rate by the rules, near enough, and that with what is SAID of each
    row for each class; see read/share.c."""
    rates = found(rows)
    rate = max(rates, default=None)
    likely = {}
    for row, x in zip(rows, said):
        for r, y in zip(row.rates, x):
            if r > 0 and "!out" not in row.heard:
                likely[r] = max(likely.get(r, 0), learning.logistic(y))
    best = max((r for r in likely if r not in rates), key=likely.get,
               default=None)
    if best is not None and likely[best] >= (SURER if rates else SURE) \
            and likely.get(rate, 0) <= DOUBTED:
        return rate, best
    return rate, rate


def say(name, how, rows, said):
    pages = {}
    for row, x in zip(rows, said):
        pages.setdefault(id(row.call), []).append((row, x))
    right = both = rightly = wrongly = 0
    for page in pages.values():
        of, said_of = zip(*page)
        want = of[0].call.get("funding_rate")
        rules, words = choice(of, said_of)
        right += rules == want
        both += words == want
        rightly += words != rules and words == want
        wrongly += words != rules and rules == want
    print("%-10s %s: of %d pages with shares the rules tell %d, with the words "
          "%d; turned rightly %d, wrongly %d" % (
              name, how, len(pages), right, both, rightly, wrongly))


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--hold", nargs="+", metavar="SET", default=[])
    p.add_argument("--quick", action="store_true")
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    names = [s for s in tree.LEARNT_SETS if s not in a.hold]
    parts = [(0 if a.quick else i + 1, set_rows(name))
             for i, name in enumerate(names)]
    parts.append((0, short_rows()))
    left, weights = zip(*(fit(parts, k) for k in range(len(CLASSES))))
    at = 0
    for name, (part, rows) in zip(names, parts):
        if part != 0:
            say(name, "left out", rows, [
                [said[at + i] for said in left] for i in range(len(rows))])
        at += len(rows)
    for name in a.hold:
        rows = set_rows(name)
        say(name, "held", rows, [
            mentions.hear(weights, r.heard) for r in rows])
    if a.write:
        mentions.write("rates", CLASSES, weights, LEAST_WEIGHT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
