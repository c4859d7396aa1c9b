"""medel serve-mcp: the tools, by the protocol's own client and by hand; what
clients should not say."""

import json
import os
import random
import select
import shutil
import socket
import subprocess
import time

import case
from support import npm, tree

DATA = os.path.join(case.BASE, "data")
LINE_BYTES = 256 << 10
PROFILE = {"id": "p", "name": "En kooperativ förening", "form": "cooperative",
           "social_enterprise": True, "regions": ["SE-BD"],
           "themes": ["rural", "work_integration"], "founded": 2019,
           "need": {"min": 100000, "max": 500000}}
TOOLS = {"search", "show", "eligibility", "changes", "calendar"}


class Server:
    """A server and its only client."""

    def __init__(self, *options, data=DATA, version="2025-06-18", **env):
        self.process = subprocess.Popen(
            [case.program("medel"), "serve-mcp", "--data", data, "--today",
             tree.TODAY, *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=tree.environment(**env))
        self.last = 0
        self.rest = b""
        if version:
            self.hello = self.ask("initialize", protocolVersion=version,
                                  capabilities={},
                                  clientInfo={"name": "t", "version": "1"})
            self.say({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def say(self, message):
        self.send(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def hear(self, seconds=60):
        """The next line, or None when the time is up or there is no more."""
        end = time.monotonic() + seconds
        fd = self.process.stdout.fileno()
        while b"\n" not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([fd], [], [], left)[0]:
                return None
            more = os.read(fd, 65536)
            if not more:
                return None
            self.rest += more
        line, _, self.rest = self.rest.partition(b"\n")
        return json.loads(line.decode("utf-8"))

    def ask(self, method, **params):
        self.last += 1
        self.say({"jsonrpc": "2.0", "id": self.last, "method": method,
                  "params": params})
        told = self.hear()
        if told is None or told.get("id") != self.last:
            raise AssertionError("%s: %r" % (method, told))
        return told

    def call(self, tool, **arguments):
        return self.ask("tools/call", name=tool, arguments=arguments)

    def end(self):
        """Ends the input; (exit status, stderr)."""
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err.decode()


class Mcp(case.Case):
    def found(self, told):
        self.assertNotIn("error", told)
        self.assertFalse(told["result"]["isError"], told)
        return told["result"]["structuredContent"]

    def assertRefused(self, told, code, *words):
        self.assertEqual(told["error"]["code"], code, told)
        for word in words:
            self.assertIn(word, told["error"]["message"])

    def assertFailed(self, told, *words):
        self.assertTrue(told["result"]["isError"], told)
        for word in words:
            self.assertIn(word, told["result"]["content"][0]["text"])

    # --- the tools ----------------------------------------------------------

    def test_search_is_that_of_the_command(self):
        path = self.path("p.yaml")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(PROFILE, f)
        for words, arguments, options in (
                ("landsbygd", {}, []),
                (None, {"profile": PROFILE}, ["--profile", path]),
                (None, {"filters": {"region": ["Norrbotten"],
                                    "deadline": ["3m"]}, "all": True},
                 ["--region", "Norrbotten", "--deadline", "3m", "--all"]),
                (None, {"sort": "deadline"}, ["--sort", "deadline"])):
            wanted = self.search(DATA, "--limit", "0", *options,
                                 *([words] if words else []))
            self.assertTrue(wanted)
            if words:
                arguments["words"] = words
            with Server() as s:
                found = self.found(s.call("search", limit=50, **arguments))
            self.assertEqual([c["id"] for c in found["calls"]],
                             [r["id"] for r in wanted])
            self.assertEqual([c["score"] for c in found["calls"]],
                             [r["score"] for r in wanted])
            self.assertEqual(found["found"], len(wanted))

    def test_limits(self):
        with Server() as s:
            one = self.found(s.call("search", limit=1))
            self.assertEqual(len(one["calls"]), 1)
            self.assertGreater(one["found"], 1)
            for limit in (0, 51, -1, 1e300, 2.5, "1", None):
                self.assertRefused(s.call("search", limit=limit), -32602,
                                   "limit")

    def test_show_has_the_record(self):
        wanted = self.export(DATA)[0]
        with Server() as s:
            found = self.found(s.call("show", id=wanted["id"], history=True))
            versions = found["record"].pop("versions")
            self.assertIsInstance(versions, list)
            found["record"].pop("prediction", None)
            found["record"].pop("later_round", None)
            self.assertEqual(found["record"], wanted)
            self.assertFailed(s.call("show", id="no-such-call"),
                              "no-such-call")
            self.assertRefused(s.call("show"), -32602, "'id' is missing")

    def test_eligibility_is_that_of_match(self):
        path = self.path("p.yaml")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(PROFILE, f)
        verdicts = set()
        with Server() as s:
            for r in self.search(DATA, "--profile", path, "--all", "--limit",
                                 "0"):
                told = s.call("eligibility", id=r["id"], profile=PROFILE)
                found = self.found(told)
                self.assertEqual(found["verdict"],
                                 r["eligibility"]["verdict"])
                self.assertEqual(
                    [{k: v for k, v in c.items() if k != "words"}
                     for c in found["checks"]], r["eligibility"]["checks"])
                self.assertEqual(found["own_funding"], r["own_funding"])
                for check in found["checks"]:
                    self.assertTrue(check["words"])
                verdicts.add(found["verdict"])
                # The words that decided stand in the text too.
                text = told["result"]["content"][0]["text"]
                for check in found["checks"]:
                    if check["evidence"] and check["verdict"] != "unknown":
                        self.assertIn(check["evidence"], text)
        self.assertEqual(verdicts, {"yes", "no", "unknown"})

    def test_changes_and_calendar_are_those_of_the_commands(self):
        changes = self.medel("changes", "--data", DATA, "--today", tree.TODAY,
                             "--since", "1m", "--format", "jsonl")
        calendar = self.medel("calendar", "--data", DATA, "--today",
                              tree.TODAY, "--months", "6", "--format", "jsonl")
        with Server() as s:
            found = self.found(s.call("changes", since="1m", limit=200))
            self.assertEqual(found["events"], tree.read_jsonl(changes.out))
            few = self.found(s.call("changes", since="1m", limit=2))
            self.assertEqual(few["events"], found["events"][:2])
            self.assertEqual(few["found"], len(found["events"]))
            days = self.found(s.call("calendar", months=6))
            self.assertEqual(days["days"], tree.read_jsonl(calendar.out))
            self.assertEqual(days["until"], "2027-04-30")
            self.assertFailed(s.call("changes", since="yesteryear"), "since")

    def test_text_and_data_say_the_same(self):
        with Server() as s:
            for tool, arguments in (("search", {}),
                                    ("changes", {"since": "1m"}),
                                    ("calendar", {})):
                told = s.call(tool, **arguments)["result"]
                words, data = (c["text"] for c in told["content"])
                self.assertEqual(json.loads(data), told["structuredContent"])
                self.assertIn("never instructions", words)
                self.assertHarmless(words, data)

    def test_profiles_of_the_users_own_folder(self):
        home = self.path("config")
        folder = os.path.join(home, "medel", "profiles")
        os.makedirs(folder)
        shutil.copy(tree.profile_path("north", "n-vuollerim-aterbruk"),
                    os.path.join(folder, "mine.yaml"))
        os.mkfifo(os.path.join(folder, "pipe.yaml"))
        secret = self.path("secret.yaml")
        shutil.copy(os.path.join(folder, "mine.yaml"), secret)
        wanted = self.search(DATA, "--profile", secret, "--limit", "5")
        with Server(XDG_CONFIG_HOME=home) as s:
            found = self.found(s.call("search", profile="mine", limit=5))
            self.assertEqual([c["id"] for c in found["calls"]],
                             [r["id"] for r in wanted])
            self.assertFailed(s.call("search", profile="mime"), "'mine'")
            for name in (secret, secret[:-5], "../../../secret", "-",
                         ".hidden", "/dev/stdin", "pipe", "."):
                self.assertFailed(s.call("search", profile=name))
            self.assertRefused(s.call("search", profile=""), -32602)
            self.assertRefused(s.call("search", profile="mine\0x"), -32602)

    def test_profiles_are_checked(self):
        with Server() as s:
            for change, code, words in (
                    ({"form": "coperative"}, -32602, ["'cooperative'"]),
                    ({"regions": ["SE-BB"]}, -32602, ["regions[0]"]),
                    ({"regions": []}, -32602, ["regions"]),
                    ({"own_share": 200}, -32602, ["own_share"]),
                    ({"colour": "red"}, -32602, ["colour"]),
                    ({"need": {"min": 5, "max": 1}}, None, ["need.min"]),
                    ({"founded": "long ago"}, None, ["founded"]),
                    ({"languages": ["??"]}, None, ["languages"])):
                told = s.call("search", profile=dict(PROFILE, **change))
                if code:
                    self.assertRefused(told, code, *words)
                else:
                    self.assertFailed(told, *words)
            odd = dict(PROFILE, name="\"&*: #\n\t- \\ {x} 𝄞 É",
                       description="a\u2028b: |\n  c", founded="2019-05-01")
            self.found(s.call("search", profile=odd))

    def test_wrong_words_are_told(self):
        with Server() as s:
            self.assertFailed(s.call("search", words="(landsbygd"))
            self.assertFailed(s.call(
                "search", filters={"region": ["norbotten"]}), "norrbotten")
            self.assertRefused(s.call("search", filters={"regoin": ["x"]}),
                               -32602, "'region'")
            self.assertRefused(s.call("serch"), -32602, "'search'")
            self.assertRefused(s.call("search", wrods="x"), -32602, "'words'")

    def test_no_index(self):
        with Server(data=self.path("nothing")) as s:
            self.assertFailed(s.call("search"), "medel")
            self.assertEqual(s.ask("ping")["result"], {})

    def test_in_swedish(self):
        with Server(LC_ALL="sv_SE.UTF-8") as s:
            text = s.call("search")["result"]["content"][0]["text"]
            self.assertIn("aldrig instruktioner", text)

    # --- the protocol's own client ------------------------------------------

    @npm.needs("@modelcontextprotocol/sdk")
    def test_the_sdks_client(self):
        ident = self.export(DATA)[0]["id"]
        calls = [
            {"name": "search", "arguments": {"words": "landsbygd"}},
            {"name": "search", "arguments": {"profile": PROFILE, "limit": 50,
                                             "all": True}},
            {"name": "show", "arguments": {"id": ident, "history": True}},
            {"name": "eligibility", "arguments": {"id": ident,
                                                  "profile": PROFILE}},
            {"name": "changes", "arguments": {"since": "1m"}},
            {"name": "calendar", "arguments": {"months": 12}},
            {"name": "calendar"},
            {"name": "show", "arguments": {"id": "none"}},
            {"name": "show", "arguments": {}},
        ]
        path = self.path("calls.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(calls, f)
        told = npm.read("mcp_client.mjs", path, case.program("medel"),
                        "serve-mcp", "--data", DATA, "--today", tree.TODAY)
        self.assertEqual(told["server"]["name"], "medel")
        self.assertIn("tools", told["capabilities"])
        self.assertIn("never instructions", told["instructions"])
        self.assertEqual({t["name"] for t in told["tools"]}, TOOLS)
        for tool in told["tools"]:
            self.assertTrue(tool["annotations"]["readOnlyHint"])
        answers = told["answers"]
        for answer in answers[:7]:
            self.assertFalse(answer["result"].get("isError"), answer)
            self.assertTrue(answer["result"]["structuredContent"])
        self.assertEqual(answers[2]["result"]["structuredContent"]["record"]
                         ["id"], ident)
        self.assertTrue(answers[7]["result"]["isError"])
        self.assertEqual(answers[8]["error"]["code"], -32602)


class McpWire(case.Case):
    """What goes over the wire, and what should not."""

    def assertError(self, told, code, ident=None):
        self.assertEqual(told["jsonrpc"], "2.0")
        self.assertEqual(told["error"]["code"], code, told)
        self.assertEqual(told["id"], ident)
        self.assertTrue(told["error"]["message"])

    def assertWell(self, server):
        self.assertEqual(server.ask("ping")["result"], {})

    def test_versions(self):
        for asked, got in (("2024-11-05", "2024-11-05"),
                           ("2025-03-26", "2025-03-26"),
                           ("2025-06-18", "2025-06-18"),
                           ("1999-01-01", "2025-06-18"),
                           ("2099-01-01", "2025-06-18")):
            with Server(version=asked) as s:
                self.assertEqual(s.hello["result"]["protocolVersion"], got)
                tools = s.ask("tools/list")["result"]["tools"]
                self.assertEqual({t["name"] for t in tools}, TOOLS)
                for tool in tools:
                    self.assertEqual("outputSchema" in tool,
                                     got == "2025-06-18")
                    self.assertEqual("annotations" in tool,
                                     got != "2024-11-05")
                    self.assertNotIn("$ref", json.dumps(tool))
                result = s.call("calendar")["result"]
                self.assertEqual("structuredContent" in result,
                                 got == "2025-06-18")

    def test_batches(self):
        ping = {"jsonrpc": "2.0", "id": "a", "method": "ping"}
        note = {"jsonrpc": "2.0", "method": "notifications/x"}
        for version in ("2024-11-05", "2025-06-18"):
            with Server(version=version) as s:
                s.say([ping])
                self.assertError(s.hear(), -32600)
        with Server(version="2025-03-26") as s:
            call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
                    "params": {"name": "calendar", "arguments": {}}}
            begin = {"jsonrpc": "2.0", "id": 3, "method": "initialize",
                     "params": {"protocolVersion": "2025-03-26"}}
            s.say([note, ping, call, note, 7, begin, note])
            told = s.hear()
            self.assertEqual([m["id"] for m in told], ["a", 2, None, 3])
            self.assertEqual(told[0]["result"], {})
            self.assertFalse(told[1]["result"]["isError"])
            self.assertError(told[2], -32600)
            self.assertError(told[3], -32600, 3)
            s.say([])
            self.assertError(s.hear(), -32600)
            s.say([ping] * 21)
            self.assertError(s.hear(), -32600)
            s.say([note, note])
            s.say([[ping]])
            self.assertError(s.hear()[0], -32600)
            self.assertWell(s)

    def test_the_beginning(self):
        with Server(version=None) as s:
            self.assertWell(s)
            self.assertError(s.ask("tools/list"), -32600, 2)
            s.say([{"jsonrpc": "2.0", "id": 1, "method": "ping"}])
            self.assertError(s.hear(), -32600)
            self.assertError(s.ask("initialize"), -32602, 3)
            self.assertIn("result", s.ask("initialize",
                                          protocolVersion="2025-06-18"))
            self.assertError(s.ask("initialize",
                                   protocolVersion="2024-11-05"), -32600, 5)
            self.assertIn("result", s.ask("tools/list"))

    def test_messages_that_are_none(self):
        good = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        with Server() as s:
            for message, code, ident in (
                    (7, -32600, None), ("ping", -32600, None),
                    (None, -32600, None), ({}, -32600, None),
                    (dict(good, jsonrpc="1.0"), -32600, 1),
                    (dict(good, jsonrpc=2.0), -32600, 1),
                    (dict(good, method=7), -32600, 1),
                    (dict(good, method="ping\0x"), -32600, 1),
                    (dict(good, id=None), -32600, None),
                    (dict(good, id=[1]), -32600, None),
                    (dict(good, id=True), -32600, None),
                    (dict(good, method="resources/list"), -32601, 1),
                    (dict(good, method=""), -32601, 1),
                    (dict(good, params=[1]), -32602, 1),
                    (dict(good, method="tools/call"), -32602, 1),
                    (dict(good, method="tools/call",
                          params={"name": 7}), -32602, 1),
                    (dict(good, method="tools/call",
                          params={"name": "search", "arguments": [1]}),
                     -32602, 1),
                    (dict(good, method="tools/list",
                          params={"cursor": "x"}), -32602, 1)):
                s.say(message)
                self.assertError(s.hear(), code, ident)
            self.assertWell(s)

    def test_lines_that_are_no_json(self):
        with Server() as s:
            for line in (b"{", b"}", b"\xff\xfe\x00", b"{\"a\": \"\xc3\"}",
                         b"\x00" * 100, b"[1,]", b"nul", b"'", b"\"",
                         b"{\"id\": 1, \"id\": 2}", b"1e999", b"9" * 400,
                         b"\xef\xbb\xbf{}", b"{} {}", b"\"\\ud800\"",
                         b"[" * 100000, b"{\"a\":" * 40000,
                         b"[" * 33 + b"]" * 33, b"\\" * 999):
                s.send(line + b"\n")
                self.assertError(s.hear(), -32700)
            self.assertWell(s)

    def test_lines_that_are_nearly_right(self):
        """Bytes of good messages changed, cut and doubled at random: every
        answer is a message, and the server is well after each."""
        rng = random.Random(8)
        good = [json.dumps({"jsonrpc": "2.0", "id": 5, "method": "tools/call",
                            "params": {"name": name, "arguments": args}},
                           ensure_ascii=False).encode()
                for name, args in (
                    ("search", {"words": "\"lokal service\" NEAR/3 by*",
                                "profile": PROFILE, "limit": 3,
                                "filters": {"sum": ["100tkr.."]}}),
                    ("show", {"id": "åäö", "history": True}),
                    ("eligibility", {"id": "x", "profile": PROFILE}),
                    ("changes", {"since": "2026-11-01", "closing_days": 3}),
                    ("calendar", {"months": 3}))]
        marks = b'{}[]",:\\\x00\xff0-e\xc3u'
        with Server() as s:
            for _ in range(300):
                line = bytearray(rng.choice(good))
                for _ in range(rng.randint(1, 4)):
                    at = rng.randrange(len(line))
                    to = at + rng.randint(1, 8)
                    line[at:to] = rng.choice((
                        bytes([rng.choice(marks)]), b"", line[at:to] * 3,
                        bytes([rng.randrange(256)])))
                s.send(bytes(line).replace(b"\n", b" ") + b"\n")
                s.say({"jsonrpc": "2.0", "id": "well", "method": "ping"})
                told = s.hear()
                while told is not None and told["id"] != "well":
                    self.assertTrue(("result" in told) != ("error" in told))
                    told = s.hear()
                self.assertEqual(told and told["result"], {}, bytes(line))

    def test_what_needs_no_answer(self):
        with Server() as s:
            s.send(b"\n\r\n  \n\t\n")
            for message in (
                    {"jsonrpc": "2.0", "method": "notifications/cancelled",
                     "params": {"requestId": 99, "reason": "\u0000"}},
                    {"jsonrpc": "2.0", "method": "notifications/cancelled"},
                    {"jsonrpc": "2.0", "method": "notifications/cancelled",
                     "params": 7},
                    {"jsonrpc": "2.0", "method": "no/such/thing"},
                    {"jsonrpc": "2.0", "method": "tools/call",
                     "params": {"name": "search"}},
                    {"jsonrpc": "2.0", "id": 9, "result": {}},
                    {"jsonrpc": "2.0", "id": 9, "error": {"code": 1}}):
                s.say(message)
            self.assertWell(s)  # is the first to be answered

    def test_a_request_that_is_cancelled(self):
        with Server() as s:
            s.say({"jsonrpc": "2.0", "id": "x", "method": "tools/call",
                   "params": {"name": "search"}})
            s.say({"jsonrpc": "2.0", "method": "notifications/cancelled",
                   "params": {"requestId": "x"}})
            self.assertEqual(s.hear()["id"], "x")
            self.assertWell(s)

    def test_long_lines(self):
        with Server() as s:
            ping = b'{"jsonrpc":"2.0","id":7,"method":"ping"}'
            s.send(ping + b" " * (LINE_BYTES - len(ping)) + b"\n")
            self.assertEqual(s.hear()["id"], 7)
            s.send(ping + b" " * (LINE_BYTES - len(ping) + 1) + b"\n")
            self.assertError(s.hear(), -32600)
            s.send(b"x" * (40 * LINE_BYTES) + b"\n" + ping + b"\n")
            self.assertError(s.hear(), -32600)
            self.assertEqual(s.hear()["id"], 7)
            name = "x" * (LINE_BYTES - 200)
            self.assertError(s.call(name), -32602, 1 + 1)
            self.assertError(s.ask(name), -32601, 3)
            self.assertWell(s)

    def test_ids_come_back_as_they_were(self):
        with Server() as s:
            for ident in (0, -1, 2 ** 53, 1.5, "", "ä\"\\\n", "\0", "\x9b"):
                s.say({"jsonrpc": "2.0", "id": ident, "method": "ping"})
                self.assertEqual(s.hear()["id"], ident)

    def test_the_end_of_the_input(self):
        with Server() as s:
            s.send(b'{"jsonrpc":"2.0","id":7,"method":"ping"}')  # no newline
            out, err = s.process.communicate(timeout=60)
            self.assertEqual(json.loads(out)["id"], 7)
            self.assertEqual(s.process.returncode, 0)
            self.assertEqual(err, b"")
        with Server(version=None) as s:
            self.assertEqual(s.end(), (0, ""))

    def test_a_client_that_stops_reading(self):
        with Server() as s:
            s.process.stdout.close()
            s.say({"jsonrpc": "2.0", "id": 1, "method": "ping"})
            self.assertEqual(s.process.wait(timeout=60), 0)
            s.process.stdout = None

    def test_a_pipe_that_does_not_block(self):
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        process = subprocess.Popen(
            [case.program("medel"), "serve-mcp", "--data", DATA],
            stdin=ours, stdout=subprocess.PIPE, env=tree.environment())
        os.close(ours)
        time.sleep(0.3)
        os.write(theirs, b'{"jsonrpc":"2.0","id":7,"method":"ping"}\n')
        self.assertEqual(json.loads(process.stdout.readline())["id"], 7)
        os.close(theirs)
        self.assertEqual(process.wait(timeout=60), 0)
        process.stdout.close()

    def test_nothing_is_written(self):
        data = self.base_copy()
        home = self.path("home")
        os.makedirs(home)
        before = listing(data)
        with Server(data=data, HOME=home, XDG_DATA_HOME=home,
                    XDG_CONFIG_HOME=home) as s:
            ident = s.call("search")["result"]["structuredContent"]["calls"][
                0]["id"]
            s.call("show", id=ident, history=True)
            s.call("eligibility", id=ident, profile=PROFILE)
            s.call("changes", since="1m")
            s.call("calendar")
            self.assertEqual(s.end()[0], 0)
        self.assertEqual(listing(data), before)
        self.assertEqual(os.listdir(home), [])

    def test_a_question_that_takes_too_long(self):
        """A server of indexes that takes the call and says nothing."""
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen(5)
            with Server("--timeout", "1", "--db", "tcp:127.0.0.1:%d"
                        % silent.getsockname()[1]) as s:
                began = time.monotonic()
                told = s.call("search")["result"]
                self.assertTrue(told["isError"])
                self.assertIn("1 second", told["content"][0]["text"])
                self.assertLess(time.monotonic() - began, 20)
                self.assertWell(s)

    def test_damage_to_the_index_does_not_end_it(self):
        data = self.base_copy("broken")
        for folder, _, names in os.walk(os.path.join(data, "index")):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.getsize(path) > 8192:
                    with open(path, "r+b") as f:
                        f.seek(4096)
                        f.write(b"\xa5" * (os.path.getsize(path) - 4096))
        with Server(data=data) as s:
            self.assertTrue(s.call("search", words="landsbygd")["result"]
                            ["isError"])
            self.assertWell(s)

    def test_usage(self):
        self.assertComplains(self.medel("serve-mcp", "--timout", "5"), [2],
                             "--timeout")
        self.assertComplains(self.medel("serve-mcp", "--timeout", "0"), [2])
        self.assertComplains(self.medel("serve-mcp", "words"), [2], "words")
        told = self.medel("serve-mcp", "--help")
        self.assertExit(told, 0)
        self.assertIn("mcpServers", told.out)
        for line in told.out.splitlines():
            self.assertLessEqual(len(line), 80)
        self.assertIn("serve-mcp", self.medel("--help").out)


def listing(folder):
    """Every file below, with its bytes' size and time."""
    return sorted((os.path.join(d, n), os.stat(os.path.join(d, n)).st_size,
                   os.stat(os.path.join(d, n)).st_mtime_ns)
                  for d, _, names in os.walk(folder) for n in names)
