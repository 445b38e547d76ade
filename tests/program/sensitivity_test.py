"""sensitivity: which parameters the outcomes depend on, as a table, as data and as charts."""
import csv
import re
import signal
import subprocess
import xml.dom.minidom

from entremise import PROGRAM, SMALL, ProgramTest, default_interrupt, environment, main

FEW = ("--parameters", "trust.negativity,network.rate,value.*", "--progress", "never")


class Sensitivity(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("small.toml", SMALL)

    def rows(self, name):
        with open(self.folder / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_morris(self):
        asked = ("sensitivity", "small.toml", *FEW, "--trajectories", "4", "-r", "2", "--outcome", "trust,ruptures@13-24")
        answer = self.expect(0, *asked, "--csv", "tables/morris.csv", "--charts", "figures", "--json").json
        self.assertEqual(answer["method"], "morris")
        self.assertEqual(answer["runs"], 4 * (answer["parameters"] + 1) * 2)
        self.assertEqual([o["outcome"] for o in answer["outcomes"]], ["trust@24", "ruptures@13-24"])
        trust = answer["outcomes"][0]
        self.assertEqual(len(trust["inputs"]), answer["parameters"])
        stars = [i["mu_star"]["value"] for i in trust["inputs"]]
        self.assertEqual(stars, sorted(stars, reverse=True))
        self.assertTrue(0 <= trust["luck_share"] <= 1)
        negativity = next(i for i in trust["inputs"] if i["parameter"] == "trust.negativity")
        self.assertLess(negativity["mu"]["value"], 0)
        self.assertFalse(negativity["within_noise"])
        table = self.rows("tables/morris.csv")
        self.assertEqual(len(table), 2 * answer["parameters"])
        row = next(r for r in table if r["outcome"] == "trust@24" and r["parameter"] == "trust.negativity")
        self.assertAlmostEqual(float(row["mu_star"]), negativity["mu_star"]["value"], places=6)
        self.assertEqual(row["direction"], "lowers")
        self.assertNotIn("nan", (self.folder / "tables/morris.csv").read_text().lower())
        for chart in answer["charts"]:
            xml.dom.minidom.parse(str(self.folder / chart))
            self.assertNotRegex((self.folder / chart).read_text(encoding="utf-8"), r"\bnan\b|\binf\b")
        # The same again gives the same bytes, on one thread as well; what is there is not replaced unless told to.
        before = {name: (self.folder / name).read_bytes() for name in self.files()}
        self.expect(6, *asked, "--csv", "tables/morris.csv")
        self.expect(6, *asked, "--charts", "figures")
        self.expect(0, *asked, "--csv", "tables/morris.csv", "--charts", "figures", "-f", "-j", "1")
        self.assertEqual(before, {name: (self.folder / name).read_bytes() for name in self.files()})

    def test_one_at_a_time(self):
        answer = self.expect(0, "sensitivity", "small.toml", *FEW, "--method", "ofat", "--levels", "3", "-r", "3", "--outcome", "trust@12",
                             "--charts", "figures", "--csv", "ofat.csv", "--json").json
        path = next(i for i in answer["outcomes"][0]["inputs"] if i["parameter"] == "trust.negativity")
        self.assertEqual(path["shape"], "falling")
        self.assertEqual([round(s["value"], 6) for s in path["steps"]][0], 1)
        self.assertEqual(len(self.rows("ofat.csv")), 3 * answer["parameters"])
        french = self.expect(0, "sensitivity", "small.toml", *FEW, "--method", "ofat", "--levels", "3", "-r", "3", "--outcome", "trust@12",
                             "--lang", "fr", "--charts", "french").out
        self.assertIn("Un paramètre à la fois", french)
        self.assertIn("décroissante", french)
        self.assertIn("lang=\"fr\"", (self.folder / "french/ofat-trust-12.svg").read_text(encoding="utf-8"))

    def test_sobol(self):
        answer = self.expect(0, "sensitivity", "small.toml", "--parameters", "trust.negativity,value.*", "--progress", "never", "--method", "sobol", "--base", "32", "-r", "2",
                             "--outcome", "trust", "--csv", "sobol.csv", "--charts", "figures", "--json").json
        self.assertEqual(answer["runs"], 32 * (answer["parameters"] + 2) * 2)
        first = answer["outcomes"][0]["inputs"][0]
        self.assertEqual(first["parameter"], "trust.negativity")
        self.assertGreater(first["total"]["value"], 0.8)
        self.assertLessEqual(first["total"]["low"], first["total"]["value"])
        for other in answer["outcomes"][0]["inputs"][1:]:
            self.assertLess(abs(other["first"]["value"]), 0.2)

    def test_what_does_not_vary(self):
        # At the start nothing has happened yet: the levers' hours are zero in every run.
        answer = self.expect(0, "sensitivity", "small.toml", *FEW, "--trajectories", "2", "-r", "2", "--outcome", "lever_hours@24", "--json")
        self.assertTrue(answer.json["outcomes"][0]["constant"])
        self.assertNotIn("nan", answer.out.lower())
        for method in ("morris", "ofat", "sobol"):
            out = self.expect(0, "sensitivity", "small.toml", *FEW, "--method", method, "--trajectories", "2", "--base", "4", "--levels", "2",
                              "-r", "1", "--outcome", "lever_hours", "--charts", "figures-" + method).out
            self.assertIn("Every run gave the same value", out)
            self.assertNotIn("nan", out.lower())

    def test_what_cannot_be(self):
        ask = ("sensitivity", "small.toml", *FEW)
        self.assertIn("Did you mean trust?", self.expect(2, *ask, "--outcome", "trsut@12").err)
        self.assertIn("E0662", self.expect(2, *ask, "--outcome", "trust@25").err)
        self.assertIn("E0662", self.expect(2, *ask, "--outcome", "trust@9-3").err)
        self.assertIn("E0662", self.expect(2, *ask, "--outcome", "trust@").err)
        both = self.expect(2, *ask, "--outcome", "trsut@12,trust@99").err
        self.assertIn("E0661", both)
        self.assertIn("E0662", both)
        self.expect(2, *ask, "-r", "0")
        self.expect(2, *ask, "--trajectories", "0")
        self.assertIn("even number", self.expect(2, *ask, "--levels", "3").err)
        self.assertIn("Did you mean morris?", self.expect(2, *ask, "--method", "moris").err)
        self.assertIn("Did you mean trust.negativity?", self.expect(2, "sensitivity", "small.toml", "--parameters", "trust.negativty").err)
        self.assertIn("held fixed", self.expect(2, "sensitivity", "small.toml", "--parameters", "territory.authorities").err)
        self.expect(2, "sensitivity")
        self.expect(5, "sensitivity", "absent.toml")
        self.assertEqual(self.files(), ["small.toml"])

    def test_a_dry_run_says_and_writes_nothing(self):
        answer = self.expect(0, "sensitivity", "small.toml", "--dry-run", "--csv", "x.csv", "--json").json
        self.assertTrue(answer["dry_run"])
        self.assertEqual(answer["runs"], 20 * (answer["parameters"] + 1) * 8)
        self.assertGreater(answer["estimated_seconds"], 0)
        self.assertIn("trajectoires", self.expect(0, "sensitivity", "small.toml", "-n", "--lang", "fr").out)
        self.assertEqual(self.files(), ["small.toml"])

    def test_interrupted_it_leaves_nothing(self):
        process = subprocess.Popen([PROGRAM, "sensitivity", "small.toml", "--months", "240", "--csv", "out/x.csv", "--charts", "figures", "--progress=json"],
                                   cwd=self.folder, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   preexec_fn=default_interrupt)
        self.assertTrue(re.search(rb'"finished":', process.stderr.readline()))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 4, err)
        self.assertIn(b"E0611", err)
        self.assertEqual(out, b"")
        self.assertEqual(self.files(), ["small.toml"])


if __name__ == "__main__":
    main()
