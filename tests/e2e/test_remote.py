"""An index on another machine, by xapian-tcpsrv: the same answers."""

import os

import case
from support import tree, xapian

DATA = os.path.join(case.BASE, "data")


class Remote(case.Case):
    quick = True

    def setUp(self):
        super().setUp()
        index = os.path.join(DATA, "index")
        with open(os.path.join(index, "stub"), encoding="utf-8") as f:
            folder = f.read().split()[1]
        self.server = xapian.Server(os.path.join(index, folder))
        self.addCleanup(self.server.stop)

    def test_the_same_answers(self):
        profile = tree.profile_path("north", "n-vuollerim-aterbruk")
        for words in (["--profile", profile],
                      ["--profile", profile, "landsbygd"],
                      ["--profile", profile, "--limit", "2", "--all"],
                      ["ungdomar", "--limit", "3"]):
            with self.subTest(words=words):
                here, there, in_data = (
                    self.medel("search", *at, "--today", tree.TODAY,
                               "--format", "jsonl", *words)
                    for at in (("--data", DATA), ("--db", self.server.where),
                               ("--data", self.server.where)))
                self.assertExit(here, 0)
                self.assertExit(there, 0)
                self.assertEqual(there.out, here.out)
                self.assertEqual(in_data.out, here.out)
