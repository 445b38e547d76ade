"""why: the story of one replicate, from result files and from scenarios."""
import re
import shutil

import h5py

from entremise import FACILITATOR, SMALL, ProgramTest, environment, main

# Own values that change what happens, on top of the library's defaults.
LONGER = SMALL.replace("months = 24", "months = 30")


class Why(ProgramTest):
    made = None  # the comparison that all ask about, simulated once

    def setUp(self):
        super().setUp()
        self.write("a.toml", SMALL)
        self.write("b.toml", FACILITATOR)
        if Why.made is None:
            self.expect(0, "compare", "a.toml", "b.toml", "-o", "c.h5")
            Why.made = (self.folder / "c.h5").read_bytes()
        self.write("c.h5", Why.made)

    def test_story_of_a_comparison(self):
        english = self.expect(0, "why", "c.h5", "--month", 12).out
        flat = " ".join(english.split())
        for words in ("b, replicate 0", "In short", "What happened, months 1 to 12", "In month 12", "Everyday encounters",
                      "Compared with a", "the two part in month 3", "Facilitator 1", "to the bit"):
            self.assertIn(words, flat)
        french = self.expect(0, "why", "c.h5", "--month", 12, "--lang", "fr").out
        for words in ("réplique 0", "En bref", "Rencontres ordinaires", "se séparent au mois 3", "Le tiers 1", "confiance"):
            self.assertIn(words, re.sub(r"\n +", " ", french))
        for words in ("Facilitator", "encounters", "month", "trust"):
            self.assertNotIn(words, french)
        for text in (english, french):
            self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_as_data(self):
        answer = self.expect(0, "why", "c.h5", "--month", 12, "--json").json
        self.assertTrue(answer["ok"])
        self.assertTrue(answer["same_as_recorded"])
        self.assertEqual((answer["scenario"], answer["month"], answer["replicate"], answer["seed"]), ("b", 12, 0, 7))
        parting = answer["against"]["parting"]
        self.assertEqual(parting["month"], 3)
        self.assertEqual(parting["steps"][0]["phase"], "facilitator choices")
        self.assertTrue(any(e["event"] == "lever_begins" and e["lever"] == "facilitator" for e in parting["only_here"]))
        for one in ("trust", "interconnaissance", "tension"):
            means = answer["means"][one]
            self.assertAlmostEqual(sum(means["by_phase"].values()), means["end"] - means["start"], places=9)
            there = answer["against"]["means"][one]
            self.assertAlmostEqual(sum(there["by_phase"].values()), there["here"] - there["there"], places=9)
        # What is told is what the file has.
        with h5py.File(self.folder / "c.h5") as file:
            recorded = float(file["trust"][1, 0, 12, 0])
        self.assertAlmostEqual(answer["means"]["trust"]["end"], recorded, places=6)
        interventions = [e for e in answer["events"] if e["event"] in ("intervention", "introduction")]
        self.assertEqual({e["month"] for e in interventions}, set(range(3, 13)))
        for e in answer["events"]:
            self.assertEqual(set(e["text"]), {"en", "fr"})
        # Exact sums of what the phases moved: multiples of 2^-30.
        for one in answer["tallies"]:
            self.assertEqual(len(one["moved"]), 4 if one["quantity"] == "engagement" else 16)
            for x in one["moved"]:
                self.assertEqual(x * 2**30, int(x * 2**30))

    def test_the_same_from_scenario_files_and_from_results(self):
        from_file = self.expect(0, "why", "c.h5", "--json").json
        from_scenarios = self.expect(0, "why", "b.toml", "--against", "a.toml", "--json").json
        self.assertIsNone(from_scenarios["same_as_recorded"])
        for key in ("means", "events", "tallies", "against"):
            self.assertEqual(from_file[key], from_scenarios[key])

    def test_windows_pairs_and_actors(self):
        late = self.expect(0, "why", "c.h5", "--month", 24, "--since", 12, "--json").json
        self.assertTrue(all(12 < e["month"] <= 24 for e in late["events"]))
        early = self.expect(0, "why", "c.h5", "--month", 12, "--json").json
        # What makes the difference is counted from the start, whatever the window.
        there = late["against"]["means"]["trust"]
        self.assertAlmostEqual(sum(there["by_phase"].values()), there["here"] - there["there"], places=9)
        self.assertAlmostEqual(late["means"]["trust"]["start"], early["means"]["trust"]["end"], places=12)
        for pair in ("élus:ESS", "elected_official:social_economy_actor", "Elus:ess"):
            answer = self.expect(0, "why", "c.h5", "--pair", pair, "--json").json
            self.assertEqual(answer["pair"], ["elected_official", "social_economy_actor"])
        text = self.expect(0, "why", "c.h5", "--pair", "élus:ESS", env=environment(LANG="fr_FR.UTF-8")).out
        self.assertIn("les relations entre élus et acteurs de l’ESS", text)
        answer = self.expect(0, "why", "c.h5", "--actor", 12, "--json").json
        self.assertEqual(answer["actor"], 12)
        everybodys = ("lever_begins", "lever_ends", "election", "facilitator_replaced")
        self.assertTrue(all(12 in e["actors"] for e in answer["events"] if e["event"] not in everybodys))
        self.assertLess(len(answer["events"]), len(self.expect(0, "why", "c.h5", "--json").json["events"]))

    def test_other_replicates_and_scenarios(self):
        first, other = (self.expect(0, "why", "c.h5", "--replicate", r, "--json").json for r in (0, 3))
        self.assertNotEqual(first["means"], other["means"])
        reference = self.expect(0, "why", "c.h5", "--scenario", "a", "--json").json
        self.assertEqual(reference["against"]["scenario"], "b")
        self.assertFalse([e for e in reference["events"] if e["event"] == "intervention"])

    def test_one_scenario_has_nothing_to_part_from(self):
        self.expect(0, "run", "a.toml", "-o", "one.h5")
        answer = self.expect(0, "why", "one.h5", "--json").json
        self.assertNotIn("against", answer)
        self.assertNotIn("Compared", self.expect(0, "why", "one.h5").out)

    def test_what_cannot_be_asked(self):
        for arguments in (["--month", 25], ["--month", 0], ["--month", "x"], ["--since", 24], ["--month", 6, "--since", 6],
                          ["--replicate", 4], ["--scenario", "c"], ["--against", "x"], ["--against", "b"], ["--pair", "élus"],
                          ["--pair", "élus:maires"], ["--actor", 60], ["--actor", "nobody"], ["--actor", 1, "--pair", "ESS:ESS"]):
            with self.subTest(arguments):
                outcome = self.expect(2, "why", "c.h5", *arguments)
                self.assertRegex(outcome.err, r"error E060[12]")
                self.assertEqual(outcome.out, "")
        self.assertIn("Did you mean ESS?", self.expect(2, "why", "c.h5", "--pair", "élus:ES").err)
        self.assertIn("error E0601", self.expect(2, "why").err)
        self.expect(5, "why", "missing.h5")
        self.write("longer.toml", LONGER)
        self.expect(3, "why", "a.toml", "--against", "longer.toml")
        self.write("bad.toml", "[run]\nmonths = 0\n")
        self.expect(3, "why", "bad.toml")
        answer = self.expect(2, "why", "c.h5", "--month", 99, "--json").json
        self.assertEqual(answer["diagnostics"][0]["code"], "E0602")

    def test_results_that_this_program_would_not_give(self):
        shutil.copy(self.folder / "c.h5", self.folder / "older.h5")
        with h5py.File(self.folder / "older.h5", "r+") as file:
            file.attrs.modify("results_version", file.attrs["results_version"] - 1)
        outcome = self.expect(9, "why", "older.h5")
        self.assertIn("E0631", outcome.err)
        self.assertEqual(outcome.out, "")
        shutil.copy(self.folder / "c.h5", self.folder / "other_luck.h5")
        with h5py.File(self.folder / "other_luck.h5", "r+") as file:
            file["seed"][()] = 8
        self.assertIn("E0633", self.expect(9, "why", "other_luck.h5").err)
        self.expect(0, "explain", "E0631")


if __name__ == "__main__":
    main()
