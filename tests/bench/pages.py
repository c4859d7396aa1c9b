"""Makes up sites of funders in Swedish, as many pages as one likes.

Every page is put together from what the judged sets' pages say: one call's
blocks in their order (so that it reads as a call, with its days, sums and
rules), some paragraphs of two others, and sentences with a made-up name, a
place, a person and a compound, so that the vocabulary grows with the number of
pages as that of real sites does. Three pages of four are calls; the others are
news and lists that link to them. Around each is a menu, a footer and scripts,
as long as those of the judged sets' pages.

The same number gives the same pages, whatever machine: chance is Python's
Random with a seed of its own for each site.
"""

import glob
import hashlib
import html
import os
import random
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from support import tree  # noqa: E402

import yaml  # noqa: E402

A_SITE = 250  # pages
A_LIST = 40  # calls that one list links to
CALLS_OF_FOUR = 3
MONTHS = ("januari februari mars april maj juni juli augusti september oktober "
          "november december").split()
FIRST = ("Anna Erik Maria Lars Karin Anders Sara Johan Emma Per Elin Nils Aino "
         "Fatima Ali Leila Oskar Ingrid Björn Åsa Göran Märta Samir Yusuf Britta "
         "Tuva Hugo Signe Amina Olof").split()
LAST = ("Lind Berg Sand Ek Gran Dal Holm Ström Hed Skog Vik Näs Ås Fors Lund "
        "Bäck Sjö Kulle Strand Mark").split()
LAST_ENDS = ("gren kvist man ström berg lund qvist stedt dahl mark").split()
SYLLABLES = ("bo dal el fri gran hav is ke lo mar na od pil ro sten tu ul vi "
             "ång ör").split()
BLOCK = re.compile(r"<(p|ul|ol|dl|table|h2|h3)\b[^>]*>(.*?)</\1>", re.S)
DAY = re.compile(r"\b([1-9]|[12]\d|3[01])(?= (?:%s)\b)" % "|".join(MONTHS))
TAG_LEFT = re.compile(r"</?(?:a|img|svg|button|input|form|script|div|span|time|"
                      r"abbr|figure|section|article)\b[^>]*>", re.I)
ATTRIBUTES = re.compile(r"<(\w+)\s[^>]*>")
WORD = re.compile(r"[a-zåäöé]{4,14}")


class Words:
    """What pages are made of. Reading it takes a second or two."""

    def __init__(self):
        self.calls, self.others, seen = [], [], {}
        for name in tree.LEARNT_SETS:
            judged = {c["urls"][0] for c in tree.gold(name)
                      if c["language"] == "sv"} if os.path.exists(
                          os.path.join(tree.set_dir(name), "gold.jsonl")) \
                else set()
            sites = tree.sites_dir(name)
            for path in sorted(glob.glob(os.path.join(sites, "**", "*.html"),
                                         recursive=True)):
                self._take(path, "http://" + os.path.relpath(path, sites),
                           judged, seen)
        self.nouns = sorted(w for w, n in seen.items() if n >= 3)
        self.places = places()

    def _take(self, path, url, judged, seen):
        with open(path, encoding="utf-8", errors="replace") as f:
            text = f.read()
        if 'lang="sv' not in text[:600] or "\ufffd" in text:
            return
        blocks = content_blocks(text)
        title = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)
        if not blocks or title is None:
            return
        is_call = url in judged or url.removesuffix("index.html") in judged
        title = re.sub(r"<[^>]*>", "", title.group(1)).strip()
        (self.calls if is_call else self.others).append((title, blocks))
        for w in set(WORD.findall(" ".join(blocks).lower())):
            seen[w] = seen.get(w, 0) + 1


def content_blocks(text):
    """Paragraphs, lists, tables and headings of the main part, without links
    and attributes."""
    main = re.search(r"<main\b.*?</main>", text, re.S) or \
        re.search(r"<h1\b.*?(?=<footer\b|</body>)", text, re.S)
    if main is None:
        return []
    main = re.sub(r"<(nav|footer|script|style|aside)\b.*?</\1>", "",
                  main.group(0), flags=re.S)
    found = []
    for m in BLOCK.finditer(main):
        inside = ATTRIBUTES.sub(r"<\1>", TAG_LEFT.sub("", m.group(2))).strip()
        if inside and "<" + m.group(1) not in inside:
            found.append("<%s>%s</%s>" % (m.group(1), inside, m.group(1)))
    return found


def places():
    with open(os.path.join(tree.TREE, "data", "lexicon", "municipalities.yaml"),
              encoding="utf-8") as f:
        found = set(re.findall(r"[A-ZÅÄÖ][a-zåäö]{3,}", f.read()))
    return sorted(found)


def name(rng):
    return "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4))))


def person(rng):
    return "%s %s%s" % (rng.choice(FIRST), rng.choice(LAST),
                        rng.choice(LAST_ENDS))


def sentence(words, rng):
    """With words that hardly any other page has."""
    form = rng.choice((
        "{place} och {place2} prövar {a}{b} tillsammans med {name}",
        "Frågor om {a}{b} besvaras av {person} i {place}",
        "Projektet {name} i {place} har visat hur {a}{b} kan förenas med {c}",
        "Vi ser gärna {c} som knyter {a}{b} till {place}",
        "Förra året ledde {person} arbetet med {a}{b} i {name}"))
    return "<p>%s.</p>" % form.format(
        place=rng.choice(words.places), place2=rng.choice(words.places),
        a=rng.choice(words.nouns), b=rng.choice(words.nouns),
        c=rng.choice(words.nouns), name=name(rng).capitalize(),
        person=person(rng))


