"""Every status that a user can meet has its word, and every generated page is fresh."""

from __future__ import annotations

from optimizer.domain.outcome import Stop
from optimizer.text.report import STOP
from tools.write_dictionary import PAGE, page


def test_every_stop_has_a_word() -> None:
    assert set(STOP) == {stop.value for stop in Stop}
    assert all(STOP.values())
    assert len(set(STOP.values())) == len(STOP)


def test_the_data_dictionary_is_fresh() -> None:
    """After a change of optimizer/tables/schema.py: make docs."""
    assert PAGE.read_text(encoding="utf-8") == page()
