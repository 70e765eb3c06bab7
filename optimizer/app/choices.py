"""Scenarios to choose from (可选方案): the case as it is, the baseline, what is at hand, the case's own, the saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.app.scenario import Desk, Under, scenario_of
from optimizer.app.workbench import Workbench
from optimizer.domain.issue import Where
from optimizer.domain.record import SavedScenario
from optimizer.domain.scenario import DECISIONS, Scenario
from optimizer.text.web_compare import CHOICE


@dataclass(frozen=True, slots=True)
class Choice:
    """One scenario that can be compared, exported or opened (可选方案).

    document: what the store keeps of it, but for the name; saved: the record, where the store keeps it already.
    """

    key: str
    scenario: Scenario
    document: Mapping[str, Any]
    saved: SavedScenario | None = None

    @property
    def name(self) -> str:
        """What officers call it."""
        return self.scenario.name

    @property
    def statuses(self) -> Mapping[str, str] | None:
        """The decisions by project where these are all that it changes; None when it changes data too."""
        if self.scenario.changes or self.scenario.base:
            return None
        return {project: DECISIONS[decision] for decision, project in self.scenario.decisions}


def choices_of(desk: Desk, bench: Workbench, saved: Sequence[SavedScenario]) -> tuple[Choice, ...]:
    """Return all that can be chosen: what is at hand first, then baseline, case, the case's own, the saved ones."""
    at_hand = {"now": bench.scenario, "baseline": bench.baseline_scenario, "case": {}}
    return (
        *(Choice(key, _decided(CHOICE[key], document), document) for key, document in at_hand.items()),
        *(Choice(f"file{n}", one, {"base": one.name}) for n, one in enumerate(desk.scenarios)),
        *(Choice(f"saved{one.id}", _saved(one), one.spec, one) for one in reversed(saved)),
    )


def under_choice(desk: Desk, choice: Choice) -> Under:
    """Return the case under a choice; raise InputRejected when today's rules refuse it."""
    scenario = choice.scenario
    if scenario.decisions or scenario.changes or scenario.base:
        return desk.under(scenario)
    return Under(scenario, desk.base, (), ())


def _decided(name: str, document: Mapping[str, Any]) -> Scenario:
    decisions = tuple((word, project) for word in DECISIONS for project in document.get(word, ()))
    return Scenario(name, decisions=decisions, place=Where(name))


def _saved(one: SavedScenario) -> Scenario:
    """Return a saved scenario; an officer may call it as he likes, also as a scenario of the case is called."""
    scenario = scenario_of({**one.spec, "name": CHOICE["saved"]})
    changes = tuple(replace(change, place=Where(one.name)) for change in scenario.changes)
    return replace(scenario, name=one.name, note=one.reason, place=Where(one.name), changes=changes)
