"""The review as a paper (项目评估意见): advice project by project, then the tables of the review workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from optimizer.domain.case import Case
from optimizer.domain.review import Review
from optimizer.report.paper.paper import Annex, Paper, Section
from optimizer.report.paper.plan_figures import named
from optimizer.report.paper.review_list import review_list
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.review.tables import advice_text, class_text, impact_table, sources_table, steps_table
from optimizer.rules.policy import Policy
from optimizer.text import paper as house
from optimizer.text import review as review_words
from optimizer.text import review_paper as words

TOLD = 20
"""Projects that the text goes through; the tables have all."""
_LIST = ("project", "name", "region", "authority", "m", "n", "class_overall", "burden_carbon", "burden_energy", "worth",
         "advice")  # fmt: skip
_IMPACT = ("project", "node", "quantity", "amount", "value_added", "target", "increment", "m", "n", "class", "burden",
           "break_even")  # fmt: skip
_STEPS = ("project", "step", "result", "says")
_SOURCES = ("project", "kind", "subject", "node", "year", "carbon_amount", "energy_amount", "value_gap")


def review_paper(case: Case, policy: Policy, reviews: Sequence[Review], stamp: Stamp) -> Paper:
    """Return the paper of one review."""
    impacts = impact_table(case, reviews)
    listed = review_list(case, policy, reviews, impacts)
    tables = {
        "list": replace(_only(listed, _LIST), notes=listed.notes[:-1]), "impact": _only(impacts, _IMPACT),
        "steps": _only(steps_table(case, reviews), _STEPS), "sources": _only(sources_table(case, reviews), _SOURCES),
    }
    found = [(key, table) for key, table in tables.items() if len(table.frame)]
    annexes = [
        Annex(house.ANNEX.format(number=n), words.ANNEX_TITLE[key], table) for n, (key, table) in enumerate(found, 1)
    ]
    return Paper(
        region=named(case.root), title=words.TITLE, stamp=stamp, mark="", sections=list(_sections(case, reviews)),
        annexes=annexes, facts={}, notes=[review_words.NOTE["suggested"], review_words.NOTE["carbon"]],
        charts=[], tiles=[],
    )  # fmt: skip


def _only(table: OutputTable, names: Sequence[str]) -> OutputTable:
    known = {field.name: field for field in table.fields}
    return replace(table, fields=tuple(known[name] for name in names))


def _sections(case: Case, reviews: Sequence[Review]) -> Iterator[Section]:
    counts = Counter(review.decision.verdict for review in reviews)
    verdicts = "、".join(
        words.VERDICT_COUNT.format(verdict=review_words.VERDICT[verdict], count=count)
        for verdict, count in sorted(counts.items(), key=lambda one: list(review_words.VERDICT).index(one[0]))
    )  # fmt: skip
    said = [words.OVERALL.format(count=len(reviews), verdicts=verdicts)]
    if len(reviews) > TOLD:
        said.append(words.SOME_ONLY.format(shown=TOLD))
    yield Section(words.HEADING.format(number=_numeral(1)), said)
    for n, review in enumerate(reviews[:TOLD], start=2):
        name = clean(case.projects["name"].iloc[review.record])
        heading = words.PROJECT.format(
            number=_numeral(n), project=clean(review.project), name=name, region=clean(review.region)
        )
        yield Section(heading, list(_told(review)))


def _told(review: Review) -> Iterator[str]:
    decision = review.decision
    yield words.ADVICE.format(advice=advice_text(decision), reason=_sentence(decision.reason))
    if decision.worth is not None:
        yield words.WORTH.format(worth=f"{decision.worth:+,.4f}")
    carbon, energy = (review.impact(review.region, quantity).burden for quantity in ("carbon", "energy"))
    yield words.BURDEN.format(
        carbon=_figure(carbon), energy=_figure(energy), category=class_text(review.overall("energy")),
        authority=review_words.AUTHORITY[review.authority.level],
    )  # fmt: skip
    if decision.sources:
        yield words.SOURCES.format(sources="、".join(decision.sources))


def _sentence(text: str) -> str:
    line = clean(text)
    return line if line.endswith("。") else f"{line}。"


def _figure(value: Fraction | None) -> str:
    return words.NO_FIGURE if value is None else f"{float(value):,.2f}"


def _numeral(number: int) -> str:
    """Return a Chinese number up to 99."""
    tens, ones = divmod(number, 10)
    digits = words.NUMERALS
    ten = "" if not tens else words.TENS if tens == 1 else digits[tens - 1] + words.TENS
    return ten + (digits[ones - 1] if ones else "")
