#!/usr/bin/env python3
"""What the records got wrong: gold against got, call by call, field by field.

    misses.py SET_DIR CALLS.jsonl [--field F ...] [--call ID ...] [--by-field]

Works on any calls.jsonl, so that a change to the reader can be judged without
a crawl. Matching is score.py's own: what is listed here is what costs points.
"""

import argparse
import importlib.util
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(os.path.dirname(HERE), "corpus")

PLAIN = (
    "status", "opens", "deadlines", "deadline_time", "rolling",
    "award_floor", "award_ceiling", "currency", "total_budget",
    "funding_rate", "language",
)
SETS = ("applicants", "regions", "themes")
FIELDS = ("title",) + PLAIN + SETS + ("funder",)


def load_scorer():
    """score.py as a module: one definition of what counts as right."""
    spec = importlib.util.spec_from_file_location(
        "score", os.path.join(CORPUS, "score.py"))
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


score = load_scorer()


def read_jsonl(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def match(gold, records):
    """({gold id: record}, [false records], [duplicate records])."""
    by = score.by_address(gold)
    found, false, duplicates = {}, [], []
    for r in records:
        g = score.find(by, r, found)
        if not g:
            false.append(r)
        elif g["id"] in found:
            duplicates.append((g["id"], r))
        else:
            found[g["id"]] = r
    return found, false, duplicates


def same(field, want, got):
    if field in ("title", "funder"):
        return score.squash(want) == score.squash(got)
    if field in SETS:
        return set(want or []) == set(got or [])
    return (want or None) == (got or None)


def show(field, value):
    if field in SETS and value:
        return " ".join(sorted(value))
    if isinstance(value, list):
        return " ".join(str(v) for v in value) or "[]"
    return "-" if value is None else str(value)


def difference(field, want, got):
    """For sets: only what is missing (-) and what is too much (+)."""
    if field not in SETS:
        return ""
    want, got = set(want or []), set(got or [])
    parts = ["-" + c for c in sorted(want - got)]
    parts += ["+" + c for c in sorted(got - want)]
    return "   (" + " ".join(parts) + ")"


def evidence(record, field):
    e = (record.get("evidence") or {}).get(field)
    if not isinstance(e, dict) or not e.get("text"):
        return None
    text = " ".join(str(e["text"]).split())
    if len(text) > 160:
        text = text[:157] + "..."
    return '"%s" (%s)' % (text, e.get("confidence", "?"))


def misses_of(gold, record, fields):
    for f in fields:
        if not same(f, gold.get(f), record.get(f)):
            yield f, gold.get(f), record.get(f)


def print_miss(out, lead, f, want, got, record):
    out.write("%s%-14s gold %s\n" % (lead, f, show(f, want)))
    out.write("%s%-14s got  %s%s\n" % (
        " " * len(lead), "", show(f, got), difference(f, want, got)))
    quote = evidence(record, f)
    if quote:
        out.write("%s%-14s from %s\n" % (" " * len(lead), "", quote))


def report(set_dir, records, out, fields=FIELDS, only=None, by_field=False):
    """Writes everything that is wrong about RECORDS to OUT."""
    gold = score.gold(set_dir)
    found, false, duplicates = match(gold, records)
    out.write("== %s: %d of %d calls found, %d false, %d duplicates\n" % (
        os.path.basename(os.path.normpath(set_dir)), len(found), len(gold),
        len(false), len(duplicates)))
    for g in gold:
        if g["id"] not in found:
            out.write("MISSED     %s %s\n           %s\n" % (
                g["id"], g["title"], g["urls"][0]))
    for r in false:
        out.write("FALSE      %s\n           %s\n" % (
            r.get("title"), r["url"]))
    for call_id, r in duplicates:
        out.write("DUPLICATE  of %s: %s\n" % (call_id, r["url"]))
    wanted = [g for g in gold if g["id"] in found
              and (not only or g["id"] in only)]
    if by_field:
        for f in fields:
            wrong = [g for g in wanted
                     if not same(f, g.get(f), found[g["id"]].get(f))]
            out.write("\n-- %s: %d wrong of %d found\n" % (
                f, len(wrong), len(wanted)))
            for g in wrong:
                r = found[g["id"]]
                print_miss(out, "  %-9s " % g["id"], f, g.get(f), r.get(f), r)
        return
    for g in wanted:
        r = found[g["id"]]
        wrong = list(misses_of(g, r, fields))
        if wrong:
            out.write("\n-- %s %s\n   %s\n" % (
                g["id"], g["title"], g["urls"][0]))
        for f, want, got in wrong:
            print_miss(out, "   ", f, want, got, r)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("set_dir")
    p.add_argument("calls")
    p.add_argument("--field", action="append", choices=FIELDS)
    p.add_argument("--call", action="append", metavar="ID")
    p.add_argument("--by-field", action="store_true")
    a = p.parse_args()
    report(a.set_dir, read_jsonl(a.calls), sys.stdout,
           a.field or FIELDS, a.call, a.by_field)


if __name__ == "__main__":
    main()
