"""The tables of a decomposition (目标分解表): targets, index, energy beside carbon, support; with live arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES
from optimizer.domain.decompose import Decomposition, Split
from optimizer.report.decompose.says import group_text, missing_text, remark, skipped_notes, split_notes, weights_text
from optimizer.report.parts.output import Field, OutputTable
from optimizer.rules.policy import Policy
from optimizer.text import decompose as words
from optimizer.text.report import INTENSITY_UNIT, MONEY_UNIT, YEAR
from optimizer.text.words import QUANTITY, UNIT

NAN = float("nan")
_NOTHING = 1e-9


def decompose_tables(found: Decomposition, policy: Policy) -> list[OutputTable]:
    """Return the tables in the order of the workbook."""
    tables = [split_table(found, split, policy) for split in found.splits]
    if len(found.splits) > 1:
        tables.append(joint_table(found))
    return [*tables, support_table(found), *(index_table(found, split) for split in found.splits)]


def split_table(found: Decomposition, split: Split, policy: Policy) -> OutputTable:
    """Return 盟市双控目标分解表 of one quantity; its last row re-adds the members and the composition effect."""
    label, ground, path = words.LABEL, split.ground, words.PATH_GROUP
    unreduced = "({base}*({gdp_members}+{gdp_own}))"
    members = [_member(split, i) for i in range(len(ground.members))]
    years = [Field(f"y{y}", YEAR.format(year=y), "percent", group=path) for y in ground.years]
    total = {"": "(1-{reduction})*{intensity}*{gdp_expected}", "children": "", "sum": "SUM({total:above})"}
    share = {"": f"{{intensity}}*{{gdp_expected}}/{unreduced}", "children": "", "sum": ""}
    fields = (
        Field("order", label["order"], "count"), _region(found),
        Field("gdp_base", label["gdp_base"], "money", unit=MONEY_UNIT, formulas={"sum": "SUM({gdp_base:above})"}),
        Field("intensity", label["intensity"], "intensity", unit=INTENSITY_UNIT[ground.quantity]),
        Field("index", label["index"], "intensity"), Field("group", label["group"], "text"),
        Field("reduction", label["reduction"], "percent", formulas={"sum": "{contribution}/100"}), *years,
        Field("total", label["total"], formulas=total, unit=UNIT[ground.quantity]),
        Field("weight", label["weight"], "percent", formulas={
            "": "{gdp_base}*{intensity}/({base}*{gdp_node})", "children": "", "sum": "SUM({weight:above})"}),
        Field("contribution", label["contribution"], formulas={
            "": "{share}*{reduction}*100", "children": "", "sum": "SUM({contribution:above})"}),
        Field("note", label["note"], "text"), Field("gdp_expected", label["gdp_expected"], "money", hidden=True),
        Field("share", label["share"], "percent", formulas=share, hidden=True),
        *(Field(name, name, "money", hidden=True) for name in ("base", "gdp_node", "gdp_members", "gdp_own")),
    )  # fmt: skip
    rows = [*members, _structure(split), _sum(split)]
    notes = (*split_notes(split, policy), *skipped_notes(found))
    return _table("split", fields, rows, notes, QUANTITY[ground.quantity], UNIT[ground.quantity])


def _region(found: Decomposition) -> Field:
    return Field("region", words.LABEL["county" if found.unlocked else "region"], "text")


def _constants(split: Split) -> dict[str, Any]:
    ground = split.ground
    return {
        "base": ground.intensity, "gdp_node": ground.gdp_base, "gdp_members": float(ground.gdp[:, -1].sum()),
        "gdp_own": float(ground.own_gdp[-1]),
    }  # fmt: skip


def _member(split: Split, i: int) -> dict[str, Any]:
    ground, member = split.ground, split.ground.members[i]
    return {
        "order": float(i + 1), "region": member.region, "gdp_base": member.gdp_base, "intensity": member.intensity,
        "index": float(split.index[i]), "group": group_text(split, i), "reduction": float(split.reduction[i]),
        **{f"y{y}": float(d) for y, d in zip(ground.years, split.path[i], strict=True)},
        "total": float(split.totals[i]), "weight": float(ground.weights[i]), "role": "",
        "contribution": 100.0 * float(split.contributions[i]), "note": remark(split, i),
        "gdp_expected": float(ground.gdp[i, -1]), "share": float(ground.shares[i, -1]), **_constants(split),
    }  # fmt: skip


def _structure(split: Split) -> dict[str, Any]:
    """The composition effect and the node's own part, so that the columns re-add to the node."""
    ground = split.ground
    rest = ground.gdp_base - sum(member.gdp_base for member in ground.members)
    weight = 1.0 - float(ground.weights.sum())
    return {
        "region": words.STRUCTURE, "group": "", "note": "", "role": "children", "order": NAN,
        "gdp_base": rest if abs(rest) > _NOTHING * ground.gdp_base else NAN,
        "total": float(ground.own_amount[-1]) or NAN, "weight": weight if abs(weight) > _NOTHING else NAN,
        "contribution": 100.0 * float(ground.structure[-1]),
    }  # fmt: skip


