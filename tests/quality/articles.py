#!/usr/bin/env python3
"""How well the main text of pages is found.

    articles.py [--public] [--details] [--raise]

The pages in tests/quality/articles are ones like a funder's, invented, with
the expected main text beside each (NAME.html, NAME.txt). `medel clean` is run
on them and judged by shingles (see shingles.py). Exits 1 when a figure is
below its floor in tests/floors.json.

  --public    also the public test pages of other extractors, and what those
              extractors make of both; downloaded with npm into build/articles
  --details   the figures of every page, the worst first
  --raise     raise the floors to the figures seen (never lower one)
"""

import argparse
import concurrent.futures
import glob
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from quality import evaluate, public_pages, shingles  # noqa: E402
from support import tree  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
PAGES = os.path.join(HERE, "articles")
SET = "articles"
FIGURES = ("precision", "recall", "f1")
PAGE_SECONDS = 60
PEER_SECONDS = 900


def funder_pages():
    for path in sorted(glob.glob(os.path.join(PAGES, "*.html"))):
        with open(path[:-5] + ".txt", encoding="utf-8") as f:
            expected = f.read()
        yield {"id": os.path.basename(path)[:-5], "path": path,
               "titles": public_pages.headlines(path), "expected": expected}


def clean(page):
    done = subprocess.run(
        [os.path.join(tree.build_dir(), "medel"), "clean", page["path"]],
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
        env=tree.environment(), timeout=PAGE_SECONDS, check=False)
    return done.stdout.decode("utf-8", "replace")


def medel(pages):
    """{page: text}; a page that cannot be read has none."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return dict(zip((p["id"] for p in pages), pool.map(clean, pages)))


def peers(pages, folder):
    """{peer: {page: text}} of the other extractors that are installed."""
    ask = "".join(json.dumps({"id": p["id"], "path": p["path"]}) + "\n"
                  for p in pages)
    found = {}
    for command in (
            ["node", os.path.join(HERE, "peers.mjs"), folder],
            [public_pages.DEBIAN_PYTHON,
             os.path.join(HERE, "with_lxml.py"), "peer"]):
        done = subprocess.run(
            command, input=ask, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, encoding="utf-8",
            timeout=PEER_SECONDS, check=False)
        for answer in tree.read_jsonl(done.stdout):
            text = (answer["text"] if "text" in answer
                    else shingles.markup_text(answer["html"]))
            found.setdefault(answer["peer"], {})[answer["id"]] = text
    return found


def pairs(pages, texts):
    """[(expected, got)], all of it."""
    return [(p["expected"], texts.get(p["id"], "")) for p in pages]


def pairs_below_headline(pages, texts):
    """The same without the page's headline: some extractors hand it back apart
    from the text, and some of the expected texts have none."""
    return [(shingles.without_lines(p["expected"], p["titles"]),
             shingles.without_lines(texts.get(p["id"], ""), p["titles"]))
            for p in pages]


def print_set(name, pages, answers):
    print("\n%s: %d pages, without headlines" % (name, len(pages)))
    for who, texts in answers.items():
        told = shingles.figures(pairs_below_headline(pages, texts))
        print("  %-20s precision %.3f  recall %.3f  F1 %.3f" % (
            who, *(told[f] for f in FIGURES)))


def print_pages(pages, texts):
    rows = []
    below = pairs_below_headline(pages, texts)
    for page, (expected, got) in zip(pages, below):
        rows.append((shingles.f1(expected, got),
                     *shingles.compare(expected, got), page["id"]))
    for f1, precision, recall, name in sorted(rows, key=lambda r: r[0]):
        print("    %.3f  precision %5.3f  recall %5.3f  %s" % (
            f1, precision or 0, recall or 0, name))


def check_floors(told, raise_them):
    """How many figures of the funder pages are below their floors."""
    floors = evaluate.load_floors()
    mine = floors.setdefault(SET, {})
    if raise_them:
        for figure in FIGURES:
            mine[figure] = max(mine.get(figure, 0), told[figure])
        evaluate.save_floors(floors)
    bad = [f for f in FIGURES if told[f] < mine.get(f, 0)]
    for figure in bad:
        print("%s: %s is %.3f, its floor %.3f" % (
            SET, figure, told[figure], mine[figure]))
    print("floors: %s" % ("%d broken" % len(bad) if bad else "all kept"))
    return len(bad)


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--public", action="store_true")
    p.add_argument("--details", action="store_true")
    p.add_argument("--raise", action="store_true", dest="raise_floors")
    a = p.parse_args()
    folder = os.path.join(tree.build_dir(), "articles")
    own = list(funder_pages())
    sets = {"pages like a funder's": own}
    if a.public:
        try:
            sets.update(public_pages.sets(folder))
        except (OSError, subprocess.CalledProcessError) as e:
            print("articles: no public pages: %s" % e, file=sys.stderr)
            return 1
    for name, pages in sets.items():
        if not (a.public or a.details):
            continue
        answers = {"medel": medel(pages)}
        if a.public:
            answers.update(peers(pages, folder))
        print_set(name, pages, answers)
        if a.details:
            print_pages(pages, answers["medel"])
    told = shingles.figures(pairs(own, medel(own)))
    print("\n%d pages like a funder's, with headlines: %s" % (
        len(own), ", ".join("%s %.3f" % (f, told[f]) for f in FIGURES)))
    return 1 if check_floors(told, a.raise_floors) else 0


if __name__ == "__main__":
    sys.exit(main())
