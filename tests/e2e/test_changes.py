"""What happens on the funder's site shows in the records."""

import json
import os
import shutil

import case
from support import tree
from support.sites import SiteServer

HOST = "vaxtkraftsverket.localhost"
CALL = ("http://vaxtkraftsverket.localhost/sokfinansiering/utlysningar/"
        "affarslyftforsocialaforetag.3012.html")
OTHER = ("http://vaxtkraftsverket.localhost/sokfinansiering/utlysningar/"
         "lokalaservicelosningarinorrasverige.2987.html")


def write_source(folder):
    tree.write_funder(folder, "vaxtkraftsverket", "Växtkraftsverket", ["SE"],
                      ["http://%s/" % HOST])


class Changes(case.Case):
    """One site over time: a deadline moves, a call goes, a call returns."""
    weight = 4

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        write_source(cls.funders)
        site = cls.copy_site(HOST)
        data = cls.path("data")
        cls.data = data
        cls.codes = []

        def update(web):
            """Twice: that a page is gone has to be confirmed."""
            for _ in range(2):
                cls.codes.append(cls.crawl(data, web.port, "--force").code)
            cls.codes.append(cls.index(data).code)
            return cls.by_url(cls.export(data))

        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.before = update(web)
            call = os.path.join(site, CALL.split(HOST + "/")[1])
            alias = os.path.join(site, "affarslyft", "index.html")
            for path in (call, alias):
                case.edit(path, ("15 januari 2027", "29 januari 2027"))
            seen = web.count()
            cls.moved = update(web)
            cls.moved_requests = web.requests(seen)
            gone = os.path.join(site, OTHER.split(HOST + "/")[1])
            shutil.move(gone, cls.path("kept.html"))
            cls.without = update(web)
            cls.hits_without = cls.search(data, "--limit", "100")
            cls.all_without = cls.search(data, "--all", "--limit", "100")
            shutil.move(cls.path("kept.html"), gone)
            cls.back = update(web)
            cls.history = {
                u: cls.medel("show", "--data", data, "--today", tree.TODAY,
                             cls.back[u]["id"], "--history", "--format", f)
                for u, f in ((CALL, "json"), (OTHER, "table"))}
            cls.hits_back = cls.search(data, "--limit", "100")

    def test_exit_status(self):
        for code in self.codes:
            # A page that is gone is no failure of its source.
            self.assertEqual(code, 0)

    def test_only_the_changed_pages_were_sent(self):
        sent = {r.uri for r in self.moved_requests if r.status == 200
                and r.uri != "/robots.txt" and not r.uri.endswith(".xml")}
        self.assertEqual(sent, {"/" + CALL.split(HOST + "/")[1],
                                "/affarslyft/"})

    def test_deadline_moved(self):
        old, new = self.before[CALL], self.moved[CALL]
        self.assertEqual(old["deadlines"], ["2027-01-15"])
        self.assertEqual(new["deadlines"], ["2027-01-29"])
        self.assertEqual(old["id"], new["id"])
        self.assertEqual(old["first_seen"], new["first_seen"])
        changes = [c for c in new["changed"] if c["field"] == "deadlines"]
        self.assertEqual([(c["old"], c["new"]) for c in changes],
                         [(["2027-01-15"], ["2027-01-29"])])
        self.assertRegex(changes[0]["at"], r"^\d{4}-\d\d-\d\dT")

    def test_every_version_is_kept(self):
        shown = json.loads(self.history[CALL].out)
        self.assertEqual(shown["deadlines"], ["2027-01-29"])
        self.assertEqual(len(shown["versions"]), 1)
        was = shown["versions"][0]["record"]
        self.assertEqual(was["deadlines"], ["2027-01-15"])
        self.assertIn("15 januari", was["evidence"]["deadlines"]["text"])
        self.assertIn("29 januari", shown["evidence"]["deadlines"]["text"])
        self.assertEqual(was["title"], shown["title"])
        self.assertEqual(shown["versions"][0]["until"],
                         shown["changed"][0]["at"])

    def test_history_tells_of_absence(self):
        for words in ("gone from the site", "back on the site"):
            self.assertIn(words, self.history[OTHER].out)

    def test_others_did_not_change(self):
        self.assertEqual(self.before[OTHER]["changed"], [])
        self.assertEqual(self.moved[OTHER]["changed"], [])

    def test_withdrawn_is_kept_but_not_offered(self):
        self.assertIn(OTHER, self.without)
        self.assertNotIn(OTHER, self.by_url(self.hits_without))
        self.assertIn(OTHER, self.by_url(self.all_without))

    def test_it_can_return(self):
        self.assertIn(OTHER, self.by_url(self.hits_back))
        self.assertEqual(self.back[OTHER]["id"], self.before[OTHER]["id"])


