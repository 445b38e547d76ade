"""The answers of run and compare, in words and as data, against the numbers in the result file."""
import h5py
import numpy

from entremise import FACILITATOR, SMALL, ProgramTest, environment, main


class Answers(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.toml", SMALL.replace("replicates = 4", "replicates = 12").replace("months = 24", "months = 72"))
        self.write("b.toml", FACILITATOR.replace("replicates = 4", "replicates = 12").replace("months = 24", "months = 72"))

    def test_compare_says_what_the_file_holds(self):
        answer = self.expect(0, "compare", "a.toml", "b.toml", "--json").json
        self.assertEqual((answer["schema_version"], answer["command"], answer["ok"]), (1, "compare", True))
        self.assertEqual(answer["reference"], "a")
        with h5py.File(self.folder / "comparison.h5") as file:
            trust = file["trust"][:, :, :, 1].astype(float)
            group = {name: file["contrast"][name][()] for name in file["contrast"] if name.startswith("trust_")}
            mean = file["summary/trust_mean"][()]
        difference = trust[1] - trust[0]
        (comparison,) = answer["comparisons"]
        measure = next(m for m in comparison["measures"] if m["id"] == "trust")
        self.assertEqual([m["month"] for m in measure["months"]], [12, 36, 60, 72])
        for one in measure["months"]:
            month = one["month"]
            d = difference[:, month]
            self.assertEqual(one["n"], 12)
            self.assertAlmostEqual(one["difference"], d.mean(), 12)
            self.assertEqual(one["higher"], int((d > 0).sum()))
            self.assertEqual(one["lower"], int((d < 0).sum()))
            half = 2.200985160082949 * d.std(ddof=1) / 12 ** 0.5  # Student's t, 11 degrees of freedom
            self.assertAlmostEqual(one["interval"]["low"], d.mean() - half, 9)
            self.assertAlmostEqual(one["interval"]["high"], d.mean() + half, 9)
            for level, value in one["difference_quantiles"].items():
                self.assertAlmostEqual(value, numpy.quantile(d, float(level)), 12)
            ratio = (trust[0, :, month].var(ddof=1) + trust[1, :, month].var(ddof=1)) / d.var(ddof=1)
            self.assertAlmostEqual(one["variance_ratio"] / ratio, 1, 9)
            self.assertAlmostEqual(group["trust_difference"][1, month, 1], d.mean(), 12)
            self.assertAlmostEqual(group["trust_upper"][1, month, 1], d.mean() + half, 9)
            self.assertEqual(group["trust_difference"][0, month, 1], 0)
        numpy.testing.assert_allclose(mean[:, :, 1], trust.mean(axis=1), atol=1e-12)

    def test_words(self):
        english = self.expect(0, "compare", "a.toml", "b.toml").out
        self.assertRegex(" ".join(english.split()), r"In (all 12|\d+ of 12) replicates, “Partnership relations” is")
        self.assertIn("12 paired replicates, seed 7", english)
        french = self.expect(0, "compare", "a.toml", "b.toml", "--force", env=environment(LANG="fr_FR.UTF-8")).out
        self.assertRegex(" ".join(french.split()),
                         r"Dans (les 12 répliques|\d+ répliques sur 12), la valeur de « Relations de coopération » est")
        self.assertRegex(french, r"0,\d")

    def test_tables_keep_within_the_terminal(self):
        for language in ("en", "fr"):
            for command in (["compare", "a.toml", "b.toml"], ["run", "a.toml"]):
                shown = {}
                for width in (80, 160):
                    with self.subTest(language=language, command=command[0], width=width):
                        shown[width] = self.on_a_terminal(*command, "--force", "--lang", language, "--progress=never", "--color=never",
                                                          columns=width).splitlines()
                        self.assertLessEqual(max(map(len, shown[width])), width)
                # What does not stand beside stands below.
                at_once, folded = ([line for line in shown[width] if "÷" in line] for width in (160, 80))
                if command[0] == "compare":
                    self.assertTrue(any("[" in line and "12" in line for line in at_once))
                    self.assertTrue(any(line.startswith("    ") and "[" in line for line in folded))
                    self.assertGreater(len(shown[80]), len(shown[160]))

    def test_run(self):
        answer = self.expect(0, "run", "a.toml", "--json").json
        self.assertEqual(answer["runs"], {"total": 12, "resumed": 0, "finished": 12, "failed": 0})
        with h5py.File(self.folder / "a.h5") as file:
            trust = file["trust"][0, :, 72, 1].astype(float)
            self.assertEqual(file["provenance"].attrs["command_line"].split()[-1], "--json")
        measure = next(m for m in answer["measures"] if m["id"] == "trust")
        self.assertAlmostEqual(measure["months"][-1]["mean"], trust.mean(), 12)
        self.assertIn("Mean trust", self.expect(0, "run", "a.toml", "--force").out)

    def test_one_replicate_and_one_month(self):
        answer = self.expect(0, "compare", "a.toml", "b.toml", "-r", "1", "--months", "1", "--json").json
        for measure in answer["comparisons"][0]["measures"]:
            for month in measure["months"]:
                self.assertIsNone(month["interval"])
                self.assertIsNone(month["variance_ratio"])
        out = self.expect(0, "compare", "a.toml", "b.toml", "-r", "1", "--months", "1", "--force").out
        self.assertIn("one replicate", out)
        self.assertNotIn("nan", out.lower())

    def test_the_base_comes_first_and_its_seed_and_replicates_hold(self):
        self.write("c.toml", FACILITATOR.replace("seed = 7", "seed = 9").replace("months = 24", "months = 72"))
        outcome = self.expect(0, "compare", "c.toml", "--base", "a.toml", "--json")
        self.assertEqual(outcome.json["scenarios"], ["a", "c"])
        self.assertEqual((outcome.json["seed"], outcome.json["replicates"]), (7, 12))
        self.assertIn("warning W0621", outcome.err)

    def test_a_scenario_against_itself_is_equal_everywhere(self):
        self.write("copy.toml", (self.folder / "a.toml").read_text())
        answer = self.expect(0, "compare", "a.toml", "copy.toml", "--json").json
        for measure in answer["comparisons"][0]["measures"]:
            for month in measure["months"]:
                self.assertEqual((month["difference"], month["equal"], month["constant"]), (0, 12, True))

    def test_threads_do_not_matter(self):
        self.expect(0, "compare", "a.toml", "b.toml", "-j", "1", "-o", "1.h5")
        self.expect(0, "compare", "a.toml", "b.toml", "-j", "4", "-o", "4.h5")
        with h5py.File(self.folder / "1.h5") as one, h5py.File(self.folder / "4.h5") as four:
            for name in one:
                if isinstance(one[name], h5py.Dataset) and one[name].dtype != object:
                    self.assertEqual(one[name][()].tobytes(), four[name][()].tobytes(), name)

    def test_scenarios_of_the_same_name(self):
        self.write("other/a.toml", (self.folder / "b.toml").read_text())
        answer = self.expect(0, "compare", "a.toml", "other/a.toml", "-r", "2", "--json").json
        self.assertEqual(answer["scenarios"], ["a", "other/a"])


if __name__ == "__main__":
    main()
