"""A second reading of robots.txt (RFC 9309), to judge the crawler by.

Written apart from the crawler's own, short rather than fast.
"""

import os
import re

from . import tree


def parse(text):
    """[(agents, [(allow, pattern)])], agents in lower case."""
    groups, agents, rules, in_rules = [], [], [], False
    for line in text.splitlines():
        line = line.split("#", 1)[0]
        if ":" not in line:
            continue
        key, value = (s.strip() for s in line.split(":", 1))
        key = key.lower()
        if key == "user-agent":
            if in_rules:
                groups.append((agents, rules))
                agents, rules, in_rules = [], [], False
            agents.append(value.lower())
        elif key in ("allow", "disallow"):
            in_rules = True
            if value:
                rules.append((key == "allow", value))
    groups.append((agents, rules))
    return groups


def _matches(pattern, path):
    end = pattern.endswith("$")
    body = pattern[:-1] if end else pattern
    regex = ".*".join(re.escape(part) for part in body.split("*"))
    return re.match(regex + ("$" if end else ""), path) is not None


def allowed(text, path, token="medel"):
    """May TOKEN fetch PATH (with query)? robots.txt itself always may be."""
    if path == "/robots.txt":
        return True
    groups = parse(text)
    rules = [r for agents, rs in groups if token in agents for r in rs]
    if not any(token in agents for agents, _ in groups):
        rules = [r for agents, rs in groups if "*" in agents for r in rs]
    best, verdict = -1, True
    for allow, pattern in rules:
        if _matches(pattern, path):
            length = len(pattern.encode())
            if length > best or (length == best and allow):
                best, verdict = length, allow
    return verdict


def broken(requests, *roots):
    """The requests that a host's robots.txt (under ROOTS) forbids."""
    texts, bad = {}, []
    for r in requests:
        if r.host not in texts:
            texts[r.host] = ""
            for root in roots:
                path = os.path.join(root, r.host, "robots.txt")
                if os.path.exists(path):
                    with open(path, encoding="utf-8") as f:
                        texts[r.host] = f.read()
        if not allowed(texts[r.host], r.uri):
            bad.append(r)
    return bad
