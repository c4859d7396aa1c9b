"""The measurements of `make bench`; each gives rows or figures.

A row is what the table shows: see table.py.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import yaml

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

import crawl  # noqa: E402
import timing  # noqa: E402
from quality import yardstick  # noqa: E402
from support import tree  # noqa: E402
from support.nginx import Nginx  # noqa: E402
from table import Row  # noqa: E402

# Of different forms, places and needs, so with words of different kinds.
PROFILES = (("north", "n-vuollerim-aterbruk"), ("east", "e-vandpunkt-flen"),
            ("delta", "d-rutfilm"), ("forest", "fo-omsom-boras"))
SHOWN = 20  # answers asked for, as medel shows unless told otherwise
CRAWLED = 2000  # pages
READ = 1000  # pages
LARGE = 10000  # from here on one run of what takes minutes


def here(*programs):
    return all(shutil.which(p) for p in programs)


# --- crawl --------------------------------------------------------------------

def httrack(web, work, number):
    """As crawl.wget2() does, with HTTrack; it is told not to wait."""
    target = os.path.join(work, "httrack-%d" % number)
    run = crawl.measure(web, [
        "httrack", "http://127.0.0.1:%d/" % web.port, "-O", target, "-q", "-I0",
        "--disable-security-limits", "-c8", "--connection-per-second=0",
        "--max-rate=0", "-s0", "-r100"])
    host = next(n for n in os.listdir(target) if n.startswith("127.0.0.1"))
    return run, crawl.pages_in(os.path.join(target, host))


def crawls(place, rounds, crawlers):
    """{crawler: its runs}; all store the whole site, which is looked at."""
    runs = {c: [] for c in crawlers}
    with tempfile.TemporaryDirectory(prefix="medel-bench-", dir=place) as work:
        crawl.make_site(os.path.join(work, "site"), CRAWLED)
        site = crawl.pages_in(os.path.join(work, "site"))
        with Nginx(os.path.join(work, "site"), os.path.join(work, "nginx"),
                   keepalive=100000, log=False) as web:
            tree.write_funder(os.path.join(work, "funders"), "bench", "Bench",
                              ["SE"], ["http://127.0.0.1:%d/" % web.port],
                              budget=2 * CRAWLED)
            for i in range(rounds + 1):
                for crawler, done in runs.items():
                    run, got = crawler(web, work, i)
                    if len(got) < len(site):
                        sys.exit("bench: %s stored %d of %d pages" % (
                            crawler.__name__, len(got), len(site)))
                    if i > 0:
                        done.append(run)
    return runs


def crawl_rows(rounds):
    crawlers = [crawl.medel, crawl.medel_one]
    if here("wget2"):
        crawlers.append(crawl.wget2)
    if here("httrack"):
        crawlers.append(httrack)
    rows = []
    for place, name in ((os.path.join(tree.build_dir(), "bench"), "on the disk"),
                        ("/dev/shm", "in memory")):
        if not os.access(place, os.W_OK):
            continue
        timing.say("crawling %d pages, %s" % (CRAWLED, name))
        runs = crawls(place, rounds, crawlers)
        rate = {c: CRAWLED / crawl.median(r, "seconds")
                for c, r in runs.items()}
        mb = {c: max(x.kib for x in r) / 1024 for c, r in runs.items()}
        for peer in crawlers[2:]:
            goal = 1.5 if peer is crawl.wget2 else None
            for ours, how in ((crawl.medel, ""),
                              (crawl.medel_one, ", through one connection")):
                rows.append(Row(
                    "crawl, %s%s, pages/s" % (name, how),
                    peer.__name__.replace("wget2", "wget2 -r"), rate[ours],
                    rate[peer], rate[ours] / rate[peer],
                    goal if ours is crawl.medel else None))
            if name == "on the disk":
                rows.append(Row("crawl, peak memory, MB", peer.__name__,
                                mb[crawl.medel], mb[peer],
                                mb[crawl.medel] / mb[peer], None))
    return rows


# --- read ---------------------------------------------------------------------

def read_lines(paths, rounds, processes):
    with tempfile.TemporaryFile() as f:
        f.write("\n".join(paths).encode() + b"\n")
        f.seek(0)
        done = subprocess.run(
            [timing.program(os.path.join("tests", "read")),
             os.path.join(tree.TREE, "data"), str(rounds), str(processes)],
            stdin=f, stdout=subprocess.PIPE, check=True,
            env=tree.environment())
    return [[float(x) for x in line.split()]
            for line in done.stdout.decode().splitlines()]


def read_rows(ground, rounds):
    timing.say("reading pages")
    paths = ground.page_paths(READ)
    lines = read_lines(paths, rounds, 1)
    n, size = lines[0][:2]
    tidy = statistics.median(line[2] for line in lines)
    medel = statistics.median(line[3] for line in lines)
    rows = [Row("read on one core, pages/s", "tidy, parse alone", n / medel,
                n / tidy, tidy / medel, 0.5),
            Row("read on one core, MB/s", "tidy, parse alone",
                size / medel / 1e6, size / tidy / 1e6, tidy / medel, 0.5)]
    cores = os.cpu_count()
    if cores > 1:
        # In turn, for the clock goes on while others use the machine.
        one, all_cores = [], []
        for _ in range(rounds):
            n1, _, seconds, *_ = read_clock(paths, 1)
            one.append(n1 / seconds)
            n2, _, seconds, *_ = read_clock(paths, cores)
            all_cores.append(n2 / seconds)
        a, b = statistics.median(all_cores), statistics.median(one)
        rows.append(Row("read on %d cores, pages/s" % cores,
                        "%d × one core" % cores, a, cores * b, a / b / cores,
                        0.9))
    return rows


def read_clock(paths, processes):
    """One round of reading alone, by the clock."""
    return read_lines(paths, 1, -processes)[0]


# --- index --------------------------------------------------------------------

def omindex(ground):
    database = os.path.join(ground.folder, "omega")
    shutil.rmtree(database, ignore_errors=True)
    took = timing.watched("omindex", "--db", database, "--stemmer", "swedish",
                          "--url", "/", ground.sites)
    return took, timing.size_mb(database)


def index_rows(ground, rounds, growth):
    """From crawled pages to an index that can be searched."""
    rounds = 1 if ground.n >= LARGE else rounds
    timing.say("indexing %d pages" % ground.n)
    medel, omega, omega_mb = [], [], 0
    for _ in range(rounds):
        ground.forget_records()
        medel.append(ground.index())
        if here("omindex"):
            took, omega_mb = omindex(ground)
            omega.append(took)
    growth.add("index", medel)
    growth.calls = int(re.search(r"calls: (\d+)", medel[0].out).group(1))
    mb = timing.size_mb(os.path.join(ground.data, "index"))
    rows = []
    if omega:
        a = ground.n / timing.median([t.seconds for t in medel])
        b = ground.n / timing.median([t.seconds for t in omega])
        rows = [Row("index %d pages, pages/s" % ground.n, "omindex", a, b,
                    a / b, 3),
                Row("size of the index of %d pages, MB" % ground.n, "omindex",
                    mb, omega_mb, mb / omega_mb, 1, less=True)]
    growth.add("rebuild", [ground.index("--rebuild") for _ in range(rounds)])
    return rows


def again_rows(ground, rounds):
    """Nothing new, and one page that changed."""
    timing.say("indexing %d known pages" % ground.n)
    nothing, changed = [], []
    for _ in range(rounds + 1):
        nothing.append(ground.index().seconds)
    path, ident = ground.some_page()
    with open(path, encoding="utf-8") as f:
        was = f.read()
    try:
        with ground.serve() as web:
            for i in range(rounds + 1):
                ground.change(path, i + 1)
                ground.crawl(web, "--force", ident)
                took = ground.index()
                if not re.search(r"1 read", took.out):
                    sys.exit("bench: not one page changed:\n" + took.out)
                changed.append(took.seconds)
    finally:
        with open(path, "w", encoding="utf-8") as f:
            f.write(was)
    return [Row("index %d known pages, s" % ground.n, "", timing.median(
        nothing[1:]), None, None, 0.3, less=True, of_value=True),
            Row("index %d known pages, one changed, s" % ground.n, "",
                timing.median(changed[1:]), None, None, 0.5, less=True,
                of_value=True)]


# --- search -------------------------------------------------------------------

def keywords(path):
    with open(path, encoding="utf-8") as f:
        profile = yaml.safe_load(f)
    return (profile.get("keywords") or profile["description"].split())[:2]


def recoll(ground):
    """The folder of Recoll's settings, with its index of the same pages."""
    folder = os.path.join(ground.folder, "recoll")
    settings = os.path.join(folder, "recoll.conf")
    if not os.path.exists(os.path.join(folder, "xapiandb")):
        timing.say("recollindex of %d pages" % ground.n)
        os.makedirs(folder, exist_ok=True)
        with open(settings, "w", encoding="utf-8") as f:
            f.write("topdirs = %s\nindexstemminglanguages = swedish\n"
                    "monitor = 0\n" % ground.sites)
        timing.watched("recollindex", "-c", folder, ok=(0, 1))
    return folder


