#!/usr/bin/python3
"""Shows that floors.py can fail: it must find each breach of a small made-up tree, and nothing in a sound one."""

import os
import subprocess
import sys
import tempfile
import unittest

FLOORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors.py")

SOUND = {
    "README.md": "", "CMakeLists.txt": "", ".gitignore": "build/\n",
    "sim/README.md": "", "models/README.md": "", "scenarios/README.md": "", "analysis/README.md": "",
    "tests/README.md": "", "benchmarks/README.md": "",
    "sim/record/writer.cpp": "#include <hdf5.h>\n#include <H5public.h>\n#include \"sim/record/writer.hpp\"\n",
    "sim/record/writer.hpp": "#pragma once\n#include <vector>\n",
    "sim/random/log.cpp": '// std::log(x) and std::cout are only spoken of here\nconst char* s = "std::cerr";\n'
                          "double y = correct::log(x);\ndouble z = std::log(x);  // for a message: no result\n",
    "models/territory/months.cpp": '#include "sim/record/writer.hpp"\nauto s = fmt::format("{}", 1);\n',
    "scenarios/reader.cpp": '#include <toml++/toml.h>\n#include "models/territory/months.hpp"\n',
    "analysis/program/main.cpp": '#include <iostream>\nint main() { std::cout << isatty(1); }\n',
    "analysis/fit.cpp": '#include "scenarios/reader.hpp"\ndouble y = std::log(2.0);\n',
    "tests/sim/record.cpp": '#include <hdf5.h>\n#include "catch.hpp"\nint main() { std::cout << 1; }\n',
    "build/release/common/x.cpp": "",
}

BREACHES = {
    "sim/engine/a.cpp": ('#include "models/territory/months.hpp"\n', ["sim/engine/a.cpp:1: sim includes from a floor above"]),
    "models/b.hpp": ("\n#  include <entremise/analysis/fit.hpp>\n", ["models/b.hpp:2: models includes from a floor above"]),
    "scenarios/c.cpp": ('#include "analysis/fit.hpp"\n', ["scenarios/c.cpp:1: scenarios includes from a floor above"]),
    "sim/engine/d.cpp": ('#include "tests/catch.hpp"\n', ["sim/engine/d.cpp:1: sim includes from tests"]),
    "sim/engine/e.cpp": ('#include "../record/writer.hpp"\n', ["sim/engine/e.cpp:1: an include is not written from the top"]),
    "models/f.cpp": ("#include <hdf5_hl.h>\n", ["models/f.cpp:1: HDF5 is known in sim/record only"]),
    "analysis/g.cpp": ("#include <toml++/toml.hpp>\n", ["analysis/g.cpp:1: TOML is parsed in scenarios only"]),
    "analysis/h.cpp": ("void f() {\n  std::cerr << 1;\n}\n", ["analysis/h.cpp:2: only analysis/program talks"]),
    "sim/i.cpp": ("bool b = isatty(2);\n", ["sim/i.cpp:1: only analysis/program talks"]),
    "scenarios/j.cpp": ('void f() { printf("x"); }\n', ["scenarios/j.cpp:1: only analysis/program talks"]),
    "models/k.cpp": ('void f() { fmt::print("x"); }\n', ["models/k.cpp:1: only analysis/program talks"]),
    "models/l.cpp": ("double y = std::exp(x);\n", ["models/l.cpp:1: does not give the same bits"]),
    "sim/m.cpp": ("std::normal_distribution<double> d;\n", ["sim/m.cpp:1: does not give the same bits"]),
    "sim/utils/n.hpp": ("", ["sim/utils: named for a kind of code"]),
    "models/territory/core/o.hpp": ("", ["models/territory/core: named for a kind of code"]),
    "sim/graph/helpers.hpp": ("", ["sim/graph/helpers.hpp: named for a kind of code"]),
    "lib/p.cpp": ("", ["lib: the house has no place for it at the top level"]),
    "notes.txt": ("", ["notes.txt: the house has no place for it at the top level"]),
}


def check(files):
    with tempfile.TemporaryDirectory() as tree:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(tree, path)), exist_ok=True)
            with open(os.path.join(tree, path), "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([sys.executable, FLOORS, tree], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines(), done.stderr


class Floors(unittest.TestCase):
    def test_a_sound_house_has_no_breach(self):
        self.assertEqual(check(SOUND), (0, [], ""))

    def test_each_breach_is_found_and_nothing_else(self):
        for path, (text, expected) in BREACHES.items():
            with self.subTest(path):
                code, found, errors = check({**SOUND, path: text})
                self.assertEqual((code, errors), (1, ""))
                self.assertEqual(len(found), len(expected), found)
                for line, start in zip(found, expected):
                    self.assertTrue(line.startswith(start), line)

    def test_a_room_without_a_readme(self):
        for room in ["sim", "models", "scenarios", "analysis", "tests"]:
            with self.subTest(room):
                code, found, _ = check({p: t for p, t in SOUND.items() if p != f"{room}/README.md"})
                self.assertEqual((code, found), (1, [f"{room}: a room without README.md"]))


if __name__ == "__main__":
    unittest.main()
