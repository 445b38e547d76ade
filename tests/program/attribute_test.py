"""attribute: what each lever contributes, and whether levers help each other."""
import csv
import xml.dom.minidom

from entremise import FACILITATOR, SMALL, ProgramTest, main

THREE = FACILITATOR + """
[levers.agora]
kind = "agora"
every = 2
[levers.second]
kind = "agora"
from = 6
[levers.cut]
kind = "budget_cut"
from = 12
"""


class Attribute(ProgramTest):
    def test_shares_add_up(self):
        self.write("three.toml", THREE)
        ask = ("attribute", "three.toml", "-r", "6", "--outcome", "interconnaissance,lever_hours_total@24,activities@12", "--progress", "never")
        answer = self.expect(0, *ask, "--csv", "shares.csv", "--charts", "figures", "--json").json
        self.assertEqual(answer["levers"], ["facilitator", "agora", "second"])  # the shock is no lever
        self.assertTrue(answer["exact"])
        self.assertEqual(answer["runs"], 8 * 6)
        for outcome in answer["outcomes"]:
            total = outcome["total"]["value"]
            self.assertAlmostEqual(sum(l["share"]["value"] for l in outcome["levers"]), total, delta=1e-9 * max(1, abs(total)))
            surplus = total - sum(l["alone"]["value"] for l in outcome["levers"])
            self.assertAlmostEqual(outcome["surplus"]["value"], surplus, delta=1e-9 * max(1, abs(total)))
        hours = answer["outcomes"][1]
        self.assertTrue(all(l["share"]["value"] > 0 for l in hours["levers"]))
        with open(self.folder / "shares.csv", newline="", encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        self.assertEqual({r["quantity"] for r in table}, {"without", "total", "surplus", "share", "alone", "last", "pair", "interaction"})
        for chart in answer["charts"]:
            xml.dom.minidom.parse(str(self.folder / chart))
            self.assertNotRegex((self.folder / chart).read_text(encoding="utf-8"), r"\bnan\b|\binf\b")
        again = self.expect(0, *ask, "--json", "-j", "1").json
        self.assertEqual(again["outcomes"], answer["outcomes"])
        self.assertIn("Part de chaque levier", self.expect(0, *ask, "--lang", "fr").out)

    def test_the_whole_is_what_compare_finds(self):
        self.write("without.toml", SMALL)
        self.write("with.toml", FACILITATOR)
        compared = self.expect(0, "compare", "without.toml", "with.toml", "-r", "5", "--json", "--progress", "never").json
        trust = next(m for m in compared["comparisons"][0]["measures"] if m["id"] == "trust")["months"][-1]
        shared = self.expect(0, "attribute", "with.toml", "-r", "5", "--outcome", "trust", "--json", "--progress", "never").json["outcomes"][0]
        self.assertAlmostEqual(shared["total"]["value"], trust["difference"], places=12)
        self.assertAlmostEqual(shared["total"]["low"], trust["interval"]["low"], places=12)
        self.assertAlmostEqual(shared["levers"][0]["share"]["value"], trust["difference"], places=12)

    def test_by_kind_and_by_orders(self):
        self.write("three.toml", THREE)
        ask = ("attribute", "three.toml", "-r", "3", "--outcome", "trust", "--json", "--progress", "never")
        self.assertEqual(self.expect(0, *ask, "--by", "kind").json["levers"], ["facilitator", "agora"])
        sampled = self.expect(0, *ask, "--permutations", "4").json
        self.assertFalse(sampled["exact"])
        outcome = sampled["outcomes"][0]
        self.assertAlmostEqual(sum(l["share"]["value"] for l in outcome["levers"]), outcome["total"]["value"], places=9)

    def test_what_cannot_be_and_what_does_not_vary(self):
        self.write("small.toml", SMALL)
        self.write("three.toml", THREE)
        self.assertIn("E0665", self.expect(2, "attribute", "small.toml").err)
        self.assertIn("Did you mean trust?", self.expect(2, "attribute", "three.toml", "--outcome", "trusst").err)
        self.expect(2, "attribute", "three.toml", "--by", "color")
        self.expect(2, "attribute", "three.toml", "-r", "0")
        self.assertIn("8 points", self.expect(0, "attribute", "three.toml", "-n").out)
        constant = self.expect(0, "attribute", "three.toml", "-r", "2", "--outcome", "relation_count@0,newcomers", "--progress", "never")
        self.assertIn("Every run gave the same value", constant.out)
        one = self.expect(0, "attribute", "three.toml", "-r", "1", "--outcome", "trust", "--progress", "never")
        self.assertIn("One replicate does not tell", one.out)
        self.assertNotIn("nan", (constant.out + one.out).lower().replace("interconnaissance", ""))
        self.assertEqual(self.files(), ["small.toml", "three.toml"])


if __name__ == "__main__":
    main()
