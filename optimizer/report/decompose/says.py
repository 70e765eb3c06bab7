"""Sentences of a decomposition (目标分解文字): verdicts, classes, remarks and notes, for sheets and terminal alike."""

from __future__ import annotations

from optimizer.domain.decompose import Decomposition, Limits, Split, Support
from optimizer.rules.policy import Policy
from optimizer.text import decompose as words
from optimizer.text.words import QUANTITY

_GRID = 5e-7


def verdict_says(node: str, support: Support, limits: Limits) -> str:
    """Return the sentence on the last year of a support test."""
    reached, target = float(support.implied[-1]), float(support.target[-1])
    gap = 100.0 * (reached - target)
    return words.VERDICT_SAYS[support.verdicts[-1]].format(
        node=node, implied=reached, target=target, gap=max(gap, 0.0), short=-gap, tolerance=100.0 * limits.tolerance
    )


def group_text(split: Split, i: int) -> str:
    """Return the class of a member: the case's own group, or the number of the class."""
    name = split.groups[i]
    return words.CLASS.format(number=name) if split.method == "class" and name.isdigit() else name


def remark(split: Split, i: int) -> str:
    """Return whether a member's target lies on a bound."""
    reduction, limits = float(split.reduction[i]), split.limits
    if abs(reduction - limits.lower) < _GRID:
        return words.AT_LOWER
    return words.AT_UPPER if abs(reduction - limits.upper) < _GRID else ""


def missing_text(split: Split) -> str:
    """Return the factors of the documents that the index lacks, and whose figures are missing."""
    return "、".join(
        words.MISSING[f.missing].format(factor=words.FACTOR[f.name], members="、".join(f.blank))
        for f in split.factors if f.missing is not None
    )  # fmt: skip


def weights_text(split: Split) -> str:
    """Return the factors that count, with their weights and signs."""
    return "、".join(f"{words.FACTOR[f.name]} {f.weight:+.4f}" for f in split.factors if f.weight)


def split_notes(split: Split, policy: Policy) -> tuple[str, ...]:
    """Return the notes below the table of targets: verdict, method, program, path, what is missing."""
    limits, note = split.limits, words.NOTE
    spread = words.NOTE["no_spread"] if limits.spread >= 1.0 else f"{limits.spread:.2%}"
    method = note["index"].format(method=words.METHOD[split.method], scale=limits.scale)
    classes = (note["class"],) if split.method == "class" else ()
    model = note["model"].format(tolerance=limits.tolerance, lower=limits.lower, upper=limits.upper, spread=spread)
    return (
        note["verdict"].format(says=verdict_says(split.ground.node, split.support, limits)),
        note["suggested"], method, *classes, model,
        note["contribution"], note["growth"], words.PATH_NOTE[policy.of("intensity").path],
        note["weights"].format(weights=weights_text(split)), note["missing"].format(factors=missing_text(split)),
    )  # fmt: skip


def skipped_notes(found: Decomposition) -> tuple[str, ...]:
    """Return a note on every quantity that could not be split for want of a target."""
    return tuple(words.NOTE["skipped"].format(node=found.node, quantity=QUANTITY[q]) for q in found.skipped)
