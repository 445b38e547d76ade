"""study: hypotheses in a file, verdicts in a table, an answer as data, and going on after an interruption."""
import csv
import math
import os
import pathlib
import signal
import subprocess
import time

from entremise import PROGRAM, ProgramTest, default_interrupt, environment, main

STUDIES = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "studies"

SMALL = """
title = { en = "A small study", fr = "Une petite étude" }
[run]
months = 24
replicates = 6
seed = 7
[scenarios.reference.territory]
archetype = "rural"
[scenarios.facilitator]
extends = "reference"
[scenarios.facilitator.levers.facilitator]
kind = "facilitator"
from = 3
[scenarios.same]
extends = "reference"
[hypotheses.A]
claim = { en = "More partnerships.", fr = "Plus de partenariats." }
outcome = { measure = "relation_type_count[all, partnership]", at = 24 }
contrast = { scenario = "facilitator", against = "reference" }
expected = "higher"
[hypotheses.B]
claim = { en = "Nothing.", fr = "Rien." }
outcome = { measure = "trust_mixing[all, elected_official, state_officer]", mean = [12, 24] }
contrast = { scenario = "same", against = "reference" }
negative_control = true
[hypotheses.C]
claim = { en = "No difference.", fr = "Aucun écart." }
outcome = { measure = "trust[all]", at = 24 }
contrast = { scenario = "same", against = "reference" }
expected = "equivalent"
"""
DRAWS = "trust.negativity,trust.memory\n2,0.98\n4,0.985\n3,0.99\n"


def numbers(value):
    if isinstance(value, dict):
        for v in value.values():
            yield from numbers(v)
    elif isinstance(value, list):
        for v in value:
            yield from numbers(v)
    elif isinstance(value, float):
        yield value


