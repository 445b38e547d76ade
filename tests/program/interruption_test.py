"""Ctrl-C keeps what is done, --resume gives the same bytes of data, a second Ctrl-C ends at once."""
import re
import shlex
import signal
import subprocess
import time

import h5py
import numpy

from entremise import FACILITATOR, PROGRAM, SMALL, ProgramTest, default_interrupt, environment, main


def datasets(path):
    """Every dataset but those of /provenance, and the attributes of the root."""
    out = {}
    with h5py.File(path, "r") as file:
        def take(name, item):
            if isinstance(item, h5py.Dataset) and not name.startswith("provenance"):
                out[name] = (item.dtype, item.shape, item[()])
        file.visititems(take)
    return out


class Interruption(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_scenarios(10)
        # Long enough to be interrupted on the way twice, on a fast machine and under a sanitizer.
        seconds = self.expect(0, "compare", "b.toml", "a.toml", "--dry-run", "--json").json["estimated_seconds"]
        self.write_scenarios(max(40, min(400, int(40 / seconds))))

    def write_scenarios(self, replicates):
        long = f"months = 240\nreplicates = {replicates}"
        self.write("a.toml", SMALL.replace("months = 24\nreplicates = 4", long))
        self.write("b.toml", FACILITATOR.replace("months = 24\nreplicates = 4", long) + "[record]\nrelations = [0, 240]\nevents = true\n")

    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, *arguments, "--progress=json"], cwd=self.folder, env=environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=default_interrupt)

    def wait_for_runs(self, process, least):
        said = b""
        while True:
            line = process.stderr.readline()
            self.assertTrue(line, said)
            said += line
            found = re.search(rb'"finished":(\d+)', line)
            if found and int(found.group(1)) >= least:
                return

    def interrupted(self, number, *arguments):
        process = self.start(*arguments)
        self.wait_for_runs(process, 5)
        sent = time.monotonic()
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 4, err.decode())
        return err.decode(), time.monotonic() - sent

    def assert_same_data(self, one, other):
        one, other = datasets(self.folder / one), datasets(self.folder / other)
        self.assertEqual(one.keys(), other.keys())
        for name in one:
            self.assertEqual(one[name][:2], other[name][:2], name)
            a, b = one[name][2], other[name][2]
            same = a.tobytes() == b.tobytes() if isinstance(a, numpy.ndarray) and a.dtype != object else numpy.array_equal(a, b)
            self.assertTrue(same, name)

    def test_interrupt_and_resume(self):
        self.expect(0, "compare", "b.toml", "a.toml", "-o", "straight.h5", "-j", "1")
        err, _ = self.interrupted(signal.SIGINT, "compare", "b.toml", "a.toml", "-o", "resumed.h5")
        self.assertIn("E0611", err)
        self.assertIn("resumed.h5.part", self.files())
        self.assertNotIn("resumed.h5", self.files())
        part = self.expect(0, "inspect", "resumed.h5.part", "--json").json
        self.assertEqual(part["status"], "partial")
        self.assertGreaterEqual(part["runs"]["completed"], 5)
        self.expect(0, "check", "resumed.h5.part")
        # Neither another ensemble nor a new one gets in its way by mistake.
        self.assertIn("E0502", self.expect(6, "compare", "b.toml", "a.toml", "-o", "resumed.h5").err)
        self.assertIn("E0509", self.expect(6, "compare", "b.toml", "a.toml", "-o", "resumed.h5", "--resume", "--seed", "8").err)
        # A second interruption, by SIGTERM this time, and then to the end with the command that was told.
        err, _ = self.interrupted(signal.SIGTERM, "compare", "b.toml", "a.toml", "-o", "resumed.h5", "--resume")
        told = re.search(r"Go on with: (.*)", err).group(1)
        words = shlex.split(told)
        self.assertEqual(words[-1], "--resume")
        self.assertEqual(words.count("--resume"), 1)
        outcome = self.expect(0, *words[1:], "--json")
        self.assertGreaterEqual(outcome.json["runs"]["resumed"], part["runs"]["completed"])
        self.assertNotIn("resumed.h5.part", self.files())
        self.assert_same_data("straight.h5", "resumed.h5")
        # Once finished there is nothing left to do.
        again = self.expect(0, "compare", "b.toml", "a.toml", "-o", "resumed.h5", "--resume", "--json").json
        self.assertEqual(again["runs"]["finished"], 0)
        self.assert_same_data("straight.h5", "resumed.h5")

    def test_killed_it_leaves_a_readable_file(self):
        process = self.start("run", "a.toml", "-o", "killed.h5", "-r", "20000")
        self.wait_for_runs(process, 5)
        time.sleep(3)  # what was done two seconds ago is safe
        process.kill()
        process.communicate()
        part = self.expect(0, "inspect", "killed.h5.part", "--json").json
        self.assertGreater(part["runs"]["completed"], 0)

    def test_interrupted_as_json(self):
        process = self.start("run", "a.toml", "--json", "-r", "20000")
        self.wait_for_runs(process, 5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 4)
        self.assertIn(b'"exit_code": 4', out)

    def test_more_replicates_later(self):
        self.expect(0, "run", "a.toml", "-o", "more.h5", "-r", "3", "--months", "24")
        answer = self.expect(0, "run", "a.toml", "-o", "more.h5", "-r", "7", "--months", "24", "--resume", "--json").json
        self.assertEqual((answer["runs"]["resumed"], answer["runs"]["finished"]), (3, 4))
        self.expect(0, "run", "a.toml", "-o", "once.h5", "-r", "7", "--months", "24")
        self.assert_same_data("once.h5", "more.h5")

    def test_a_second_interruption_ends_at_once(self):
        process = self.start("run", "a.toml", "-r", "20000")
        self.wait_for_runs(process, 5)
        process.send_signal(signal.SIGSTOP)  # so that both signals wait for it and neither overtakes the end
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertNotIn("a.h5", self.files())

    def test_stopping_is_prompt(self):
        _, seconds = self.interrupted(signal.SIGINT, "run", "a.toml", "-r", "20000")
        self.assertLess(seconds, 30)


if __name__ == "__main__":
    main()
