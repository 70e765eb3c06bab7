"""The tables of the yearly assessment (评价考核表): energy with carbon, grades, incentives, components, works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from optimizer.domain.assessment import Assessed, Joint
from optimizer.domain.case import QUANTITIES
from optimizer.report.monitor.tables import number
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.text import assess as words
from optimizer.text.monitor import TEMPLATE
from optimizer.text.report import MONEY_UNIT
from optimizer.text.review import INTENSITY
from optimizer.text.words import UNIT


def field(
    name: str, kind: Kind = "text", group: str = "", unit: str = "", formula: str = "", label: str = ""
) -> Field:  # fmt: skip
    """Return one field with its label from the words of the assessment."""
    formulas = {"": formula} if formula else {}
    group = words.GROUP[group] if group else ""
    return Field(name, words.LABEL[label or name], kind, group=group, unit=unit, formulas=formulas)


def table(
    key: str, year: int, fields: tuple[Field, ...], rows: list[dict[str, Any]], notes: tuple[str, ...], unit: str = ""
) -> OutputTable:
    """Return the output table of that name."""
    frame = pd.DataFrame(rows, columns=[f.name for f in fields])
    return OutputTable(key, words.SHEET[key], words.TITLE[key].format(year=year), unit, fields, frame, notes, wide=True)


def joint_table(found: Assessed) -> OutputTable:
    """Return both intensities of every region over the one GDP, with the verdict on the two."""
    rows = [
        {"region": one.region, "gdp": number(one.gdp), **dict(_sides(one)), "verdict": words.VERDICT[one.met]}
        for one in found.joint
    ]
    fields = [field("region"), field("gdp", "money", unit=MONEY_UNIT)]
    for q in QUANTITIES:
        fields += [
            field(f"{q}_usage", "amount", q, UNIT[q], label="usage"),
            field(f"{q}_intensity", "intensity", q, INTENSITY, f"{{{q}_usage}}/{{gdp}}", "intensity"),
            field(f"{q}_due", "percent", q, label="due"), field(f"{q}_achieved", "percent", q, label="achieved"),
            field(f"{q}_gap", "percent", q, "", f"MAX(0,{{{q}_due}}-{{{q}_achieved}})", "gap"),
        ]  # fmt: skip
    fields.append(field("verdict", "light"))
    return table("joint", found.year, tuple(fields), rows, (words.NOTE["suggested"], words.NOTE["joint"]))


def _sides(one: Joint) -> Iterator[tuple[str, float]]:
    for quantity, standing in zip(QUANTITIES, (one.energy, one.carbon), strict=True):
        reading = None if standing is None else standing.reading("intensity")
        yield f"{quantity}_usage", number(None if standing is None else standing.usage)
        yield f"{quantity}_intensity", number(None if standing is None else standing.intensity)
        yield f"{quantity}_due", number(None if reading is None else reading.target)
        yield f"{quantity}_achieved", number(None if reading is None else reading.achieved)
        yield f"{quantity}_gap", number(None if reading is None else max(reading.target - reading.achieved, 0))  # type: ignore[arg-type]


def graded_table(found: Assessed, lines: Any) -> OutputTable:
    """Return the points of every template out of a hundred, with the grade."""
    rows = [
        {
            "region": g.score.region, "template": TEMPLATE[g.score.template], "annual": number(g.score.annual),
            "cumulative": number(g.score.cumulative), "points": number(g.points), "missed": words.TARGET[g.missed],
            "grade": words.GRADE[g.grade],
        }
        for g in found.graded
    ]  # fmt: skip
    fields = (
        field("region"), field("template"), field("annual", "amount"), field("cumulative", "amount"),
        field("points", "amount"), field("missed", "light"), field("grade"),
    )  # fmt: skip
    note = words.NOTE["graded"].format(lines="、".join(f"{float(line):g}" for line in lines))
    return table("graded", found.year, fields, rows, (note,))


def incentive_table(found: Assessed) -> OutputTable:
    """Return the incentive targets and who is exempt from the total."""
    rows = [
        {
            "region": i.region, "basic": number(i.basic), "incentive": number(i.incentive),
            "achieved": number(i.achieved), "exempt": words.EXEMPT[i.exempt],
        }
        for i in found.incentives
    ]  # fmt: skip
    first = found.incentives[0]
    fields = (
        field("region"), field("basic", "percent"), field("incentive", "percent"), field("achieved", "percent"),
        field("exempt", "light"),
    )  # fmt: skip
    note = words.NOTE["incentives"].format(extra=float(first.incentive / first.basic - 1))
    return table("incentives", found.year, fields, rows, (words.NOTE["suggested"], note))


def component_table(found: Assessed) -> OutputTable:
    """Return the four components of every region."""
    rows = [
        {
            "region": c.region, "energy": number(c.energy), "process": number(c.process),
            "engineering": number(c.engineering), "sink": number(c.sink), "assessed": number(c.assessed),
        }
        for c in found.components
    ]  # fmt: skip
    whole = "{energy}+{process}-{engineering}-{sink}"
    fields = (
        field("region"), *(field(n, "amount") for n in ("energy", "process", "engineering", "sink")),
        field("assessed", "amount", formula=whole),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["components"], words.NOTE["no_process"])
    return table("components", found.year, fields, rows, notes, UNIT["carbon"])


def contribution_table(found: Assessed) -> OutputTable:
    """Return the verified reductions by category and by stage; both add up to the sum."""
    categories, stages = (list(part) for part in (found.contributions[0].by_category, found.contributions[0].by_stage))
    rows = [
        {
            "region": c.region, "sum": number(c.total),
            **{f"c{n}": number(c.by_category[name]) for n, name in enumerate(categories)},
            **{f"s{n}": number(c.by_stage[name]) for n, name in enumerate(stages)},
        }
        for c in found.contributions
    ]  # fmt: skip
    total = "+".join(f"{{c{n}}}" for n in range(len(categories)))
    fields = (
        field("region"),
        *(Field(f"c{n}", name, "amount", words.GROUP["category"]) for n, name in enumerate(categories)),
        field("sum", "amount", formula=total),
        *(Field(f"s{n}", name or words.NO_STAGE, "amount", words.GROUP["stage"]) for n, name in enumerate(stages)),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["contributions"])
    return table("contributions", found.year, fields, rows, notes, UNIT["carbon"])
