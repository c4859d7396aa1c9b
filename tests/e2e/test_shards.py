"""An index in several databases: here, by xapian-tcpsrv, or both; parts that
are down; copies by xapian-replicate."""

import json
import os
import sqlite3

import case
from asking import Asking, stub_of
from support import tree, xapian

BASE = os.path.join(case.BASE, "data")
CALLS = 700  # more than the pool of a search holds
PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")
PROFILES = os.path.dirname(PROFILE)


class Ranking(Asking):
    """Generated calls, in one database and in four: the same scores, the same
    order, whatever is asked."""
    weight = 6

    QUESTIONS = (
        ["landsbygd"],
        ["ungdomar", "integration", "--limit", "100"],
        ["landsbygdsutveckling", "--limit", "40"],
        ["\"levande landsbygd\"", "--limit", "40"],
        ["lands*", "--limit", "30"],
        ["funder:funder001 OR region:SE-BD", "--all", "--limit", "0"],
        ["--sort", "deadline", "--limit", "60"],
        ["--profile", PROFILE],
        ["--profile", PROFILE, "landsbygd", "--limit", "50"],
        ["--profile", PROFILE, "--all", "--limit", "200"],
        ["landsbygd", "--facets"],
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.four = cls.path("one"), cls.path("four")
        for data, shards in ((cls.one, 1), (cls.four, 4)):
            done = case.run([case.program("tests/grow"), stub_of(BASE), data,
                             str(CALLS), tree.TODAY, str(shards)],
                            timeout=240)
            assert done.code == 0, done.err
        cls.servers = [xapian.Server(stub_of(cls.four, i + 1))
                       for i in range(4)]
        cls.ways = {
            "here": stub_of(cls.four),
            "folder": os.path.join(cls.four, "index"),
            "servers": ",".join(s.where for s in cls.servers),
            "mixed": cls.write_stub(
                "mixed", "# two here, two elsewhere",
                "remote 127.0.0.1:%d" % cls.servers[0].port,
                "auto four/index/stub.2", "",
                "remote 127.0.0.1:%d" % cls.servers[2].port,
                "auto %s" % stub_of(cls.four, 4)),
        }

    @classmethod
    def tearDownClass(cls):
        for server in cls.servers:
            server.stop()
        super().tearDownClass()

    def same(self, command, *more):
        """The answers are the undivided index's, each way; returns them."""
        expected = self.ask(command, stub_of(self.one), *more)
        self.assertExit(expected, 0)
        for way, where in self.ways.items():
            with self.subTest(way=way, more=more):
                got = self.ask(command, where, *more)
                self.assertExit(got, 0)
                self.assertEqual(got.out, expected.out)
                self.assertEqual(got.err, expected.err)
        return expected.out

    def test_searches(self):
        for question in self.QUESTIONS:
            self.same("search", "--format", "jsonl", *question)

    def test_calls_like_one(self):
        some = tree.read_jsonl(self.same("search", "--format", "jsonl",
                                         "landsbygd", "--limit", "2"))
        for call in some[1:]:
            self.same("search", "--format", "jsonl", "--like", call["id"],
                      "--limit", "50")
            self.same("show", call["id"])
            self.same("match", "--format", "jsonl", "--call", call["id"],
                      "--all", "--profiles", PROFILES)

    def test_other_commands(self):
        self.same("export", "--format", "csv")
        self.same("calendar")
        self.same("match", "--format", "jsonl", "--profiles", PROFILES)
        self.same("changes", "--since", "2026-01-01", "--format", "jsonl")

    def test_slips_of_the_pen(self):
        """Xapian's servers do not give their words away: they are asked for
        all terms."""
        for slip, meant in (("landsbgyd", "landsbygd"),
                            ("företgande", None),
                            ("kulturföreninggar", None),
                            ("integrationn", "integration")):
            told = [self.ask("search", where, slip)
                    for where in (stub_of(self.one), *self.ways.values())]
            for done in told:
                self.assertExit(done, 1)
                self.assertEqual(done.err, told[0].err)
            if meant is not None:
                self.assertIn(meant, told[0].err)


class Divided(Asking):
    """medel index --shards."""
    weight = 2

    def parts(self, data):
        with open(stub_of(data), encoding="utf-8") as f:
            return [line.split()[1] for line in f]

    def test_into_three_and_four_and_one_again(self):
        data = self.base_copy("again")
        whole = self.medel("export", "--data", data).out
        for shards in (3, 4, 1):
            done = self.index(data, "--shards", shards)
            self.assertExit(done, 0)
            self.assertIn("built anew", done.out)
            self.assertEqual(len(self.parts(data)), shards)
            own = [n for n in os.listdir(os.path.join(data, "index"))
                   if n.startswith("stub.")]
            self.assertEqual(len(own), shards if shards > 1 else 0)
            self.assertEqual(self.medel("export", "--data", data).out, whole)
            # It stays so.
            again = self.index(data)
            self.assertIn("index: 0 written", again.out)
            doctor = self.medel("doctor", "--data", data)
            self.assertIn("agrees with calls.db", doctor.out)
            self.assertEqual("divided into %d" % shards in doctor.out,
                             shards > 1, doctor.out)
            self.assertEqual(len(self.parts(data)), shards)
        self.assertExit(self.index(data, "--shards", "65"), 2)

    def test_a_call_s_id_says_where_it_is(self):
        data = self.divide("where", 5)
        n = 0
        for shard in range(1, 6):
            done = self.ask("export", stub_of(data, shard), "--partial",
                            "--format", "jsonl")
            self.assertExit(done, 4)
            for call in tree.read_jsonl(done.out):
                n += 1
                self.assertEqual(self.shard_of(call["id"], 5), shard)
        self.assertEqual(n, len(self.export(data)))

    @staticmethod
    def shard_of(ident, shards):
        """As include/medel/share.h promises it."""
        most = (1 << 64) - 1
        h = 0xcbf29ce484222325
        for byte in ident.encode():
            h = (h ^ byte) * 0x100000001b3 & most
        h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9 & most
        h = (h ^ h >> 27) * 0x94d049bb133111eb & most
        return (h ^ h >> 31) % shards + 1

    def test_damage_to_a_shard_is_mended(self):
        data = self.divide("damaged", 3)
        whole = self.medel("export", "--data", data).out
        part = os.path.join(data, "index", self.parts(data)[1])
        os.truncate(os.path.join(part, "iamglass"), 7)
        doctor = self.medel("doctor", "--data", data)
        self.assertExit(doctor, 3, 1)
        self.assertIn(os.path.basename(part), doctor.out)
        done = self.index(data)
        self.assertExit(done, 0)
        self.assertIn("built anew", done.out)
        self.assertEqual(len(self.parts(data)), 3)
        self.assertEqual(self.medel("export", "--data", data).out, whole)

    def test_a_shard_s_own_stub_is_mended(self):
        data = self.divide("mended", 2)
        with open(stub_of(data, 2), encoding="utf-8") as f:
            right = f.read()
        with open(stub_of(data, 2), "w", encoding="utf-8") as f:
            f.write("auto g1/2\n")
        self.assertExit(self.index(data), 0)
        with open(stub_of(data, 2), encoding="utf-8") as f:
            self.assertEqual(f.read(), right)


class Down(Asking):
    """A part that is not there."""
    weight = 2

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls.divide("data", 3)
        cls.server = xapian.Server(stub_of(cls.data, 1))
        gone = "tcp:%s:%d" % (xapian.HOST, xapian.free_port())
        cls.gone = gone
        cls.db = ",".join([cls.server.where, stub_of(cls.data, 2), gone])

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        super().tearDownClass()

    COMMANDS = (
        ["search", "--format", "jsonl", "--all", "--limit", "0"],
        ["search", "landsbygd"],
        ["search", "--facets"],
        ["export", "--format", "csv"],
        ["match", "--profiles", PROFILES],
        ["calendar"],
        ["changes", "--since", "2026-01-01"],
        ["digest", "--profile", PROFILE, "--dry-run"],
    )

    def test_it_is_named(self):
        for command, *more in self.COMMANDS:
            with self.subTest(command=command):
                done = self.ask(command, self.db, *more)
                self.assertComplains(done, [3], self.gone, "--partial")

    def test_the_rest_is_searched(self):
        for command, *more in self.COMMANDS:
            with self.subTest(command=command):
                done = self.ask(command, self.db, "--partial", *more)
                self.assertExit(done, 4)
                self.assertIn(self.gone, done.err)
                self.assertNotEqual(done.out, "")
        whole = {c["id"] for c in self.export(self.data)}
        done = self.ask("export", self.db, "--partial", "--format", "jsonl")
        rest = {c["id"] for c in tree.read_jsonl(done.out)}
        self.assertTrue(rest and rest < whole)

    def test_one_that_is_there(self):
        done = self.ask("search", stub_of(self.data), "--partial", "landsbygd")
        self.assertExit(done, 0)
        self.assertEqual(done.err, "")

    def test_one_that_goes_away_meanwhile(self):
        server = xapian.Server(stub_of(self.data, 3))
        where = ",".join([stub_of(self.data, 1), stub_of(self.data, 2),
                          server.where])
        self.assertExit(self.ask("search", where, "landsbygd"), 0)
        server.stop()
        self.assertComplains(self.ask("search", where, "landsbygd"), [3],
                             server.where)

    def test_a_server_goes_on_through_rebuilds(self):
        data = self.divide("rebuilt", 2)
        servers = [xapian.Server(stub_of(data, n)) for n in (1, 2)]
        for server in servers:
            self.addCleanup(server.stop)
        where = ",".join(s.where for s in servers)
        first = self.ask("search", where, "landsbygd", "--format", "jsonl")
        self.assertExit(first, 0)
        for _ in range(3):
            self.assertExit(self.index(data, "--rebuild"), 0)
            done = self.ask("search", where, "landsbygd", "--format", "jsonl")
            self.assertEqual((done.code, done.out), (0, first.out))
        # Divided otherwise, under servers that know of two.
        self.assertExit(self.index(data, "--shards", "3"), 0)
        done = self.ask("search", where, "landsbygd")
        self.assertComplains(done, [3], "1/3")

    def test_none_is_there(self):
        two = "%s,tcp:%s:%d" % (self.gone, xapian.HOST, xapian.free_port())
        self.assertComplains(self.ask("search", two, "--partial", "ord"), [3],
                             self.gone)
        self.assertComplains(self.ask("search", self.gone, "ord"), [3],
                             self.gone)

    def test_a_shard_that_nobody_named(self):
        alone = stub_of(self.data, 2)
        self.assertComplains(self.ask("search", alone, "landsbygd"), [3],
                             "2/3", "1/3, 3/3")
        done = self.ask("search", alone, "landsbygd", "--partial")
        self.assertExit(done, 4)
        self.assertIn("1/3, 3/3", done.err)

    def test_the_same_twice(self):
        for pair in ((stub_of(self.data), stub_of(self.data, 2)),
                     (stub_of(BASE), os.path.join(BASE, "index"))):
            self.assertComplains(self.ask("search", ",".join(pair), "ord"),
                                 [3], "twice")

    def test_an_assistant_is_told(self):
        asked = [{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                     "protocolVersion": "2025-06-18", "capabilities": {},
                     "clientInfo": {"name": "test", "version": "1"}}},
                 {"jsonrpc": "2.0", "method": "notifications/initialized"},
                 {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
                     "name": "search", "arguments": {"words": "landsbygd"}}}]
        text = "".join(json.dumps(m) + "\n" for m in asked).encode()
        done = self.ask("serve-mcp", self.db, "--partial", data=text)
        self.assertExit(done, 0)
        answer = tree.read_jsonl(done.out)[-1]["result"]
        self.assertEqual(answer["structuredContent"]["missing_parts"],
                         [self.gone])
        self.assertIn(self.gone, answer["content"][0]["text"])
        done = self.ask("serve-mcp", self.db, data=text)
        self.assertTrue(tree.read_jsonl(done.out)[-1]["result"]["isError"])

    def test_stub_files(self):
        good = stub_of(self.data)
        for lines, words in (
                (["rubbish"], ["line 1"]),
                (["# only this"], ["names no database"]),
                (["auto " + good, "", "remote :touch /tmp/no"],
                 ["line 3", "programs"]),
                (["remote nowhere"], ["tcp:nowhere"]),
                (["auto bad-stub"], ["ring"]),
                (["auto nowhere/index"], ["nowhere/index"])):
            path = self.write_stub("bad-stub", *lines)
            self.assertComplains(self.ask("search", path, "landsbygd"), [3],
                                 *words)
        self.assertComplains(self.ask("search", good + ",,", "ord"), [3],
                             "empty place")


