#!/usr/bin/env python3
"""Learns what the words round days say of them, beside the rules.

    learn_days.py [--hold SET ...] [--quick] [--write]

Logistic regression on the signs (read/day_signs.h) of all days on the pages of
the judged sets' calls, on short pages, and in the sentences of the unit tests: is
it the last day to
apply, is it the first? Prints how many the rules tell right, and how many rules
and words, of each set that was left out, in turns, and of those named by
--hold; --write puts the weights learnt from all others into
data/lexicon/learnt-days.txt.

The rules were made from these sets and know them better than they will know any
other, so the figures flatter the rules: only sets written after them tell.

  --quick  leave none out
"""

import argparse
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, mentions, misses, short  # noqa: E402
from support import tree  # noqa: E402

CLASSES = ["deadline", "opens"]
LEAST_SEEN = 3  # a sign of fewer days says nothing of others
LEAST_WEIGHT = 0.03
PENALTY = 0.5
ALONE = 0.3  # the share of days that are learnt from without the rules' verdict
SURE, SURE_NOT = 0.6, 0.8  # as in read/day_signs.c


class Row:
    """Days that stand together on a call's page: what they are, 0 or 1 by
    CLASSES or None, what the rules take them for, and their signs; and for how
    many of them they stand."""

    def __init__(self, what, ruled, heard):
        self.what, self.ruled, self.heard, self.times = what, ruled, heard, 1


def is_one_of(day, known):
    """Of a day whose year was guessed, the year is not asked."""
    if day.startswith("?"):
        return any(k is not None and k[4:] == day[5:] for k in known)
    return day in known


def what_are(days, call):
    if any(is_one_of(d, call["deadlines"]) for d in days):
        return 0
    opens = [call.get("opens")]
    return 1 if any(is_one_of(d, opens) for d in days) else None


def rows_of(asked, calls):
    """[Row] of pages [(address, path, funder)] that are in CALLS, {address:
    call}."""
    rows = []
    for call, (days,), heard in mentions.told("days", 1, asked, calls):
        ruled = [k for k, c in enumerate(CLASSES) if "!" + c in heard]
        rows.append(Row(what_are(days.split(","), call),
                        ruled[0] if ruled else None, heard))
    return rows


def set_rows(name):
    own, others, shared = learning.own_pages(name)
    calls = dict(own)
    for call in tree.gold(name):
        for url in [misses.score.norm(u) for u in call["urls"][1:]]:
            if url in others and url not in shared:
                calls.setdefault(url, call)
    return rows_of(learning.pages(name), calls)


def short_rows():
    return [row for name in short.names() for row in rows_of(
        *mentions.short_pages(name, "deadlines"))]


# --- the unit tests' sentences ------------------------------------------------

TESTS = ("deadlines", "state", "times", "windows")
TEST_TIMES = 0.5  # pages do not speak in hard sentences alone
STRINGS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
TEST_ROW = re.compile(r"\{%s,\s*%s,\s*%s,\s*%s,\s*(?:true|false),\s*%s\}" % (
    (STRINGS,) * 5))


def c_string(literal):
    return "".join(json.loads('"%s"' % part) for part in re.findall(
        r'"((?:[^"\\]|\\.)*)"', literal))


def html_of(markup):
    """What tests/unit/markup.h makes of a few marks a line."""
    out = []
    for line in filter(None, markup.split("\n")):
        label, pair, value = line.partition(" :: ")
        mark, _, rest = line.partition(" ")
        if mark.strip("#") == "":
            out.append("<h%d>%s</h%d>" % (len(mark), rest, len(mark)))
        elif mark == "-":
            out.append("<ul><li>%s</li></ul>" % rest)
        else:
            out.append("<dl><dt>%s</dt><dd>%s</dd></dl>" % (label, value)
                       if pair else "<p>%s</p>" % line)
    return "".join(out).replace("</ul><ul>", "").replace("</dl><dl>", "")


def test_rows():
    """[Row] of the rows of times_fixture.h: their sentences are what is hard."""
    folder = os.path.join(tree.build_dir(), "days")
    os.makedirs(folder, exist_ok=True)
    pages = []
    for name in TESTS:
        path = os.path.join(tree.TREE, "tests", "unit", "test_%s.c" % name)
        with open(path, encoding="utf-8") as f:
            found = TEST_ROW.findall(f.read())
        assert found, path
        for text, opens, days, *_ in found:
            pages.append((os.path.join(folder, "%d.html" % len(pages)), {
                "opens": c_string(opens), "deadlines": c_string(days).split()}))
            with open(pages[-1][0], "w", encoding="utf-8") as f:
                f.write(short.PAGE % ("sv", "", "Bidrag till föreningar",
                                      html_of(c_string(text))))
    rows = rows_of(*mentions.addressed("test", pages))
    for row in rows:
        row.times = TEST_TIMES
    return rows


# --- learning -----------------------------------------------------------------

def tasks_of(parts, k):
    """Each row with the rules' verdict, and without."""
    for part, rows in parts:
        for row in rows:
            alone = {s: x for s, x in row.heard.items() if s[0] != "!"}
            for times, heard in ((1 - ALONE, row.heard), (ALONE, alone)):
                yield part, row.what == k, row.times * times, heard


def fit(parts, k):
    """({row's number: what is said of it without its part}, {sign: weight}) of
    class K; PARTS are (part, [Row]), part 0 is never left out."""
    ids = mentions.often([r.heard for _, rows in parts for r in rows],
                         LEAST_SEEN)
    left, weights = mentions.fit(tasks_of(parts, k), ids, PENALTY, LEAST_SEEN)
    # Every other task is a row without the rules' verdict.
    return {n // 2: x for n, x in left.items() if n % 2 == 0}, weights


def choice(row, said):
    """What a row is by the rules and what is SAID for each class."""
    likely = [learning.logistic(x) for x in said]
    most = max(likely)
    if most > SURE:
        return likely.index(most)
    return None if sum(likely) < 1 - SURE_NOT else row.ruled


def say(name, how, rows, choices):
    ruled = sum(r.what == r.ruled for r in rows)
    both = sum(r.what == c for r, c in zip(rows, choices))
    turned = [(r, c) for r, c in zip(rows, choices) if c != r.ruled]
    print("%-10s %s: of %d the rules tell %d, with the words %d; turned %d, "
          "rightly %d, wrongly %d" % (
              name, how, len(rows), ruled, both, len(turned),
              sum(r.what == c for r, c in turned),
              sum(r.what == r.ruled for r, c in turned)))


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
    parts.append((0, short_rows() + test_rows()))
    left, weights = zip(*(fit(parts, k) for k in range(len(CLASSES))))
    at = 0
    for name, (part, rows) in zip(names, parts):
        if part != 0:
            say(name, "left out", rows,
                [choice(r, [said[at + i] for said in left])
                 for i, r in enumerate(rows)])
        at += len(rows)
    for name in a.hold:
        rows = set_rows(name)
        say(name, "held", rows, [
            choice(r, mentions.hear(weights, r.heard)) for r in rows])
    if a.write:
        mentions.write("days", CLASSES, weights, LEAST_WEIGHT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
