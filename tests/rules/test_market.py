"""The market: domain document K.2 and K.3 with trade, K.5's invariants, and what may not be sold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from optimizer.app.solve import Run, solve_case
from optimizer.explain.verdict import fails
from optimizer.explain.verify import verify
from optimizer.rules.account import Account
from optimizer.rules.account_limits import Target
from optimizer.rules.account_market import Market
from optimizer.rules.market import RULE, MarketSettings, sellable
from tests.oracle.files import CaseFiles
from tests.oracle.solve import oracle
from tests.samples_numbers.test_k_case import MEASURES, k_case
from tests.samples_numbers.worked import approved, node, run
from tests.verify.hand import make_allocation, make_case, make_policy


def traded(price: float, ratio: float = 1.0, reduction: float = 18, **market: object) -> CaseFiles:
    """K.1 with a market: M1 to M4 tradable, 0.001 亿元 a unit bought; `reduction` is 甲's D^C in percent."""
    found = k_case(price)
    found.settings["rules"]["market"] = {"trade": True, "ratio": ratio} | market
    for row in found.rows("measures"):
        row["tradable"] = row["measure"] != "M5"
    next(t for t in found.rows("targets") if (t["region"], t["quantity"]) == ("甲", "carbon"))["reduction"] = reduction
    return found


def uptake(document: dict) -> list[float]:
    """Reductions carried out, M1 to M5 (万吨)."""
    share = {m["measure"]: m["share"] for m in document["measures"]}
    return [share[name] * MEASURES[name][1] for name in MEASURES]


def moved(document: dict, column: str) -> list[float]:
    """What 甲, 乙 and 丙 sold or bought of carbon."""
    return [node(document, region, "carbon")[column] for region in ("甲", "乙", "丙")]


def solved(found: CaseFiles, folder: Path) -> Run:
    return solve_case(str(found.write(folder)))


@pytest.mark.parametrize(
    ("price", "ratio", "optimum", "projects"),
    [
        (0.02, 1.0, 235.2797, "P1 P2 P3 P4 P5 P6"),
        (0.02, 1.2, 235.1699, "P1 P2 P3 P4 P5 P6"),
        (0.12, 1.0, 217.2000, "P1 P2 P3 P4 P5 P6"),
        (0.12, 1.2, 216.8250, "P1 P2 P4 P5 P6"),
    ],
)
def test_k2(price: float, ratio: float, optimum: float, projects: str, tmp_path: Path) -> None:
    """K.2 with trade, and the same by the oracle, which knows pairs of leagues instead of a pool."""
    found = run(traded(price, ratio), tmp_path / "case")
    assert found["objective"] == pytest.approx(optimum, abs=1e-4)
    assert approved(found) == set(projects.split())
    assert oracle(tmp_path / "case").objective == pytest.approx(optimum, abs=1e-9)


def test_the_ratio_is_a_real_cut(tmp_path: Path) -> None:
    """K.2, price 0.02. At 1.0 乙 is 16.3 and 丙 2.0 short: 甲 does 26.9 + 18.3 = 45.2 of M1 and sells 18.3.

    At 1.2 it sells 1.2 · 18.3 = 21.96 and does 26.9 + 21.96 = 48.86. The cheapest reduction costs 0.03: its price.
    """
    equal = run(traded(0.02, 1.0), tmp_path / "1.0")
    assert uptake(equal) == pytest.approx([45.2, 0, 70, 40, 15], abs=1e-6)
    assert moved(equal, "sold") == pytest.approx([18.3, 0, 0], abs=1e-6)
    dearer = run(traded(0.02, 1.2), tmp_path / "1.2")
    assert uptake(dearer) == pytest.approx([48.86, 0, 70, 40, 15], abs=1e-6)
    assert moved(dearer, "sold") == pytest.approx([21.96, 0, 0], abs=1e-6)
    assert moved(dearer, "bought") == pytest.approx([0, 16.3, 2.0], abs=1e-6)
    pairs = [(t["seller"], t["measure"], t["buyer"], round(t["bought"], 6)) for t in dearer["transfers"]]
    assert pairs == [("甲", "M1", "丙", 2.0), ("甲", "M1", "乙", 16.3)]
    assert [t["price"] for t in dearer["transfers"]] == pytest.approx([0.03, 0.03])


