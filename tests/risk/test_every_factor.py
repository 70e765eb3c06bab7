"""Every factor that a case may declare uncertain, from its row in the table to what a draw uses, may use and is worth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from optimizer.systems.uncertainty.risk_draws import draw
from tests.risk.small import at, opened
from tests.risk.test_risk import bench
from tests.small import write_case


def over(energy: float) -> float:
    """What 2030 costs above the total of 100: 0.02 to 105, 0.12 beyond."""
    return 0.02 * min(energy - 100, 5) + 0.12 * max(energy - 105, 0)


BASE = {"energy": 105.0, "carbon": 220.0, "gdp": 135.0, "objective": 6.4}
GROWN, FOLLOWED, MORE = 1.01**5, 1.005**5, 1.01**5
ROWS = {
    "nothing": ("usage,each,,,uniform,0% 0%,", {}),
    "growth": ("growth,common,,,uniform,1% 1%,50", {"gdp": 130 * GROWN + 5, "energy": 97 * FOLLOWED + 8,
               "carbon": 200 * FOLLOWED + 20, "objective": 6.5 - over(97 * FOLLOWED + 8)}),
    "usage": ("usage,each,甲,,uniform,1% 1%,", {"energy": 97 * MORE + 8, "carbon": 200 * MORE + 20,
              "objective": 6.5 - over(97 * MORE + 8)}),
    "factor": ("factor,common,,,uniform,10% 10%,", {"carbon": 242.0}),
    "delay": ("delay,each,,P1,uniform,1年 1年,", {"energy": 100.0, "carbon": 210.0, "gdp": 132.5, "objective": 1.5}),
    "utilization": ("utilization,each,,,uniform,-20% -20%,", {"energy": 103.0, "carbon": 216.0, "gdp": 134.0,
                    "objective": 4.94}),
    "consumption": ("consumption,each,,P1,uniform,5% 5%,", {"energy": 105.5, "carbon": 221.0, "objective": 6.34}),
    "saving": ("saving,common,,,uniform,-50% -50%,", {"energy": 106.0, "objective": 6.28}),
    "cost": ("cost,common,,,uniform,20% 20%,", {"objective": 6.2}),
    "price": ("price,each,甲,,uniform,50% 50%,", {"objective": 6.35}),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_from_the_table_to_the_draw(row: tuple[str, dict[str, float]], tmp_path: Path) -> None:
    """2030, all decided: 97 + 10 − 2 = 105 of energy, 200 + 20 = 220 of carbon, GDP 130 + 5. P1 is worth 5·1.5 = 7.5 and
    the measure costs 1; 105 is 5 above the total, just the first tier: 5·0.02 = 0.1. So 6.4.

    A year late P1 runs at a half in 2030: 100 of energy, nothing above the total, worth 2.5. At 80 % of output: 8 of
    energy, 16 of carbon, worth 6, 3 above. Consumption +5 %: 0.5 and 1 more, 0.5 in the second tier at 0.12. Half the
    saving: 106, 1 in the second tier.
    """
    text, changed = row
    folder = write_case(
        tmp_path, years="2029, 2030", regions=["R,,,,", "甲,R,100,200,400"],
        region_years=["甲,2029,120,80,200,0", "甲,2030,130,97,200,0"], targets=["甲,能耗,2030,10,", "甲,碳排放,2030,10,"],
        totals=["甲,能耗,2030,100,,5,0.02,0.12"], projects=["P1,甲,10,20,5,,0.5 1,必上,,"],
        measures=["M1,甲,节能降碳,2030,2,0,1,必上,"], uncertainty=[f"{text},试验,假设"],
    )  # fmt: skip
    one = bench(folder)
    drawn = draw(one, [0])
    n, wanted = at(one.facts, "甲"), {**BASE, **changed}
    assert drawn.held_usage[0, :, n, 1] == pytest.approx([wanted["energy"], wanted["carbon"]])
    assert drawn.held_limit[0, 0, n, 1] == pytest.approx(0.9 * 2 * wanted["gdp"])
    assert drawn.objective[0] == pytest.approx(wanted["objective"], abs=1e-9)


def test_growth_of_leagues_hangs_together_as_declared(tmp_path: Path) -> None:
    """Of all at once ± 0.3 %, of each alone ± 0.4 %: two leagues correlate by 0.09 ÷ (0.09 + 0.16) = 0.36; each alone
    not at all, together wholly. 4,000 draws tell a correlation to ± 0.03."""
    common, each = "growth,common,,,normal,0% 0.3%,,t,假设", "growth,each,,,normal,0% 0.4%,,t,假设"
    for rows, wanted in (((common, each), 0.36), ((each,), 0.0), ((common,), 1.0)):
        _, facts, uncertain = opened(tmp_path, *rows)
        grown = np.array([uncertain.shock(uncertain.draw(1, n)).growth for n in range(4000)])
        two = grown[:, at(facts, "甲")], grown[:, at(facts, "乙")]
        assert np.corrcoef(*two)[0, 1] == pytest.approx(wanted, abs=0.04)
        assert two[0].std() == pytest.approx((0.003**2 * (common in rows) + 0.004**2 * (each in rows)) ** 0.5, rel=0.05)
