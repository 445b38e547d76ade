#!/usr/bin/python3
"""Checks that the tree is the house it says it is: floors, rooms, names, and who may speak to whom.

    floors.py [TREE]

Prints one line for every breach and exits with 1 if there is any.
"""

import os
import re
import subprocess
import sys

FLOORS = {"sim": 0, "models": 1, "scenarios": 2, "analysis": 3}
ROOMS = [*FLOORS, "tests", "benchmarks"]
TOP_LEVEL = {
    *ROOMS, "CMakeLists.txt", "CMakePresets.json", "README.md", "README.fr.md", "bootstrap", "LICENSE", "CITATION.cff",
    "codemeta.json", "CHANGELOG.md", "CONTRIBUTING.md",
}
KINDS_OF_CODE = {"util", "utils", "helper", "helpers", "manager", "managers", "core", "common", "misc"}
SOURCES = (".hpp", ".cpp", ".h", ".c")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
HDF5 = re.compile(r"(hdf5|hdf5_hl|H5\w*)\.h$|highfive/")
TOML = re.compile(r"toml(\+\+)?/|toml\.hpp$")
TERMINAL = re.compile(
    r"\bstd::w?(cout|cerr|clog|cin)\b|\b(stdout|stderr|isatty)\b"
    r"|(?<![\w.>])(v?printf|puts|putchar)\s*\(|\bfmt::print\s*\(")
# Their last bits differ between versions of the C library, compilers and vector widths.
NOT_THE_SAME_BITS = re.compile(
    r"\bstd::(exp|expm1|exp2|log|log1p|log2|log10|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|erf|erfc|tgamma"
    r"|lgamma|cbrt|hypot)f?\s*\("
    r"|\bstd::(mt19937|minstd|random_device|default_random_engine|\w+_distribution|random_shuffle|shuffle|sample)\w*\b")
FORGIVEN = re.compile(r"//.*\bno result\b")


def files_of(tree):
    """Every file that belongs to the tree: what git knows or would add, or else all but what is built."""
    if os.path.exists(os.path.join(tree, ".git")):
        try:
            listed = subprocess.run(["git", "-C", tree, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                    capture_output=True, check=True, text=True).stdout
            return sorted(f for f in set(listed.split("\0")) if f and os.path.isfile(os.path.join(tree, f)))
        except (OSError, subprocess.CalledProcessError):
            pass
    found = []
    for folder, folders, names in os.walk(tree):
        here = os.path.relpath(folder, tree)
        folders[:] = [f for f in folders if f not in {".git", "__pycache__", "node_modules"}
                      and not (here == "." and f in {"build", "out"})]
        found += [os.path.normpath(os.path.join(here, name)) for name in names]
    return sorted(found)


def without_comments_and_texts(source):
    """The same lines, with comments and the insides of string literals blanked."""
    pattern = re.compile(
        r'R"(?P<mark>[^()\s\\]{0,16})\((?:.|\n)*?\)(?P=mark)"'
        r'|"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])'" + r'|//[^\n]*|/\*(?:.|\n)*?\*/')
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source)


def breaches_of_includes(path, lines):
    room = path.split("/")[0]
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        if not include:
            continue
        quoted, target = include.group(1) == '"', include.group(2)
        there = target.removeprefix("entremise/").split("/")[0]
        if room in FLOORS:
            if there in FLOORS and FLOORS[there] > FLOORS[room] and "/" in target:
                yield number, f"{room} includes from a floor above it: {target}"
            elif there in {"tests", "benchmarks"} and "/" in target:
                yield number, f"{room} includes from {there}: {target}"
            elif quoted and there not in FLOORS:
                yield number, f"an include is not written from the top of the tree: {target}"
            if HDF5.search(target) and not path.startswith("sim/record/"):
                yield number, f"HDF5 is known in sim/record only: {target}"
            if TOML.search(target) and room != "scenarios":
                yield number, f"TOML is parsed in scenarios only: {target}"


def breaches_of_words(path, lines, bare_lines):
    room = path.split("/")[0]
    if room not in FLOORS:
        return
    for number, (line, bare) in enumerate(zip(lines, bare_lines), 1):
        if not path.startswith("analysis/program/") and (word := TERMINAL.search(bare)):
            yield number, f"only analysis/program talks to the terminal: {word.group().strip()}"
        if room in {"sim", "models"} and (word := NOT_THE_SAME_BITS.search(bare)):
            before = lines[number - 2] if number > 1 else ""
            if not FORGIVEN.search(line) and not FORGIVEN.search(before):
                yield number, ("does not give the same bits everywhere (where nothing of it reaches a result, say why in "
                               f"a comment with the words 'no result'): {word.group().strip()}")


def breaches(tree):
    files = files_of(tree)
    for entry in sorted({f.split("/")[0] for f in files}):
        if not entry.startswith(".") and entry not in TOP_LEVEL:
            yield f"{entry}: the house has no place for it at the top level"
    for room in ROOMS:
        if os.path.isdir(os.path.join(tree, room)) and f"{room}/README.md" not in files:
            yield f"{room}: a room without README.md"
    for folder in sorted({"/".join(f.split("/")[:depth]) for f in files for depth in range(1, f.count("/") + 1)}):
        if folder.split("/")[-1].lower() in KINDS_OF_CODE:
            yield f"{folder}: named for a kind of code, not for the domain"
    for path in files:
        if not path.endswith(SOURCES):
            continue
        if os.path.splitext(os.path.basename(path))[0].lower() in KINDS_OF_CODE:
            yield f"{path}: named for a kind of code, not for the domain"
        with open(os.path.join(tree, path), encoding="utf-8") as file:
            source = file.read()
        lines, bare = source.split("\n"), without_comments_and_texts(source).split("\n")
        for number, what in [*breaches_of_includes(path, lines), *breaches_of_words(path, lines, bare)]:
            yield f"{path}:{number}: {what}"


def main():
    tree = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    found = list(breaches(os.path.normpath(tree)))
    for breach in found:
        print(breach)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
