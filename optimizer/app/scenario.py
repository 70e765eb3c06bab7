"""Scenarios of a case (方案): read with it, checked like it, applied without copying it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.app.check import Checked, with_policy
from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.domain.scenario import Assumption, Scenario
from optimizer.errors import InputRejected, WrongUsage
from optimizer.tables.locate import find_case
from optimizer.tables.names import nearest, plain
from optimizer.tables.problems import Problems
from optimizer.tables.read import Draft, finish, read_draft
from optimizer.tables.scenario.edit import Applied, apply_scenario
from optimizer.tables.scenario.scenarios import lineage, read_scenarios
from optimizer.tables.sheet import Sheet
from optimizer.tables.source import ScenarioFile, Source
from optimizer.text.compare import SCENARIO_CASE, WRONG
from optimizer.text.issues import nearest_hint

_SHORTEST, _SHOWN = 8, 12
"""Digits of a checksum that a scenario must give at least, and that messages show."""


@dataclass(frozen=True, eq=False)
class Under:
    """A case under a scenario (方案下的测算数据): what differs from the base, and warnings that the base has not."""

    scenario: Scenario
    checked: Checked
    assumptions: tuple[Assumption, ...]
    warnings: tuple[Issue, ...]


@dataclass(frozen=True, eq=False)
class Desk:
    """A checked case with its scenarios (方案台)."""

    base: Checked
    scenarios: tuple[Scenario, ...]
    _draft: Draft

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables as they were read."""
        return tuple(self._draft.source.sheets.values())

    def named(self, name: str) -> Scenario:
        """Return the scenario of that name; raise WrongUsage with the nearest name when there is none."""
        for scenario in self.scenarios:
            if plain(scenario.name) == plain(name):
                return scenario
        known = [scenario.name for scenario in self.scenarios]
        near = nearest_hint(nearest(name, known))
        raise WrongUsage(WRONG["scenario"].format(read=name, known="、".join(known) or "—", nearest=near))

    def under(self, scenario: Scenario) -> Under:
        """Return the case under a scenario and all it builds on; raise InputRejected with every issue."""
        chain = lineage(self.scenarios, scenario)
        applied = apply_scenario(self._draft, chain)
        checked = _with_rules(applied)
        known = set(self.base.warnings)
        fresh = [issue for issue in checked.warnings if issue not in known]
        assumptions = (*applied.assumptions, *_rule_assumptions(self.base, checked, applied))
        title = SCENARIO_CASE.format(case=self.base.case.name, scenario=scenario.name)
        checked = replace(checked, case=replace(checked.case, name=title))
        return Under(scenario, checked, assumptions, (*_stale(chain, self.base.case.checksum), *fresh))


def open_desk(case: str) -> Desk:
    """Return the case of a path or a shipped name with its scenarios; raise InputRejected with every issue found."""
    problems = Problems()
    draft = read_draft(find_case(case), problems)
    base = with_policy(finish(draft, problems))
    wrong = Problems()
    scenarios = read_scenarios(draft.source, wrong)
    if wrong.rejected:
        raise InputRejected(wrong.listed())
    return Desk(base, scenarios, draft)


def scenario_of(spec: Mapping[str, Any]) -> Scenario:
    """Return the scenario of a saved document, in the form of one entry of scenarios.toml; raise InputRejected."""
    problems = Problems()
    alone = {key: value for key, value in spec.items() if key != "base"}
    file = ScenarioFile(str(spec.get("name", "")), {"scenario": [alone]}, [])
    found = read_scenarios(Source(scenario_file=file), problems)
    if problems.rejected:
        raise InputRejected(problems.listed())
    return replace(found[0], base=str(spec.get("base", "")))


def check_scenarios(desk: Desk) -> tuple[Issue, ...]:
    """Return the warnings of all scenarios; raise InputRejected with the issues of all that are wrong."""
    warnings: list[Issue] = []
    rejected: list[Issue] = []
    for scenario in desk.scenarios:
        try:
            warnings += desk.under(scenario).warnings
        except InputRejected as found:
            rejected += [issue for issue in found.issues if issue not in rejected]
    if rejected:
        raise InputRejected(rejected)
    return tuple(dict.fromkeys(warnings))


def _stale(chain: Sequence[Scenario], checksum: str) -> list[Issue]:
    return [
        make_issue("scenario_stale", one.place, read=one.case_checksum[:_SHOWN], wanted=checksum[:_SHOWN],
                   scenario=one.name)
        for one in chain
        if one.case_checksum and (
            len(one.case_checksum) < _SHORTEST or not checksum.startswith(one.case_checksum.casefold()))
    ]  # fmt: skip


def _with_rules(applied: Applied) -> Checked:
    """Compile the rules of a scenario's case; their issues stand where the scenario changes them."""
    try:
        return with_policy(applied.case)
    except InputRejected as rejected:
        raise InputRejected([_placed(issue, applied) for issue in rejected.issues]) from rejected


def _placed(issue: Issue, applied: Applied) -> Issue:
    for (rule, key), place in applied.rules.items():
        if issue.where.cell in (f"rules.{rule}", f"rules.{rule}.{key}"):
            return replace(issue, where=place)
    return issue


def _rule_assumptions(base: Checked, under: Checked, applied: Applied) -> list[Assumption]:
    found = []
    for (rule, key), place in applied.rules.items():
        before, after = getattr(base.policy.of(rule), key), getattr(under.policy.of(rule), key)
        if before != after:
            own = (rule, key) in base.policy.overridden
            where = Where(base.case.path.rpartition("/")[2], "", f"rules.{rule}.{key}")
            cell = where if own else Where(base.policy.edition.stamp)
            found.append(Assumption("rules", (rule,), key, before, after, cell, place))
    return found
