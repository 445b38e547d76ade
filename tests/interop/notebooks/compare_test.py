"""The notebooks compare.py and compare.R say of a result file what the program said when it wrote it.

Usage: compare_test.py PROGRAM
"""
import importlib.util
import json
import math
import pathlib
import subprocess
import sys
import unittest

import h5py
import numpy as np

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "program"))
from entremise import FACILITATOR, SMALL, ProgramTest, environment, main  # noqa: E402

NOTEBOOKS = HERE.parents[3] / "analysis" / "notebooks"
LANGUAGES = {"Python": ["/usr/bin/python3", "-B", "-W", "error", NOTEBOOKS / "compare.py"],
             "R": ["Rscript", "--vanilla", NOTEBOOKS / "compare.R"]}
MEASURES = ["partnership_relations", "trust", "interconnaissance", "cooperation", "tension"]


class Compare(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.folder / "out").mkdir()
        self.write("référence.toml", SMALL)
        self.write("facilitator.toml", FACILITATOR)
        self.write("twice.toml", FACILITATOR + '[levers.second]\nkind = "facilitator"\nfrom = 6\n')
        self.answer = self.compare("référence.toml", "facilitator.toml")

    def compare(self, *scenarios):
        return self.expect(0, "compare", *scenarios, "--replicates", 8, "-o", "out/demo.h5", "--force", "--json").json

    def notebook(self, language, *arguments, code=0):
        done = subprocess.run([*LANGUAGES[language], *arguments], cwd=self.folder, env=environment(),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, code, f"{language} {arguments}\n{done.stdout}\n{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    def agree(self, theirs, ours, what):
        if ours is None or isinstance(ours, (int, str)):
            self.assertEqual(theirs, ours, what)
        else:
            self.assertTrue(math.isclose(theirs, ours, rel_tol=1e-5, abs_tol=1e-12), f"{what}: {theirs}, not {ours}")

    def agree_with_program(self, notebook, comparison, what):
        for key in ("reference", "scenario"):
            self.assertEqual(notebook[key], comparison[key])
        self.assertEqual([m["id"] for m in notebook["measures"]], MEASURES)
        self.assertEqual([m["id"] for m in comparison["measures"]], MEASURES)
        for theirs, measure in zip(notebook["measures"], comparison["measures"]):
            ours = measure["months"][-1]
            self.assertEqual(notebook["month"], ours["month"])
            for key in ("n", "reference_mean", "scenario_mean", "difference", "higher", "lower"):
                self.agree(theirs[key], ours[key], f"{what}, {measure['id']}: {key}")
            for end in ("low", "high"):
                self.agree(theirs[end], ours["interval"][end], f"{what}, {measure['id']}: {end}")

    def test_the_numbers_are_those_of_the_program(self):
        trust = self.answer["comparisons"][0]["measures"][1]["months"][-1]
        self.assertEqual((trust["month"], trust["n"]), (24, 8))
        self.assertGreater(trust["interval"]["high"] - trust["interval"]["low"], 0)
        for language in LANGUAGES:
            notebook = json.loads(self.notebook(language, "--json"))
            self.agree_with_program(notebook, self.answer["comparisons"][0], language)
            self.assertEqual((notebook["status"], notebook["seed"]), ("complete", 7))
            self.assertIn("facilitator.toml --replicates 8 -o out/demo.h5", notebook["provenance"]["command_line"])

    def test_the_second_argument_names_the_scenario(self):
        comparisons = self.compare("référence.toml", "facilitator.toml", "twice.toml")["comparisons"]
        for language in LANGUAGES:
            for comparison in comparisons:
                notebook = json.loads(self.notebook(language, "out/demo.h5", comparison["scenario"], "--json"))
                self.agree_with_program(notebook, comparison, language)
            self.assertIn("facilitator, twice", self.notebook(language, "out/demo.h5", "other", code=1))

    def test_pairs_without_a_value_are_left_out(self):
        """Five runs fail, then all runs of one scenario but one, then all."""
        for lost, n in (([(0, 1), (1, 1), (0, 2), (1, 4), (1, 5)], 4), ([(0, r) for r in range(1, 8)], 1),
                        ([(0, r) for r in range(8)], 0)):
            with h5py.File(self.folder / "out/demo.h5", "r+") as f:
                for name in ("relation_type_count", "trust", "interconnaissance", "cooperation", "tension"):
                    for run in lost:
                        f[name][run] = np.nan
                trust = f["trust"][:, :, -1, list(f["tie_set"].asstr()).index("institutional")].astype(float)
            difference = (trust[1] - trust[0])[~np.isnan(trust[1] - trust[0])]
            for language in LANGUAGES:
                of_trust = json.loads(self.notebook(language, "--json"))["measures"][1]
                self.assertEqual(of_trust["n"], n)
                self.assertEqual(of_trust["higher"], int((difference > 0).sum()))
                self.agree(of_trust["difference"], float(difference.mean()) if n else None, language)
                self.agree(of_trust["reference_mean"], float(trust[0][~np.isnan(trust.sum(0))].mean()) if n else None,
                           language)
                self.assertEqual(of_trust["low"] is None, n < 2)
                self.assertIn(f"of {n}", self.notebook(language))

    def test_tables(self):
        tables = {language: self.notebook(language) for language in LANGUAGES}
        self.assertEqual(tables["Python"], tables["R"])
        for measure in self.answer["comparisons"][0]["measures"]:
            last = measure["months"][-1]
            row = next(line for line in tables["R"].splitlines() if line.startswith(measure["id"]))
            self.assertIn(f"{last['difference']:+.4g} ", row)
            self.assertTrue(row.endswith(f"{last['higher']} of 8"), row)

    def test_a_file_that_is_not_there(self):
        for language in LANGUAGES:
            self.assertIn("entremise compare", self.notebook(language, "none.h5", code=1))

    def test_chart(self):
        there = importlib.util.find_spec("matplotlib") is not None
        self.assertIn("trust", self.notebook("Python", "--chart", "chart.png"))
        self.assertEqual((self.folder / "chart.png").exists(), there)


if __name__ == "__main__":
    main()
