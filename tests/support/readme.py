"""The commands that README.md tells people to type, as it tells them."""

import os
import re

from . import tree


def section(heading, name="README.md"):
    """The text below "## HEADING"; in a README in another language the
    English heading stands in a comment."""
    with open(os.path.join(tree.TREE, name), encoding="utf-8") as f:
        parts = re.split(r"^## ", f.read(), flags=re.M)
    for part in parts[1:]:
        title, _, body = part.partition("\n")
        if title == heading or body.startswith("<!-- %s -->" % heading):
            return body
    raise KeyError(heading)


def first_block(text):
    """The lines of the first indented block, without their indent."""
    found = re.search(r"(?:^    .*\n)+", text, re.M)
    return [line[4:] for line in found.group(0).splitlines()]


def commands(text):
    """[(command, comment)] of the first block."""
    split = (line.partition("  #") for line in first_block(text))
    return [(line.strip(), comment.strip()) for line, _, comment in split]


def span(text, *words):
    """The one command in backquotes that has all of WORDS in it."""
    spans = [re.sub(r"\s+", " ", s) for s in re.findall(r"`([^`]+)`", text)]
    found = {s for s in spans if all(w in s.split() for w in words)}
    if len(found) != 1:
        raise KeyError("%s: %s" % (words, found))
    return found.pop()
