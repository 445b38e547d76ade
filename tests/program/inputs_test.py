"""Each bad input gets a clear message, its exit code, and leaves nothing behind under a final name."""
from entremise import SMALL, ProgramTest, main

OWN = """
[run]
months = 6
replicates = 2
[territory]
actors = "actors.csv"
relations = "relations.csv"
"""
ACTORS = ("id,type,organisation,role,family\n"
          "a,elected_official,town,executive,\n"
          "b,local_officer,town,director,\n"
          "c,social_economy_actor,coop,manager,cooperative\n"
          "d,state_officer,prefecture,state,\n")
RELATIONS = "source,target\na,b\nb,c\nc,d\n"


class Inputs(ProgramTest):
    def refuse(self, code, name, *words):
        """run and validate both refuse this file with this exit code, naming it, and write nothing."""
        before = self.files()
        for arguments in (["run", name], ["validate", name]):
            outcome = self.expect(code, *arguments)
            self.assertIn("error E", outcome.err)
            for word in words:
                self.assertIn(word, outcome.err)
            french = self.expect(code, *arguments, "--lang", "fr")
            self.assertIn("erreur E", french.err)
            self.assertNotEqual(outcome.err, french.err)
        answer = self.expect(code, "validate", name, "--json").json
        self.assertFalse(answer["files"][0]["valid"])
        self.assertTrue(answer["files"][0]["diagnostics"][0]["code"].startswith("E"))
        answer = self.expect(code, "run", name, "--json").json
        self.assertEqual(answer["exit_code"], code)
        self.assertEqual(self.files(), before)

    def scenario(self, code, content, *words):
        self.refuse(code, self.write("bad.toml", content), *words)

    def test_missing_file(self):
        self.refuse(5, "missing.toml", "missing.toml")

    def test_folder_instead_of_a_file(self):
        (self.folder / "folder.toml").mkdir()
        self.refuse(5, "folder.toml", "folder.toml")

    def test_empty_file(self):
        self.scenario(3, "")

    def test_binary_file(self):
        self.scenario(3, bytes(range(256)) * 8)

    def test_syntax_error_with_line_and_column(self):
        self.scenario(3, "[run]\nmonths = = 3\n", "bad.toml:2:")

    def test_wrong_type(self):
        self.scenario(3, '[run]\nmonths = "ten"\n', "bad.toml:2:")

    def test_out_of_range(self):
        self.scenario(3, SMALL + "[trust]\nnegativity = -4\n", "bad.toml:9:")

    def test_unknown_key_and_lever(self):
        self.scenario(3, SMALL + "[trust]\nnegativty = 3\n", "negativity")
        self.scenario(3, SMALL + '[levers.x]\nkind = "facilitatr"\n', "facilitator")

    def test_cyclic_extends(self):
        self.write("other.toml", 'extends = "bad.toml"\n')
        self.scenario(3, 'extends = "other.toml"\n')

    def test_no_months_no_replicates(self):
        self.scenario(3, "[run]\nmonths = 0\n")
        self.scenario(3, "[run]\nreplicates = 0\n")

    def test_a_type_with_nobody_in_an_archetype(self):
        self.scenario(3, SMALL + "[territory.population]\nstate_officer = 0\n")

    def own(self, code, actors, relations, *words):
        self.write("actors.csv", actors)
        self.write("relations.csv", relations)
        self.refuse(code, self.write("own.toml", OWN), *words)

    def test_own_territory_that_is_sound(self):
        self.write("actors.csv", ACTORS)
        self.write("relations.csv", RELATIONS)
        self.write("own.toml", OWN)
        self.expect(0, "run", "own.toml")
        self.assertIn("own.h5", self.files())

    def test_ragged_rows(self):
        self.own(8, ACTORS, RELATIONS + "d,a,extra,extra\n", "relations.csv:5")

    def test_unknown_actor(self):
        self.own(8, ACTORS, RELATIONS + "d,nobody\n", "nobody", "relations.csv:5")

    def test_duplicate_relation(self):
        self.own(8, ACTORS, RELATIONS + "b,a\n", "relations.csv:5")

    def test_relation_to_oneself(self):
        self.own(8, ACTORS, RELATIONS + "d,d\n", "relations.csv:5")

    def test_no_actor_and_one_actor(self):
        header, first = ACTORS.splitlines(keepends=True)[:2]
        for actors in (header, header + first):
            self.write("actors.csv", actors)
            self.write("relations.csv", "source,target\n")
            self.write("own.toml", OWN)
            outcome = self.run_it("run", "own.toml")
            self.assertIn(outcome.code, (3, 8), outcome.err)
            self.assertIn("error E", outcome.err)
            self.assertNotIn("own.h5", self.files())

    def test_a_type_with_nobody_in_ones_own_territory_is_only_a_warning(self):
        self.write("actors.csv", "".join(ACTORS.splitlines(keepends=True)[:4]))
        self.write("relations.csv", "source,target\na,b\nb,c\n")
        self.write("own.toml", OWN)
        self.assertIn("warning W", self.expect(0, "run", "own.toml").err)
        self.assertIn("own.h5", self.files())

    def test_all_mistakes_at_once(self):
        self.write("a.toml", "[run]\nmonths = 0\nreplicates = 0\nseeds = 3\n")
        self.write("b.toml", "[run]\nmonths = \"x\"\n")
        outcome = self.expect(3, "compare", "a.toml", "b.toml")
        self.assertEqual(outcome.err.count("error E"), 4)

    def test_scenarios_that_cannot_be_compared(self):
        self.write("a.toml", SMALL)
        self.write("b.toml", SMALL.replace("months = 24", "months = 12"))
        outcome = self.expect(3, "compare", "a.toml", "b.toml")
        self.assertIn("E0603", outcome.err)
        self.expect(0, "compare", "a.toml", "b.toml", "--months", "6")
        self.assertIn("E0604", self.expect(2, "compare", "a.toml", "a.toml").err)

    def test_bad_result_files(self):
        self.write("empty.h5", "")
        self.write("text.h5", "this is not HDF5\n" * 100)
        (self.folder / "folder.h5").mkdir()
        for command in (["inspect"], ["check"], ["export", "--csv", "tables"]):
            for name, code in [("missing.h5", 5), ("folder.h5", 5), ("empty.h5", 9), ("text.h5", 9)]:
                with self.subTest(command=command, name=name):
                    self.assertIn("error E", self.expect(code, *command, name).err)
        self.assertNotIn("tables", self.files())

    def test_damaged_result_file(self):
        self.write("a.toml", SMALL)
        self.expect(0, "run", "a.toml")
        whole = (self.folder / "a.h5").read_bytes()
        self.write("short.h5", whole[:len(whole) // 2])
        self.assertIn("error E", self.expect(9, "inspect", "short.h5").err)
        self.assertIn("error E", self.expect(9, "check", "short.h5").err)


if __name__ == "__main__":
    main()
