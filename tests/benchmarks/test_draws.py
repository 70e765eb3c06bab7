"""The benchmark of draws finds the same optimum both ways and says what it measured."""

from __future__ import annotations

import pytest

from benchmarks import draws


def test_both_ways_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three programs by both ways, six draws on all cores and on a cluster: the checks inside hold."""
    for name, count in (("SAMPLE", 2), ("FEW", 3)):
        monkeypatch.setattr(draws, name, count)
    said = draws.table(6)
    assert "6 次抽样" in said and said.count("| 其中：") == 2
