"""Starts the program for the tests beside this file. First argument: where it is."""
import fcntl
import json
import os
import pathlib
import pty
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "entremise"

SMALL = """
[run]
months = 24
replicates = 4
seed = 7
[territory]
archetype = "rural"
"""
FACILITATOR = SMALL + """
[levers.facilitator]
kind = "facilitator"
from = 3
"""


class Outcome:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


def environment(**changes):
    kept = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM")}
    kept.update(LANG="C.UTF-8", TERM="xterm")
    kept.update(changes)
    return kept


class ProgramTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entremise-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def run_it(self, *arguments, env=None, preexec=None, stdout=subprocess.PIPE, timeout=300):
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=env or environment(), stdin=subprocess.DEVNULL,
                              stdout=stdout, stderr=subprocess.PIPE, timeout=timeout, preexec_fn=preexec)
        return Outcome(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def expect(self, code, *arguments, **how):
        outcome = self.run_it(*arguments, **how)
        self.assertEqual(outcome.code, code, f"{arguments}\n--- out\n{outcome.out}\n--- err\n{outcome.err}")
        return outcome

    def files(self):
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.rglob("*") if p.is_file())

    def on_a_terminal(self, *arguments, env=None, columns=80):
        """Runs with the standard error (and output) on a pseudo-terminal; returns what it showed."""
        pid, master = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
            os.execve(PROGRAM, [PROGRAM, *map(str, arguments)], env or environment())
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(master)
        os.waitpid(pid, 0)
        return shown.decode()


def default_interrupt():
    """For the child: Ctrl-C as in a terminal, even where the test itself was started with it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def main():
    unittest.main(argv=sys.argv[:1] + sys.argv[1:])
