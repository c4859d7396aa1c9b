"""data/record.schema.json is what medel writes: nothing else, and no less."""

import copy
import json
import os

import case
from support import npm, tree

DATA = os.path.join(case.BASE, "data")
SCHEMA = os.path.join(tree.TREE, "data", "record.schema.json")
# What only some commands add.
ADDED = {"score", "why", "eligibility", "prediction", "state_aid",
         "own_funding", "later_round", "versions", "profile",
         "list", "part_of", "list_status", "note", "muted", "added_at",
         "changed_at", "listed", "since_added"}


def schema():
    with open(SCHEMA, encoding="utf-8") as f:
        return json.load(f)


class Schema(case.Case):
    def written(self, *command, **env):
        done = self.medel(*command, "--data", DATA, "--today", tree.TODAY,
                          "--format", "jsonl", env=tree.environment(**env))
        self.assertExit(done, 0)
        return tree.read_jsonl(done.out)

    def everything(self):
        """Records as each command that writes some has them."""
        profile = tree.profile_path("north", "n-vuollerim-aterbruk")
        clients = os.path.join(tree.set_dir("north"), "profiles")
        exported = self.written("export")
        found = self.written("search", "--all", "--limit", "0")
        self.assertEqual({r["id"] for r in exported}, {r["id"] for r in found})
        told = exported + found
        told += self.written("search", "--all", "--limit", "0",
                             "--profile", profile)
        told += self.written("match", "--profiles", clients, "--limit", "5")
        for record in exported:
            told += self.written("show", record["id"], "--history")
        told += self.written("show", found[0]["id"], "--profile", profile)
        own = self.path("own")
        for extra in ([], ["--note", "fråga Eva", "--status", "applying"]):
            done = self.medel("shortlist", "add", found[len(extra)]["id"],
                              "--data", DATA, "--today", tree.TODAY, *extra,
                              env=tree.environment(XDG_DATA_HOME=own))
            self.assertExit(done, 0)
        listed = self.written("shortlist", "list", XDG_DATA_HOME=own)
        self.assertEqual(len(listed), 2)
        return told + listed

    def wrong(self, records, name="records.jsonl"):
        path = self.path(name)
        with open(path, "w", encoding="utf-8") as f:
            for r in records:
                f.write(json.dumps(r, ensure_ascii=False) + "\n")
        told = npm.read("schema_reader.mjs", SCHEMA, path)
        self.assertEqual(told["lines"], len(records))
        return told["wrong"]

    def test_no_field_is_missing_from_it(self):
        all_of_it = schema()
        self.assertIs(all_of_it["additionalProperties"], False)
        fields = set(all_of_it["properties"])
        required = set(all_of_it["required"])
        self.assertEqual(fields - required, ADDED)
        seen = set()
        for r in self.everything():
            self.assertLessEqual(required, set(r))
            self.assertLessEqual(set(r), fields)
            self.assertLessEqual(
                set(r["evidence"]),
                set(all_of_it["properties"]["evidence"]["properties"]))
            seen |= set(r)
        for field in ("why", "eligibility", "state_aid", "own_funding",
                      "versions", "profile", "list_status"):
            self.assertIn(field, seen)

    @npm.needs("ajv")
    def test_what_medel_writes_is_valid(self):
        records = self.everything()
        self.assertGreater(len(records), 50)
        self.assertEqual(self.wrong(records), [])

    @npm.needs("ajv")
    def test_a_prediction_is_valid(self):
        record = self.written("export")[0]
        record["prediction"] = {
            "deadline_from": "2027-09-08", "deadline_to": "2027-09-22",
            "opens_from": None, "opens_to": None, "rounds": 1,
            "based_on": ["2026-09-15"], "period_years": 1, "confidence": 0.6,
            "words": None}
        record["meetings"] = [{"date": "2027-01-12", "time": "13:00",
                               "end": None, "text": "Webbinarium",
                               "url": None}]
        self.assertEqual(self.wrong([record]), [])

    @npm.needs("ajv")
    def test_what_it_should_not_write_is_not(self):
        good = self.search(DATA, "--profile", tree.profile_path(
            "north", "n-vuollerim-aterbruk"))[0]
        broken = []

        def spoil(*path, value=None, gone=False):
            r = copy.deepcopy(good)
            o = r
            for key in path[:-1]:
                o = o[key]
            if gone:
                del o[path[-1]]
            else:
                o[path[-1]] = value
            broken.append(r)

        spoil("unheard_of", value=1)
        spoil("title", gone=True)
        spoil("status", value="shut")
        spoil("regions", value=["SE-ZZ"])
        spoil("themes", value=["rural", "rural"])
        spoil("deadlines", value=["15 januari"])
        spoil("award_ceiling", value=-1)
        spoil("funding_rate", value=101)
        spoil("currency", value="kronor")
        spoil("evidence", "unheard_of", value={})
        spoil("evidence", "title", "confidence", value=1.5)
        spoil("score", value=101)
        spoil("why", 0, "part", value="luck")
        spoil("eligibility", "verdict", value="perhaps")
        spoil("eligibility", "checks", 0, "reason", value="mood")
        spoil("first_seen", value="yesterday")
        self.assertEqual(self.wrong([good]), [])
        self.assertEqual([w["line"] for w in self.wrong(broken)],
                         list(range(len(broken))))
