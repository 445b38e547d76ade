"""inspect and check of sound files."""
from entremise import FACILITATOR, SMALL, ProgramTest, main


class Results(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.toml", SMALL)
        self.write("b.toml", FACILITATOR + "[record]\nrelations = [0]\n")
        self.expect(0, "compare", "b.toml", "a.toml", "-o", "c.h5")

    def test_inspect(self):
        answer = self.expect(0, "inspect", "c.h5", "--json").json
        self.assertEqual(answer["status"], "complete")
        self.assertEqual(answer["scenarios"], ["b", "a"])
        self.assertEqual(answer["runs"], {"total": 8, "completed": 8, "failed": 0})
        self.assertEqual((answer["months"], answer["seed"]), (24, 7))
        self.assertEqual(sorted(answer["derived"]), ["contrast", "summary"])
        self.assertGreater(answer["tables"][0]["rows"], 0)
        for key in ("command_line", "compiler", "flags", "git_commit", "libraries", "rng", "started", "finished"):
            self.assertIn(key, answer["provenance"])
        english, french = self.expect(0, "inspect", "c.h5").out, self.expect(0, "inspect", "c.h5", "--lang", "fr").out
        self.assertIn("status", english)
        self.assertIn("graine", french)

    def test_check(self):
        self.assertIn("sound", self.expect(0, "check", "c.h5").out)
        self.assertTrue(self.expect(0, "check", "c.h5", "--json").json["sound"])


if __name__ == "__main__":
    main()