def _sum(split: Split) -> dict[str, Any]:
    ground, reached = split.ground, split.support.implied
    return {
        "region": ground.node, "gdp_base": ground.gdp_base, "intensity": ground.intensity, "role": "sum", "group": "",
        "reduction": float(reached[-1]), **{f"y{y}": float(d) for y, d in zip(ground.years, reached, strict=True)},
        "total": float(split.support.members[-1]), "weight": 1.0, "contribution": 100.0 * float(reached[-1]),
        "note": words.SUM_NOTE.format(target=split.limits.target),
    }  # fmt: skip


def index_table(found: Decomposition, split: Split) -> OutputTable:
    """Return the factors, scores, index, reference and result of every member."""
    label, there = words.LABEL, [f for f in split.factors if f.weight]
    score = "+".join(f"({f.weight!r})*{{s_{f.name}}}" for f in there)
    units = {"intensity": INTENSITY_UNIT[split.ground.quantity], **words.FACTOR_UNIT}
    factors = [
        field for f in there for field in (
            Field(f"v_{f.name}", label["value"], "percent" if f.name == "share" else "exact", words.FACTOR[f.name],
                  units.get(f.name, "")),
            Field(f"s_{f.name}", label["score"].format(weight=f.weight), "exact", words.FACTOR[f.name]))
    ]  # fmt: skip
    fields = (
        _region(found), *factors, Field("index", label["index"], "exact", formulas={"": score}),
        Field("reference", label["reference"], "percent",
              formulas={"": f"{split.limits.target!r}*(1+{split.limits.scale!r}*{{index}})"}),
        Field("unrounded", label["unrounded"], "percent"), Field("reduction", label["rounded"], "percent"),
        Field("moved", label["moved"], formulas={"": "({reduction}-{reference})*100"}),
    )  # fmt: skip
    rows = [
        {
            "region": member.region, **{f"v_{f.name}": f.values[i] for f in there},
            **{f"s_{f.name}": f.scores[i] for f in there}, "index": float(split.index[i]),
            "reference": float(split.reference[i]), "unrounded": float(split.unrounded[i]),
            "reduction": float(split.reduction[i]), "moved": 100.0 * float(split.reduction[i] - split.reference[i]),
        }
        for i, member in enumerate(split.ground.members)
    ]  # fmt: skip
    note = words.NOTE
    notes = (
        note["index"].format(method=words.METHOD[split.method], scale=split.limits.scale),
        note["weights"].format(weights=weights_text(split)), note["missing"].format(factors=missing_text(split)),
    )  # fmt: skip
    return _table("index", fields, rows, notes, QUANTITY[split.ground.quantity])


