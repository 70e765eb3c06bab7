"""Mutation testing (变异测试): break rules, verify, rounding and certificates one place at a time; does a test notice?

`python -m tools.mutate [--sample N] [--seed S] [--jobs J] [--longest S] [FILE ...]` prints a line for each
mutant that lives and a count for each file. Which test runs through which line is learned once under coverage and kept
in the file --map (delete it to learn anew). A mutant meets the tests of its line, then those of its function, then
their neighbours, for --longest seconds of tests or until one fails. Mutants proved to change nothing are listed in
equivalent.toml beside this file and not tried. `write_mutants_md` makes the page. Needs the extra `mutate` (coverage).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tools.covering import Covering, covering, learn
from tools.mutants import ROOT, Mutant, mutants
from tools.trial import LATE, Trial, Verdict, run_trials

FILES = (
    "rules/*.py", "explain/verify*.py", "explain/rounding*.py", "solver/certificate.py", "solver/exact/*.py",
)  # fmt: skip
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
_LIBRARIES = ("pytest", "numpy", "pandas", "pyomo.environ", "highspy", "pydantic", "hypothesis", "openpyxl")
Key = tuple[str, str, str, str, str, int]


def equivalents() -> dict[Key, str]:
    """Return why each known equivalent mutant changes nothing, by its key."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    return {(e["file"], e["function"], e["line"], e["was"], e["now"], e.get("nth", 1)): e["why"] for e in entries}


def default_files() -> list[Path]:
    """Return the files that mutation testing is for."""
    found = [f for pattern in FILES for f in sorted((ROOT / "optimizer").glob(pattern))]
    return [f for f in found if f.name != "__init__.py"]


def trial_of(mutant: Mutant, known: Covering, longest: float) -> Trial:
    """Return a mutant with the tests it meets; one that runs at import meets tests of the whole file."""
    file, (first, last) = str(mutant.path.relative_to(ROOT)), mutant.span
    tests = tuple(known.tests(file, first, last, mutant.line if mutant.function else 0, longest))
    return Trial(mutant, tests, round(60 + 20 * sum(known.seconds[test] for test in tests)))


def main() -> None:
    """Run the mutants of the files named on the command line, of all when none is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many mutants a file, drawn by chance (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--longest", type=float, default=20.0, help="seconds of tests that a mutant meets at most")
    parser.add_argument("--map", type=Path, default=Path(".mutate-map.json"), help="which test runs which line")
    parser.add_argument("--found", type=Path, default=Path(".mutate-found.jsonl"), help="where it is kept")
    parser.add_argument("--lived", action="store_true", help="try again only what lived in --found")
    parser.add_argument("--learn", nargs="+", default=[], help="tests new or changed since --map")
    given = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    sys.dont_write_bytecode = True
    paths, place, found = [f.resolve() for f in given.files], given.map.resolve(), given.found.resolve()
    os.chdir(ROOT)
    if given.learn or not place.exists():
        learn(place, given.learn if place.exists() else ())
    for library in _LIBRARIES:
        importlib.import_module(library)
    known, proved = covering(place), equivalents()
    before = read_found(found) if given.lived else {}
    for path in paths or default_files():
        every = list(mutants(path))
        picked = random.Random(given.seed).sample(range(len(every)), min(given.sample or len(every), len(every)))
        chosen = [every[k] for k in sorted(picked) if every[k].key not in proved]
        if given.lived:
            chosen = [m for m in chosen if before.get(m.key, Verdict(0, "")).lives]
        began = time.monotonic()
        verdicts = run_trials([trial_of(mutant, known, given.longest) for mutant in chosen], given.jobs)
        _tell(path, len(every), chosen, verdicts, time.monotonic() - began)
        _keep(found, chosen, verdicts)


def read_found(place: Path) -> dict[Key, Verdict]:
    """Return the last verdict on each mutant that was kept."""
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return {tuple(key): Verdict(code, killer) for *key, code, killer in map(json.loads, lines)}  # type: ignore[misc]


def _keep(place: Path, chosen: Sequence[Mutant], verdicts: Sequence[Verdict]) -> None:
    with place.open("a", encoding="utf-8") as file:
        for mutant, verdict in zip(chosen, verdicts, strict=True):
            file.write(json.dumps([*mutant.key, verdict.code, verdict.killer], ensure_ascii=False) + "\n")


def _tell(path: Path, every: int, chosen: Sequence[Mutant], verdicts: Sequence[Verdict], seconds: float) -> None:
    name = path.relative_to(ROOT)
    for mutant, verdict in zip(chosen, verdicts, strict=True):
        if verdict.lives:
            print(f"{name}:{mutant.line}: [{verdict.code}] `{mutant.was}` → `{mutant.now}`    {mutant.text}")
    killed = sum(not verdict.lives for verdict in verdicts)
    late = sum(verdict.code == LATE for verdict in verdicts)
    print(f"# {name} {every} tried {len(chosen)} killed {killed} late {late} {seconds:.0f}s", flush=True)


if __name__ == "__main__":
    main()
