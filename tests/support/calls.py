"""The corpus's call pages, to be put on other sites than their own."""

import os
import re
import urllib.parse

from . import tree


def _file(set_name, url):
    """The file of an address, or None where it is no HTML page."""
    parts = urllib.parse.urlsplit(url)
    path = os.path.join(tree.sites_dir(set_name), parts.hostname or "",
                        urllib.parse.unquote(parts.path).lstrip("/"))
    if path.endswith("/"):
        path += "index.html"
    return path if path.endswith(".html") and os.path.isfile(path) else None


def pages(*sets, status="open"):
    """HTML of calls with this status on tree.TODAY, one a call, without the
    addresses that lead into their own sites."""
    seen = set()
    for name in sets:
        for call in tree.gold(name):
            path = _file(name, call["urls"][0])
            if call["status"] != status or path is None or path in seen:
                continue
            seen.add(path)
            try:
                with open(path, encoding="utf-8") as f:
                    html = f.read()
            except UnicodeDecodeError:
                continue  # another charset: not ours to serve as UTF-8
            yield re.sub(r"\b(href|src|action|http-equiv)\s*=\s*"
                         r"(\"[^\"]*\"|'[^']*')", "", html)


def listing(title, links):
    """A page with LINKS, [(address, text)]."""
    return ("<!DOCTYPE html><html lang=sv><title>%s</title><main><h1>%s</h1>"
            "<ul>%s</ul></main></html>" % (title, title, "".join(
                "<li><a href=\"%s\">%s</a></li>" % link for link in links)))