def questions(ground, profile):
    """{name: command}. A profile is asked for as the user is shown it: with
    gate, ranking, explanation and the words' places."""
    few = " ".join(keywords(profile))
    quest = ["quest", "--db", ground.stub(), "--msize", str(SHOWN),
             "--stemmer", "swedish"]
    search = [timing.program("medel"), "search", "--data", ground.data,
              "--today", tree.TODAY, "--limit", str(SHOWN), "--format",
              "table", "--no-pager"]
    asked = {"profile": [*search, "--explain", "--profile", profile],
             "words": [*search, few],
             "start": [timing.program("medel"), "search", "--help"]}
    if here("quest"):
        asked["quest profile"] = [*quest, yardstick.words_of(profile)]
        asked["quest words"] = [*quest, few]
    if here("recollq", "recollindex"):
        asked["recollq words"] = ["recollq", "-c", recoll(ground), "-n",
                                  "0-%d" % SHOWN, "-q", few]
    return asked


def search_rows(ground, rounds, growth):
    times, used, ratios = {}, {}, {}
    timing.say("searching %d pages" % ground.n)
    for set_name, profile in PROFILES:
        took = timing.in_turn(questions(ground, tree.profile_path(
            set_name, profile)), rounds)
        for name, many in took.items():
            times.setdefault(name, []).extend(clock for clock, _ in many)
            used.setdefault(name, []).extend(cpu for _, cpu in many)
        for ours, theirs in (("profile", "quest profile"),
                             ("words", "quest words"),
                             ("words", "recollq words")):
            if theirs in took:
                ratios.setdefault(theirs, []).append(
                    timing.median([clock for clock, _ in took[ours]]) /
                    timing.median([clock for clock, _ in took[theirs]]))
    rows = []
    for theirs, of_profiles in ratios.items():
        ours = theirs.split()[1]
        rows.append(Row(
            "search %d pages, %s, ms" % (ground.n, "a profile" if
                                         ours == "profile" else "two words"),
            theirs.split()[0], timing.median(times[ours]),
            timing.median(times[theirs]), timing.median(of_profiles), 1,
            less=True))
        a, b = timing.median(used[ours]), timing.median(used[theirs])
        rows.append(Row(rows[-1].what.replace("ms", "ms of processor"),
                        theirs.split()[0], a, b, a / b, None))
    for name in ("profile", "words"):
        of = times[name]
        rows.append(Row(
            "search %d pages, %s, ms, p99" % (
                ground.n, "a profile" if name == "profile" else "two words"),
            "its median", timing.percentile(of, 99), timing.median(of),
            timing.percentile(of, 99) / timing.median(of), 5, less=True))
    set_name, profile = PROFILES[0]
    growth.add("search", [timing.watched(
        *questions(ground, tree.profile_path(set_name, profile))["profile"])
                          for _ in range(3)])
    growth.add("export", [timing.watched(
        timing.program("medel"), "export", "--data", ground.data, "--today",
        tree.TODAY)])
    return rows
