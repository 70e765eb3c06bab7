"""Which test runs through which line (覆盖): learned once by running the tests under coverage, one context a test."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDERS = (
    "rules", "verify", "rounding", "solver", "certificates", "formulation", "properties", "samples_numbers",
    "checklist", "why", "conflict", "live", "regret", "packs", "registry", "report", "risk", "review", "flex", "ledger",
    "scenarios", "monitor", "assess",
)  # fmt: skip
"""Where the tests stand that compute in this process; pages, readers, wheels and notebooks are not asked."""

NEAREST = (
    "tests/rules/", "tests/verify/", "tests/rounding/", "tests/solver/", "tests/properties/test_rows_and_checks.py",
)  # fmt: skip


@dataclass(frozen=True)
class Covering:
    """seconds: by test; lines: the tests by file and line."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def tests(self, file: str, first: int, last: int, line: int, longest: float) -> list[str]:
        """Return the tests that run through a line, then through lines first..last, then their neighbours.

        Line 0 is what runs at import: all tests of the nearest folders go first, because none of them is seen there.
        Of each group as many as fit a time (s), the fastest first.
        """
        found = self.lines.get(file, {})
        direct = set(found.get(line, ())) if line else {test for test in self.seconds if test.startswith(NEAREST)}
        near = {test for at in range(first, last + 1) for test in found.get(at, ())} - direct
        beside = {_file(test) for test in direct | near}
        rest = {test for test in self.seconds if _file(test) in beside} - direct - near
        chosen: list[str] = []
        left = longest
        for group, share in ((direct, 1.0), (near, 0.5), (rest, 0.25)):
            left = min(left, longest * share)
            for test in self._in_order(group, Path(file).stem):
                if self.seconds[test] <= left or not chosen:
                    chosen.append(test)
                    left -= self.seconds[test]
        return chosen

    def _in_order(self, tests: Iterable[str], name: str) -> list[str]:
        """Order tests, the fastest first; those of the file's own name and of the nearest folders count as faster."""

        def price(test: str) -> tuple[float, str]:
            own = 0.2 if f"test_{name}" in test else 1.0
            return self.seconds[test] * own * (0.3 if test.startswith(NEAREST) else 1.0), test

        return sorted(tests, key=price)


def _file(test: str) -> str:
    return test.split("::")[0]


class _Watch:
    """Tells coverage which test is running, and times it."""

    def __init__(self, cover: Any) -> None:
        self._cover, self.seconds = cover, {}  # type: ignore[var-annotated]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._cover.switch_context(nodeid)
        self.seconds[nodeid] = -time.perf_counter()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.seconds[nodeid] += time.perf_counter()


def learn(place: Path, tests: Sequence[str] = ()) -> None:
    """Run tests (none named: all) and write what they run through into a file, over what stands there of them."""
    import coverage
    import pytest

    include = [str(ROOT / f"optimizer/{f}/*") for f in ("rules", "explain", "solver")]
    cover = coverage.Coverage(data_file=None, include=include, concurrency=["thread"])
    watch = _Watch(cover)
    cover.start()
    asked = tests or [f"tests/{f}" for f in FOLDERS]
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", *asked], plugins=[watch])
    cover.stop()
    old = covering(place) if tests else Covering({}, {})
    again = set(files(list(watch.seconds)))
    seconds = {test: s for test, s in old.seconds.items() if _file(test) not in again} | watch.seconds
    lines: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file, rows in old.lines.items():
        for n, known in rows.items():
            lines[file][n] = [test for test in known if _file(test) not in again]
    data = cover.get_data()
    for file in data.measured_files():
        for n, known in data.contexts_by_lineno(file).items():
            lines[str(Path(file).relative_to(ROOT))][n] += sorted(filter(None, known))
    place.write_text(json.dumps({"seconds": seconds, "lines": lines}), encoding="utf-8")


def covering(place: Path) -> Covering:
    """Return what was learned into a file."""
    read = json.loads(place.read_text(encoding="utf-8"))
    lines = {file: {int(n): tests for n, tests in rows.items()} for file, rows in read["lines"].items()}
    return Covering(read["seconds"], lines)


def files(tests: Sequence[str]) -> Iterator[str]:
    """Yield the files of these tests, each once."""
    yield from dict.fromkeys(map(_file, tests))