def test_dear_overruns(tmp_path: Path) -> None:
    """K.2, price 0.12. At 1.0 every measure is done in full and 155 are overrun. At 1.2 P3 is not worth it: 乙 buys 10,
    丙 15, 甲 sells 30 and nothing is overrun.
    """
    equal = run(traded(0.12, 1.0), tmp_path / "1.0")
    assert uptake(equal) == pytest.approx([120, 60, 70, 40, 15], abs=1e-6)
    overrun = sum(sum(node(equal, region, "carbon")["overrun"]) for region in ("甲", "乙", "丙"))
    assert overrun == pytest.approx(155, abs=1e-6)
    dearer = run(traded(0.12, 1.2), tmp_path / "1.2")
    assert uptake(dearer) == pytest.approx([120, 40, 70, 40, 15], abs=1e-6)
    assert moved(dearer, "bought") == pytest.approx([0, 10, 15], abs=1e-6)
    assert sum(sum(node(dearer, region, "carbon")["overrun"]) for region in ("甲", "乙", "丙")) == 0


@pytest.mark.parametrize(
    ("reduction", "optimum", "projects"), [(20, 182.13, "P1 P2 P4 P6"), (21, 160.231, "P2 P4 P5 P6")]
)
def test_a_stricter_target_is_met_by_buying(
    reduction: float, optimum: float, projects: str, tmp_path: Path
) -> None:  # fmt: skip
    """K.3 at price 0.12 and ratio 1.2: without trade 20 % earns 148.98 and 21 % has no plan."""
    found = run(traded(0.12, 1.2, reduction), tmp_path)
    assert found["objective"] == pytest.approx(optimum, abs=1e-4)
    assert approved(found) == set(projects.split())


def test_what_the_market_cannot_meet_is_impossible(tmp_path: Path) -> None:
    """K.3: 22 % has no plan with trade either; the conflict names limits, not the market's own arithmetic."""
    found = run(traded(0.12, 1.2, 22), tmp_path)
    assert found["outcome"]["stop"] == "proved_impossible"
    assert {(c["rule"], c["region"]) for c in found["conflict"]} <= {
        ("intensity", region) for region in ("甲", "乙", "丙", "全区")
    }  # fmt: skip


def test_a_higher_ratio_never_helps(tmp_path: Path) -> None:
    """K.5: the optimum falls as ρ rises, and what is bought is what is sold divided by ρ."""
    best = []
    for ratio in (1.0, 1.1, 1.2, 1.5, 2.0):
        found = run(traded(0.12, ratio), tmp_path / str(ratio))
        best.append(found["objective"])
        assert sum(moved(found, "sold")) == pytest.approx(ratio * sum(moved(found, "bought")), abs=1e-9)
    assert best == sorted(best, reverse=True)
    assert best[0] > best[-1]


def test_carbon_does_not_pay_for_energy(tmp_path: Path) -> None:
    """L 36: P3 brings 乙 46.65 − 11.7375 of energy against 28.8 and 28 of M3. With M3 saving no energy 甲's carbon is of
    no use to it: P3 must go, and comes back when 甲 sells the energy of M1 (0.35 per 万吨).
    """
    found = traded(0.02)
    for row in found.rows("measures"):
        row["energy_saving"] = 0
    refused = run(found, tmp_path / "carbon")
    assert "P3" not in approved(refused)
    assert [node(refused, region, "energy")["bought"] for region in ("甲", "乙", "丙")] == [0, 0, 0]
    next(m for m in found.rows("measures") if m["measure"] == "M1")["energy_saving"] = 42
    assert "P3" in approved(run(found, tmp_path / "both"))


