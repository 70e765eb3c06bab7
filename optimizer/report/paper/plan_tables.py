"""The annexes of the annual budget plan (附表): the workbook's own tables, with the columns that fit a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from optimizer.domain.case import Quantity
from optimizer.domain.review import Impact
from optimizer.report.paper.paper import Annex
from optimizer.report.paper.plan_figures import Figures
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.review.tables import class_text, number
from optimizer.text import paper as words
from optimizer.text import report as house
from optimizer.text import review
from optimizer.text.words import QUANTITY, UNIT

_PROJECT = ("order", "project", "name", "region", "sector", "start_year", "energy", "controlled", "carbon",
            "value_added", "status", "advice")  # fmt: skip
_MEASURE = ("measure", "name", "region", "category", "year", "share", "energy_saved", "carbon_reduced", "cost_paid")
_STATE = ("name", "total", "existing", "projects", "budget", "usage", "headroom", "target_intensity",
          "intensity", "overrun_1", "overrun_2", "rate", "light")  # fmt: skip
_BINDING = ("rule", "region", "year", "quantity", "marginal_value", "says")


def annexes(figures: Figures, impacts: Sequence[Sequence[Impact]]) -> list[Annex]:
    """Return the numbered annexes, without empty tables.

    impacts: of every project, in the case's order: its league then the region, energy then carbon.
    """
    tables = figures.tables
    measures, shown = tables["measures"], tables["measures"].frame["share"] > 0
    found: list[tuple[str, OutputTable, str]] = [
        *((f"budget_{q}", _noted(tables[f"budget_{q}"], "budget", "lights", "marks"), "") for q in figures.quantities),
        *((f"state_{q}", _state(figures, q), "") for q in figures.quantities),
        ("projects", _noted(_marked(tables["projects"], _PROJECT), "projects", "marks"), ""),
        ("impact", _noted(_impacts(figures, impacts), "impact"), ""),
        ("measures", _noted(_marked(replace(measures, frame=measures.frame[shown].reset_index(drop=True)), _MEASURE),
                            "measures", "marks"),
         words.ANNEX_SAYS["measures"].format(count=int((~shown).sum())) if (~shown).any() else ""),
        ("binding", _noted(_only(tables["binding"], _BINDING)), words.ANNEX_SAYS["binding"]),
    ]  # fmt: skip
    return [
        Annex(words.ANNEX.format(number=n), words.ANNEX_TITLE[key].format(year=figures.last), table, says)
        for n, (key, table, says) in enumerate((one for one in found if len(one[1].frame)), start=1)
    ]


def _only(table: OutputTable, names: Sequence[str], extra: Sequence[Field] = ()) -> OutputTable:
    """Return the table with these columns in this order; a name is taken from the table's own fields or `extra`."""
    known = {field.name: field for field in (*table.fields, *extra)}
    return replace(table, fields=tuple(known[name] for name in names))


def _marked(table: OutputTable, names: Sequence[str]) -> OutputTable:
    """Return the columns, and last the mark of what each row rests on (估、假)."""
    return _only(table, (*names, "mark"), [Field("mark", house.LABEL["mark"], "light")])


def _noted(table: OutputTable, *notes: str) -> OutputTable:
    return replace(table, notes=tuple(words.ANNEX_NOTE[name] for name in notes))


def _state(figures: Figures, quantity: Quantity) -> OutputTable:
    """The balance of the last year, one row a region: what it may use, what it will use, what is left."""
    table = figures.tables[f"balance_{quantity}"]
    usage = Field("usage", words.LABEL["usage"], unit=UNIT[quantity])
    frame = table.frame[table.frame["year"] == figures.last].reset_index(drop=True)
    fields = (*(field for field in table.fields if field.name != "usage"), usage)
    shown = _marked(replace(table, frame=frame, fields=fields), _STATE)
    return _noted(shown, "state", "lights", "marks")


def _impacts(figures: Figures, impacts: Sequence[Sequence[Impact]]) -> OutputTable:
    """The impact of every project on its league: m, n, class, net burden, and what it uses in the last year."""
    projects = figures.tables["projects"]
    of = [{impact.standing.quantity: impact for impact in reversed(both)} for both in impacts]
    frame = projects.frame.assign(
        m=[number(one["energy"].m) for one in of], n=[number(one["energy"].n) for one in of],
        impact_class=[class_text(one["energy"].worst) for one in of],
        burden_carbon=[number(one["carbon"].burden) for one in of],
        burden_energy=[number(one["energy"].burden) for one in of],
    )  # fmt: skip
    group, burden = words.LABEL["impact"], words.LABEL["burden"]
    extra = (
        Field("m", review.LABEL["m"], "percent", group), Field("n", review.LABEL["n"], "percent", group),
        Field("impact_class", review.LABEL["class"], "text", group),
        *(Field(f"burden_{q}", QUANTITY[q], "amount", burden, UNIT[q]) for q in ("carbon", "energy")),
    )  # fmt: skip
    names = ("order", "project", "name", "region", *(field.name for field in extra), "carbon_used", "energy_used",
             "advice")  # fmt: skip
    return _only(replace(projects, frame=pd.DataFrame(frame)), names, extra)
