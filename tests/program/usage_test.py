"""The command line: help, languages, options that do not exist, colours and progress."""
import json

from entremise import FACILITATOR, SMALL, ProgramTest, environment, main

COMMANDS = ["run", "compare", "init", "validate", "explain", "inspect", "check", "export", "describe", "schema", "verify", "help", "why"]


class Usage(ProgramTest):
    def test_every_command_has_help_with_examples_first(self):
        for command in COMMANDS:
            with self.subTest(command):
                english = self.expect(0, command, "--help").out
                self.assertIn("Examples", english)
                self.assertLess(english.index("Examples"), english.index("Usage"))
                self.assertEqual(self.expect(0, "help", command).out, english)
                french = self.expect(0, command, "--help", "--lang", "fr").out
                self.assertIn("Exemples", french)
                self.assertNotIn("Examples", french)

    def test_every_help_is_json_when_asked(self):
        for command in COMMANDS:
            answer = self.expect(0, command, "--help", "--json").json
            self.assertEqual(answer["schema_version"], 1)
            self.assertTrue(answer["ok"])

    def test_no_command_shows_help(self):
        self.assertIn("entremise COMMAND", self.expect(0).out)

    def test_version(self):
        self.assertRegex(self.expect(0, "--version").out, r"^entremise \d+\.\d+\.\d+ \(")
        answer = self.expect(0, "--version", "--json").json
        self.assertIn("git_commit", answer)
        self.assertIn("-ffp-contract=off", answer["flags"])

    def test_exit_codes_are_documented(self):
        codes = {c["code"] for c in self.expect(0, "help", "exit-codes", "--json").json["exit_codes"]}
        self.assertEqual(codes, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130})
        self.assertIn("130", self.expect(0, "help", "exit-codes").out)

    def test_slips_are_met_with_a_suggestion(self):
        self.assertIn("Did you mean compare?", self.expect(2, "compaer", "a", "b").err)
        self.assertIn("Did you mean --replicates?", self.expect(2, "run", "a.toml", "--replicate", "3").err)
        self.assertIn("Vouliez-vous dire --threads ?", self.expect(2, "run", "a.toml", "--thread=3", "--lang=fr").err)
        self.assertIn("Did you mean exit-codes?", self.expect(2, "help", "exit-code").err)

    def test_bad_values_name_the_option_and_its_range(self):
        self.write("a.toml", SMALL)
        for option, value in [("-r", "0"), ("-r", "many"), ("-r", "-5"), ("--months", "0"), ("--seed", "-1"), ("--seed", "9007199254740992"),
                              ("-j", "0"), ("-r", "1e3"), ("--lang", "de"), ("--color", "yes"), ("--progress", "no")]:
            with self.subTest(option=option, value=value):
                outcome = self.expect(2, "run", "a.toml", option, value)
                self.assertRegex(outcome.err, r"error E060[12]")
        self.assertEqual(self.files(), ["a.toml"])

    def test_an_option_without_its_value(self):
        self.assertIn("needs a value", self.expect(2, "run", "a.toml", "--seed").err)
        self.assertIn("attend une valeur", self.expect(2, "run", "a.toml", "--seed", env=environment(LANG="fr_FR.UTF-8")).err)

    def test_options_may_stand_before_the_command(self):
        self.write("a.toml", SMALL)
        for arguments in (["--seed", "3", "-r", "2", "run", "a.toml"], ["--seed=3", "-r2", "run", "a.toml"], ["run", "a.toml", "--seed", "3", "-r", "2"]):
            with self.subTest(arguments):
                answer = self.expect(0, *arguments, "--json", "--force").json
                self.assertEqual((answer["seed"], answer["replicates"]), (3, 2))
        self.assertIn("--seed is an option of a command, and none is given", self.expect(2, "--seed", "3").err)
        self.assertIn("unknown option --csv", self.expect(2, "--csv", "x", "run", "a.toml").err)

    def test_missing_and_superfluous_operands(self):
        for arguments in (["run"], ["compare", "a.toml"], ["validate"], ["inspect"], ["check"], ["export", "a.h5"], ["init"],
                          ["describe"], ["describe", "month", "levers"], ["run", "a.toml", "b.toml"], ["run", "a.toml", "--force", "--resume"], ["schema", "x"]):
            with self.subTest(arguments):
                self.assertIn("error E0601", self.expect(2, *arguments).err)

    def test_usage_errors_are_json_when_asked(self):
        answer = self.expect(2, "run", "a.toml", "--no-such-option", "--json").json
        self.assertFalse(answer["ok"])
        self.assertEqual(answer["exit_code"], 2)
        self.assertEqual(answer["diagnostics"][0]["code"], "E0601")
        self.assertEqual(set(answer["diagnostics"][0]["message"]), {"en", "fr"})

    def test_language_of_the_environment(self):
        for env, french in [({"LANG": "fr_FR.UTF-8"}, True), ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, False),
                            ({"LANG": "C", "LC_MESSAGES": "fr_BE.UTF-8"}, True), ({"LANG": "de_DE.UTF-8"}, False)]:
            outcome = self.expect(5, "validate", "missing.toml", env=environment(**env))
            self.assertEqual("erreur" in outcome.err, french, env)
        self.assertIn("error", self.expect(5, "validate", "missing.toml", "--lang", "en", env=environment(LANG="fr_FR.UTF-8")).err)

    def test_no_escapes_away_from_a_terminal(self):
        self.write("a.toml", SMALL)
        self.write("b.toml", FACILITATOR)
        for arguments in (["compare", "a.toml", "b.toml"], ["run", "a.toml"], ["validate", "missing.toml"], ["--help"]):
            outcome = self.run_it(*arguments)
            self.assertNotIn("\x1b", outcome.out + outcome.err)
            self.assertNotIn("\r", outcome.out + outcome.err)

    def test_bar_and_colours_on_a_terminal(self):
        self.write("a.toml", SMALL)
        shown = self.on_a_terminal("run", "a.toml", "-o", "1.h5")
        self.assertIn("4/4", shown)
        self.assertIn("\x1b[1m", shown)
        self.assertNotIn("\x1b[1m", self.on_a_terminal("run", "a.toml", "-o", "2.h5", env=environment(NO_COLOR="1")))
        self.assertNotIn("\x1b", self.on_a_terminal("run", "a.toml", "-o", "3.h5", env=environment(TERM="dumb")))
        self.assertNotIn("4/4", self.on_a_terminal("run", "a.toml", "-o", "4.h5", "--progress=never"))
        self.assertNotIn("4/4", self.on_a_terminal("run", "a.toml", "-o", "5.h5", "-q"))
        self.assertIn("\x1b[1;31m", self.on_a_terminal("validate", "missing.toml"))

    def test_forced_colours_and_progress(self):
        self.write("a.toml", SMALL)
        self.assertIn("\x1b[1m", self.expect(0, "run", "a.toml", "--color=always", "-o", "1.h5").out)
        lines = self.expect(0, "run", "a.toml", "--progress=json", "-o", "2.h5").err.splitlines()
        events = [json.loads(line) for line in lines]
        self.assertEqual(events[-1]["finished"], 4)
        self.assertTrue(all(e["event"] == "progress" and e["total"] == 4 for e in events))


if __name__ == "__main__":
    main()
