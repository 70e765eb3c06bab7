"""What is to be solved, in words (求解要求): case, pack, decisions, totals, the case's own settings, single changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.app.check import Checked
from optimizer.domain.record import CaseVersion
from optimizer.rules.policy import Policy
from optimizer.tables.names import RULES_NAMES, find_table
from optimizer.text import web_solve as words
from optimizer.text.packs import YES_NO
from optimizer.web.parts.pieces import safe

DIGITS = 12
LISTED = 12
"""Projects named in one sentence."""
Document = Mapping[str, Any]


def facts(checked: Checked, version: CaseVersion, spec: Document) -> str:
    """Return the facts as a list of terms; `spec` holds the decisions."""
    case, policy = checked.case, checked.policy
    status = case.projects["status"].value_counts()
    modes = case.targets["mode"].value_counts()
    rules = [_setting(policy, rule, key) for rule, key in sorted(policy.overridden)]
    said = {
        "case": words.CASE.format(case=version.name, number=version.number, checksum=version.checksum[:DIGITS]),
        "pack": f"{policy.edition.title} {policy.edition.stamp}",
        "projects": words.PROJECTS.format(
            count=len(case.projects), **{name: status.get(name, 0) for name in ("must", "candidate", "rejected")}
        ),
        "decisions": decisions(spec),
        "targets": words.TARGETS.format(hard=modes.get("hard", 0), report=modes.get("report", 0)),
        "totals": words.TOTALS.format(rows=len(case.totals), mode=words.MODE[policy.of("total").mode]),
        "own": words.NEXT.join(rules) if rules else words.NO_OWN,
    }  # fmt: skip
    lines = "".join(f"<dt>{words.FACTS[name]}</dt><dd>{safe(says)}</dd>" for name, says in said.items())
    return f'<dl class="sk-facts">{lines}</dl>'


def _setting(policy: Policy, rule: str, key: str) -> str:
    """Return one of the case's own settings in words: its title in the pack and its value."""
    value, known = getattr(policy.of(rule), key), policy.edition.values["rules"].get(rule, {}).get(key)
    shown = YES_NO[value] if isinstance(value, bool) else str(value)
    return words.OWN.format(name=known.title if known else f"{rule}.{key}", value=shown)


def decisions(spec: Document) -> str:
    """Return the decisions that differ from the case, in one sentence."""
    said = []
    for key, sentence in words.DECISION.items():
        projects = [str(project) for project in spec.get(key, ())]
        if projects:
            more = words.LISTED.format(count=len(projects)) if len(projects) > LISTED else ""
            said.append(sentence.format(projects=words.AND.join(projects[:LISTED]) + more))
    return words.DECISIONS.format(says=words.NEXT.join(said)) if said else words.NO_DECISIONS


def change_says(change: Document) -> str:
    """Return one change of a scenario in words: table, row, column and what it becomes."""
    table = find_table(str(change["table"]))
    where = [words.QUANTITY.get(str(value), str(value)) for value in change["where"].values()]
    found = []
    for name, value in change["set"].items():
        column = next((c for c in table.columns if c.name == name), None) if table else None
        rule = words.SETTING.get((str(change["where"].get("rule", "")), str(name)))
        label = column.header if column else "".join(rule[:1]) if rule else str(name)
        found.append(f"{label} → {value:.10g}" if isinstance(value, float) else f"{label} → {value}")
    title = table.label if table else RULES_NAMES[1]
    return f"{title} {' '.join(where)} {words.AND.join(found)}"