class Study(ProgramTest):
    def test_from_the_file_to_the_verdicts(self):
        self.write("small.toml", SMALL)
        self.write("draws.csv", DRAWS)
        answer = self.expect(0, "study", "small.toml", "-o", "out.h5", "--draws", "draws.csv", "--csv", "verdicts.csv",
                             "--progress", "never", "--json").json
        self.assertTrue(all(math.isfinite(x) for x in numbers(answer)))
        self.assertEqual(answer["replicates"], 6)
        self.assertEqual(answer["runs"], {"finished": 18 + 3 * 3 * 4, "resumed": 0, "failed": 0})
        a, b, c = answer["hypotheses"]
        self.assertEqual((a["id"], a["n"], a["expected"]), ("A", 6, "higher"))
        self.assertEqual(len(a["differences"]), 6)
        self.assertAlmostEqual(a["estimate"], sum(a["differences"]) / 6)
        self.assertLessEqual(a["interval"]["low"], a["estimate"])
        self.assertGreaterEqual(a["adjusted_p"], a["p"])
        self.assertEqual(a["plausible"]["draws"], 3)
        self.assertEqual((b["verdict"], b["differing"]), ("supported", 0))
        self.assertEqual(b["plausible"]["holds"], 3)
        self.assertEqual(c["verdict"], "equivalent")
        with open(self.folder / "verdicts.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["hypothesis"] for row in rows], ["A", "B", "C"])
        self.assertEqual(float(rows[0]["estimate"]), a["estimate"])
        # The file is an ordinary result file that keeps the study; both can be inspected and checked.
        for name in ("out.h5", "out-plausible.h5"):
            self.expect(0, "check", name)
        self.assertIn(b"hypotheses.A", (self.folder / "out.h5").read_bytes())
        # The same again gives the same, and is not written over.
        self.expect(6, "study", "small.toml", "-o", "out.h5", "--plausible", "0")
        text = self.expect(0, "study", "small.toml", "-o", "out.h5", "--draws", "draws.csv", "--force", "--lang", "fr").out
        self.assertIn("identique", text)
        self.assertIn("paramètres plausibles", text)
        self.assertTrue(all(len(line) <= 80 for line in text.splitlines()), text)

    def test_the_measure_of_a_large_array_agrees_with_the_file(self):
        self.write("small.toml", SMALL)
        answer = self.expect(0, "study", "small.toml", "-o", "out.h5", "--plausible", "0", "--json").json
        self.assertIsNone(answer["plausible"])
        self.assertIsNone(answer["hypotheses"][0]["plausible"])
        import h5py
        with h5py.File(self.folder / "out.h5") as file:
            values = file["relation_type_count"][:, :, 24, 0, 1]
        self.assertEqual((values[1] - values[0]).tolist(), answer["hypotheses"][0]["differences"])

    def test_replicates_until_the_interval_is_narrow(self):
        self.write("loose.toml", SMALL.replace("replicates = 6", 'replicates = { until_narrower_than = 1000, of = "A", first = 30, most = 60 }'))
        answer = self.expect(0, "study", "loose.toml", "--plausible", "0", "--json").json
        self.assertEqual((answer["replicates"], answer["stopping"]["narrow"], answer["stopping"]["looks"]), (30, True, 1))
        self.write("tight.toml", SMALL.replace("replicates = 6", 'replicates = { until_narrower_than = 0.0001, of = "A", first = 30, most = 40 }'))
        answer = self.expect(0, "study", "tight.toml", "--plausible", "0", "--json").json
        self.assertEqual((answer["replicates"], answer["stopping"]["narrow"]), (40, False))
        whole = self.expect(0, "study", "tight.toml", "-o", "whole.h5", "-r", "40", "--plausible", "0", "--json").json
        self.assertEqual(answer["hypotheses"], whole["hypotheses"])

    def test_going_on_after_an_interruption_gives_the_same(self):
        self.write("small.toml", SMALL.replace("replicates = 6", "replicates = 400"))
        whole = self.expect(0, "study", "small.toml", "-o", "whole.h5", "--plausible", "0", "--json").json
        child = subprocess.Popen([PROGRAM, "study", "small.toml", "-o", "out.h5", "--plausible", "0", "-j", "1"], cwd=self.folder,
                                 env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, preexec_fn=default_interrupt)
        time.sleep(1.0)
        os.kill(child.pid, signal.SIGINT)
        said = child.communicate(timeout=120)[1].decode()
        self.assertEqual(child.returncode, 4, said)
        self.assertIn("--resume", said)
        self.assertTrue((self.folder / "out.h5.part").exists())
        answer = self.expect(0, "study", "small.toml", "-o", "out.h5", "--plausible", "0", "--resume", "--json").json
        self.assertGreater(answer["runs"]["resumed"], 0)
        self.assertEqual(answer["hypotheses"], whole["hypotheses"])

    def test_an_interruption_among_the_plausible_draws_keeps_both_files(self):
        self.write("small.toml", SMALL.replace("replicates = 6", "replicates = 2"))
        self.write("draws.csv", "trust.negativity\n" + "".join(f"{1 + i / 100}\n" for i in range(150)))
        asked = ("study", "small.toml", "--draws", "draws.csv", "-j", "1", "--progress", "json")
        whole = self.expect(0, *asked, "-o", "whole.h5", "--json").json
        child = subprocess.Popen([PROGRAM, *asked, "-o", "out.h5"], cwd=self.folder, env=environment(), text=True,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                 preexec_fn=default_interrupt)
        for line in child.stderr:
            if "Now 150 draws" in line:
                break
        time.sleep(0.3)
        os.kill(child.pid, signal.SIGINT)
        said = child.communicate(timeout=120)[1]
        self.assertEqual(child.returncode, 4, said)
        self.assertTrue((self.folder / "out.h5.part").exists())
        answer = self.expect(0, *asked, "-o", "out.h5", "--resume", "--json").json
        self.assertGreaterEqual(answer["runs"]["resumed"], 6)
        self.assertEqual(answer["hypotheses"], whole["hypotheses"])
        self.assertEqual([name for name in self.files() if name.endswith(".part")], [])
        # What is there already is refused before the first run.
        (self.folder / "other-plausible.h5").write_bytes(b"")
        self.assertIn("E0501", self.expect(6, *asked, "-o", "other.h5").err)

    def test_dry_run(self):
        self.write("small.toml", SMALL)
        self.write("draws.csv", DRAWS)
        answer = self.expect(0, "study", "small.toml", "--draws", "draws.csv", "--dry-run", "--json").json
        self.assertEqual((answer["runs"], answer["plausible_runs"]), (18, 36))
        self.assertIn("18 = 3 × 6", self.expect(0, "study", "small.toml", "-n", "--plausible", "0").out)
        self.assertEqual(self.files(), ["draws.csv", "small.toml"])

    def test_bad_input(self):
        self.expect(2, "study")
        self.expect(5, "study", "absent.toml")
        self.expect(2, "study", "small.toml", "-r", "0")
        for old, new, place in (("24 }\ncontrast", "25 }\ncontrast", "E0375"), ("relation_type_count[all", "relation_count[all", "E0374"),
                                ('against = "reference"', 'against = "refrence"', "E0372"), ("replicates = 6", "replicates = 0", "E0315")):
            self.write("bad.toml", SMALL.replace(old, new, 1))
            self.assertIn(place, self.expect(3, "study", "bad.toml").err)
            self.assertIn(place, self.expect(3, "validate", "bad.toml").err)
        self.write("small.toml", SMALL)
        self.assertIn("E0651", self.expect(5, "study", "small.toml", "--draws", "absent.csv").err)
        self.write("odd.csv", "trust.memory\nmuch\n")
        self.assertIn("E0652", self.expect(8, "study", "small.toml", "--draws", "odd.csv").err)
        self.assertEqual([name for name in self.files() if name.endswith(".h5")], [])
        self.assertIn("E0375", self.expect(0, "explain", "E0375").out)

    def test_validate_and_schema_know_studies(self):
        self.write("small.toml", SMALL)
        one = self.expect(0, "validate", "small.toml", "--json").json["files"][0]
        self.assertEqual((one["kind"], one["hypotheses"]), ("study", ["A", "B", "C"]))
        self.assertIn("hypotheses", self.expect(0, "schema", "--study", "--json").json["schema"]["properties"])

    def test_a_study_that_comes_with_the_program(self):
        answer = self.expect(0, "study", STUDIES / "negative-controls.toml", "-r", "2", "--plausible", "2", "-o", "out.h5", "--json").json
        self.assertEqual({h["verdict"] for h in answer["hypotheses"]}, {"supported"})
        self.assertEqual({h["plausible"]["share"] for h in answer["hypotheses"]}, {1.0})


if __name__ == "__main__":
    main()