class Copies(Asking):
    """xapian-replicate to a read replica: searches of it are undisturbed
    while the index is written and built anew."""
    weight = 3
    ROUNDS = 6

    def follow(self, shards):
        data = self.divide("of-%d" % shards, shards)
        master = xapian.Master(os.path.join(data, "index"))
        self.addCleanup(master.stop)
        names = (["stub"] if shards == 1 else
                 ["stub.%d" % (i + 1) for i in range(shards)])
        copies = [self.path("copy-%d-%s" % (shards, n)) for n in names]
        for name, copy in zip(names, copies):
            done = case.run(xapian.replicate(master.port, name, copy,
                                             "--one-shot"))
            self.assertExit(done, 0)
        loops = [xapian.Program(*xapian.replicate(
            master.port, name, copy, "--interval", "0", "--reader-time", "0"))
                 for name, copy in zip(names, copies)]
        for loop in loops:
            self.addCleanup(loop.stop)
        return data, ",".join(copies), loops

    def undisturbed(self, shards):
        data, copies, loops = self.follow(shards)
        question = ("search", copies, "--format", "jsonl", "landsbygd")
        first = self.ask(*question)
        self.assertExit(first, 0)
        self.assertGreater(len(first.out.splitlines()), 2)
        n = 0
        for i in range(self.ROUNDS):
            if i % 2:
                # All calls are written again, as after a change of each.
                self.dirty(data)
            writer = case.Process("index", "--data", data, "--today",
                                  tree.TODAY, *(["--rebuild"] if i % 2 == 0
                                                else []))
            while writer.running():
                done = self.ask(*question)
                self.assertExit(done, 0)
                self.assertEqual(done.out, first.out)
                n += 1
            self.assertEqual(writer.wait()[0], 0)
        self.assertGreater(n, self.ROUNDS)
        for loop in loops:
            self.assertTrue(loop.running())
        return data, copies

    @staticmethod
    def dirty(data):
        db = sqlite3.connect(os.path.join(data, "calls.db"))
        db.execute("UPDATE call SET dirty = 2")
        db.commit()
        db.close()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What changed is kept, and sent alone. Seen by medel index only.
        os.environ["XAPIAN_MAX_CHANGESETS"] = "20"

    def test_one_database(self):
        data, copy = self.undisturbed(1)
        # It gets there: a new day is in the copy.
        done = self.medel("index", "--data", data, "--today", "2026-11-24",
                          "--rebuild")
        self.assertExit(done, 0)
        whole = self.medel("export", "--data", data, "--today",
                           "2026-11-24").out
        self.assertTrue(case.wait_until(
            lambda: self.medel("export", "--db", copy, "--today",
                               "2026-11-24").out == whole, step=0.2))

    def test_shards(self):
        self.undisturbed(2)
