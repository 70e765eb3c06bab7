"""The further rules as rows of the eliminated program, read from their documents and domain.md (A.6).

A row is Σ coefficient·x + constant ≤ 0; the constant has the empty key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from tests.oracle.facts import NOUGHT, Facts, amount, text
from tests.oracle.tables import Record

Key = tuple[object, ...]
Expression = dict[Key, Fraction]
Usage = Callable[[str, str, int, bool], Expression]
ONE: Key = ()


Net = Callable[[list[str], str, int], Expression]
"""Sold less bought of leagues, of a quantity in a year."""


def further_rows(facts: Facts, usage: Usage, net: Net) -> list[Expression]:
    """All rows that the case asks for beyond targets and totals."""
    controls = [_control(facts, row) for row in facts.tables.controls if _mode(facts, row) == "hard"]
    return [*controls, *_peaks(facts, usage), *_choices(facts), *_links(facts), *_replacements(facts, net),
            *_redundancy(facts)]  # fmt: skip


def _redundancy(facts: Facts) -> Iterator[Expression]:
    """Approved energy of a league ≤ (1 + ζ)·(growth quota + saved + reclaimed) at the end of the plan."""
    rules, last = facts.rules["redundancy"], facts.years[-1]
    room = 1 + _exact(rules["margin"])
    for node in facts.nodes:
        target = facts.target(node, "energy", last)
        if rules["mode"] != "hard" or facts.children[node] or target is None:
            continue
        reclaimed = sum((amount(r, "reclaimed") for r in facts.tables.region_years if text(r, "region") == node), NOUGHT)
        growth = target[0] * facts.gdp_expected(node, last) - facts.existing(node, last, "energy", False)
        quota = max(growth, NOUGHT) + reclaimed
        row: Expression = {ONE: -room * quota}
        for p in facts.tables.projects:
            if node in facts.charged(p, "energy"):
                row["y", text(p, "project")] = amount(p, "energy") - amount(p, "feedstock") - amount(p, "nonfossil")
        for m in facts.tables.measures:
            if (text(m, "region"), int(text(m, "year"))) == (node, last):
                row["z", text(m, "measure"), last] = -room * amount(m, "energy_saving")
        yield row


def _replacements(facts: Facts, net: Net) -> Iterator[Expression]:
    """Every year, what a league's started projects replace, and what it sold ≤ its deliverable reductions, and bought."""
    for node in facts.nodes:
        for quantity, saving in (("energy", "energy_saving"), ("carbon", "carbon_reduction")):
            for t, year in enumerate(facts.years):
                row: Expression = {}
                for p in facts.tables.projects:
                    if text(p, "region") == node and _starts(facts, p) <= t:
                        volume = _volume(facts, p, quantity)
                        if volume:
                            row["y", text(p, "project")] = volume
                if not row:
                    continue
                for m in facts.tables.measures:
                    if (text(m, "region"), int(text(m, "year"))) == (node, year) and text(m, "tradable") == "true":
                        row["z", text(m, "measure"), year] = -amount(m, saving)
                yield {ONE: NOUGHT, **row, **net([node], quantity, year)}


def _starts(facts: Facts, project: Record) -> int:
    since = text(project, "since") or text(project, "start_year")
    if since:
        return next(t for t, year in enumerate(facts.years) if year >= int(since))
    return next((t for t, share in enumerate(facts.ramp(project)) if share), len(facts.years))


def _volume(facts: Facts, project: Record, quantity: str) -> Fraction:
    rules, typed = facts.rules["replacement"], project.get("replacement_ratio")
    use, added = amount(project, quantity), amount(project, "value_added")
    if quantity == "energy":
        use -= amount(project, "feedstock") + amount(project, "nonfossil")
    if typed is None and text(project, "two_high") != "true" and not rules["all_projects"]:
        return NOUGHT
    if rules["form"] == "henan":
        if quantity == "carbon":
            return NOUGHT
        factor = _exact(rules["henan_b"]) * use / added / _exact(rules["henan_mean"]) if added else Fraction(1)
        return max(use - amount(project, "coal"), NOUGHT) * (factor if typed is None else typed)
    if quantity not in rules["quantities"]:
        return NOUGHT
    if rules["form"] == "ratio":
        return use * (_exact(rules["two_high_ratio"]) if typed is None else typed)
    targets = [facts.target(text(project, "region"), quantity, year) for year in facts.years]
    known = [target[0] for target in targets if target]
    if not known:
        return NOUGHT
    band = sum(use > _exact(cut) * known[-1] * added for cut in rules["band_cuts"])
    return max(use - known[-1] * added, NOUGHT) * (_exact(rules["band_ratios"][band]) if typed is None else typed)


