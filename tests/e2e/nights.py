"""A site that changes from night to night, for the tests of what is told of
it in the morning."""

import os
import shutil

import case
from support import tree

HOST = "vaxtkraftsverket.localhost"
FOLDER = "sokfinansiering/utlysningar/"
LIFT = FOLDER + "affarslyftforsocialaforetag.3012.html"
# All that tell of it.
LIFTS = (LIFT, "affarslyft/index.html", "nyheter/20261102affarslyftoppnar.html")
SERVICE = FOLDER + "lokalaservicelosningarinorrasverige.2987.html"
AGEING = FOLDER + "socialainnovationerforettaldrandesamhalle.3021.html"
PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")


class Night(case.Case):
    """Grows a site night by night, in its own data and the user's home."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tree.write_funder(cls.funders, "vaxtkraftsverket", "Växtkraftsverket",
                          ["SE"], ["http://%s/" % HOST])
        cls.site = cls.copy_site(HOST)
        cls.data = cls.path("data")
        cls.env = tree.environment(XDG_DATA_HOME=cls.path("home"))

    @classmethod
    def file(cls, name):
        return os.path.join(cls.site, name)

    @classmethod
    def hide(cls, name):
        shutil.move(cls.file(name), cls.path("kept-" + os.path.basename(name)))

    @classmethod
    def put_back(cls, name):
        shutil.move(cls.path("kept-" + os.path.basename(name)), cls.file(name))

    @classmethod
    def unlink(cls, name):
        """The site as it was before it had this page; returns what puts it
        back as it was."""
        cls.hide(name)
        kept = {}
        for folder, _, files in os.walk(cls.site):
            for path in (os.path.join(folder, f) for f in files):
                with open(path, "rb") as f:
                    body = f.read()
                if os.path.basename(name).encode() in body:
                    kept[path] = body
                    with open(path, "wb") as f:
                        f.write(body.replace(name.encode(), LIFT.encode()))

        def put_back():
            cls.put_back(name)
            for path, body in kept.items():
                with open(path, "wb") as f:
                    f.write(body)
        return put_back

    @classmethod
    def edit(cls, name, *changes):
        case.edit(cls.file(name), *changes)

    @classmethod
    def night(cls, web):
        """Twice: that a page is gone has to be confirmed."""
        for _ in range(2):
            done = cls.crawl(cls.data, web.port, "--force")
            assert done.code == 0, done.err
        done = cls.index(cls.data)
        assert done.code == 0, done.err

    @classmethod
    def ask(cls, command, *more, today=tree.TODAY, env=None):
        return cls.medel(command, "--data", cls.data, "--today", today, *more,
                         env=env or cls.env)

    @classmethod
    def changes(cls, *more, **options):
        done = cls.ask("changes", "--format", "jsonl", *more, **options)
        return done.code, tree.read_jsonl(done.out)

    @staticmethod
    def told(events):
        return sorted((e["event"], e["url"].split("/")[-1].split(".")[0],
                       e["field"]) for e in events)
