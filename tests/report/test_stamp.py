"""The run id follows from case, pack, versions and options, and from nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

from optimizer.report.parts.stamp import make_stamp
from tests.report.plan import PROVED, UNPROVED, Given


def test_the_same_inputs_give_the_same_run(plan: Given) -> None:
    first = make_stamp(plan.case, plan.policy, PROVED, {"a": 1, "b": None}, "早")
    again = make_stamp(plan.case, plan.policy, UNPROVED, {"b": None, "a": 1}, "晚")
    assert first.run == again.run
    assert re.fullmatch("SK-[0-9a-f]{12}", first.run)


def test_other_data_or_options_give_another_run(plan: Given) -> None:
    base = make_stamp(plan.case, plan.policy, PROVED, {"time_limit": None})
    other_data = make_stamp(replace(plan.case, checksum="0" * 64), plan.policy, PROVED, {"time_limit": None})
    other_options = make_stamp(plan.case, plan.policy, PROVED, {"time_limit": 60})
    other_pack = replace(plan.policy, edition=plan.policy.edition.model_copy(update={"checksum": "1" * 64}))
    assert (
        len(
            {
                base.run,
                other_data.run,
                other_options.run,
                make_stamp(plan.case, other_pack, PROVED, {"time_limit": None}).run,
            }
        )
        == 4
    )


def test_versions_and_a_chinese_date(plan: Given) -> None:
    stamp = make_stamp(plan.case, plan.policy, PROVED, {})
    assert set(stamp.versions) == {"shuangkong", "pyomo", "highspy", "python"}
    assert all(stamp.versions.values())
    assert re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d", stamp.time)
