"""What needs lxml, run with Debian's own python3, which finds Debian's
packages (python3-readability, python3-lxml, python3-cssselect).

    with_lxml.py peer      what python3-readability takes for the main text
    with_lxml.py select    the part of a page that "keep" and "drop" name

stdin: a line of JSON a page, {"id", "path", ...}; stdout: a line of JSON an
answer, {"peer", "id", "html"}. Nothing at all where a package is missing.
"""

import json
import re
import sys

NO_TEXT = ("script", "style", "noscript", "iframe")


def peer(page, markup):
    from readability import Document
    try:
        return Document(markup).summary()
    except Exception:  # whatever it is, nothing was found
        return ""


def select(page, markup):
    import lxml.etree
    import lxml.html
    tree = lxml.html.document_fromstring(markup)
    lxml.etree.strip_elements(tree, *NO_TEXT, lxml.etree.Comment,
                              with_tail=False)
    if page["drop"]:
        for gone in tree.cssselect(page["drop"]):
            gone.drop_tree()
    kept = tree.cssselect(page["keep"])
    return "".join(lxml.html.tostring(k, encoding="unicode") for k in kept)


def read(path):
    """The markup; as text where it is UTF-8, whatever it says itself: saved
    pages still name the charset that they had."""
    with open(path, "rb") as f:
        markup = f.read()
    try:
        text = markup.decode("utf-8")
    except UnicodeDecodeError:
        return markup
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def main():
    work = {"peer": peer, "select": select}[sys.argv[1]]
    for line in sys.stdin:
        page = json.loads(line)
        try:
            found = work(page, read(page["path"]))
        except ImportError:
            return
        print(json.dumps({"peer": "python3-readability", "id": page["id"],
                          "html": found}))


if __name__ == "__main__":
    main()