def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _choices(facts: Facts) -> Iterator[Expression]:
    """At most one of a group and of the start years of a project; one of them when the project must be."""
    handling = facts.rules["approvals"]["two_high"]
    for project in facts.tables.projects:
        reached = text(project, "benchmark") == "标杆"
        if text(project, "two_high") == "true" and (handling == "forbid" or (handling == "gate" and not reached)):
            yield {("y", text(project, "project")): Fraction(1), ONE: NOUGHT}
    for column in ("group", "of"):
        members: dict[str, list[Record]] = {}
        for project in facts.tables.projects:
            members.setdefault(text(project, column), []).append(project)
        for name, projects in members.items():
            if name and len(projects) > 1:
                yield {ONE: Fraction(-1), **{("y", text(p, "project")): Fraction(1) for p in projects}}
                if column == "of" and text(projects[0], "status") in ("must", "必上"):
                    yield {ONE: Fraction(1), **{("y", text(p, "project")): Fraction(-1) for p in projects}}


def _links(facts: Facts) -> Iterator[Expression]:
    for measure in facts.tables.measures:
        wanted, year = text(measure, "project"), int(text(measure, "year"))
        if wanted:
            on = [p for p in facts.tables.projects if text(p, "of") == wanted and int(text(p, "since", "0")) <= year]
            yield {
                ("z", text(measure, "measure"), year): Fraction(1),
                **{("y", text(p, "project")): Fraction(-1) for p in on},
            }


def _peaks(facts: Facts, usage: Usage) -> Iterator[Expression]:
    """After the peak no year emits more than the one before; the base year counts when it is the year before."""
    for region in facts.tables.regions:
        name = text(region, "region")
        peak = int(text(region, "peak_year", "9999"))
        for before, year in zip([facts.base_year, *facts.years], facts.years, strict=False):
            if before < peak:
                continue
            now = usage(name, "carbon", year, False)
            if before in facts.years:
                yield _add(now, {k: -c for k, c in usage(name, "carbon", before, False).items()})
            elif before == year - 1:
                yield _add(now, {ONE: -facts.base(name, "carbon_base")})


def _mode(facts: Facts, row: Record) -> str:
    return text(row, "mode", facts.rules["controls"]["mode"])


def _control(facts: Facts, row: Record) -> Expression:
    """Coal or oil − cap ≤ 0; share · all energy − non-fossil energy ≤ 0."""
    region, year, control = text(row, "region"), int(text(row, "year")), text(row, "control")
    if control != "nonfossil":
        return _add(_fuel(facts, region, year, control, control, f"{control}_saving", 1), {ONE: -amount(row, "cap")})
    share = amount(row, "share")
    gross = _fuel(facts, region, year, "energy_gross", "energy", "energy_saving", share)
    clean = _fuel(facts, region, year, "nonfossil", "nonfossil", "nonfossil_gain", 1)
    # a gain adds where a saving takes off
    return _add(gross, {k: c if k[:1] == ("z",) else -c for k, c in clean.items()})


def _fuel(
    facts: Facts, region: str, year: int, stock: str, project: str, measure: str, weight: Fraction | int
) -> Expression:
    """Weight × (what exists + projects − what measures save) below a node."""
    t = facts.years.index(year)
    found: Expression = {ONE: NOUGHT}
    for r in facts.tables.region_years:
        if int(text(r, "year")) == year and region in facts.chain(text(r, "region")):
            found[ONE] += weight * amount(r, stock)
    for p in facts.tables.projects:
        if region in facts.chain(text(p, "region")):
            found["y", text(p, "project")] = weight * amount(p, project) * facts.ramp(p)[t]
    for m in facts.tables.measures:
        if int(text(m, "year")) == year and region in facts.chain(text(m, "region")):
            found["z", text(m, "measure"), year] = -weight * amount(m, measure)
    return found


def _add(one: Expression, other: Expression) -> Expression:
    found = dict(one)
    for key, coefficient in other.items():
        found[key] = found.get(key, NOUGHT) + coefficient
    return {key: coefficient for key, coefficient in found.items() if coefficient}
