"""How well a text was extracted, as the article-extraction benchmark of
scrapinghub measures it: multisets of four-word shingles, a figure a page,
then the mean over the pages. Upper and lower case, punctuation and layout do
not count.
"""

import collections
import html.parser
import re
import statistics

WORDS = 4
_TOKEN = re.compile(r"\w+")


def shingles(text):
    tokens = _TOKEN.findall(text.lower())
    return collections.Counter(
        tuple(tokens[i:i + WORDS])
        for i in range(max(1, len(tokens) - WORDS + 1)) if tokens)


def compare(expected, got):
    """(precision, recall) of one page; None for a part that has no value."""
    want, have = shingles(expected), shingles(got)
    if not want and not have:
        return 1.0, 1.0
    right = sum((want & have).values())
    return (right / sum(have.values()) if have else None,
            right / sum(want.values()) if want else None)


def figures(pairs):
    """{"precision", "recall", "f1"} of [(expected, got)]."""
    each = [compare(*pair) for pair in pairs]
    precision = [p for p, _ in each if p is not None]
    recall = [r for _, r in each if r is not None]
    p = statistics.mean(precision) if precision else 0.0
    r = statistics.mean(recall) if recall else 0.0
    return {"precision": round(p, 3), "recall": round(r, 3),
            "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0}


def f1(expected, got):
    p, r = compare(expected, got)
    return 2 * p * r / (p + r) if p and r else 0.0


class _Text(html.parser.HTMLParser):
    """The words of clean markup, parted where blocks part them."""
    INLINE = frozenset(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd"
        " mark nobr q s samp small span strike strong sub sup time tt u var"
        " wbr".split())
    SKIP = frozenset(("script", "style", "template", "head", "svg"))

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.skipped = [], 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in self.SKIP
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.skipped -= tag in self.SKIP and self.skipped > 0
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skipped:
            self.parts.append(data)


def markup_text(markup):
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts).replace("\u00ad", "")


def without_lines(text, lines):
    """TEXT less its lines that say no more than one of LINES."""
    gone = [_TOKEN.findall(line.lower()) for line in lines]
    return "\n".join(part for part in text.splitlines()
                     if _TOKEN.findall(part.lower()) not in gone)