def joint_table(found: Decomposition) -> OutputTable:
    """Return energy beside carbon for every member, from one and the same GDP."""
    label, one = words.LABEL, found.splits[0].ground
    fields = [
        _region(found), Field("gdp_base", label["gdp_base"], "money", unit=MONEY_UNIT),
        Field("gdp_expected", label["gdp_expected"], "money", unit=MONEY_UNIT),
    ]  # fmt: skip
    for q in QUANTITIES:
        group, unit = QUANTITY[q], INTENSITY_UNIT[q]
        fields += [
            Field(f"{q}_intensity", label["intensity"], "intensity", group, unit),
            Field(f"{q}_reduction", words.RATE, "percent", group),
            Field(f"{q}_target", label["target_intensity"], "intensity", group, unit,
                  {"": f"(1-{{{q}_reduction}})*{{{q}_intensity}}"}),
            Field(f"{q}_total", label["total"], "amount", group, UNIT[q], {"": f"{{{q}_target}}*{{gdp_expected}}"}),
        ]  # fmt: skip
    rows = []
    for i, member in enumerate(one.members):
        row = {"region": member.region, "gdp_base": member.gdp_base, "gdp_expected": float(one.gdp[i, -1])}
        for split in found.splits:
            q, own = split.ground.quantity, split.ground.members[i].intensity
            row |= {
                f"{q}_intensity": own, f"{q}_reduction": float(split.reduction[i]),
                f"{q}_target": (1.0 - float(split.reduction[i])) * own, f"{q}_total": float(split.totals[i]),
            }  # fmt: skip
        rows.append(row)
    return _table("joint", fields, rows, (words.NOTE["suggested"], words.NOTE["joint"]))


def support_table(found: Decomposition) -> OutputTable:
    """Return the support test of the new targets, and of the case's own, year by year where there are targets."""
    label = words.LABEL
    fields = (
        Field("quantity", label["quantity"], "text"), Field("source", label["source"], "text"),
        Field("year", label["year"], "year"), Field("members", label["members"]), Field("node", label["node"]),
        Field("implied", label["implied"], "percent", formulas={"": "1-{members}/{node}*(1-{target})"}),
        Field("target", label["target"], "percent"),
        Field("gap", label["gap"], formulas={"": "({implied}-{target})*100"}), Field("structure", label["structure"]),
        Field("verdict", label["verdict"], "light"),
    )  # fmt: skip
    rows = [
        {
            "quantity": QUANTITY[split.ground.quantity], "source": words.SOURCE[source], "year": float(year),
            "members": float(test.members[t]), "node": float(test.node[t]), "implied": float(test.implied[t]),
            "target": float(test.target[t]), "gap": 100.0 * float(test.implied[t] - test.target[t]),
            "structure": 100.0 * float(split.ground.structure[t]), "verdict": words.VERDICT[test.verdicts[t]],
        }
        for split in found.splits
        for source, test in (("split", split.support), ("given", split.given_support)) if test is not None
        for t, year in enumerate(split.ground.years) if np.isfinite(test.implied[t])
    ]  # fmt: skip
    tolerance = found.splits[0].limits.tolerance
    notes = (words.NOTE["support"].format(tolerance=tolerance), words.NOTE["growth"])
    unit = "、".join(UNIT[split.ground.quantity] for split in found.splits)
    return _table("support", fields, rows, notes, unit=unit)


def _table(
    key: str, fields: Sequence[Field], rows: list[dict[str, Any]], notes: tuple[str, ...], quantity: str = "",
    unit: str = "",
) -> OutputTable:  # fmt: skip
    named = [{"role": "", **row} for row in rows]
    frame = pd.DataFrame(named, columns=[*(field.name for field in fields), "role"])
    sheet, title = words.SHEET[key].format(quantity=quantity), words.TITLE[key].format(quantity=quantity)
    return OutputTable(key, sheet, title, unit, tuple(fields), frame, notes, wide=True)
