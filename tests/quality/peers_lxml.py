"""python3-readability's answers, in the form of peers.mjs. Run with Debian's
own python3, which finds Debian's packages."""

import json
import sys

try:
    from readability import Document
except ImportError:
    sys.exit(0)

for line in sys.stdin:
    page = json.loads(line)
    with open(page["path"], "rb") as f:
        markup = f.read()
    try:
        found = Document(markup).summary()
    except Exception:  # whatever it is, nothing was found
        found = ""
    print(json.dumps({"peer": "python3-readability", "id": page["id"],
                      "html": found}))
