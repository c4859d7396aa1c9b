"""The yardstick: Xapian Omega, asked with the profiles' words.

Omega is what one gets without medel: omindex takes the same sites, page by
page, and its search, stemming as the pages were, is asked with all that each
profile says in words. What it answers is scored as medel's answers are.
"""

import os
import shutil
import subprocess

import yaml

from quality import misses
from support import tree

CGI = "/usr/lib/cgi-bin/omega/omega"
PAGES_SHOWN = 20
STEP_SECONDS = 600
# The page that Omega makes of an answer: one address a line.
TEMPLATE = ("$httpheader{Content-Type,text/plain}$set{stemmer,swedish}"
            "$hitlist{$field{url}\n}")


def is_here():
    """Is xapian-omega installed?"""
    return shutil.which("omindex") is not None and os.access(CGI, os.X_OK)


def index(name, folder):
    """All sites of set NAME as one database in FOLDER."""
    sites = tree.sites_dir(name)
    database = os.path.join(folder, "default")
    for host in sorted(os.listdir(sites)):
        subprocess.run(
            ["omindex", "--db", database, "--stemmer", "swedish", "--url",
             "http://%s/" % host, "--no-delete", os.path.join(sites, host)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
            timeout=STEP_SECONDS)


def settings(folder):
    """Writes what Omega is configured by; the file's path."""
    templates = os.path.join(folder, "templates")
    os.makedirs(templates)
    with open(os.path.join(templates, "addresses"), "w",
              encoding="utf-8") as f:
        f.write(TEMPLATE)
    path = os.path.join(folder, "omega.conf")
    with open(path, "w", encoding="utf-8") as f:
        for key, value in (("database_dir", folder),
                           ("template_dir", templates),
                           ("log_dir", folder), ("cdb_dir", folder)):
            f.write("%s %s\n" % (key, value))
    return path


def words_of(path):
    """All that the profile says in words, without Omega's operators."""
    with open(path, encoding="utf-8") as f:
        profile = yaml.safe_load(f)
    text = " ".join([profile["name"], *(profile.get("keywords") or []),
                     profile.get("description") or "",
                     profile.get("municipality") or ""])
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def address(line):
    """As the corpus writes it: a folder's page is its index.html."""
    return line[:-len("index.html")] if line.endswith("/index.html") else line


def ask(conf, words):
    done = subprocess.run(
        [CGI, "DB=default", "FMT=addresses", "DEFAULTOP=or",
         "HITSPERPAGE=%d" % PAGES_SHOWN, "P=" + words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True,
        env={"OMEGA_CONFIG_FILE": conf, "LC_ALL": "C.UTF-8"},
        timeout=STEP_SECONDS)
    lines = done.stdout.decode("utf-8").splitlines()
    return [address(line) for line in lines if line.startswith("http")]


def rank(name, work):
    """Omega's figures on set NAME; its files are kept in WORK."""
    folder = os.path.join(work, "omega")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    index(name, folder)
    conf = settings(folder)
    run = os.path.join(folder, "run.tsv")
    with open(run, "w", encoding="utf-8") as f:
        for profile, path in tree.profiles(name).items():
            for url in ask(conf, words_of(path)):
                f.write("%s\t%s\n" % (profile, url))
    figures = misses.score.rank(tree.set_dir(name), run)
    return {"omega_ndcg10": figures["ndcg10"],
            "omega_barred": figures["cannot_apply_at_10"]}
