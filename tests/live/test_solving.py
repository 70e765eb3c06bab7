"""A solve for an officer: recorded and made again, under a saved scenario, stopped, cancelled; relaxations as scenarios."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.app.office import Office
from optimizer.app.relax import relaxed
from optimizer.app.reproduce import reproduce
from optimizer.app.solving import Order, Solved, Solving, save_once
from optimizer.domain.outcome import Hold, Stop
from optimizer.errors import InputRejected
from optimizer.store.store import Store
from tests.small import TWO, write_case
from tests.web.files import LONG, SAMPLE, long_case

FORCED = {"approve": ["P3"]}
"""K.3: P3 forced in has no plan; 乙 is 6.1 万吨CO2 over its intensity in 2030."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "store.db")) as store:
        yield store


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def solve(office: Office, version: int, spec: dict, name: str = "方案一") -> Solved:
    found = Solving(office, Order(version, spec, name), "测试").run()
    assert found is not None
    return found


def test_the_case_itself(office: Office) -> None:
    """domain.md K: 195.5310 with P1 P2 P4 P6; kept as a run without a scenario, and the same to the last digit again."""
    version = office.bring_in(str(SAMPLE), "测试").id
    found = solve(office, version, {})
    record = office.store.runs.get(found.id)
    assert found.run.outcome.objective == pytest.approx(195.5310)
    assert (record.objective, record.case_version, record.scenario) == (found.run.outcome.objective, version, None)
    assert found.scenario is None and found.diagnosis is None
    assert reproduce(office.store, found.id).same


def test_changes_are_a_scenario_that_is_saved_once(office: Office) -> None:
    """Without P6 and with 甲's carbon target at 19 %: the run names the scenario, the case is untouched."""
    version = office.bring_in(str(SAMPLE), "测试").id
    where = {"region": "甲", "quantity": "carbon", "year": 2030}
    spec = {"reject": ["P6"], "changes": [{"table": "targets", "where": where, "set": {"reduction": "19 %"}}]}
    first, second = solve(office, version, spec), solve(office, version, spec)
    assert first.scenario == second.scenario and first.id != second.id
    assert first.run.outcome.objective < 195.5310
    assert office.checked(version).case.projects["status"].tolist().count("rejected") == 0
    assert reproduce(office.store, second.id).same
    assert len(office.store.scenarios.of_case(version)) == 1


def test_wrong_changes_are_said_and_nothing_is_kept(office: Office) -> None:
    version = office.bring_in(str(SAMPLE), "测试").id
    with pytest.raises(InputRejected):
        Solving(office, Order(version, {"approve": ["P99"]}, "错"), "测试").run()
    assert office.store.runs.list() == [] and office.store.scenarios.of_case(version) == []


class Watched(Solving):
    """A solve that an officer watches: `on` is called with the news of the search."""

    on = staticmethod(lambda solving: None)

    def _tell(self, seconds: float, best: float, bound: float) -> bool:
        stop = super()._tell(seconds, best, bound)
        self.on(self)
        return stop or self._stopped.is_set()


@pytest.fixture
def long(office: Office, tmp_path: Path) -> Order:
    return Order(office.bring_in(str(long_case(tmp_path / "case")), "测试").id, LONG, "长")


def test_stopping_keeps_the_best_plan_as_unproved(office: Office, long: Order) -> None:
    """The news is in 亿元: what was best when it stopped is what the result is worth, below the bound."""

    def on(solving: Solving) -> None:
        if solving.search.best > 0 and solving.search.seconds > 0.5:
            solving.stop()

    solving = Watched(office, long, "测试")
    solving.on = on  # type: ignore[method-assign, assignment]
    found = solving.run()
    assert found is not None and found.run.plan is not None
    outcome = found.run.outcome
    assert (outcome.stop, outcome.hold) == (Stop.INTERRUPTED, Hold.FEASIBLE) and not outcome.proved
    assert outcome.objective == pytest.approx(solving.search.best, rel=1e-6)
    assert outcome.objective < outcome.bound <= solving.search.bound * (1 + 1e-9)
    assert solving.search.gap > 0
    assert office.store.runs.get(found.id).stop == "interrupted"


def test_cancelling_stops_the_solver_and_keeps_nothing(office: Office, long: Order) -> None:
    solving = Solving(office, long, "测试")
    ended: list[object] = []
    thread = threading.Thread(target=lambda: ended.append(solving.run()))
    thread.start()
    while solving.search.seconds == 0.0:
        time.sleep(0.01)
    solving.drop()
    thread.join(20)
    assert ended == [None] and solving.dropped
    assert office.store.runs.list() == []


def test_stopped_before_any_plan(office: Office, long: Order) -> None:
    solving = Solving(office, long, "测试")
    solving.stop()
    assert solving.run() is None and not solving.dropped
    assert office.store.runs.list() == []


def test_a_time_limit_is_kept_with_the_run(office: Office, long: Order) -> None:
    found = Solving(office, Order(long.version, LONG, "限时", 1.0), "测试").run()
    assert found is not None and found.run.outcome.stop is Stop.TIME_LIMIT
    assert office.store.runs.get(found.id).options == {"time_limit": 1.0}


def test_every_relaxation_of_the_menu_has_a_plan(office: Office) -> None:
    """K.3 with P3 forced in: the repair and each entry of the menu, saved as a scenario, can be solved; none is applied."""
    version = office.bring_in(str(SAMPLE), "测试").id
    found = solve(office, version, FORCED)
    assert found.diagnosis is not None and found.scenario is not None and found.diagnosis.relief is not None
    asked = [found.diagnosis.relief["repair"], *([entry] for entry in found.diagnosis.menu)]
    actions = [entry["action"] for entry in found.diagnosis.menu]
    assert {"reduce", "transfer", "drop", "value_added"} <= set(actions)
    for number, entries in enumerate(asked):
        document = relaxed(office, version, found.scenario.spec, found.run.checked.case, entries)
        assert document is not None, actions[number - 1]
        assert solve(office, version, document, f"放宽{number}").run.outcome.proved, actions[number - 1]
    assert not solve(office, version, FORCED).run.outcome.ok, "saving relaxes nothing"


def test_a_hard_total_is_raised_by_a_scenario(office: Office, tmp_path: Path) -> None:
    """甲 may use 205 and uses 200 and P 20, which must come: the repair raises the total to 220, as a change of its row."""
    folder = write_case(
        tmp_path / "case", regions=TWO, targets=[],
        region_years=["甲,2030,100,200,400,", "乙,2030,100,100,200,"],
        totals=["甲,energy,2030,205,hard,,,"], projects=["P,甲,20,40,5,5,1,must,none,false"],
    )  # fmt: skip
    version = office.bring_in(str(folder), "测试").id
    found = solve(office, version, {})
    assert found.diagnosis is not None and found.diagnosis.relief is not None
    document = relaxed(office, version, {}, found.run.checked.case, found.diagnosis.relief["repair"])
    assert document is not None
    [change] = document["changes"]
    assert change["where"] == {"region": "甲", "quantity": "energy", "year": 2030}
    assert change["set"]["total"] == pytest.approx(220.0)
    assert solve(office, version, document).run.outcome.proved


def test_the_same_document_is_saved_once(office: Office) -> None:
    version = office.bring_in(str(SAMPLE), "测试").id
    spec = {"name": "甲", "approve": ["P1"]}
    assert save_once(office, version, spec, "测试") == save_once(office, version, dict(spec), "测试")
    assert save_once(office, version, {"name": "甲", "approve": ["P2"]}, "测试").id != 1
