"""What the terminal shows of a risk run (终端): chances by region, how re-optimizing went, projects up to chance."""

from __future__ import annotations

import math

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from optimizer.domain.risk import Risk, interval
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.risk.tables import again_notes, ranked, run_note, verdict
from optimizer.text import risk as words

MOST = 12


def risk_summary(risk: Risk, stamp: Stamp) -> Group:
    """Return the run ready for a rich console; no text of the case is taken for markup."""
    said = words.TERMINAL
    table = Table(*words.HEAD, pad_edge=False)
    for row in risk.regions.to_dict("records"):
        energy, carbon, both, total = (_percent(row[name]) for name in ("energy", "carbon", "both", "total"))
        low, high = interval(row["both"], risk.draws)
        between = "" if math.isnan(low) else words.BETWEEN.format(low=low, high=high)
        region = Text(clean(str(row["region"])) or words.TOGETHER)
        table.add_row(region, energy, carbon, both, between, total, verdict(row["both"]))
    frame = ranked(risk)
    doubtful = frame[(frame["status"] == "candidate") & frame["often"].between(0.1, 0.9)]
    names = "、".join(
        words.NAMED.format(project=clean(str(project), 24), share=often)
        for project, often in zip(doubtful["project"][:MOST], doubtful["often"][:MOST], strict=True)
    )
    notes = (*again_notes(risk), run_note(risk))
    parts: list[RenderableType] = [Text(words.NOTE["held"]), table, *map(Text, notes)]
    if names:
        parts.append(Text(said["projects"].format(names=names)))
    if len(doubtful) > MOST:
        parts.append(Text(said["rest"].format(count=len(doubtful) - MOST)))
    return Group(Text(said["title"].format(case=clean(stamp.case), run=stamp.run), style="bold"), *parts)


def _percent(chance: float) -> str:
    return "—" if math.isnan(chance) else f"{chance:.1%}"
