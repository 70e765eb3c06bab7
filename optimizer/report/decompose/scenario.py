"""A decomposition as a scenario (分解方案): the second stage, the allocation, is solved with its targets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from optimizer.domain.decompose import Decomposition, Split
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.stamp import Stamp
from optimizer.text import decompose as words

_SAME = 1e-9
_HEAD = "[[scenario]]\nname = {name}\nnote = {note}\ncase_checksum = {checksum}\nchanges = [\n{changes}\n]\n"
_CHANGE = (
    '  {{ table = "targets", where = {{ region = {region}, quantity = "{quantity}", year = {year} }}, '
    'set = {{ reduction = "{reduction:.2f} %" }} }},'
)


def write_scenarios(path: Path, found: Sequence[tuple[str, Decomposition, Stamp]]) -> None:
    """Write a scenarios.toml that sets the members' targets of the last year; nothing else of the case changes.

    found: what tells each scenario from the plain one ("": the plain one), the decomposition and its stamp.
    """
    replace_file(path, "\n".join(_scenario(*one) for one in found).encode("utf-8"))


def _scenario(swept: str, found: Decomposition, stamp: Stamp) -> str:
    changes = [change for split in found.splits for change in _changes(split)]
    name = f"{words.SCENARIO.format(node=found.node)} {swept}".strip()
    return _HEAD.format(
        name=_quoted(name), note=_quoted(words.SCENARIO_NOTE.format(run=stamp.run)),
        checksum=_quoted(stamp.checksum), changes="\n".join(changes),
    )  # fmt: skip


def _changes(split: Split) -> list[str]:
    """The targets that are not what the case has already."""
    ground = split.ground
    assert split.given is not None, "checked before"
    return [
        _CHANGE.format(
            region=_quoted(member.region), quantity=ground.quantity, year=ground.years[-1], reduction=100.0 * float(d)
        )
        for member, d, now in zip(ground.members, split.reduction, split.given, strict=True) if abs(d - now) > _SAME
    ]  # fmt: skip


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
