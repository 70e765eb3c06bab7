"""What the terminal shows of a decomposition (终端): one table a quantity, and the verdicts in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from optimizer.domain.decompose import Decomposition, Split, Verdict
from optimizer.report.decompose.says import group_text, missing_text, skipped_notes, verdict_says, weights_text
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.text import decompose as words
from optimizer.text.words import QUANTITY

_STYLE: dict[Verdict, str] = {"supports": "green", "fails": "red", "over_tight": "yellow"}


def decompose_summary(found: Decomposition, stamp: Stamp) -> Group:
    """Return the decomposition ready for a rich console; no text of the case is taken for markup."""
    said = words.TERMINAL
    title = said["title"].format(case=clean(stamp.case), node=clean(found.node), run=stamp.run)
    parts: list[RenderableType] = [Text(title, style="bold")]
    if found.unlocked:
        parts.append(Text(clean(words.NOTE["watermark"].format(reason=found.unlocked)), style="bold red"))
    for split in found.splits:
        parts += _split(split)
    parts += [Text(clean(note)) for note in skipped_notes(found)]
    return Group(*parts, Text(said["pack"].format(pack=clean(stamp.pack))))


def _split(split: Split) -> list[RenderableType]:
    said, ground = words.TERMINAL, split.ground
    head = said["quantity"].format(
        quantity=QUANTITY[ground.quantity], method=words.METHOD[split.method], target=split.limits.target
    )
    table = Table(*words.HEAD, pad_edge=False)
    for i, member in enumerate(ground.members):
        table.add_row(
            clean(member.region), f"{member.intensity:.4f}", f"{split.index[i]:+.4f}", clean(group_text(split, i)),
            f"{split.reference[i]:.2%}", f"{split.reduction[i]:.2%}", f"{split.totals[i]:,.2f}",
            f"{ground.weights[i]:.2%}", f"{100 * split.contributions[i]:.3f}",
        )  # fmt: skip
    parts: list[RenderableType] = [Text(head, style="bold"), table]
    for source, support in (("split", split.support), ("given", split.given_support)):
        if support is not None:
            says = said[source].format(says=clean(verdict_says(ground.node, support, split.limits)))
            parts.append(Text(says, style=_STYLE[support.verdicts[-1]]))
    parts.append(Text(said["structure"].format(value=100 * ground.structure[-1])))
    parts.append(Text(words.NOTE["weights"].format(weights=weights_text(split))))
    parts.append(Text(clean(words.NOTE["missing"].format(factors=missing_text(split)))))
    return parts


def export_lines(exports: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return one line a region that sends fossil power out: what crediting it moves."""
    return [words.EXPORTED.format(**one) for one in exports if one["difference"]]


def sweep_lines(swept: Sequence[tuple[str, Decomposition]], missed: Sequence[tuple[str, str]] = ()) -> list[str]:
    """Return one line a value of the sweep and quantity: what the node reaches and the range; then what nothing did."""
    return [
        words.SWEPT_LINE.format(
            swept=clean(value), quantity=QUANTITY[split.ground.quantity], implied=float(split.support.implied[-1]),
            verdict=words.VERDICT[split.support.verdicts[-1]], least=float(split.reduction.min()),
            most=float(split.reduction.max()),
        )
        for value, found in swept for split in found.splits
    ] + [words.SWEPT_MISSED.format(swept=clean(value), why=clean(why)) for value, why in missed]  # fmt: skip
