"""What a random case may add beyond targets and totals: control indicators."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tests.oracle.files import CaseFiles, Row


def add_further(
    case: CaseFiles, random: Random, parent: Mapping[str, str], root: str, sure: bool = False
) -> None:  # fmt: skip
    """Add each kind of further rule to some of the cases (sure: to every one); `parent` of every leaf."""
    if random.random() < 0.4 or sure:
        _controls(case, random, parent, root)
    if random.random() < 0.4 or sure:
        _peaks(case, random)
    if random.random() < 0.5 or sure:
        _choices(case, random)
    if random.random() < 0.4 or sure:
        _replacement(case, random)
    if random.random() < 0.3 or sure:
        _redundancy(case, random)


def _controls(case: CaseFiles, random: Random, parent: Mapping[str, str], root: str) -> None:
    """Fuels everywhere, and limits a little beside what exists: some bind, some are out of reach."""
    for row in case.rows("region_years"):
        row["energy_gross"] = row["energy"] * random.uniform(1.0, 1.3)
        row["coal"] = row["energy"] * random.uniform(0.4, 0.9)
        row["oil"] = row["energy"] * random.uniform(0.0, 0.2)
        row["nonfossil"] = row["energy_gross"] * random.uniform(0.05, 0.3)
    for project in case.rows("projects"):
        project |= {fuel: project["energy"] * random.choice((0, 0.2, 0.9)) for fuel in ("coal", "oil")}
    for measure in case.rows("measures"):
        for column in ("coal_saving", "oil_saving", "nonfossil_gain"):
            if random.random() < 0.4:
                measure[column] = measure["carbon_reduction"] * random.choice((0, 0.1, 0.4))
    years = sorted({row["year"] for row in case.rows("region_years")})
    for node in (*parent, root):
        for control in ("coal", "oil", "nonfossil"):
            if random.random() < 0.35:
                case.rows("controls").append(_control(case, random, parent, node, control, random.choice(years)))


def _peaks(case: CaseFiles, random: Random) -> None:
    """Some regions have peaked, or do within the plan; what exists falls there, so that there is some room."""
    years = sorted({row["year"] for row in case.rows("region_years")})
    for region in case.rows("regions"):
        if random.random() < 0.4:
            region["peak_year"] = random.choice((years[0] - 1, *years))
            for row in case.rows("region_years"):
                if row["region"] == region["region"]:
                    row["carbon"] *= 1 - random.uniform(0.0, 0.02) * (1 + row["year"] - years[0])


def _choices(case: CaseFiles, random: Random) -> None:
    """Groups, later starts (few, for each is a whole decision more), and measures that wait for a project."""
    years = sorted({row["year"] for row in case.rows("region_years")})
    later = 3
    for project in case.tables.get("projects", []):
        if random.random() < 0.3:
            project["group"] = random.choice("GH")
        if random.random() < 0.3 and later:
            project["latest_start"] = max(random.choice(years), project.get("start_year") or 0)
            later -= 1
    names = [project["project"] for project in case.tables.get("projects", [])]
    linked: dict[str, str] = {}
    for measure in case.tables.get("measures", []) if names else ():
        if random.random() < 0.5:
            measure["project"] = linked.setdefault(measure["measure"], random.choice(names))


def _replacement(case: CaseFiles, random: Random) -> None:
    """Some projects must replace what they add, in one of the three forms; most reductions may serve."""
    form = random.choice(("ratio", "ratio", "bands", "henan"))
    case.settings["rules"]["replacement"] = {
        "form": form, "all_projects": random.random() < 0.2, "two_high_ratio": random.choice((0.0, 1.0, 1.5)), "henan_mean": random.choice((0.5, 1.1)),
        "quantities": random.choice((["carbon"], ["energy", "carbon"], ["energy"])),
    }  # fmt: skip
    for project in case.tables.get("projects", []):
        project["two_high"] = random.choice((None, True, False))
        project["replacement_ratio"] = random.choice((None, None, None, 0, 40, 100, 120))
        project["benchmark"] = random.choice((None, "标杆", "基准"))
    case.settings["rules"]["approvals"] = {"two_high": random.choice(("allow", "allow", "gate", "forbid"))}
    for measure in case.tables.get("measures", []):
        measure["tradable"] = random.choice((True, True, None))


def _redundancy(case: CaseFiles, random: Random) -> None:
    """Capacity is not used to the full; some quota is reclaimed; approvals may exceed the quota by a margin."""
    case.settings["rules"]["redundancy"] = {
        "mode": random.choice(("hard", "hard", "report")), "margin": random.choice((0.0, 0.1, 0.3)),
    }  # fmt: skip
    for project in case.tables.get("projects", []):
        project["utilization"] = random.choice((None, None, 60, 85))
    for row in case.rows("region_years"):
        row["reclaimed"] = random.choice((None, 0.005 * row["energy"]))


def _control(
    case: CaseFiles, random: Random, parent: Mapping[str, str], node: str, control: str, year: int
) -> Row:  # fmt: skip
    below = [r for r in case.rows("region_years") if r["year"] == year and _inside(r["region"], node, parent)]
    row: Row = {"region": node, "control": control, "year": year, "mode": random.choice((None, None, "hard", "report"))}
    slack = random.choice((0.999, 1.001, 1.005, 1.02)) if random.random() < 0.3 else random.uniform(1.001, 1.03)
    if control == "nonfossil":
        row["share"] = 100 * sum(r["nonfossil"] for r in below) / sum(r["energy_gross"] for r in below) / slack
    else:
        row["cap"] = sum(r[control] for r in below) * slack
    return row


def _inside(region: str, node: str, parent: Mapping[str, str]) -> bool:
    while region and region != node:
        region = parent.get(region, "")
    return region == node