class CosmeticEdit(case.Case):
    """A page's dress is no change of its call."""

    def test_no_history(self):
        write_source(self.funders)
        site = self.copy_site(HOST)
        data = self.path("data")
        with SiteServer(self.path("sites"), work=self.path("web")) as web:
            self.assertExit(self.crawl(data, web.port), 0)
            self.assertExit(self.index(data), 0)
            before = self.export(data)
            path = os.path.join(site, CALL.split(HOST + "/")[1])
            case.edit(path, ("<p class=\"normal\">",
                             "<p class=\"normal\" data-v=\"2\">  "),
                      ("</body>", "<!-- 23 --><script>1</script></body>"))
            self.assertExit(self.crawl(data, web.port, "--force"), 0)
            self.assertExit(self.index(data), 0)
            after = self.export(data)
        self.assertEqual(self.lasting(after), self.lasting(before))
        for r in after:
            self.assertEqual(r["changed"], [])


COLUMN = """<div class="col"><h3>På gång</h3>
<p>2 dec: öppet hus i Björkvik</p><p>7 dec 2026: sista dag att söka Broslanten,
högst 90 000 kronor</p></div>"""
SHELL = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8">
<title>%s</title></head><body><div class="row"><div class="wide"><h1>%s</h1>
%s</div>%s</div></body></html>"""
BYAPENG = """<p>Byalag och andra ideella föreningar i Vingåker kan söka högst
20 000 kronor till samlingslokalen. Ansökan ska ha kommit in senast den 31 mars
2027.</p><h2>Vem kan söka?</h2><p>Ideella föreningar.</p>"""


class SiteColumns(case.Case):
    """A column that all pages have is not read as any one's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        pages = {"byapengen": ("Byapengen", BYAPENG)}
        for name in ("om", "kontakt", "styrelse", "nyheter", "arkiv"):
            pages[name] = (name.capitalize(),
                           "<p>Här står det om %s.</p>" % name)
        links = "".join("<p><a href='/%s.html'>%s</a></p>" % (n, n)
                        for n in pages)
        pages["index"] = ("Bygdestiftelsen", links)
        folder = cls.path("sites", "bygd.localhost")
        os.makedirs(folder)
        for name, (title, text) in pages.items():
            with open(os.path.join(folder, name + ".html"), "w",
                      encoding="utf-8") as f:
                f.write(SHELL % (title, title, text, COLUMN))
        tree.write_funder(cls.funders, "bygd", "Bygdestiftelsen", ["SE-D"],
                          ["http://bygd.localhost/"])
        data = cls.path("data")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.crawl(data, web.port)
        cls.index(data)
        cls.calls = cls.export(data)

    def test_only_the_pages_own_day_and_sum(self):
        call, = self.calls
        self.assertEqual(call["title"], "Byapengen")
        self.assertEqual(call["deadlines"], ["2027-03-31"])
        self.assertEqual(call["award_ceiling"], 20000)
        self.assertEqual(call["applicants"], ["association"])
