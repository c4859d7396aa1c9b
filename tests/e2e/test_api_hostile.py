"""Funders' data from a server that is out for harm: each kind of API with each
kind of hostile answer, as a funder of its own, in one run. The next night all
of them are honest."""

import collections
import gzip
import itertools
import json
import os
import re
import subprocess
import time
import urllib.parse

import case
from apis import JSON, ApiCase, found
from support import harmless, tree
from support.pages import PageServer
from test_api_eu import DETAIL, DETAILS, SNAPSHOT, SOCIAL, TOPICS
from test_api_lists import Site, call
from test_api_vinnova import CALLS, ROUNDS
from test_injection import lol

MB = 1 << 20
# What steers a terminal, turns the reading direction, ends a string, is a
# formula, a script, a header, a path; and half a letter.
POISON = ("\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\b \u202egnp.exe\u202c\u2066 \0 "
          "=HYPERLINK(\"http://evil.test/\") </script><script>alert(1)</script>"
          "<img src=x onerror=alert(2)>\r\nBcc: evil@evil.test\r\nBEGIN:VEVENT"
          "\r\n ../../../etc/passwd %n%s '; DROP TABLE page; -- ")
ADDRESSES = ("javascript:alert(1)", "file:///etc/passwd",
             "http://169.254.169.254/latest/", "http://a:b@evil.test/",
             "data:text/html,<script>alert(1)</script>", "//evil.test/x",
             "http://evil.test/\r\nHost: x", "http://[::1]/", "\x1b[2J")


# --- what is done to an honest value -------------------------------------------

def leaves(value, change):
    """VALUE with each of its leaves changed."""
    if isinstance(value, dict):
        return {k: leaves(v, change) for k, v in value.items()}
    if isinstance(value, list):
        return [leaves(v, change) for v in value]
    return change(value)


def strings(change):
    return lambda value: leaves(
        value, lambda v: change(v) if isinstance(v, str) else v)


def texts(change):
    """Not of references, days and addresses, without which it is no item."""
    return strings(lambda s: change(s) if " " in s and "://" not in s else s)


def dumped(value, ascii_only=True):
    return json.dumps(value, ensure_ascii=ascii_only).encode(
        "utf-8", "surrogatepass")


def wrong_types(value):
    wrong = itertools.cycle(([[]], {"a": [1]}, True, -1, [None, "x"], {}))
    return leaves(value, lambda _: next(wrong))


def numbers(value):
    """Where there is a number, or a text with digits, one that is too large;
    as tokens that json.dumps() would not write."""
    huge = itertools.cycle(("1e999", "9" * 400, "-0.0", "1e-400", "18446744073"
                            "709551616", "-9223372036854775809", "NaN"))
    text = dumped(leaves(value, lambda v: "\x01" if isinstance(
        v, (int, float)) and not isinstance(v, bool) else v)).decode()
    while '"\\u0001"' in text:
        text = text.replace('"\\u0001"', next(huge), 1)
    return text.encode()


def days(value):
    odd = itertools.cycle(("99999-99-99", "2027-02-30T25:61:61Z", "0000-00-00",
                           "-1", "9" * 200, "2027-01-19T14:00:00+99:99"))
    return strings(lambda v: next(odd) if v[:3] == "202" and "-" in v
                   and ":" in v else v)(value)


def twice(value):
    """Each key twice, with another value first."""
    if isinstance(value, dict):
        return "{%s}" % ",".join('%s:["\\u001b[2J"],%s:%s' % (
            json.dumps(k), json.dumps(k), twice(v)) for k, v in value.items())
    if isinstance(value, list):
        return "[%s]" % ",".join(map(twice, value))
    return json.dumps(value)


def deep_inside(value):
    """A field nested a hundred thousand times, in the first object."""
    text = dumped(value).decode()
    return text.replace("{", '{"x":%s1%s,' % ("[" * 100000, "]" * 100000),
                        1).encode()


