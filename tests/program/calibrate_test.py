"""calibrate: the plausible set as a table, and the report beside it."""
import csv
import pathlib

from entremise import SMALL, ProgramTest, main

QUICK = ("--draws", "8", "--waves", "2", "--keep", "4", "-r", "1", "--months", "14", "--progress", "never")


class Calibrate(ProgramTest):
    def test_the_plausible_set_and_its_report(self):
        self.write("small.toml", SMALL)
        answer = self.expect(0, "calibrate", "small.toml", *QUICK, "-o", "set.csv", "--json").json
        self.assertEqual(answer["plausible"], 4)
        self.assertEqual(len(answer["worst_of_wave"]), 2)
        self.assertLessEqual(answer["worst_of_wave"][1], answer["worst_of_wave"][0])
        keys = [p["key"] for p in answer["patterns"]]
        with open(self.folder / "set.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 4)
        for row in rows:
            self.assertGreaterEqual(float(row["trust.negativity"]), 1)
            self.assertLessEqual(float(row["trust.negativity"]), 6)
            self.assertTrue(all(f"pattern.{key}" in row for key in keys))
        report = (self.folder / "set.md").read_text(encoding="utf-8")
        self.assertIn("# Calibration by patterns", report)
        self.assertIn("`influence.strength`", report)
        # What is there is not replaced unless told to, and the same search finds the same.
        before = (self.folder / "set.csv").read_bytes()
        self.expect(6, "calibrate", "small.toml", *QUICK, "-o", "set.csv")
        out = self.expect(0, "calibrate", "small.toml", *QUICK, "-o", "set.csv", "--force", "--lang", "fr").out
        self.assertEqual((self.folder / "set.csv").read_bytes(), before)
        self.assertIn("tirages plausibles", out)
        self.assertIn("# Calage par motifs", (self.folder / "set.fr.md").read_text(encoding="utf-8"))

    def test_what_cannot_be(self):
        self.write("small.toml", SMALL)
        self.assertIn("--keep", self.expect(2, "calibrate", "small.toml", "--draws", "5", "--keep", "6").err)
        self.expect(2, "calibrate", "small.toml", "--draws", "none")
        self.expect(2, "calibrate")
        self.expect(5, "calibrate", "absent.toml")
        self.assertEqual(list(pathlib.Path(self.folder).glob("*.csv*")), [])


if __name__ == "__main__":
    main()
