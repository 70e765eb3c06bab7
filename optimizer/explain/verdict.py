"""From findings to a verdict (复核结论): one tolerance, relative to the row's largest term, whatever its scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from optimizer.domain.finding import Finding, Verification
from optimizer.rules import RULES
from optimizer.text.rules import sentence

TOLERANCE = 1e-9
NOISE = 1e-12
SHOWN = 20

_SAY: Mapping[str, Callable[[Finding], str]] = {rule.id: rule.say for rule in RULES}


def fails(finding: Finding) -> bool:
    """Return whether a finding fails: missed by more than the tolerance, or not a number at all."""
    if math.isnan(finding.left) or math.isnan(finding.right):
        return True
    return finding.hard and finding.relative > TOLERANCE


def say(finding: Finding) -> str:
    """Return the sentence of a finding: the rule's own, or the check's."""
    if finding.rule in _SAY:
        return _SAY[finding.rule](finding)
    return sentence(
        finding.rule, finding.region, finding.year, finding.quantity, finding.left, finding.right, finding.project
    )


def verdict(findings: Iterable[Finding], notes: Sequence[str] = ()) -> Verification:
    """Return the verdict over all findings; `notes` are followed by the sentences of the first failures."""
    checked, worst, failures = 0, 0.0, []
    for finding in findings:
        checked += 1
        if finding.left <= finding.right:  # holds; no comparison with what is not a number does
            continue
        if fails(finding):
            failures.append(finding)
        if finding.hard and finding.relative > NOISE:
            worst = max(worst, finding.violation)
    said = [say(failure) for failure in failures[:SHOWN]]
    return Verification(not failures, worst, checked, tuple(failures), (*notes, *said))


def together(*verdicts: Verification) -> Verification:
    """Return one verdict over several."""
    return Verification(
        all(v.ok for v in verdicts), max(v.worst_hard_violation for v in verdicts), sum(v.checked for v in verdicts),
        tuple(f for v in verdicts for f in v.failures), tuple(note for v in verdicts for note in v.notes),
    )  # fmt: skip
