"""What must be so of every output, whatever a page says: each kind is read by
a real parser, which tells what it finds. All raise AssertionError."""

import csv
import email
import email.policy
import html.parser
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
import zipfile

# Marks, embeddings, overrides and isolates of reading direction.
BIDI = "\u061c\u200e\u200f" + "".join(
    chr(c) for c in (*range(0x202a, 0x202f), *range(0x2066, 0x206a)))
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
INERT = {"div", "p", "ul", "ol", "li", "dl", "dt", "dd", "a", "b", "strong",
         "em", "i", "br", "table", "tr", "td", "th", "span", "blockquote"}
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#|urn:uuid:)", re.I)
# What can run, load or redirect in a page; the report's own script and style
# have no attributes.
ACTIVE = {"iframe", "object", "embed", "img", "math", "base", "link",
          "video", "audio", "applet", "frame", "template", "portal"}


def steering(text):
    """The first character that could steer a terminal, or None."""
    for i, c in enumerate(text):
        code = ord(c)
        if ((code < 32 and c not in "\n\t") or 127 <= code < 160 or c in BIDI):
            return "U+%04X in %r" % (code, text[max(0, i - 40):i + 40])
    return None


def terminal(data):
    text = data.decode("utf-8")
    assert steering(text) is None, steering(text)
    return text


def strings(value):
    """All strings in a JSON value, the keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield k
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


def one_of_each(pairs):
    found = dict(pairs)
    assert len(found) == len(pairs), "a key twice: %r" % pairs
    return found


def parsed_json(text):
    def no_constant(name):
        raise AssertionError("no JSON: " + name)
    value = json.loads(text, object_pairs_hook=one_of_each,
                       parse_constant=no_constant)
    for s in strings(value):
        s.encode("utf-8")  # no lone surrogate
    return value


def as_json(data):
    return parsed_json(terminal(data))


def as_jsonl(data):
    return [parsed_json(line) for line in terminal(data).split("\n") if line]


def cell(text):
    """Nothing that a spreadsheet takes for a formula."""
    assert not re.match(r"[\s\"']*[=+@|%]", text) or text.startswith("'"), text
    assert not re.match(r"\s*-(?![\d\s]*[.,]?\d*$)", text), text


def as_csv(data, delimiter=","):
    text = data.decode("utf-8-sig")
    assert steering(text.replace("\r\n", "\n")) is None, steering(
        text.replace("\r\n", "\n"))
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True,
                           delimiter=delimiter))
    assert len({len(row) for row in rows}) == 1, "rows of several lengths"
    for row in rows:
        for text in row:
            cell(text)
    return rows


def as_xlsx(data):
    """The texts of a workbook's cells."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        for name in book.namelist():
            assert ".." not in name and not name.startswith("/"), name
            assert "external" not in name.lower(), name
            tree = ElementTree.fromstring(book.read(name))
            for e in tree.iter():
                tag = e.tag.rsplit("}", 1)[-1]
                assert tag not in ("f", "formula1", "ddeLink"), (name, e.text)
                if tag == "Relationship" and e.get("TargetMode"):
                    assert SAFE_ADDRESS.match(e.get("Target")), e.get("Target")
                if tag == "t" and e.text:
                    assert steering(e.text) is None, steering(e.text)
                    found.append(e.text)
    return found


PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID",
    "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION",
    "LOCATION", "URL", "CATEGORIES", "STATUS", "TRANSP", "CLASS", "SEQUENCE",
    "LAST-MODIFIED", "CREATED", "ACTION", "TRIGGER", "TZID", "TZOFFSETFROM",
    "TZOFFSETTO", "TZNAME", "RRULE", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE",
    "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "COLOR", "ORGANIZER", "COMMENT",
    "X-WR-CALDESC", "SOURCE"}


