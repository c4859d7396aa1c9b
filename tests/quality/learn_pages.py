#!/usr/bin/env python3
"""Learns the weights by which calls are told from other pages.

    learn_pages.py [--hold SET ...] [--quick] [--write] [SET ...]

Logistic regression (fit.c) on the signs (read/signs.h), drawn to an expert's
guess, and on all words (read/page_words.h), drawn to nothing, of the pages of
the judged sets. Prints how each set fares when it is left out, and how those
named by --hold fare with the weights learnt on all others; --write puts those
into weights-page.yaml and learnt-pages.txt in data/lexicon. Run it after
`make eval`.

The short pages of tests/corpus/short are learnt from too; they are left out by
halves.

  --quick  leave nothing out

Parts of a call and news that are none count for less, and are not judged:
other rules deal with them. Pages with several calls are passed over.
"""

import argparse
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import learning, misses, short  # noqa: E402
from support import tree  # noqa: E402

LEXICON = os.path.join(tree.TREE, "data", "lexicon")
SIGNS_FILE = os.path.join(LEXICON, "weights-page.yaml")
WORDS_FILE = os.path.join(LEXICON, "learnt-pages.txt")
PLACES = ["title", "heading", "lead", "text"]
PENALTY = 4.0
WORDS_PENALTY = 8.0
LEAST_SEEN = 4  # a word of fewer pages says nothing of others
LEAST_WEIGHT = 0.03
# Pages of a sentence or two under one heading, all alike: no measure of pages.
UNLIKE = ("sentences",)
TIMES = 2.0  # a page of a whole site weighs as much as two short ones
ASIDE_TIMES = 0.5  # of that, where other rules decide what the page is
# A page that is none sends someone in vain: it takes more than two to one to be
# a call.
MARGIN = 0.8

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


# The judged sets have few rounds of years gone by, which fill archives, few
# calls of some lines only, which say that they are closed, few calendars of calls, few events without a title that says so, and
# few calls named "Sök pengar ur ..."; there are many on the web.
LIMITS = {
    "page.apply.title": (-0.3, 9), "page.shape.old": (-9, -3.5),
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


def words_of(fields):
    """{sign: strength} of a line on a page's words."""
    heard = {}
    for field in fields:
        sign, _, strength = field.rpartition("=")
        heard[sign] = heard.get(sign, 0) + float(strength)
    return heard


class Page:
    """A page to learn from: is it a call, is it one that other rules than the
    score deal with, and all that is told of it."""

    def __init__(self, url, call, aside, signs):
        self.url, self.call, self.aside = url, call, aside
        self.signs, self.words = signs, {}


def pages_of(lines, what_is):
    """[Page] of what signs.c printed. WHAT_IS tells of an address and a number
    of calls whether it is a call, or "part", or None for what is passed
    over."""
    pages, last = [], None
    for what, url, *rest in lines:
        if what == "page":
            kind, calls, *signs = rest
            last, call = None, what_is(url, int(calls))
            if call is not None:
                aside = call == "part" or (
                    not call and kind in ("part", "news"))
                last = Page(url, call is True, aside,
                            [float(s) for s in signs])
                pages.append(last)
        elif what == "words" and last is not None:
            last.words = words_of(rest)
    return pages


def set_pages(name, header):
    own, others, shared = learning.own_pages(name)

    def what_is(url, calls):
        address = misses.score.norm(url)
        if address in shared or calls > 1:
            return None
        return "part" if address in others else address in own

    header[:], _, lines = learning.signs(name)
    return pages_of(lines, what_is)


def short_pages():
    """The short pages, in two halves."""
    halves = [], []
    for name in short.names():
        if name in UNLIKE:
            continue
        calls = ["expect" in row for row in short.rows(name)]

        def number(url):
            return int(url.rpartition("-")[2])

        asked = [("http://short.localhost/%s-%d" % (name, i), path, "")
                 for i, path in enumerate(short.write_pages(name))]
        for page in pages_of(learning.signs_of(asked)[2],
                             lambda url, _, calls=calls: calls[number(url)]):
            halves[number(page.url) % 2].append(page)
    return halves


def task_line(page, part, times, ids):
    cells = ["%d:%g" % x for x in learning.sparse(page.signs)]
    cells += ["%d:%.4g" % (ids[s], x) for s, x in page.words.items()
              if s in ids]
    return "%d %d %g %s\n" % (
        part, page.call, times * (ASIDE_TIMES if page.aside else 1),
        " ".join(cells))


def sign_line(code):
    low, high = limits(code)
    return "%g %g %g %g\n" % (PRIOR.get(code, 0.0),
                              0 if code == "page.bias" else PENALTY, low, high)


def fit(parts, header):
    """({page's number: score without its part}, weights of the signs, {sign of
    a word: weight}). PARTS are (part, times, [Page]), part 0 is never left
    out; pages are numbered through."""
    seen = {}
    for _, _, pages in parts:
        for page in pages:
            for sign in page.words:
                seen[sign] = seen.get(sign, 0) + 1
    ids = {s: len(header) + i for i, s in enumerate(
        sorted(s for s, n in seen.items() if n >= LEAST_SEEN))}
    lines = [sign_line(code) for code in header]
    lines += [task_line(page, part, times, ids)
              for part, times, pages in parts for page in pages]
    told = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", "fit"), str(len(header)),
         str(len(header) + len(ids)), str(WORDS_PENALTY), str(LEAST_SEEN)],
        input="".join(lines), text=True, stdout=subprocess.PIPE,
        check=True).stdout
    scores, weights = {}, {}
    for line in told.splitlines():
        what, number, value = line.split()
        (scores if what == "left" else weights)[int(number)] = float(value)
    return (scores, [weights.get(i, 0.0) for i in range(len(header))],
            {s: weights[i] for s, i in ids.items() if i in weights})


