"""Where things are, and how medel's programs are run."""

import json
import os
import subprocess
import sys

# No __pycache__ in the source tree.
sys.dont_write_bytecode = True

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TREE = os.path.dirname(TESTS)
CORPUS = os.path.join(TESTS, "corpus")
# The sets that the demo shows; what the reader has learnt from; and sets whose
# misses nobody has read, so that they tell how it does on unseen pages.
DEMO_SETS = ("north", "south", "west", "east", "mid")
LEARNT_SETS = (*DEMO_SETS, "shore", "forest", "hill", "plain", "dates", "who",
               "money", "mix", "tables", "prose", "real", "odd",
               "isle", "delta", "heath", "tide", "gale", "brook", "vale",
               "crest", "moss", "reef", "fern",
               "cliff", "birch", "aspen", "rowan", "linden", "quarry", "sedge",
               "thyme", "clover", "sorrel", "lupin", "onyx", "maple", "pine",
               "spruce", "willow", "alder", "hazel", "yew", "heather",
               "bracken", "elder", "juniper", "larch", "rush", "poplar", "sallow", "teal",
               "umber", "briar", "acorn", "cedar", "wren", "fir", "oat", "lark",
               "sloe", "broom", "thrift", "reed", "finch", "heron", "nettle", "ivy",
               "tansy", "privet", "laurel", "mallow", "damson", "bilberry",
               "sorbus", "tamarisk")
HELD_SETS = ("fjord", "moor", "ash", "hawthorn", "dune", "gorse", "kelp",
             "vetch", "yarrow", "medlar", "quince", "rosehip")
SETS = (*LEARNT_SETS, *HELD_SETS)
# The day on which the corpus's answers hold.
TODAY = "2026-11-23"


def build_dir():
    return os.path.abspath(
        os.environ.get("MEDEL_BUILD") or os.path.join(TREE, "build"))


def sanitized():
    """Does the build carry sanitizers or counters, with several times the
    memory and time, and a sandbox that lets them work?"""
    return os.path.basename(build_dir()) in ("build-asan", "build-coverage")


def counted():
    """Does the build count what runs, and write that down at each end?"""
    return os.path.basename(build_dir()) == "build-coverage"


def set_dir(name):
    """The folder of a set: one of SETS, or a path to one from elsewhere."""
    return os.path.abspath(name) if os.sep in name else os.path.join(
        CORPUS, name)


def sites_dir(name):
    return os.path.join(set_dir(name), "sites")


def profile_path(set_name, profile):
    return os.path.join(set_dir(set_name), "profiles", profile + ".yaml")


def profiles(set_name):
    """{id: path}; empty for a set that judges records only."""
    folder = os.path.join(set_dir(set_name), "profiles")
    if not os.path.isdir(folder):
        return {}
    return {f[:-5]: os.path.join(folder, f)
            for f in sorted(os.listdir(folder)) if f.endswith(".yaml")}


def read_jsonl(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def gold(set_name):
    with open(os.path.join(set_dir(set_name), "gold.jsonl"),
              encoding="utf-8") as f:
        return read_jsonl(f.read())


def funder_id(host):
    """The source's id, made of its host's name."""
    name = host.rsplit(".localhost", 1)[0]
    return name[4:] if name.startswith("www.") else name


def write_funder(folder, ident, name, regions, start, **more):
    """One source as YAML. JSON's strings and lists are YAML's too."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, ident + ".yaml")
    fields = dict(id=ident, name=name, regions=regions, start=start, **more)
    with open(path, "w", encoding="utf-8") as f:
        for key, value in fields.items():
            f.write("%s: %s\n" % (key, json.dumps(value, ensure_ascii=False)))
    return path


def write_funders(folder, set_name):
    """The sources of a set, from its funders.json."""
    with open(os.path.join(set_dir(set_name), "funders.json"),
              encoding="utf-8") as f:
        for site in json.load(f):
            write_funder(folder, funder_id(site["host"]), site["name"],
                         site["region"], site["start"])
    return folder


def environment(**more):
    """What the programs see: English messages, UTF-8, nobody's own files."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("MEDEL_", "XDG_", "LC_", "LANG"))
           and k not in ("COLUMNS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    env["LC_ALL"] = "C.UTF-8"
    env["NO_COLOR"] = "1"
    # What a sanitizer finds must not pass for "nothing found" (1).
    env["ASAN_OPTIONS"] = "exitcode=99"
    env["UBSAN_OPTIONS"] = "exitcode=99:print_stacktrace=1"
    env.update(more)
    return env


def crawl_options(port):
    return ["--connect-to", "::127.0.0.1:%d" % port, "--allow-private",
            "--delay", "0"]
