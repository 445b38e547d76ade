"""Where results go: names, what exists already, places that cannot be written, a full disk."""
import resource
import subprocess

from entremise import FACILITATOR, SMALL, ProgramTest, main


class Outputs(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.toml", SMALL)
        self.write("b.toml", FACILITATOR)

    def test_default_names(self):
        self.expect(0, "run", "a.toml")
        self.expect(0, "compare", "a.toml", "b.toml")
        self.assertEqual(self.files(), ["a.h5", "a.toml", "b.toml", "comparison.h5"])

    def test_existing_output_is_refused_and_untouched(self):
        self.write("a.h5", "precious")
        outcome = self.expect(6, "run", "a.toml")
        self.assertIn("--force", outcome.err)
        self.assertEqual((self.folder / "a.h5").read_text(), "precious")
        self.expect(0, "run", "a.toml", "--force")
        self.expect(0, "check", "a.h5")

    def test_places_that_cannot_be_written(self):
        (self.folder / "folder").mkdir()
        for place in ("missing/out.h5", "a.toml/out.h5", "folder", "/proc/out.h5"):
            with self.subTest(place):
                self.assertIn("error E", self.expect(7, "run", "a.toml", "-o", place).err)
        self.assertEqual(self.files(), ["a.toml", "b.toml"])

    def test_full_disk(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

        self.write("long.toml", SMALL.replace("months = 24", "months = 240").replace("replicates = 4", "replicates = 40"))
        outcome = self.expect(7, "run", "long.toml", preexec=limit)
        self.assertIn("E0506", outcome.err)
        self.assertNotIn("long.h5", self.files())
        answer = self.expect(7, "run", "long.toml", "--force", "--json", preexec=limit).json
        self.assertEqual(answer["diagnostics"][0]["code"], "E0506")

    def test_standard_output_that_is_full(self):
        with open("/dev/full", "wb") as full:
            outcome = self.run_it("schema", stdout=full)
        self.assertEqual(outcome.code, 7)

    def test_dry_run_writes_nothing(self):
        before = self.files()
        answer = self.expect(0, "compare", "a.toml", "b.toml", "-n", "--json", "-r", "50").json
        self.assertEqual(answer["runs"], 100)
        self.assertGreater(answer["estimated_seconds"], 0)
        self.assertGreater(answer["estimated_series_bytes"], 0)
        self.assertIn("100", self.expect(0, "compare", "a.toml", "b.toml", "--dry-run", "-r", "50").out)
        self.assertEqual(self.files(), before)

    def test_init_writes_a_valid_scenario(self):
        for template in ("rural", "agglomeration", "metropolis"):
            for more in ([], ["--complete"]):
                name = f"{template}{len(more)}.toml"
                self.expect(0, "init", name, "--template", template, *more)
                self.assertIn("valid", self.expect(0, "validate", name).out)
        self.assertIn("E0609", self.expect(6, "init", "rural0.toml").err)
        self.expect(0, "init", "rural0.toml", "--force")
        # The schema that the first line names is there, the program's own, and is not written over unasked.
        self.assertTrue((self.folder / "rural0.toml").read_text().startswith("#:schema ./scenario.schema.json\n"))
        self.assertTrue((self.folder / "rural1.toml").read_text().startswith("#:schema ./scenario.schema.json\n"))
        schema = self.folder / "scenario.schema.json"
        self.assertEqual(schema.read_text(), self.expect(0, "schema").out)
        schema.write_text("{}")
        self.expect(0, "init", "other.toml")
        self.assertEqual(schema.read_text(), "{}")
        self.expect(0, "init", "other.toml", "--force")
        self.assertEqual(schema.read_text(), self.expect(0, "schema").out)
        self.assertIn("Did you mean rural?", self.expect(2, "init", "x.toml", "--template", "rurl").err)
        self.assertIn("error E", self.expect(7, "init", "missing/x.toml").err)
        self.assertNotIn("x.toml", self.files())

    def test_export(self):
        self.write("c.toml", FACILITATOR + "[record]\nrelations = [0, 24]\nactors = [24]\nevents = true\n")
        self.expect(0, "run", "c.toml")
        listed = self.expect(0, "export", "c.h5", "--csv", "tables").out.split()
        written = [f for f in self.files() if f.startswith("tables/")]
        self.assertEqual(sorted(listed), written)
        for name in ("series.csv", "series_by_tie_set.csv", "actors.csv", "relations.csv", "events.csv", "columns.csv"):
            self.assertIn(f"tables/{name}", written)
        lines = (self.folder / "tables/series_by_tie_set.csv").read_text().splitlines()
        self.assertTrue(lines[0].startswith("scenario,replicate,month,tie_set,"))
        self.assertEqual(len(lines), 1 + 4 * 25 * 2)
        self.assertTrue(lines[1].startswith("c,0,0,all,"))
        self.assertEqual({line.count(",") for line in lines}, {lines[0].count(",")})
        self.assertIn(",partnership,", (self.folder / "tables/series_by_tie_set_relation_type.csv").read_text())
        self.assertIn(",distant,", (self.folder / "tables/relations.csv").read_text())
        self.assertIn("E0609", self.expect(6, "export", "c.h5", "--csv", "tables").err)
        self.expect(0, "export", "c.h5", "--csv", "tables", "--force")
        self.assertIn("error E", self.expect(7, "export", "c.h5", "--csv", "a.toml").err)

    def test_cells_are_no_formulas(self):
        name = "=cmd,'x'.toml"
        self.write(name, SMALL)
        self.expect(0, "run", name, "-o", "f.h5")
        self.expect(0, "export", "f.h5", "--csv", "tables")
        row = (self.folder / "tables/series.csv").read_text().splitlines()[1]
        self.assertTrue(row.startswith("\"'=cmd,'x'\",0,0"), row)

    def test_charts(self):
        self.expect(0, "compare", "a.toml", "b.toml", "--charts", "figures", "--lang", "fr")
        charts = [f for f in self.files() if f.endswith(".svg")]
        for name in ("trust", "trust-difference", "partnership_relations", "cooperation", "relation_types"):
            self.assertIn(f"figures/{name}.svg", charts)
        for chart in charts:
            subprocess.run(["/usr/bin/python3", "-c", "import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])", self.folder / chart], check=True)
            self.assertIn("graine 7", (self.folder / chart).read_text())
        self.assertIn("E0609", self.expect(6, "compare", "a.toml", "b.toml", "--charts", "figures", "-o", "other.h5").err)
        self.assertNotIn("other.h5", self.files())


if __name__ == "__main__":
    main()
