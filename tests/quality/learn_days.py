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
import math
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, misses, short  # noqa: E402
from support import tree  # noqa: E402

FILE = os.path.join(tree.TREE, "data", "lexicon", "learnt-days.txt")
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


def signs_of(fields):
    heard = {}
    for field in fields:
        name, _, strength = field.rpartition("=")
        heard[name] = heard.get(name, 0) + float(strength)
    return heard


def rows_of(asked, calls):
    """[Row] of pages [(address, path, funder)] that are in CALLS, {address:
    call}."""
    told = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", "days"),
         os.path.join(tree.TREE, "data")],
        input="".join("%s\t%s\t%s\n" % p for p in asked), text=True,
        stdout=subprocess.PIPE, check=True, errors="replace").stdout
    rows = []
    for line in told.splitlines():
        url, days, *signs = line.split("\t")
        call = calls.get(misses.score.norm(url))
        if call is not None:
            heard = signs_of(signs)
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


def judged_rows(name, pages):
    """[Row] of [(path, its right fields)]."""
    asked, calls = [], {}
    for i, (path, right) in enumerate(pages):
        url = "http://%s.localhost/%d" % (name, i)
        asked.append((url, path, ""))
        calls[misses.score.norm(url)] = right
    return rows_of(asked, calls)


def short_rows():
    rows = []
    for name in short.names():
        rows += judged_rows(name, [
            (path, row["expect"])
            for row, path in zip(short.rows(name), short.write_pages(name))
            if "deadlines" in row.get("expect", ())])
    return rows


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
    rows = judged_rows("test", pages)
    for row in rows:
        row.times = TEST_TIMES
    return rows


# --- learning -----------------------------------------------------------------

def task_line(part, so, times, heard, ids):
    return "%d %d %g %s\n" % (part, so, times, " ".join(
        "%d:%.4g" % (ids[s], x) for s, x in heard.items() if s in ids))


def lines_of(parts, k, ids):
    """Each row with the rules' verdict, and without."""
    for number, (part, rows) in enumerate(parts):
        for row in rows:
            alone = {s: x for s, x in row.heard.items() if s[0] != "!"}
            for times, heard in ((1 - ALONE, row.heard), (ALONE, alone)):
                yield task_line(part, row.what == k, row.times * times, heard,
                                ids)


def fit(parts, k):
    """([what is said of each row without its part], {sign: weight}) of class
    K; PARTS are (part, [Row]), part 0 is never left out."""
    seen = {}
    for _, rows in parts:
        for row in rows:
            for sign in row.heard:
                seen[sign] = seen.get(sign, 0) + 1
    ids = {s: i for i, s in enumerate(sorted(
        s for s, n in seen.items() if n >= LEAST_SEEN))}
    told = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", "fit"), "0", str(len(ids)),
         str(PENALTY), str(LEAST_SEEN)],
        input="".join(lines_of(parts, k, ids)), text=True,
        stdout=subprocess.PIPE, check=True).stdout
    left, weights = {}, {}
    for line in told.splitlines():
        what, number, value = line.split()
        (left if what == "left" else weights)[int(number)] = float(value)
    # Every other line of the task is a row without the rules' verdict.
    return ({n // 2: x for n, x in left.items() if n % 2 == 0},
            {s: weights[i] for s, i in ids.items() if i in weights})


def choice(row, said):
    """What a row is by the rules and what is SAID for each class."""
    likely = [1 / (1 + math.exp(-x)) for x in said]
    most = max(likely)
    if most > SURE:
        return likely.index(most)
    return None if sum(likely) < 1 - SURE_NOT else row.ruled


def hear(weights, row):
    return [sum(w.get(s, 0) * x for s, x in row.heard.items())
            for w in weights]


def say(name, how, rows, choices):
    ruled = sum(r.what == r.ruled for r in rows)
    both = sum(r.what == c for r, c in zip(rows, choices))
    turned = [(r, c) for r, c in zip(rows, choices) if c != r.ruled]
    print("%-10s %s: of %d the rules tell %d, with the words %d; turned %d, "
          "rightly %d, wrongly %d" % (
              name, how, len(rows), ruled, both, len(turned),
              sum(r.what == c for r, c in turned),
              sum(r.what == r.ruled for r, c in turned)))


def write(weights):
    with open(FILE, encoding="utf-8") as f:
        head = [line for line in f if line.startswith("# ")]
    signs = sorted(s for s in set().union(*weights) if any(
        abs(w.get(s, 0)) >= LEAST_WEIGHT for w in weights))
    with open(FILE, "w", encoding="utf-8") as f:
        f.writelines(head)
        f.write("\t".join([*CLASSES, "sign"]) + "\n")
        for sign in signs:
            f.write("\t".join(["%d" % round(100 * w.get(sign, 0))
                               for w in weights] + [sign]) + "\n")


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
        say(name, "held", rows, [choice(r, hear(weights, r)) for r in rows])
    if a.write:
        write(weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
