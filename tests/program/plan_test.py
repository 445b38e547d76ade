"""plan: the best use of a budget of hours, measured anew with fresh luck."""
import csv
import xml.dom.minidom

from entremise import FACILITATOR, SMALL, ProgramTest, main

TWO = FACILITATOR + """
[levers.agora]
kind = "agora"
every = 4
[levers.cut]
kind = "budget_cut"
from = 12
"""
QUICK = ("--population", "6", "--generations", "2", "-r", "4", "--again", "4", "--progress", "never")


class Plan(ProgramTest):
    def test_plans_within_the_budget(self):
        self.write("two.toml", TWO)
        ask = ("plan", "two.toml", "--budget", "1500", "--starts", "1,13", *QUICK)
        answer = self.expect(0, *ask, "--csv", "plans.csv", "--charts", "figures", "--write", "plans", "-o", "best.toml", "--json").json
        self.assertEqual(answer["possible_plans"], 7 * 5)
        plans = answer["plans"]
        self.assertTrue(plans)
        for plan in plans:
            self.assertLessEqual(plan["objectives"]["hours"]["mean"], 1500)
            self.assertTrue(plan["levers"])
        hours = [p["objectives"]["hours"]["mean"] for p in plans]
        self.assertEqual(hours, sorted(hours))

        def key(plan):
            o = plan["objectives"]
            return (-o["value"]["mean"], -o["partnerships"]["mean"], o["ruptures"]["mean"], o["hours"]["mean"])
        for one in plans:
            for other in plans:
                better = all(x <= y for x, y in zip(key(one), key(other))) and key(one) != key(other)
                self.assertFalse(better, (one, other))
        self.assertGreater(answer["search_less_fresh"]["value"]["half_width"], 0)
        self.assertEqual(set(answer["search_less_fresh"]), {"value", "partnerships", "ruptures", "hours"})
        with open(self.folder / "plans.csv", newline="", encoding="utf-8") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 4 * len(plans))
        for chart in answer["charts"]:
            xml.dom.minidom.parse(str(self.folder / chart))
            self.assertNotRegex((self.folder / chart).read_text(encoding="utf-8"), r"\bnan\b|\binf\b")
        # A written plan is a scenario, and gives in `compare` what the plan says of it.
        best = plans[answer["highest_value"] - 1]
        self.assertEqual((self.folder / "best.toml").read_text(), (self.folder / f"plans/plan-{answer['highest_value']:02}.toml").read_text())
        self.expect(0, "validate", "best.toml")
        self.write("without.toml", SMALL + '\n[levers.cut]\nkind = "budget_cut"\nfrom = 12\n')
        compared = self.expect(0, "compare", "without.toml", "best.toml", "-r", "4", "--json", "--progress", "never").json
        ties = next(m for m in compared["comparisons"][0]["measures"] if m["id"] == "partnership_relations")["months"][-1]
        self.assertAlmostEqual(ties["difference"], best["objectives"]["partnerships"]["mean"], places=9)
        again = self.expect(0, *ask, "--json", "-j", "1").json
        self.assertEqual(again["plans"], plans)
        self.expect(6, *ask, "--csv", "plans.csv")
        self.assertIn("Le hasard n’est pas du mérite", self.expect(0, *ask, "--lang", "fr").out)

    def test_what_cannot_be(self):
        self.write("small.toml", SMALL)
        self.write("two.toml", TWO)
        self.assertIn("--budget", self.expect(2, "plan", "two.toml").err)
        self.expect(2, "plan", "two.toml", "--budget", "many")
        self.assertIn("E0665", self.expect(2, "plan", "small.toml", "--budget", "100").err)
        self.expect(2, "plan", "two.toml", "--budget", "100", "--starts", "0")
        self.expect(2, "plan", "two.toml", "--budget", "100", "--starts", "25")
        self.expect(2, "plan", "two.toml", "--budget", "100", "--intensities", "0,1")
        self.expect(2, "plan", "two.toml", "--budget", "100", "-r", "0")
        self.assertIn("E0666", self.expect(2, "plan", "two.toml", "--budget", "0", *QUICK).err)
        self.assertTrue(self.expect(0, "plan", "two.toml", "--budget", "100", "-n", "--json").json["dry_run"])
        self.assertEqual(self.files(), ["small.toml", "two.toml"])


if __name__ == "__main__":
    main()
