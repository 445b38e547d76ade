"""verify: the table of known answers, in words and as data."""
import math
import re
import signal
import subprocess

from entremise import PROGRAM, ProgramTest, default_interrupt, environment, main

NAMES = ["degroot", "friedkin-johnsen", "voter", "deffuant", "final-size", "granovetter", "donation-cycle", "donation-regular",
         "generators", "measures", "interconnaissance", "trust", "tension", "tenure"]


class Verify(ProgramTest):
    def test_every_known_answer_is_found_again(self):
        answer = self.expect(0, "verify", "--fast", "--json").json
        self.assertEqual([m["name"] for m in answer["models"]], NAMES)
        self.assertEqual((answer["ok"], answer["effort"], answer["failed"]), (True, "brief", 0))
        checks = [c for m in answer["models"] for c in m["checks"]]
        self.assertEqual(answer["checks"], len(checks))
        self.assertGreater(len(checks), 50)
        for check in checks:
            self.assertTrue(check["source"])
            self.assertTrue(check["quantity"]["en"] and check["quantity"]["fr"])
            gap = check["obtained"] - check["expected"]
            if check["rule"] in ("statistic", "above", "below"):
                z = gap / check["standard_error"]
                self.assertAlmostEqual(check["deviation"], z, 6)
                passed = {"statistic": abs(z) <= 4, "above": z >= 4, "below": z <= -4}[check["rule"]]
            else:
                passed = abs(gap) <= check["tolerance"] if check["rule"] == "near" else gap >= 0
            self.assertEqual(check["passed"], passed, check)
        by_name = {m["name"]: m["checks"] for m in answer["models"]}
        self.assertEqual([c["obtained"] for c in by_name["granovetter"]], [100, 1])
        # The solution of z = 1 - exp(-R0 z), computed otherwise.
        for check, r0 in zip(by_name["final-size"][1::2], (1.5, 2, 3)):
            z = check["expected"]
            self.assertAlmostEqual(z, 1 - math.exp(-r0 * z), 12)

    def test_some_by_name_as_a_table_in_two_languages(self):
        english = self.expect(0, "verify", "measures", "granovetter", "--fast").out
        self.assertLess(english.index("granovetter"), english.index("measures"))
        self.assertNotIn("voter", english)
        self.assertRegex(english, r"reciprocity +0\.444444 +0\.444444 +0 +passes")
        self.assertIn("All 6 known answers are found again.", english)
        french = self.expect(0, "verify", "measures", "granovetter", "--fast", "--lang", "fr").out
        self.assertRegex(french, r"réciprocité +0,444444 +0,444444 +0 +conforme")
        self.assertIn("Les 6 réponses connues sont retrouvées.", french)
        self.assertFalse(re.search(r"\bpasses\b|quantity", french))

    def test_the_same_answer_every_time(self):
        first = self.expect(0, "verify", "voter", "final-size", "--fast", "--json").out
        self.assertEqual(self.expect(0, "verify", "final-size", "voter", "--fast", "--json").out, first)

    def test_it_stops_when_asked_and_says_what_is_left(self):
        for extra in ([], ["--json"]):
            process = subprocess.Popen([PROGRAM, "verify", "granovetter", "donation-regular", "measures", "--progress=json", *extra],
                                       cwd=self.folder, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, preexec_fn=default_interrupt)
            self.assertIn(b'"finished":1', process.stderr.readline())
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 4, err.decode())
            told = (out if extra else err).decode()
            self.assertIn("interrupted: 1 of 3 models were computed", told)
            self.assertIn("entremise verify donation-regular measures", told)
            if not extra:
                self.assertIn("granovetter", out.decode())

    def test_unknown_names_are_met_with_a_suggestion(self):
        outcome = self.expect(2, "verify", "voters")
        self.assertIn("E0612", outcome.err)
        self.assertIn("Did you mean voter?", outcome.err)
        self.assertIn("granovetter", self.expect(2, "verify", "nothing-like-it").err)
        self.expect(2, "run", "--fast")


if __name__ == "__main__":
    main()