def as_ics(data):
    """[{property: value}] of the events, by RFC 5545's rules for lines."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b"", "the last line has no end"
    for line in lines:
        assert len(line) <= 75, line
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), line
    text = re.sub(r"\r\n[ \t]", "", data.decode("utf-8"))
    assert steering(text.replace("\r\n", "\n")) is None, steering(text)
    events, open_parts = [], []
    for line in text.split("\r\n")[:-1]:
        m = re.match(r"([A-Z-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\":;,]*))*):(.*)$",
                     line)
        assert m, line
        name, value = m.group(1), m.group(3)
        assert name in PROPERTIES, line
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value, line
        elif open_parts[-1] == "VEVENT":
            assert name not in events[-1] or name == "CATEGORIES", line
            events[-1][name] = value
    assert open_parts == []
    return events


class Markup(html.parser.HTMLParser):
    """What of a page can do something."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.active, self.addresses, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag in ACTIVE:
            self.active.append(tag)
        if tag in ("script", "style"):
            self.active.append(tag)
            self.active += ["%s %s" % (tag, a) for a, _ in attrs
                            if a not in ("type", "id")]
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.active.append("%s %s" % (tag, name))
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                self.addresses.append(value or "")
        if tag == "meta" and dict(attrs).get("http-equiv", "").lower() == (
                "refresh"):
            self.active.append("meta refresh")

    def handle_data(self, data):
        self.text.append(data)


def markup(text):
    """The sorted list of what can act in a page, whose addresses are safe."""
    assert steering(text) is None, steering(text)
    page = Markup()
    page.feed(text)
    page.close()
    for address in page.addresses:
        assert SAFE_ADDRESS.match(address), address
    return sorted(page.active)


def as_html(data):
    return markup(data.decode("utf-8"))


def as_atom(data):
    terminal(data)
    assert b"<!DOCTYPE" not in data and b"<!ENTITY" not in data
    feed = ElementTree.fromstring(data)
    for link in feed.iter(ATOM + "link"):
        assert SAFE_ADDRESS.match(link.get("href")), link.get("href")
    for e in feed.iter():
        if e.get("type") == "html":
            assert markup(e.text or "") == [], e.text
        if e.tag.startswith(XHTML):
            assert e.tag[len(XHTML):] in INERT, e.tag
            assert set(e.keys()) <= {"href"}, e.keys()
            assert SAFE_ADDRESS.match(e.get("href", "#")), e.get("href")
    return feed.findall(ATOM + "entry")


def as_markdown(data):
    """No markup of HTML's and no address that acts."""
    text = terminal(data)
    assert not re.search(r"(?<!\\)<(?:/?[a-zA-Z!?])(?!ttps?://|ailto:)", text), (
        re.search(r"(?<!\\)<[a-zA-Z!?/].{0,60}", text).group(0))
    for address in re.findall(r"(?<!\\)\]\(\s*<?([^)\s>]*)", text):
        assert SAFE_ADDRESS.match(address), address
    return text


HEADERS = {"from", "to", "subject", "date", "message-id", "mime-version",
           "content-type", "content-transfer-encoding", "auto-submitted",
           "x-auto-response-suppress", "precedence", "list-id",
           "content-language", "content-disposition"}


def as_mail(data):
    """The message; each of its parts is checked as what it is."""
    assert not re.search(rb"[\x00\x1b\x7f-\xff]", data), "8 bits or controls"
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert not message.defects, message.defects
    assert {h.lower() for h in message.keys()} <= HEADERS, message.keys()
    assert len(set(message.keys())) == len(message.keys())
    for value in message.values():
        assert steering(str(value)) is None, value
    kinds = []
    for part in message.walk():
        assert {h.lower() for h in part.keys()} <= HEADERS, part.keys()
        kinds.append(part.get_content_type())
        if kinds[-1] == "text/plain":
            text = part.get_content().replace("\r\n", "\n")
            assert steering(text) is None, steering(text)
        elif kinds[-1] == "text/html":
            assert set(markup(part.get_content().replace("\r\n", "\n"))) <= {
                "style"}
    assert kinds == ["multipart/alternative", "text/plain", "text/html"], kinds
    return message


def database(path):
    """Every text in every table is UTF-8 and ends where it seems to."""
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [r[0] for r in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%'")]
        for table in tables:
            for row in db.execute("SELECT * FROM \"%s\"" % table):
                for value in row:
                    assert not isinstance(value, str) or "\0" not in value, (
                        table, value)
    finally:
        db.close()