def test_what_the_national_market_uses_is_not_sold_again(tmp_path: Path) -> None:
    """L 35: M1, M3 and M4 in the national market leave only M2 at 0.05 to sell; with 60 % prorated 甲 sells up to
    0.4 · M1 at 0.03 again.
    """
    found = traded(0.02)
    for row in found.rows("measures"):
        row["in_ets"] = row["measure"] in ("M1", "M3", "M4")
    blocked = run(found, tmp_path / "block")
    assert {t["measure"] for t in blocked["transfers"]} == {"M2"}
    assert uptake(blocked)[1] == pytest.approx(18.3, abs=1e-6)
    found.settings["rules"]["market"] |= {"ets": "prorate", "ets_share": 0.6}
    prorated = run(found, tmp_path / "prorate")
    assert {t["measure"] for t in prorated["transfers"]} == {"M1"}
    assert uptake(prorated)[0] == pytest.approx(45.75, abs=1e-6)


def test_the_most_that_may_be_sold(tmp_path: Path) -> None:
    """H.3: 甲 may sell 0.1 % of its total, 9.7 of the 18.3 that are asked for: the rest comes from 丙 or 乙 or not."""
    found = run(traded(0.02, transfer_max=0.001), tmp_path)
    assert moved(found, "sold")[0] <= 9.7 + 1e-9
    assert found["objective"] < 235.2797 - 1e-4


def test_dirty_buyers_pay_more(tmp_path: Path) -> None:
    """H.2 (c): base intensities 3, 2 and 0.8 over the region's 1.8132 are 1.65, 1.10 and 0.44 times: with bounds at 1
    and 1.5 the ratios of 甲, 乙, 丙 are 1.5, 1.2, 1.0; 乙 buys 16.3 and 丙 2.0, so 19.56 + 2.0 = 21.56 are sold.
    """
    bands = {"ratio_by": "bands", "thresholds": [1.0, 1.5], "ratios": [1.0, 1.2, 1.5]}
    found = run(traded(0.02, **bands), tmp_path)
    assert moved(found, "bought") == pytest.approx([0, 16.3, 2.0], abs=1e-6)
    assert moved(found, "sold") == pytest.approx([21.56, 0, 0], abs=1e-6)


def test_a_sold_sink_adds_back(tmp_path: Path) -> None:
    """L 37: M5 sold as a CCER (tradable) still stays out of the region's book; only what is not sold relieves 丙."""
    found = traded(0.02)
    for row in found.rows("measures"):
        row["tradable"] = row["measure"] == "M5"
    document = run(found, tmp_path)
    sold = moved(document, "sold")
    assert sold[2] <= uptake(document)[4] + 1e-9
    held = node(document, "丙", "carbon")
    assert held["headroom"] == pytest.approx(held["budget"] - held["usage"] - sold[2], abs=1e-9)


def test_off_is_off(tmp_path: Path) -> None:
    """Without the switch nothing is sold, whatever is tradable, and the result has no such columns."""
    found = traded(0.02)
    del found.settings["rules"]["market"]
    document = run(found, tmp_path)
    assert document["objective"] == pytest.approx(195.5310, abs=1e-4)
    assert "transfers" not in document
    assert "sold" not in node(document, "甲", "carbon")


@pytest.mark.parametrize(
    ("region", "column", "amount"),
    [("甲", "sold", 46.0), ("乙", "bought", 30.0), ("甲", "bought", 1.0), ("丙", "sold", 1.0)],
)
def test_a_wrong_sale_is_refuted(region: str, column: str, amount: float, tmp_path: Path) -> None:
    """L 34: 甲 cannot sell more than the 45.2 it carries out, nobody buys what is not sold, nor sells and buys at once."""
    found = solved(traded(0.02), tmp_path)
    assert found.allocation is not None
    nodes = found.allocation.nodes.copy()
    nodes.loc[(nodes["region"] == region) & (nodes["quantity"] == "carbon"), column] = amount
    verdict = verify(found.checked.case, found.checked.policy, replace(found.allocation, nodes=nodes))
    assert not verdict.ok
    assert any(finding.rule in ("market", "coverage") for finding in verdict.failures)


