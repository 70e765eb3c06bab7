"""Separate listing (单列): major projects are charged to the region or to nobody, not to the league.

Policy: 实施自治区重大项目能耗单列 (先行先试方案 §二(一)); nationally listed projects are relieved in the assessment of
the local government (domain.md A.5). 自治区单列 leaves the league's account and is charged to the region's own part;
国家单列 leaves both. The document speaks of energy; whether carbon follows and whether the value added stays with the
league are settings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from optimizer.domain.case import QUANTITIES
from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Row
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence

NOBODY = -1


class ListingSettings(Settings):
    """Settings of separate listing (单列)."""

    value_added_stays: bool = True
    carbon_follows: bool = True


def charge(
    settings: ListingSettings, leaf: np.ndarray, listing: np.ndarray, root: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return who is charged (K × P) and whose GDP is credited (P), by node index, −1 for nobody.

    leaf: P, node of the project; listing: P of none | regional | national.
    """
    moved = np.where(listing == "regional", root, np.where(listing == "national", NOBODY, leaf))
    charged = np.stack([moved, moved if settings.carbon_follows else leaf])
    return charged, leaf if settings.value_added_stays else moved


def rows(frame: Frame) -> Iterator[Row]:
    """Yield nothing: listing decides in which rows a project stands, by `charge`."""
    return iter(())


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: the region's usage less the leagues' is its own part and what is listed."""
    for year in account.case.years:
        for quantity in QUANTITIES if account.children[account.root] else ():
            terms = [-account.listed(quantity, year)]
            for region in account.regions:
                place = region, quantity, year
                own, usage = account.own(place), account.reported(place, "usage")
                if region == account.root:
                    terms += [usage, 0.0 if account.on_national_book(region) else account.part(place).relief]
                if account.children[region]:
                    terms += [-own.existing, *own.counted]
                else:
                    terms += [-usage, -own.relief]
            gap, largest = abs(math.fsum(terms)), max(map(abs, terms))
            yield Finding("listing", account.root, year, quantity, gap, 0.0, magnitude=largest)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("listing", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="listing", title="重大项目单列", kind="policy", document="内政办发〔2023〕94号 §二(一)",
    formula="自治区单列：用量计入自治区本级，不计盟市；国家单列：均不计",
    symbols=(("单列", "不单列、自治区单列、国家单列", "—"),),
    settings=ListingSettings, rows=rows, check=check, say=say,
)  # fmt: skip
