"""What the cover says (封面内容): plan, result, data, line by line; the same on the sheet, in Word and in HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.report.parts.evidence import counts
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import outcome_text, proof_text, verification_text, worth
from optimizer.report.plan.project_table import by_project
from optimizer.rules.policy import Policy
from optimizer.tables.schema import TABLES
from optimizer.text import report as words

_MOST_WARNINGS = 12
Line = tuple[str, str | float]
"""A label and what stands beside it; a figure is money to 0.0001 亿元."""


def cover_lines(
    case: Case, policy: Policy, allocation: Allocation, verification: Verification, stamp: Stamp,
    warnings: Sequence[Issue],
) -> dict[str, list[Line]]:  # fmt: skip
    """Return the lines by section title; `warnings` are those of the data and of the pack (stale values)."""
    return {
        words.COVER["plan"]: _plan(case, policy, stamp),
        words.COVER["result"]: _result(case, allocation, verification),
        words.COVER["data"]: _data(case, stamp, warnings),
    }


def _plan(case: Case, policy: Policy, stamp: Stamp) -> list[Line]:
    label = words.COVER
    overridden = [_override(policy, rule, key) for rule, key in sorted(policy.overridden)]
    documents = dict.fromkeys(
        " ".join(part for part in (c.title, c.number) if part)
        for (rule, _), c in policy.edition.citations.items() if rule in policy.settings
    )  # fmt: skip
    return [
        (label["case"], case.name), (label["region"], case.root),
        (label["years"], words.YEARS.format(first=case.years[0], last=case.years[-1], count=len(case.years))),
        (label["base_year"], words.YEAR.format(year=case.base_year)), (label["run"], stamp.run),
        (label["time"], stamp.time), (label["pack_title"], stamp.pack_title), (label["pack"], stamp.pack),
        (label["basis"], "；".join(documents)), (label["override"], "；".join(overridden) or label["none"]),
    ]  # fmt: skip


def _override(policy: Policy, rule: str, key: str) -> str:
    """One setting that the case gives itself, in the words of the pack."""
    value, known = getattr(policy.of(rule), key), policy.edition.values["rules"].get(rule, {}).get(key)
    shown = {True: words.YES, False: words.NO}[value] if isinstance(value, bool) else value
    return words.OVERRIDE.format(title=known.title if known else key, key=f"{rule}.{key}", value=shown)


def _result(case: Case, allocation: Allocation, verification: Verification) -> list[Line]:
    label, outcome, parts = words.COVER, allocation.outcome, worth(case, allocation)
    _, said = by_project(case, allocation)
    whole, refused = said.count(words.APPROVED), said.count(words.REFUSED_PROJECT)
    proof: list[Line] = [(label["proof"], proof_text(outcome))] if outcome.exact else []
    if not outcome.proved and math.isfinite(outcome.bound):
        proof = [(label["bound"], outcome.bound), (label["gap"], outcome.gap)]
    counted = words.APPROVED_COUNT.format(whole=whole, part=len(said) - whole - refused, refused=refused, all=len(said))
    return [
        (label["outcome"], outcome_text(outcome)), (label["objective"], outcome.objective),
        (label["value"], parts.value),
        (label["cost"], parts.cost), (label["overrun"], parts.overrun),
        *([(label["trade"], parts.trade)] if len(allocation.prices) else []), *proof, (label["approved"], counted),
        (label["verification"], verification_text(verification)),
        *((label["note"], note) for note in verification.notes),
    ]  # fmt: skip


def _data(case: Case, stamp: Stamp, warnings: Sequence[Issue]) -> list[Line]:
    label = words.COVER
    waived = [words.WAIVED_LINE.format(code=code, reason=reason) for code, reason in case.waive.items()]
    evidence = [
        words.EVIDENCE_LINE.format(table=table.label, **counts(records))
        for table in TABLES if len(records := getattr(case, table.name))
    ]  # fmt: skip
    return [
        (label["checksum"], stamp.checksum),
        (label["versions"], "，".join(f"{name} {number}" for name, number in stamp.versions.items())),
        *_listed(label["evidence"], evidence), *_listed(label["waived"], waived),
        *_listed(label["warnings"], warning_texts(warnings)),
    ]  # fmt: skip


def warning_texts(warnings: Sequence[Issue]) -> list[str]:
    """Return the first warnings with their places, and how many more there are."""
    said = [f"{issue.where} {issue.says}".strip() for issue in warnings[:_MOST_WARNINGS]]
    rest = len(warnings) - _MOST_WARNINGS
    return [*said, words.MORE_WARNINGS.format(count=rest)] if rest > 0 else said


def _listed(label: str, texts: list[str]) -> list[Line]:
    """One line a text, the label before the first; 无 when there is none."""
    return [(label if n == 0 else "", text) for n, text in enumerate(texts or [words.COVER["none"]])]
