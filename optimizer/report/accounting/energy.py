"""Tables of energy in the accounts (核算输出表): non-fossil power, deductions and reductions, green power, factors."""

from __future__ import annotations

from optimizer.domain.accounting import Accounts, Controlled
from optimizer.report.accounting.tables import NAN, field, made, note_of, number
from optimizer.report.parts.output import OutputTable
from optimizer.text import accounting as words


def nonfossil_table(accounts: Accounts) -> OutputTable:
    """Return NF_i by the official formula, with κ, the sum, the province's figure and the residual."""
    use = "{identified}+{traded}+{retired}+({offtake}-{traded}-{retired})*{kappa}"
    fields = (
        field("region", "text"), field("year", "year"), field("period", "text"),
        *(field(name) for name in ("identified", "traded", "retired", "offtake")), field("kappa", "given"),
        field("amount_nf", "exact", formula=use), field("equivalent", unit=words.ENERGY),
        field("calorific", unit=words.ENERGY),
    )  # fmt: skip
    rates = [10 * float(accounts.book.factor("power_coal", basis).value or NAN)
             for basis in (words.EQUIVALENT, words.CALORIFIC)]  # fmt: skip
    rows, roles = [], []
    for share in accounts.nonfossil:
        head = (float(share.year), words.PERIOD[share.period])
        for one, amount in zip(share.uses, share.amounts, strict=True):
            figures = map(float, (one.identified, one.traded, one.retired, one.offtake, share.kappa, amount))
            rows.append([one.region, *head, *figures, *(float(amount) * rate for rate in rates)])
        blanks = (NAN,) * 5
        ends = ((words.SUM, share.total), (words.PROVINCE, share.totals.nonfossil), (words.RESIDUAL, share.residual))
        rows += [[label, *head, *blanks, float(v), *(float(v) * rate for rate in rates)] for label, v in ends]
        roles += [""] * len(share.uses) + ["sum"] * 3
    return made("nonfossil", fields, rows, [*note_of(accounts), words.OUTCOME_NOTE["nonfossil"]], words.POWER, roles)


def controlled_table(accounts: Accounts) -> OutputTable:
    """Return controlled energy, its intensity, and the reductions with and without the deductions."""
    fields = (
        field("region", "text"), field("year", "year"), field("gdp", "money", words.MONEY), field("energy_gross"),
        field("feedstock"), field("nonfossil"),
        field("controlled", formula="{energy_gross}-{feedstock}-{nonfossil}"),
        field("intensity", "intensity", words.TONNES_PER, "{controlled}/{gdp}"),
        field("deducted", "percent"), field("plain", "percent"),
    )  # fmt: skip
    found = {(r.region, r.target.year): r for r in accounts.reductions}
    rows = []
    for one in accounts.controlled:
        reduction = found.get((one.region, one.year))
        rates = (NAN, NAN) if reduction is None else (float(reduction.deducted), float(reduction.plain))
        rows.append([one.region, float(one.year), *_figures(one), *rates])
    return made("controlled", fields, rows, [*note_of(accounts), words.OUTCOME_NOTE["controlled"]], words.ENERGY)


def green_table(accounts: Accounts) -> OutputTable:
    """Return what more green power of a region moves: non-fossil power, controlled energy, indirect carbon."""
    fields = (
        field("region", "text"), field("year", "year"), field("green", unit=words.POWER),
        field("delta_nonfossil", "exact", words.POWER), field("delta_energy", "exact", words.ENERGY),
        field("delta_carbon", "exact", words.CARBON),
    )  # fmt: skip
    rows = [
        [one.region, float(one.year), *map(float, (one.power, one.nonfossil, one.energy, one.carbon))]
        for one in accounts.green
    ]
    return made("green", fields, rows, [*note_of(accounts), words.OUTCOME_NOTE["green"]])


def totals_table(accounts: Accounts) -> OutputTable:
    """Return the energy totals at the equivalent and calorific value side by side, with what the book itself states."""
    fields = (
        field("region", "text"), field("year", "year"), field("fuels"), field("bought", unit=words.POWER),
        field("sent", unit=words.POWER), field("other"), field("rate", "given"),
        field("eq", formula="{fuels}+10*{rate}*({bought}-{sent})-{other}"), field("cal"), field("typed"),
        field("typed_gap"), field("missing", "long"),
    )  # fmt: skip
    rows = []
    for one in accounts.totals:
        own = one.equivalent if accounts.book.basis == "equivalent" else one.calorific
        parts = (one.fuel, one.power.bought, one.power.sent, one.power.other, one.kappa, one.equivalent, one.calorific)
        gap = None if one.typed is None else one.typed - own
        ends = [number(one.typed), number(gap), "、".join(one.missing)]
        rows.append([one.region, float(one.year), *map(float, parts), *ends])
    calorific = accounts.book.factor("power_coal", words.CALORIFIC).value
    note = words.OUTCOME_NOTE["totals"].format(
        calorific=f"{number(calorific):g}", basis=words.BASIS[accounts.book.basis])  # fmt: skip
    return made("totals", fields, rows, [*note_of(accounts), note], words.ENERGY)


def factors_table(accounts: Accounts) -> OutputTable:
    """Return every factor of the edition, with its evidence; a blank is one that must still be found."""
    fields = (
        field("sort", "text"), field("item", "text"), field("factor", "given"), field("base", "text"),
        field("mark", "text"), field("source", "long"),
    )  # fmt: skip
    rows = [
        [words.KIND[f.kind], f.item, number(f.value), f.base, words.SHIPPED_MARK[f.mark], f.source]
        for f in accounts.book.factors
    ]
    return made("factors", fields, rows, note_of(accounts))


def issues_sheet(accounts: Accounts) -> OutputTable:
    """Return the warnings, with their places."""
    fields = (field("severity", "text"), field("place", "text"), field("says", "long"), field("hint", "long"))
    rows = [[words.YES_SEVERITY[i.severity], str(i.where), i.says, i.hint] for i in accounts.issues]
    return made("issues", fields, rows, note_of(accounts))


def _figures(one: Controlled) -> tuple[float, ...]:
    intensity = float(one.energy / one.gdp)
    figures = (one.gdp, one.gross, one.feedstock, one.nonfossil, one.energy)
    return (*map(float, figures), intensity)
