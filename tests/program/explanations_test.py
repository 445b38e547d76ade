"""explain and schema: everything that can be named can be explained."""
import json
import re
from xml.etree import ElementTree

from entremise import ProgramTest, main


class Explanations(ProgramTest):
    def test_everything_listed_can_be_explained_in_both_languages(self):
        keys = [e["key"] for e in self.expect(0, "explain", "--json").json["entries"]]
        self.assertGreater(len(keys), 100)
        for language in ("en", "fr"):
            self.expect(0, "explain", *keys, "--lang", language)
        entries = self.expect(0, "explain", *keys, "--json").json["entries"]
        for entry in entries:
            self.assertTrue(entry["meaning"]["en"] and entry["meaning"]["fr"], entry["key"])

    def test_a_parameter_a_lever_a_measure_and_codes(self):
        parameter = self.expect(0, "explain", "trust.negativity", "--json").json["entries"][0]
        for key in ("meaning", "default", "valid", "plausible", "source", "evidence"):
            self.assertIn(key, parameter)
        self.assertIn("facilitator", self.expect(0, "explain", "facilitator").out)
        self.assertIn("--resume", self.expect(0, "explain", "E0502").out)
        self.assertIn("3", self.expect(0, "explain", "e0315").out)

    def test_every_code_that_the_program_can_say_is_known(self):
        known = {e["key"] for e in self.expect(0, "explain", "--json").json["entries"]}
        for code in ("E0501", "E0506", "E0521", "E0601", "E0605", "E0611", "W0621", "E0409", "E0414"):
            self.assertIn(code, known)

    def test_unknown_names_are_met_with_a_suggestion(self):
        outcome = self.expect(2, "explain", "trust.negativty")
        self.assertIn("E0608", outcome.err)
        self.assertIn("trust.negativity", outcome.err)

    def test_what_the_model_says_of_itself(self):
        for subject in ("parameters", "levers"):
            document = self.expect(0, "describe", subject).out
            keys = [key for key in re.findall(r"^\| `([a-z0-9_.]+)` \|", document, re.M)]
            self.assertGreater(len(keys), 50)
            self.expect(0, "explain", *keys)
            french = self.expect(0, "describe", subject, "--lang", "fr").out
            self.assertEqual(re.findall(r"^\| `([a-z0-9_.]+)` \|", french, re.M), keys)
            self.assertNotIn("assumption", french)
            self.assertEqual(self.expect(0, "describe", subject, "--json").json["document"], document)
        for language in ("en", "fr"):
            picture = ElementTree.fromstring(self.expect(0, "describe", "month", "--lang", language).out)
            svg = "{http://www.w3.org/2000/svg}"
            self.assertTrue(picture.find(svg + "title").text and picture.find(svg + "desc").text)
            rows = [group.find(svg + "title").text for group in picture.findall(svg + "g")]
            self.assertGreater(len(rows), 25)
            self.assertTrue(all(row.startswith(f"{k}. ") for k, row in enumerate(rows, 1)))
        self.assertIn("Did you mean month?", self.expect(2, "describe", "moth").err)

    def test_schema(self):

        schema = json.loads(self.expect(0, "schema").out)
        self.assertIn("draft-07", schema["$schema"])
        self.assertEqual(self.expect(0, "schema", "--json").json["schema"], schema)


if __name__ == "__main__":
    main()
