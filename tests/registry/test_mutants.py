"""The mutants of a small file, what names them, and that every one called equivalent says why."""

from __future__ import annotations

from pathlib import Path

from tools.covering import Covering
from tools.mutants import mutants
from tools.mutate import equivalents

SOURCE = '''def half(a: int, b: float = 1) -> bool:
    return not a + b < 2 and max(a, 2) == 2


@record(frozen=True)
class Limit:
    most = -3
'''


def test_every_place_is_changed_once(tmp_path: Path) -> None:
    """Left alone: the annotations and `frozen`."""
    (tmp_path / "small.py").write_text(SOURCE, encoding="utf-8")
    found = [(one.function, one.line, one.was, one.now, one.nth) for one in mutants(tmp_path / "small.py")]
    both = "not a + b < 2 and max(a, 2) == 2"
    assert sorted(found) == sorted(
        [
            ("", 1, "1", "2", 1), ("", 7, "-3", "3", 1), ("", 7, "3", "4", 1),
            ("half", 2, both, both.replace("and", "or"), 1), ("half", 2, "not a + b < 2", "a + b < 2", 1),
            ("half", 2, "a + b < 2", "a + b <= 2", 1), ("half", 2, "a + b", "a - b", 1), ("half", 2, "a + b", "a", 1),
            ("half", 2, "2", "3", 1), ("half", 2, "2", "3", 2), ("half", 2, "2", "3", 3),
            ("half", 2, "max(a, 2) == 2", "max(a, 2) != 2", 1), ("half", 2, "max", "min", 1),
        ]
    )  # fmt: skip


def test_the_tests_of_a_line_come_first_and_fit_the_time() -> None:
    """Two tests run through line 3, one more through its function, one stands beside them; the slow one does not fit."""
    seconds = {"tests/a.py::x": 1.0, "tests/a.py::y": 9.0, "tests/b.py::z": 0.5, "tests/a.py::w": 0.1, "tests/c.py::v": 0.1}
    known = Covering(seconds, {"f.py": {3: ["tests/a.py::x", "tests/a.py::y"], 4: ["tests/b.py::z"]}})
    assert known.tests("f.py", 2, 5, 3, 4.0) == ["tests/a.py::x", "tests/b.py::z", "tests/a.py::w"]


def test_every_equivalent_mutant_says_why() -> None:
    assert all(len(why) >= 10 and "可能" not in why for why in equivalents().values())
