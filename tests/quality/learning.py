"""What learn_pages.py and learn_themes.py share: the signs of judged pages, the
logistic curve, and the files that hold the weights."""

import json
import math
import os
import subprocess

from quality import misses
from support import robots, tree


# --- signs --------------------------------------------------------------------

def _rules(sites, host):
    try:
        with open(os.path.join(sites, host, "robots.txt"),
                  encoding="utf-8") as f:
            return f.read()
    except FileNotFoundError:
        return ""


def pages(name):
    """[(url, path, funder)] of a set's HTML files that may be crawled."""
    sites = tree.sites_dir(name)
    with open(os.path.join(tree.set_dir(name), "funders.json"),
              encoding="utf-8") as f:
        names = {site["host"]: site["name"] for site in json.load(f)}
    found = []
    for folder, _, files in os.walk(sites):
        for file in files:
            path = os.path.join(folder, file)
            with open(path, "rb") as f:
                if b"<html" not in f.read(4000).lower():
                    continue
            rest = os.path.relpath(path, sites)
            host, _, page = rest.partition(os.sep)
            if not robots.allowed(_rules(sites, host), "/" + page):
                continue
            if file == "index.html":
                rest = os.path.dirname(rest) + "/"
            found.append(("http://" + rest, path, names.get(host, "")))
    return sorted(found)


def signs(name):
    """(names of page signs, names of theme signs, rows): what the reader
    weighs on each page of a set; see signs.c."""
    return signs_of(pages(name))


def signs_of(found):
    """The same of [(url, path, funder)]."""
    asked = "".join("%s\t%s\t%s\n" % p for p in found)
    told = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", "signs"),
         os.path.join(tree.TREE, "data")], input=asked, text=True,
        stdout=subprocess.PIPE, check=True).stdout.splitlines()
    return (told[0].split("\t"), told[1].split("\t"),
            [line.split("\t") for line in told[2:]])


def own_pages(name):
    """{address: call}, the addresses of calls' other pages, and those of pages
    with several calls."""
    own, others, shared = {}, set(), set()
    for call in tree.gold(name):
        first, *rest = [misses.score.norm(u) for u in call["urls"]]
        if "#" in call["urls"][0]:
            shared.add(first)
        else:
            own[first] = call
        others.update(rest)
    return own, others - set(own) - shared, shared - set(own)


# --- learning -----------------------------------------------------------------

def logistic(x):
    return 1 / (1 + math.exp(-max(-40, min(40, x))))


def dot(weights, signs_of):
    return sum(weights[i] * v for i, v in signs_of)


def sparse(values):
    return [(i, v) for i, v in enumerate(values) if v]


def write(path, values):
    """Puts {code: weight} into a file of weights, its head kept."""
    with open(path, encoding="utf-8") as f:
        head = [line for line in f
                if line.startswith(("#", "lexicon:", "entries:"))]
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(head)
        for code, w in values.items():
            f.write("  - {code: %s, weight: %.2f}\n" % (code, w))