def other_days(text, rng):
    return DAY.sub(lambda _: str(rng.randint(1, 28)), text)


HEAD = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>%s | %s</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/css/site.css"><script>(function(){var c=\
document.documentElement.classList;c.remove('no-js');}());</script></head>
<body class="page"><a class="skip" href="#main">Till innehållet</a>
<header><div class="logo"><a href="/"><img alt="%s" src="/logo.svg"></a></div>
<form action="/sok" role="search"><input name="q" type="text"><input \
type="submit" value="Sök"></form>
<nav aria-label="Huvudmeny"><ul class="menu">%s</ul></nav></header>
<main id="main"><h1>%s</h1>
"""
FOOT = """</main>
<footer><div class="cols"><p>%s<br>Storgatan 1, 972 38 Luleå</p><p>Växel: 0920-00 \
01 00<br>E-post: <a href="mailto:info@%s">info@%s</a></p><ul><li><a href="/">\
Tillgänglighet</a></li><li><a href="/">Kakor</a></li><li><a href="/">Om \
webbplatsen</a></li></ul></div></footer>
<div class="cookies"><p>Den här webbplatsen använder kakor. <button>Jag \
förstår</button></p></div><script>var site={"edit":false,"lang":"sv"};</script>
</body></html>
"""


class Site:
    """One funder's: its host, its name and {path: text}."""

    def __init__(self, words, number, n):
        rng = random.Random(number)
        self.number, self.words, self.rng = number, words, rng
        self.ident = "givare%04d" % number
        self.host = self.ident + ".localhost"
        self.title = "%s%s" % (name(rng).capitalize(), rng.choice(
            ("stiftelsen", "fonden", "verket", "kommunen", "nämnden")))
        self.pages = {}
        kinds = [i % 4 < CALLS_OF_FOUR for i in range(n - 1)]
        links = []
        for i, call in enumerate(kinds):
            path, title = ("utlysningar" if call else "nyheter",
                           self._title(call))
            links.append(("/%s/%s-%d.html" % (path, slug(title), i), title,
                          call))
        menu = links[:12]
        self.menu = "".join("<li><a href=\"%s\">%s</a></li>" % (u, t)
                            for u, t, _ in menu)
        lists = [links[i:i + A_LIST] for i in range(0, len(links), A_LIST)]
        # The last news pages are the lists.
        self.pages["index.html"] = self._page("Start", [
            "<ul>%s</ul>" % "".join(
                "<li><a href=\"/lista-%d.html\">Alla sidor, del %d</a></li>"
                % (i, i) for i in range(len(lists)))])
        spare = [l for l in links if not l[2]][-len(lists):]
        for i, part in enumerate(lists):
            self.pages["lista-%d.html" % i] = self._page(
                "Alla sidor, del %d" % i, ["<ul>%s</ul>" % "".join(
                    "<li><a href=\"%s\">%s</a></li>" % (u, t)
                    for u, t, _ in part if (u, t, _) not in spare)])
        for link in links:
            if link not in spare:
                self.pages[link[0][1:]] = self._content(*link)

    def _title(self, call):
        base = self.rng.choice(self.words.calls if call else self.words.others)
        return "%s %s" % (base[0], name(self.rng).capitalize())

    def _content(self, url, title, call):
        rng, w = self.rng, self.words
        blocks = list(rng.choice(w.calls if call else w.others)[1])
        for _ in range(2):
            more = [b for b in rng.choice(w.others)[1] if b.startswith("<p")]
            for block in rng.sample(more, min(len(more), 3)):
                blocks.insert(rng.randint(1, len(blocks)), block)
        for _ in range(rng.randint(2, 6)):
            blocks.insert(rng.randint(1, len(blocks)), sentence(w, rng))
        return self._page(title, [other_days(b, rng) for b in blocks])

    def _page(self, title, blocks):
        title, own = html.escape(html.unescape(title)), self.title
        return HEAD % (title, own, own, self.menu, title) + "\n".join(
            blocks) + "\n" + FOOT % (own, self.host, self.host)


def slug(title):
    plain = title.lower().translate(str.maketrans("åäöé", "aaoe"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50]


def version():
    """Changes with all that the pages are made of."""
    h = hashlib.sha256()
    here = os.path.abspath(__file__)
    for path in [here, *sorted(glob.glob(os.path.join(
            tree.CORPUS, "**", "*.html"), recursive=True))]:
        with open(path, "rb") as f:
            h.update(f.read())
    return h.hexdigest()


def make(folder, n):
    """Writes N pages as FOLDER/HOST/PATH; the sites' (ident, name, host)."""
    words, made, done = Words(), [], 0
    while done < n:
        site = Site(words, len(made), min(A_SITE, n - done))
        for path, text in site.pages.items():
            full = os.path.join(folder, site.host, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as f:
                f.write(text)
        made.append((site.ident, site.title, site.host))
        done += len(site.pages)
    return made


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: pages.py FOLDER NUMBER")
    print(len(make(sys.argv[1], int(sys.argv[2]))), "sites")