def _market(base: dict[str, float], target: float, **settings: Any) -> Market:
    """The market of 甲 in 全, whose target intensity is given; base: gdp_base and carbon_base of 甲."""
    case = make_case(regions=[{"region": "全"}, {"region": "甲", "parent": "全"}])
    targets = {("全", "carbon", 2030): Target(target, "hard")}
    return Market(case, MarketSettings(trade=True, **settings), {}, lambda region, column: base[column], targets, {})


@pytest.mark.parametrize(
    ("settings", "tradable", "in_ets", "share"),
    [
        ({}, False, False, 0.0),
        ({}, True, False, 1.0),
        ({"ets_share": 0.25}, True, True, 0.0),  # inside the national market: blocked
        ({"ets": "prorate", "ets_share": 0.25}, True, True, 0.75),  # 1 − 0.25 is not covered by it
    ],
)
def test_the_share_that_may_be_sold(settings: Any, tradable: bool, in_ets: bool, share: float) -> None:
    market = _market({}, 1.0, **settings)
    assert market.share({"tradable": tradable, "in_ets": in_ets}) == share
    assert sellable(MarketSettings(**settings), np.array([tradable]), np.array([in_ets])).tolist() == [share]


@pytest.mark.parametrize(
    ("gdp", "carbon", "target", "ratio"),
    [
        (100, 200, 1.0, 1.0),  # twice the target: the first band reaches that far
        (100, 201, 1.0, 1.2),
        (100, 500, 1.0, 1.5),  # five times: beyond the last threshold
        (0.5, 0.5, 1.0, 1.0),  # small figures are figures
        (100, 100, 0.5, 1.0),  # 1 ÷ 0.5 = 2
        (0, 100, 1.0, 1.5),  # nothing to compare with: the highest
        (100, 100, 0.0, 1.5),
    ],
)
def test_the_ratio_by_bands(gdp: float, carbon: float, target: float, ratio: float) -> None:
    market = _market({"gdp_base": gdp, "carbon_base": carbon}, target, ratio_by="bands")
    assert market.ratio(("甲", "carbon", 2030)) == ratio


@pytest.mark.parametrize(
    "bands", [{"thresholds": (2.0, 2.0)}, {"thresholds": (2.0,)}, {"ratios": (1.0, 1.5, 1.2)}, {"ratios": (0.9, 1.2, 1.5)}]
)
def test_bands_ascend_and_begin_at_one(bands: Any) -> None:
    with pytest.raises(ValidationError, match="ascending"):
        MarketSettings(**bands)


@pytest.mark.parametrize(("trade", "sold", "bad"), [(True, 3.6, False), (True, 3.7, True), (False, 0.5, True)])
def test_no_more_is_sold_than_is_carried_out_and_allowed(trade: bool, sold: float, bad: bool) -> None:
    """Of 5 carried out, 4 % of 90 may be sold: 3.6; nothing where there is no market."""
    case = make_case(
        regions=[{"region": "全"}, {"region": "甲", "parent": "全"}],
        totals=[{"region": "甲", "quantity": "carbon", "total": 90}],
        measures=[{"measure": "M", "region": "甲", "carbon_reduction": 5, "tradable": True}],
    )  # fmt: skip
    nodes = {
        (r, q, 2030): {"usage": 0, "gdp": 0, "bought": 0.0, "sold": sold if (r, q) == ("甲", "carbon") else 0.0}
        for r in ("全", "甲") for q in ("energy", "carbon")
    }  # fmt: skip
    policy = make_policy(market={"trade": trade, "transfer_max": 0.04})
    account = Account(case, policy.settings, make_allocation(case, nodes, uptake={("M", 2030): 1.0}))
    found = [f for f in RULE.check(account) if f.region == "甲" and f.quantity == "carbon"]
    assert any(map(fails, found)) is bad
