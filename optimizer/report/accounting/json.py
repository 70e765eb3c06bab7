"""The JSON of the carbon accounts (核算 JSON): unrounded, canonical units; what is not known is null."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from optimizer.domain.accounting import Accounts, Line, NonfossilShare
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.stamp import Stamp
from optimizer.text.accounting import SHIPPED_MARK


def account_document(accounts: Accounts, stamp: Stamp) -> dict[str, Any]:
    """Return the accounts: carbon 万tCO2, energy 万tce, power 亿kWh, GDP 亿元."""
    book = accounts.book
    found: dict[str, Any] = plain_value({
        "case": book.name, "run": stamp.run, "ok": True, "edition": book.edition, "chi": accounts.chi,
        "power_factor": accounts.power_factor, "checksum": stamp.checksum, "versions": dict(stamp.versions),
        "time": stamp.time,
        "regions": [asdict(one) | {"total": one.total, "chi_moves": one.none - one.full} for one in accounts.regions],
        "lines": [_line(line) for line in book.lines],
        "closure": [asdict(one) | {"gap": one.gap, "uncredited": one.uncredited, "emission": one.leagues * one.factor}
                    for one in accounts.closures],
        "power": [{"region": region, "year": year, "net": flow.net,
                   "emission": flow.emission(accounts.power_factor, accounts.chi)}
                  for (region, year), flow in book.flows.items()],
        "enterprises": [asdict(one) | {"gap": one.gap, "energy_gap": one.energy_gap} for one in accounts.enterprises],
        "nonfossil": [_share(share) for share in accounts.nonfossil],
        "controlled": [asdict(one) | {"energy": one.energy} for one in accounts.controlled],
        "reductions": [{"region": one.region, "base_year": one.base.year, "year": one.target.year,
                        "deducted": one.deducted, "plain": one.plain} for one in accounts.reductions],
        "totals": [asdict(one) | {"equivalent": one.equivalent, "calorific": one.calorific} for one in accounts.totals],
        "basis": book.basis,
        "green": [asdict(one) for one in accounts.green],
        "issues": [issue.to_json() for issue in accounts.issues],
    })  # fmt: skip
    return found


def _line(line: Line) -> dict[str, Any]:
    factor = line.factor
    return {
        "region": line.region, "year": line.year, "kind": factor.kind, "item": factor.item, "amount": line.amount,
        "base": factor.base, "factor": factor.value, "mark": SHIPPED_MARK[factor.mark], "source": factor.source,
        "emission": line.emission,
    }  # fmt: skip


def _share(share: NonfossilShare) -> dict[str, Any]:
    uses = [asdict(use) | {"nonfossil": amount} for use, amount in zip(share.uses, share.amounts, strict=True)]
    return {
        "year": share.year, "period": share.period, "kappa": share.kappa, "regions": uses, "total": share.total,
        "province": share.totals.nonfossil, "residual": share.residual,
    }  # fmt: skip
