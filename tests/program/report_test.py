"""report: a page that needs nothing else."""
import html.parser
import re

import h5py

from entremise import FACILITATOR, SMALL, ProgramTest, main

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Outline(html.parser.HTMLParser):
    """Follows a page's elements; what is left open or closed twice is an error."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.headings, self.ids, self.links, self.words, self.attributes = [], [], [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.attributes += attributes
        self.ids += [value for name, value in attributes if name == "id"]
        self.links += [value for name, value in attributes if name in ("href", "src", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data)


class Report(ProgramTest):
    made = None

    def setUp(self):
        super().setUp()
        self.write("a.toml", SMALL)
        self.write("b.toml", 'title = { en = "With <one> & a \\"third\\"", fr = "Avec un tiers" }\n' + FACILITATOR)
        if Report.made is None:
            self.expect(0, "compare", "a.toml", "b.toml", "-o", "c.h5")
            Report.made = (self.folder / "c.h5").read_bytes()
        self.write("c.h5", Report.made)

    def page(self, *arguments):
        self.expect(0, "report", "c.h5", "-o", "page.html", "--force", *arguments)
        return (self.folder / "page.html").read_text()

    def test_it_says_what_was_asked_and_how_to_repeat_it(self):
        page = self.page()
        outline = Outline(page)
        self.assertEqual(outline.open, [])
        for heading in ("What was asked", "In short", "Charts", "What differs", "Limits of the model", "How to get this again"):
            self.assertIn(heading, outline.headings)
        words = " ".join("".join(outline.words).split())
        for said in ("4 paired replicates of 24 months, seed 7", 'With <one> & a "third"', "levers.facilitator.from", "entremise compare",
                     "archetype = \"rural\"", "kind = \"facilitator\"", "predicts nothing"):
            self.assertIn(said, words.replace(self.program_path(), "entremise"))

    def program_path(self):
        from entremise import PROGRAM
        return PROGRAM

    def test_it_needs_nothing_else(self):
        page = self.page()
        outline = Outline(page)
        self.assertTrue(all(link.startswith("#") for link in outline.links), outline.links)
        self.assertNotIn("<script", page)
        self.assertNotIn("@import", page)
        self.assertEqual(set(re.findall(r"url\(([^)]*)\)", page)) - {f"#{i}" for i in outline.ids}, set())
        self.assertEqual(len(outline.ids), len(set(outline.ids)))
        for link in outline.links:
            self.assertIn(link[1:], outline.ids)

    def test_its_numbers_are_those_of_the_comparison(self):
        compared = self.expect(0, "compare", "a.toml", "b.toml", "-o", "d.h5", "--lang", "fr").out
        words = " ".join("".join(Outline(self.page("--lang", "fr")).words).split())
        shown = re.findall(r"[+−][0-9,\u202f]+ \[[^\]]*\]", compared)
        self.assertGreaterEqual(len(shown), 5)
        for difference in shown:
            self.assertIn(difference, words)

    def test_french(self):
        page = self.page("--lang", "fr")
        outline = Outline(page)
        self.assertIn(("lang", "fr"), outline.attributes)
        for heading in ("Ce qui a été demandé", "En bref", "Graphiques", "Ce qui diffère", "Limites du modèle"):
            self.assertIn(heading, outline.headings)
        self.assertNotIn("replicates", "".join(outline.words).replace("replicates = ", "").replace("--replicates", ""))

    def test_the_same_page_again(self):
        self.assertEqual(self.page(), self.page())

    def test_one_scenario(self):
        self.expect(0, "run", "a.toml", "-o", "one.h5")
        self.expect(0, "report", "one.h5")
        outline = Outline((self.folder / "one.html").read_text())
        self.assertNotIn("What differs", outline.headings)
        self.assertIn("In short", outline.headings)

    def test_an_interrupted_ensemble_says_so(self):
        with h5py.File(self.folder / "c.h5", "r+") as file:
            file.attrs.modify("status", "partial")
            file["completed"][1, 3] = 0
        self.expect(0, "report", "c.h5", "-o", "page.html")
        self.assertIn("7 of 8 runs are there", "".join(Outline((self.folder / "page.html").read_text()).words))

    def test_answers_of_other_commands_have_their_parts(self):
        self.write("sensitivity.json", self.expect(0, "sensitivity", "a.toml", "--trajectories", 2, "-r", 2, "--months", 6,
                                                   "--parameters", "trust.negativity,activity.rate", "--charts", "figures", "--json").out)
        self.write("attribute.json", self.expect(0, "attribute", "b.toml", "-r", 3, "--months", 6, "--json").out)
        self.write("plan.json", self.expect(0, "plan", "b.toml", "--budget", 5000, "-r", 2, "--months", 12, "--generations", 2, "--population", 8,
                                            "--again", 4, "--json").out)
        page = self.page("sensitivity.json", "attribute.json", "plan.json")
        outline = Outline(page)
        self.assertEqual(outline.open, [])
        for heading in ("What the results depend on", "What each lever contributes", "Plans for a budget"):
            self.assertIn(heading, outline.headings)
        self.assertIn("facilitator", "".join(outline.words))
        self.assertGreater(page.count("<svg"), self.page().count("<svg"))

    def test_a_study_has_its_verdicts(self):
        self.write("s.toml", """
question = "Does a third party help?"
[run]
months = 24
replicates = 6
seed = 7
[scenarios.a]
file = "a.toml"
[scenarios.b]
file = "b.toml"
[hypotheses.H]
claim = "It raises trust."
outcome = { measure = "trust[institutional]", at = 24 }
contrast = { scenario = "b", against = "a" }
expected = "higher"
""")
        answer = self.expect(0, "study", "s.toml", "-o", "s.h5", "--plausible", 0, "--json").json
        self.expect(0, "report", "s.h5")
        page = (self.folder / "s.html").read_text()
        outline = Outline(page)
        words = " ".join("".join(outline.words).split())
        self.assertIn("Verdicts on the hypotheses", outline.headings)
        self.assertIn("H – It raises trust.", words)
        self.assertIn(" ".join(answer["hypotheses"][0]["sentence"]["en"].split()), words)
        self.assertIn("Does a third party help?", words)

    def test_bad_input(self):
        self.assertIn("E0520", self.expect(5, "report", "none.h5").err)
        self.write("text.h5", "no results")
        self.expect(9, "report", "text.h5")
        self.write("short.h5", Report.made[:4000])
        self.expect(9, "report", "short.h5")
        self.expect(2, "report")
        self.expect(2, "report", "c.h5", "c.h5")
        self.page()
        self.assertIn("E0609", self.expect(6, "report", "c.h5", "-o", "page.html").err)
        self.assertIn("E0610", self.expect(7, "report", "c.h5", "-o", "/proc/none/page.html").err)
        self.assertIn("E0672", self.expect(5, "report", "c.h5", "none.json", "--force").err)
        self.write("other.json", '{"what": 1}')
        self.assertIn("E0672", self.expect(5, "report", "c.h5", "other.json", "--force").err)
        self.write("why.json", '{"command": "why", "ok": true}')
        self.assertIn("E0672", self.expect(5, "report", "c.h5", "why.json", "--force").err)
        self.write("hollow.json", '{"command": "plan", "ok": true}')
        self.assertIn("E0672", self.expect(5, "report", "c.h5", "hollow.json", "--force").err)
        self.write("failed.json", '{"command": "study", "ok": false}')
        self.assertIn("E0672", self.expect(5, "report", "c.h5", "failed.json", "--force").err)


main()
