"""What demonstration works contribute (三类示范工程贡献表): source, process and end of pipe, year by year (L 40)."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.case import Case
from optimizer.report.parts.output import Field, OutputTable
from optimizer.text import report as words
from optimizer.text.words import UNIT

_PARTS = ("energy_saved", "carbon_reduced", "cost_paid")


def stage_table(case: Case, measures: OutputTable) -> OutputTable:
    """Return the sums of the measure sheet by year and stage; measures of no stage are the last line of a year."""
    frame, rows = measures.frame, []
    named = [stage for stage in dict.fromkeys(frame["stage"]) if stage]
    for year in case.years:
        for stage in (*sorted(named), ""):
            mine = frame[(frame["year"] == year) & (frame["stage"] == stage)]
            row: dict[str, object] = {"year": float(year), "stage": stage or words.NO_STAGE, "count": float(len(mine))}
            condition = f'"{stage}"' if stage else '""'
            for part in _PARTS:
                row[part] = float(mine[part].sum())
                row[f"={part}"] = (
                    f"SUMPRODUCT(({measures.outside('year')}={year})*({measures.outside('stage')}={condition})"
                    f"*{measures.outside(part)})"
                )
            rows.append(row)
    label, unit = words.LABEL, {"energy": UNIT["energy"], "carbon": UNIT["carbon"], "cost": words.MONEY_UNIT}
    fields = (
        Field("year", label["year"], "year"), Field("stage", label["stage"], "text"),
        Field("count", label["stage_count"], "count"),
        *(Field(part, label[part], "amount", unit=unit[part.split("_")[0]]) for part in _PARTS),
    )  # fmt: skip
    notes = (words.NOTE["suggested"], words.NOTE["stages"])
    return OutputTable(
        "stages", words.SHEET["stages"], words.TITLE["stages"], "", fields, pd.DataFrame(rows), notes, wide=True
    )
