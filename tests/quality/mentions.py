"""What the scripts share that learn from the words round things that pages
mention: days, sums, percentages, names of forms. A program of tests/quality
prints the signs of each on judged pages (read/word_signs.h), fit.c does the
regression, and the weights go into data/lexicon/learnt-*.txt."""

import os
import subprocess

from quality import misses, short
from support import tree


def file_of(name):
    """data/lexicon/learnt-NAME.txt"""
    return os.path.join(tree.TREE, "data", "lexicon", "learnt-%s.txt" % name)


def signs_of(fields):
    """{sign: strength} of "SIGN=STRENGTH" fields."""
    heard = {}
    for field in fields:
        name, _, strength = field.rpartition("=")
        heard[name] = heard.get(name, 0) + float(strength)
    return heard


def told(program, width, asked, calls):
    """(call, [WIDTH fields], {sign: strength}) of each line that PROGRAM prints
    of the pages ASKED, [(address, path, funder)], that are in CALLS, {address:
    call}."""
    lines = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", program),
         os.path.join(tree.TREE, "data")],
        input="".join("%s\t%s\t%s\n" % p for p in asked), text=True,
        stdout=subprocess.PIPE, check=True, errors="replace").stdout
    for line in lines.splitlines():
        url, *fields = line.split("\t")
        call = calls.get(misses.score.norm(url))
        if call is not None:
            yield call, fields[:width], signs_of(fields[width:])


def addressed(host, pages):
    """(asked, calls) as told() wants them, of [(path, the call's fields)]."""
    asked, calls = [], {}
    for i, (path, call) in enumerate(pages):
        url = "http://%s.localhost/%d" % (host, i)
        asked.append((url, path, ""))
        calls[misses.score.norm(url)] = call
    return asked, calls


def short_pages(name, field=None):
    """The same of the short pages NAME that are calls, and that judge FIELD if
    one is named."""
    return addressed("short-" + name, [
        (path, row["expect"])
        for row, path in zip(short.rows(name), short.write_pages(name))
        if "expect" in row and (field is None or field in row["expect"])])


def often(rows, least):
    """{sign: number} of the signs that LEAST or more of ROWS, [{sign:
    strength}], have."""
    seen = {}
    for heard in rows:
        for sign in heard:
            seen[sign] = seen.get(sign, 0) + 1
    return {s: i for i, s in enumerate(sorted(
        s for s, n in seen.items() if n >= least))}


def fit(tasks, ids, penalty, least):
    """({number of a task: what is said of it without its part}, {sign:
    weight}), by logistic regression. TASKS are (part, is it so, times, {sign:
    strength}); part 0 is never left out. IDS is often()."""
    lines = "".join("%d %d %g %s\n" % (part, so, times, " ".join(
        "%d:%.4g" % (ids[s], x) for s, x in heard.items() if s in ids))
        for part, so, times, heard in tasks)
    told_by_fit = subprocess.run(
        [os.path.join(tree.build_dir(), "tests", "fit"), "0", str(len(ids)),
         str(penalty), str(least)],
        input=lines, text=True, stdout=subprocess.PIPE, check=True).stdout
    left, weights = {}, {}
    for line in told_by_fit.splitlines():
        what, number, value = line.split()
        (left if what == "left" else weights)[int(number)] = float(value)
    return left, {s: weights[i] for s, i in ids.items() if i in weights}


def hear(weights, heard):
    """What {sign: strength} says for each class of WEIGHTS, [{sign:
    weight}]."""
    return [sum(w.get(s, 0) * x for s, x in heard.items()) for w in weights]


def write(name, classes, weights, least):
    """Puts WEIGHTS, [{sign: weight}] by class, into the file NAME, its comments
    kept; signs that say less than LEAST of every class are left out."""
    with open(file_of(name), encoding="utf-8") as f:
        head = [line for line in f if line.startswith("# ")]
    signs = sorted(s for s in set().union(*weights) if any(
        abs(w.get(s, 0)) >= least for w in weights))
    with open(file_of(name), "w", encoding="utf-8") as f:
        f.writelines(head)
        f.write("\t".join([*classes, "sign"]) + "\n")
        for sign in signs:
            f.write("\t".join(["%d" % round(100 * w.get(sign, 0))
                               for w in weights] + [sign]) + "\n")