def score(page, weights, words):
    return learning.dot(weights, learning.sparse(page.signs)) + sum(
        words.get(s, 0) * x for s, x in page.words.items())


def judge(pages, scores):
    """(F1, [false], [missed])"""
    said = [(p, s >= MARGIN) for p, s in zip(pages, scores) if not p.aside]
    false = [p.url for p, s in said if s and not p.call]
    missed = [p.url for p, s in said if p.call and not s]
    right = sum(p.call and s for p, s in said)
    f1 = 2 * right / max(1, 2 * right + len(false) + len(missed))
    return f1, false, missed


def say(name, how, pages, scores, show=False):
    f1, false, missed = judge(pages, scores)
    print("%-10s %s: F1 %.3f, %d false, %d missed" % (
        name, how, f1, len(false), len(missed)))
    for what, urls in (("false", false), ("missed", missed)):
        for url in urls if show else ():
            print("    %-7s %s" % (what, url))


def say_left_out(parts, names, scores):
    number, sets, all_scores = 0, [], []
    for (_, times, pages), name in zip(parts, names):
        mine = [scores[number + i] for i in range(len(pages))]
        number += len(pages)
        say(name, "left out", pages, mine, show=times > 1)
        if times > 1:
            sets += pages
            all_scores += mine
    say("all sets", "left out, in turns", sets, all_scores)
    aside = [s >= MARGIN for p, s in zip(sets, all_scores) if p.aside]
    print("%-10s %d of %d taken for calls" % (
        "aside", sum(aside), len(aside)))


def write_words(words):
    rows = {}
    for sign, weight in words.items():
        place, _, text = sign.partition(":")
        rows.setdefault(text, [0.0] * len(PLACES))[int(place)] = weight
    with open(WORDS_FILE, encoding="utf-8") as f:
        head = [line for line in f if line.startswith("# ")]
    with open(WORDS_FILE, "w", encoding="utf-8") as f:
        f.writelines(head)
        f.write("\t".join([*PLACES, "sign"]) + "\n")
        for text in sorted(rows):
            weights = [round(100 * w) for w in rows[text]]
            if max(abs(w) for w in weights) >= 100 * LEAST_WEIGHT:
                f.write("\t".join([*map(str, weights), text]) + "\n")


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
    parts = [(TIMES, set_pages(n, header)) for n in names]
    parts += [(1, half) for half in short_pages()]
    parts = [(0 if a.quick else i + 1, *part) for i, part in enumerate(parts)]
    scores, weights, words = fit(parts, header)
    names += ["short/1", "short/2"]
    if not a.quick:
        say_left_out(parts, names, scores)
    held = [set_pages(n, header) for n in a.hold]
    for name, how, pages in [
            *((n, "learnt", part[2]) for n, part in zip(names, parts)),
            *((n, "held", pages) for n, pages in zip(a.hold, held))]:
        say(name, how, pages, [score(x, weights, words) for x in pages])
    if a.write:
        weights[header.index("page.bias")] -= MARGIN
        learning.write(SIGNS_FILE, dict(zip(header, weights)))
        write_words(words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
