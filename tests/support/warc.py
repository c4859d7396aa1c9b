"""A strict reader of WARC files (ISO 28500), for tests: what is not quite to
the letter raises ValueError."""

import hashlib
import re
import zlib

UUID = (r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
        r"[0-9a-f]{12}>")
MUST = {"WARC-Type": r"warcinfo|request|response|revisit",
        "WARC-Record-ID": UUID,
        "WARC-Date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
        "Content-Length": r"\d+"}
TRUNCATED = ("length", "time", "disconnect", "unspecified")


class Record:
    """One record. head and body are of the HTTP message in it."""

    def __init__(self, fields, block, offset):
        self.fields = fields
        self.block = block
        self.offset = offset
        self.type = fields["WARC-Type"]
        self.url = fields.get("WARC-Target-URI")
        self.id = fields["WARC-Record-ID"]
        self.head, gap, self.body = block.partition(b"\r\n\r\n")
        if self.type != "warcinfo" and not gap:
            raise ValueError("no end of the HTTP head: %r" % block[:80])

    def header(self, name):
        """Of the HTTP message; None where it is not there."""
        found = re.search(rb"(?im)^%s:[ \t]*(.*?)\r?$" % name.encode(),
                          self.head)
        return found and found.group(1).decode()

    @property
    def status(self):
        return int(self.head.split()[1])


def members(data):
    """(offset, bytes) of each gzip member; each must be whole."""
    at = 0
    while at < len(data):
        z = zlib.decompressobj(31)
        out = z.decompress(data[at:]) + z.flush()
        if not z.eof:
            raise ValueError("cut-off gzip member at %d" % at)
        yield at, out
        at = len(data) - len(z.unused_data)


def parse(out, offset):
    head, gap, rest = out.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    if not gap or lines[0] != b"WARC/1.1" or b"\n" in head.replace(
            b"\r\n", b""):
        raise ValueError("no WARC head: %r" % out[:80])
    fields = {}
    for line in lines[1:]:
        name, colon, value = line.decode().partition(": ")
        if not colon or name in fields:
            raise ValueError("bad field: %r" % line)
        fields[name] = value
    for name, pattern in MUST.items():
        if not re.fullmatch(pattern, fields.get(name, "")):
            raise ValueError("%s: %r" % (name, fields.get(name)))
    n = int(fields["Content-Length"])
    if rest[n:] != b"\r\n\r\n":
        raise ValueError("the block is not %d bytes" % n)
    return Record(fields, rest[:n], offset)


def check_digest(record, field, content):
    want = "sha256:" + hashlib.sha256(content).hexdigest()
    if record.fields.get(field) != want:
        raise ValueError("%s of %s: %s" % (field, record.url,
                                           record.fields.get(field)))


def check(record, by_id):
    """What holds for each type; BY_ID has the records before this one."""
    f = record.fields
    check_digest(record, "WARC-Block-Digest", record.block)
    if f.get("WARC-Truncated") not in (None, *TRUNCATED):
        raise ValueError("WARC-Truncated: " + f["WARC-Truncated"])
    if record.type == "warcinfo":
        if f["Content-Type"] != "application/warc-fields":
            raise ValueError(f["Content-Type"])
        return
    kind = "request" if record.type == "request" else "response"
    if f["Content-Type"] != "application/http;msgtype=" + kind:
        raise ValueError(f["Content-Type"])
    if by_id[f["WARC-Warcinfo-ID"]].type != "warcinfo":
        raise ValueError("WARC-Warcinfo-ID")
    if kind == "response" and not record.head.startswith(b"HTTP/"):
        raise ValueError("no answer: %r" % record.head[:40])
    if record.type == "response" and "WARC-Truncated" not in f:
        check_digest(record, "WARC-Payload-Digest", record.body)
    if record.type == "request":
        other = by_id[f["WARC-Concurrent-To"]]
        if other.url != record.url or other.type == "request":
            raise ValueError("WARC-Concurrent-To")
    if record.type == "revisit":
        check_revisit(record, by_id)


def check_revisit(record, by_id):
    f = record.fields
    if record.body:
        raise ValueError("a revisit with its payload")
    if "WARC-Refers-To" in f:
        earlier = by_id[f["WARC-Refers-To"]]
        if (earlier.type, earlier.url, earlier.fields["WARC-Date"],
                earlier.fields["WARC-Payload-Digest"]) != (
                "response", f["WARC-Refers-To-Target-URI"],
                f["WARC-Refers-To-Date"], f["WARC-Payload-Digest"]):
            raise ValueError("a revisit of something else")
    profile = f["WARC-Profile"].rpartition("/")
    if profile[0] != "http://netpreserve.org/warc/1.1/revisit":
        raise ValueError(f["WARC-Profile"])
    if profile[2] == "identical-payload-digest":
        if f.get("WARC-Truncated") != "length" or "WARC-Refers-To" not in f:
            raise ValueError("identical payload, but what of?")
    elif profile[2] != "server-not-modified" or record.status != 304:
        raise ValueError(f["WARC-Profile"])


def read(path):
    """All records of a file, each checked."""
    with open(path, "rb") as f:
        data = f.read()
    by_id, found = {}, []
    for offset, out in members(data):
        record = parse(out, offset)
        if record.id in by_id:
            raise ValueError("the same id twice")
        check(record, by_id)
        by_id[record.id] = record
        found.append(record)
    if found and found[0].type != "warcinfo":
        raise ValueError("no warcinfo first")
    return found
