#!/usr/bin/env python3
"""Learns the weights by which themes are kept or left out.

    learn_themes.py [--hold SET ...] [--quick] [--write]

Logistic regression (fit.c), twice. First, what each word of the judged sets'
calls says for each theme (read/theme_words.h). Then, what that and the other
signs of a theme (read/signs.h) say together, and how readily each theme is meant
(theme.is.CODE): of calls from which the vocabulary has not learnt (UNTAUGHT),
where the words have not learnt from them either. On others, both would seem to
be right nearly always.

Prints the set F1 of each of these sets when it is left out and of those named by
--hold; --write puts the weights learnt on all others into weights-theme.yaml
and learnt-themes.txt in data/lexicon. Run it after `make eval`.

  --quick  leave no set out of the second step
"""

import argparse
import collections
import concurrent.futures
import math
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, mentions, misses  # noqa: E402
from support import tree  # noqa: E402

FILE = os.path.join(tree.TREE, "data", "lexicon", "weights-theme.yaml")
# themes.yaml was written before these sets were.
UNTAUGHT = tree.LEARNT_SETS[tree.LEARNT_SETS.index("birch"):]
PARTS = 4  # of these sets, left out of the words in turns
LEAST_SEEN = 3  # a sign of fewer calls says nothing of others
LEAST_WEIGHT = 0.2
WORDS_PENALTY = 2.0
PENALTY = 2.0
BIAS_PENALTY = 0.01
CALL = "!call"  # the sign of every call
KEEP, ALONE, MOST = 0.42, 0.15, 4  # as in weights.yaml and themes.c


class Call:
    """A judged call: its themes, the signs of each, [row of each code], what its
    words are, {sign: strength}, and what they say of each code."""

    def __init__(self, themes):
        self.themes = themes
        self.signs, self.heard, self.said = {}, {}, []

    def rows(self, header, names):
        """The signs of each of NAMES, those of the words by what they say now."""
        words = header.index("theme.words")
        relative = header.index("theme.relative.words")
        most = max(self.said)
        for i, name in enumerate(names):
            row = list(self.signs[name])
            row[words], row[relative] = self.said[i], self.said[i] - most
            yield row + [1.0 if n == name else 0.0 for n in names]


def codes():
    with open(FILE, encoding="utf-8") as f:
        return [line.split("theme.is.")[1].split(",")[0]
                for line in f if "theme.is." in line]


def examples(name, header):
    """The calls of a set."""
    own = learning.own_pages(name)[0]
    _, header[:], lines = learning.signs(name)
    found = {}
    for what, url, *rest in lines:
        call = own.get(misses.score.norm(url))
        if call is None or what not in ("theme", "heard"):
            continue
        example = found.setdefault(call["id"], Call(call["themes"]))
        if what == "theme":
            example.signs[rest[0]] = [float(s) for s in rest[1:]]
        else:
            example.heard = mentions.signs_of(rest)
    return list(found.values())


def fit(priors, width, penalty, least, rows):
    """({row: score without its part}, [weight]) by fit.c; PRIORS are the first
    lines, ROWS (part, is it so, {feature: strength})."""
    lines = priors + ["%d %d 1 %s\n" % (part, so, " ".join(
        "%d:%.4g" % x for x in signs.items())) for part, so, signs in rows]
    told = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", "fit"), str(len(priors)),
         str(width), str(penalty), str(least)],
        input="".join(lines), text=True, stdout=subprocess.PIPE,
        check=True).stdout
    left, weights = {}, [0.0] * width
    for line in told.splitlines():
        what, number, value = line.split()
        if what == "left":
            left[int(number)] = float(value)
        else:
            weights[int(number)] = float(value)
    return left, weights


def learn_words(calls, names):
    """[{sign: weight}] by theme, of [(part, call)], whose calls are told what the
    words say that were learnt without their part (0: from all). Common words are
    drawn to nothing more strongly, by how many calls have them."""
    seen = collections.Counter(s for _, c in calls for s in c.heard)
    rare = {s: math.log(len(calls) / n) for s, n in seen.items()
            if n >= LEAST_SEEN and s != CALL}
    rare[CALL] = 1.0
    ids = {s: i for i, s in enumerate([CALL] + sorted(set(rare) - {CALL}))}
    rows = [(part, {ids[s]: x * rare[s] for s, x in call.heard.items()
                    if rare.get(s)}) for part, call in calls]

    def one(name):
        return fit(["0 %g -99 99\n" % BIAS_PENALTY], len(ids), WORDS_PENALTY,
                   LEAST_SEEN, [(part, name in call.themes, signs)
                                for (part, signs), (_, call) in zip(rows, calls)])

    weights = []
    for _, call in calls:
        call.said = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for left, w in pool.map(one, names):
            weights.append({s: w[i] * rare[s] for s, i in ids.items()})
            for i, (_, signs) in enumerate(rows):
                calls[i][1].said.append(left.get(i, sum(
                    w[k] * x for k, x in signs.items())))
    return weights


def learn_signs(calls, header, names):
    """([scores of all themes] by call, without its part, [weight])"""
    rows = [(part, name in call.themes, dict(learning.sparse(row)))
            for part, call in calls
            for name, row in zip(names, call.rows(header, names))]
    width = len(header) + len(names)
    priors = ["0 %g -99 99\n" % (0 if code == "theme.bias" else PENALTY)
              for code in header + names]
    left, weights = fit(priors, width, PENALTY, 1, rows)
    n = len(names)
    return [[left.get(i * n + k) for k in range(n)]
            for i in range(len(calls))], weights


def scores(weights, call, header, names):
    return [learning.dot(weights, learning.sparse(row))
            for row in call.rows(header, names)]


def chosen(likely, names):
    order = sorted(zip(likely, names), reverse=True)
    return {name for i, (x, name) in enumerate(order[:MOST])
            if learning.logistic(x) >= (KEEP if i else ALONE)}


def f1(calls, all_scores, names):
    right = wrong = 0
    for call, likely in zip(calls, all_scores):
        said = chosen(likely, names)
        right += len(said & set(call.themes))
        wrong += len(said ^ set(call.themes))
    return 2 * right / max(1, 2 * right + wrong)


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--hold", nargs="+", metavar="SET", default=[])
    p.add_argument("--quick", action="store_true")
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    header, names = [], codes()
    sets = [s for s in tree.LEARNT_SETS if s not in a.hold]
    untaught = [s for s in sets if s in UNTAUGHT]
    calls = {s: examples(s, header) for s in [*sets, *a.hold]}
    words = learn_words([(1 + untaught.index(s) % PARTS if s in untaught else 0, c)
                         for s in sets for c in calls[s]], names)
    told = [(0 if a.quick else 1 + i, c)
            for i, s in enumerate(untaught) for c in calls[s]]
    left, weights = learn_signs(told, header, names)
    for i, s in enumerate(() if a.quick else untaught, 1):
        print("%-12s left out: F1 %.3f" % (s, f1(
            calls[s], [x for x, (part, _) in zip(left, told) if part == i],
            names)))
    for s in a.hold:
        for call in calls[s]:
            call.said = mentions.hear(words, call.heard)
        print("%-12s held: F1 %.3f" % (os.path.basename(s), f1(
            calls[s], [scores(weights, c, header, names) for c in calls[s]],
            names)))
    if a.write:
        learning.write(FILE, dict(zip(
            header + ["theme.is." + n for n in names], weights)))
        mentions.write("themes", names, words, LEAST_WEIGHT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