def keys(value):
    text = dumped(value).decode()
    many = ",".join('"k%d\\u001b":%d' % (i, i) for i in range(200000))
    return text.replace("{", "{%s,\"%s\":1," % (many, "K" * MB), 1).encode()


def endless(piece):
    """The same megabyte for ever."""
    return itertools.repeat(piece * (MB // len(piece)))


def after(head, rest):
    return itertools.chain([head], rest)


def replied(body, **headers):
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    return 200, body, {**JSON, **named}


# 100 megabytes out of 100 kilobytes.
BOMB = gzip.compress(b"[" + b" " * (100 * MB), 9)


def redirected(to):
    return lambda value: (302, "", {"Location": to})


# {what is wrong: the answer, made of the honest value}. Those of TOLD are no
# answer at all, which must be told by the funder's name.
ATTACKS = {
    "null": lambda v: replied(b"null"),
    "nulls": lambda v: replied(b"[" + b"null," * 100000 + b"null]"),
    "empty": lambda v: replied(b""),
    "types": lambda v: replied(dumped(wrong_types(v))),
    "numbers": lambda v: replied(numbers(v)),
    "days": lambda v: replied(dumped(days(v))),
    "poison": lambda v: replied(dumped(texts(lambda s: s + POISON)(v))),
    "poisonraw": lambda v: replied(dumped(texts(
        lambda s: s + POISON.replace("\0", ""))(v), False)),
    "only": lambda v: replied(dumped(texts(lambda s: POISON)(v))),
    "all": lambda v: replied(dumped(strings(lambda s: s + POISON)(v))),
    "half": lambda v: replied(dumped(texts(lambda s: s + "\ud800")(v))),
    "halves": lambda v: replied(dumped(strings(lambda s: s + "\ud800")(v))),
    "addresses": lambda v: replied(dumped(strings(
        lambda s, a=itertools.cycle(ADDRESSES):
        next(a) if "://" in s else s)(v))),
    "long": lambda v: replied(dumped(strings(
        lambda s, n=itertools.count(): s + "a" * (5 * MB)
        if next(n) == 3 else s)(v))),
    "longer": lambda v: replied(dumped(["a" * (40 * MB), v])),
    "deep": lambda v: replied(b"[" * (2 * MB)),
    "deepobjects": lambda v: replied(b'{"a":' * 300000),
    "deepinside": lambda v: replied(deep_inside(v)),
    "keys": lambda v: replied(keys(v)),
    "twice": lambda v: replied(twice(v).encode()),
    "cut": lambda v: replied(dumped(v)[:-30]),
    "cutshort": lambda v: replied(dumped(v), Content_Length=str(9 * MB),
                                  Connection="close"),
    "more": lambda v: replied(dumped(v) + b"]}" * 1000),
    "endless": lambda v: replied(after(b'[{"a":"', endless(b"\\u001b"))),
    "endlesslist": lambda v: replied(after(b"[1", endless(b",{}"))),
    "utf16": lambda v: replied(json.dumps(v).encode("utf-16")),
    "latin": lambda v: replied(dumped(strings(lambda s: s + "\xe5\xff")(
        v), False).decode().encode("latin-1", "replace"),
        Content_Type="application/json; charset=utf-7"),
    "bomb": lambda v: replied(BOMB, Content_Encoding="gzip"),
    "nogzip": lambda v: replied(dumped(v), Content_Encoding="gzip"),
    "page": lambda v: (200, "<html><title>Logga in</title><script>x</script>"),
    "counts": lambda v: replied(
        dumped(v), X_Next="http://evil.test/", X_TotalRecords="9" * 30,
        X_WP_TotalPages="4294967297", Link="<file:///etc/passwd>; rel=next"),
    "counting": lambda v: replied(dumped(v), X_TotalRecords="-1",
                                  X_WP_TotalPages="\x9b", ETag="\x9b" * 9000),
    "private": redirected("http://169.254.169.254/latest/meta-data"),
    "file": redirected("file:///etc/passwd"),
    "round": redirected("?again"),
    "error": lambda v: (500, dumped(v), JSON),
}
TOLD = ("null", "empty", "deep", "deepobjects", "cut", "cutshort", "endless",
        "endlesslist", "utf16", "nogzip", "bomb", "longer", "page", "private",
        "file", "round", "error")
# A topic's details are a page of its funder's: where it cannot be had, it is
# counted with the pages that failed.
FAILED_PAGE = ("cutshort", "endless", "endlesslist", "private", "file",
               "round", "error")
FEEDS = {
    "entities": lambda v: (200, lol(v, "rss")),
    "deep": lambda v: (200, b"<rss>" + b"<a>" * 500000),
    "cut": lambda v: (200, v[:-30]),
    "poison": lambda v: (200, v.replace("Stöd", "<![CDATA[" + "".join(
        c for c in POISON if c >= " " or c == "\n") + "]]>")),
    "controls": lambda v: (200, v.replace("Stöd", POISON)),
    "addresses": lambda v: (200, v.replace("</channel>", "".join(
        "<item><title>x</title><link>%s</link></item>" % a.replace(
            "<", "&lt;").replace("\x1b", "") for a in ADDRESSES) +
        "</channel>")),
    "many": lambda v: (200, v.replace("</channel>", "".join(
        "<item><link>http://HOST/no/%d</link></item>" % i
        for i in range(120000)) + "</channel>")),
    "long": lambda v: (200, v.replace("Stöd", "a" * (30 * MB))),
    "attribute": lambda v: (200, v.replace(
        "<item>", "<item a='%s'>" % ("a" * (30 * MB)))),
    "endless": lambda v: (200, after(b"<rss><channel><title>",
                                     endless(b"&amp;"))),
    "utf16": lambda v: (200, v.encode("utf-16")),
    "private": redirected("http://169.254.169.254/latest/meta-data"),
}
FEEDS_TOLD = ("entities", "deep", "private")


# --- honest servers ----------------------------------------------------------------

class Api:
    """PART: the path, in part, of the answers that are spoilt. DATA(path):
    what an honest server has there, None where it has nothing."""

    def __init__(self, kind, base, part, data, **api):
        self.kind, self.base, self.part = kind, base, part
        self.data, self.api = data, api


def portal(path):
    if path == SNAPSHOT:
        return {"fundingData": {"GrantTenderObj": TOPICS[:1]}}
    if path == DETAILS + SOCIAL.lower() + ".json":
        return DETAIL[SOCIAL]
    return None


def vinnova(path):
    if "/ansokningsomgangar" in path:
        return [dict(ROUNDS[0], Webbsida=None, DokumentLista=[])]
    if "/utlysningar/2026-00100" in path:
        return [CALLS["2026-00100"]]
    return [] if "/utlysningar" in path else None


def gdp(path):
    if "/utlysningar?" not in path:
        return None
    return [dict(call("2026-00000"), lank=[])] if "offset=0" in path else []


def wordpress(path):
    if "/wp/v2/" not in path:
        return None
    # The Site's only call; its page is asked for where it is stored.
    return [Site().posts[1]] if "/posts?" in path and "page=1" in path else []


APIS = {
    "eu": Api("eu-funding", "/info/funding-tenders/opportunities/",
              SNAPSHOT, portal),
    "eudetail": Api("eu-funding", "/info/funding-tenders/opportunities/",
                    DETAILS, portal),
    "vinnova": Api("vinnova", "/api/", "/ansokningsomgangar", vinnova),
    "vinnovacall": Api("vinnova", "/api/", "/utlysningar", vinnova),
    "gdp": Api("gdp", "/gdp/v1/", "/utlysningar", gdp, key="gdp",
               organisation="2021005232"),
    "wordpress": Api("wordpress", "/wp-json/wp/v2", "/wp/v2/posts", wordpress),
}
RSS = ("<?xml version='1.0'?><rss version='2.0'><channel><item><title>Stöd"
       "</title><link>http://HOST/stod.html</link></item></channel></rss>")


class World:
    """Every server there is: KIND-ATTACK.test."""

    def __init__(self):
        self.hostile = True

    def __call__(self, host, path):
        kind, _, attack = host.removesuffix(".test").partition("-")
        where = urllib.parse.urlsplit(path)
        if not attack or path in ("/robots.txt", "/sitemap.xml"):
            return 404, ""
        if kind == "feed":
            return self.feed(host, attack, where)
        api = APIS[kind]
        value = api.data(path)
        if value is None:
            return 404, ""
        value = strings(lambda s: s.replace("www.stiftelse.test", host))(value)
        if self.hostile and api.part in path and attack != "honest":
            return ATTACKS[attack](value)
        return found(value)

    def feed(self, host, attack, where):
        if where.path == "/stod.html":
            return Site().feed("/bygd.html")
        if where.path != "/nytt.rss":
            return 404, ""
        answer = 200, RSS
        if self.hostile and attack != "honest":
            answer = FEEDS[attack](RSS)
        status, body, *more = answer
        if isinstance(body, str):
            body = body.replace("HOST", host)
        return (status, body, *(more or [{"Content-Type": "text/xml"}]))


class HostileApis(ApiCase):
    weight = 7

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = ["%s-%s" % (kind, attack) for kind in APIS
                     for attack in ("honest", *ATTACKS)]
        cls.names += ["feed-" + attack for attack in ("honest", *FEEDS)]
        for name in cls.names:
            kind, host = name.split("-")[0], "http://%s.test" % name
            api = {"kind": "feed", "url": host + "/nytt.rss"}
            if kind in APIS:
                api = {"kind": APIS[kind].kind, "url": host + APIS[kind].base,
                       **APIS[kind].api}
            cls.source(name, "Formas" if kind == "gdp" else name, [], api=api,
                       hosts=[name + ".test"])
        cls.data, cls.world = cls.path("data"), World()
        cls.web = PageServer(cls.world)
        cls.addClassCleanup(cls.web.__exit__)
        cls.night1 = cls.night("one")
        cls.records1 = cls.export(cls.data)
        cls.world.hostile = False
        cls.asked1 = list(cls.web.asked)
        cls.night2 = cls.night("two", "--force")
        cls.records2 = cls.export(cls.data)

    @classmethod
    def night(cls, name, *more):
        """(the crawl, its most memory in KB, the index)"""
        out, err = cls.path(name + ".out"), cls.path(name + ".err")
        began, peak = time.monotonic(), 0
        with open(out, "wb") as o, open(err, "wb") as e:
            p = subprocess.Popen(
                [case.program("medel-crawl"), "crawl", "--data", cls.data,
                 "--funders", cls.funders, *tree.crawl_options(cls.web.port),
                 *more], stdout=o, stderr=e,
                env=tree.environment(MEDEL_KEY_GDP="hemlig-123"))
            while p.poll() is None:
                peak = max(peak, cls.memory(p.pid))
                time.sleep(0.01)
        with open(out, "rb") as o, open(err, "rb") as e:
            crawl = case.Result(p.returncode, o.read().decode(),
                                e.read().decode(), time.monotonic() - began)
        return crawl, peak, cls.index(cls.data)

    @staticmethod
    def memory(pid):
        with open("/proc/%d/status" % pid) as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
        return 0

    # --- the night -------------------------------------------------------------

    def test_it_ends(self):
        crawl, peak, index = self.night1
        self.assertExit(crawl, 4)
        self.assertExit(index, 0)
        # Some answers are asked for three times, with pauses between.
        self.assertLess(crawl.seconds, 120)
        self.assertMemory(peak, 400)
        for text in (crawl.out, crawl.err, index.out, index.err):
            self.assertIsNone(harmless.steering(text))
            self.assertNotRegex(text, r"(?m)^Bcc:")
            self.assertLess(len(text), MB)

    def test_what_was_no_answer_is_told(self):
        told = self.night1[0].err
        for kind in APIS:
            for attack in TOLD:
                if kind != "eudetail" or attack not in FAILED_PAGE:
                    self.assertIn("medel: %s-%s: " % (kind, attack), told)
        for attack in FEEDS_TOLD:
            self.assertIn("medel: feed-%s: " % attack, told)
        for kind in (*APIS, "feed"):
            self.assertNotIn("medel: %s-honest" % kind, told)

    def test_nobody_else_was_asked(self):
        self.assertLessEqual({a.host for a in self.asked1},
                             {n + ".test" for n in self.names})
        for a in self.asked1:
            self.assertNotIn("passwd", a.path)
            self.assertLess(len(a.path), 2100)
        most = collections.Counter(a.host for a in self.asked1)
        self.assertLess(most.pop("feed-many.test"), 2500)  # the budget
        self.assertLess(max(most.values()), 100, most.most_common(3))

    def test_honest_funders_are_unharmed(self):
        for records in (self.records1, self.records2):
            found = {urllib.parse.urlsplit(r["url"]).hostname for r in records}
            for kind in (*APIS, "feed"):
                self.assertIn(kind + "-honest.test", found)

    def test_the_next_night_heals(self):
        """Nothing of the first is in the way of the second."""
        crawl, _, index = self.night2
        self.assertExit(crawl, 0)
        self.assertExit(index, 0)
        found = collections.defaultdict(list)
        for r in self.records2:
            if not r["withdrawn"]:
                found[urllib.parse.urlsplit(r["url"]).hostname].append(r)
        for name in self.names:
            honest = found[name.split("-")[0] + "-honest.test"]
            with self.subTest(name):
                self.assertEqual(
                    [self.told_of(r) for r in found[name + ".test"]],
                    [self.told_of(r) for r in honest])

    @staticmethod
    def told_of(r):
        return [r[k] for k in ("title", "reference", "opens", "deadlines",
                               "award_ceiling", "total_budget", "applicants")]

    # --- what is left of it -----------------------------------------------------

    def test_stores(self):
        for name in ("crawl.db", "calls.db"):
            harmless.database(os.path.join(self.data, name))
        self.assertLess(os.path.getsize(os.path.join(self.data, "crawl.db")),
                        100 * MB)
        for r in self.records1:
            self.assertRegex(r["id"], r"^[a-z0-9][a-z0-9-]*$")
            self.assertRegex(r["url"], r"^https?://[!-~]+$")
            for sum_ in ("award_floor", "award_ceiling", "total_budget"):
                self.assertTrue(r[sum_] is None or 0 <= r[sum_] <= 1e13, r)
            for day in (r["opens"], *r["deadlines"]):
                self.assertTrue(day is None or re.fullmatch(
                    r"2\d\d\d-\d\d-\d\d", day), r)

    def test_poison_was_stored(self):
        """Else the next test would prove nothing."""
        texts = "\n".join(s for r in self.records1
                          for s in harmless.strings(r))
        for part in ("=HYPERLINK", "alert(1)", "DROP TABLE"):
            self.assertIn(part, texts)

    READERS = {
        "table": harmless.terminal, "jsonl": harmless.as_jsonl,
        "json": harmless.as_json, "csv": harmless.as_csv,
        "xlsx": harmless.as_xlsx, "ics": harmless.as_ics,
        "atom": harmless.as_atom, "md": harmless.as_markdown,
        "html": harmless.as_html}

    def test_outputs(self):
        for form, reader in self.READERS.items():
            path = self.path("out." + form)
            with self.subTest(form):
                done = self.medel("export", "--data", self.data, "--today",
                                  tree.TODAY, "--format", form, "--output",
                                  path)
                self.assertExit(done, 0)
                with open(path, "rb") as f:
                    reader(f.read())
        for words in (("doctor", "--data", self.data),
                      ("sources", "--data", self.data, "--funders",
                       self.funders),
                      *(("show", r["id"], "--data", self.data, "--format",
                         "table") for r in self.records1[:40])):
            done = self.medel(*words)
            self.assertExit(done, 0, 1, 3, 4)
            self.assertIsNone(harmless.steering(done.out + done.err))


if __name__ == "__main__":
    case.unittest.main()
