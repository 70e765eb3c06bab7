"""Where trade, grants and banking enter a budget (流转的由来): what was sold and bought, what lifts a total."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain.why import Term, derived
from optimizer.explain.why_parts import Chain
from optimizer.rules.account_parts import Place
from optimizer.text.why import LABEL
from optimizer.text.words import UNIT


def after_trade(chain: Chain, place: Place, used: Term) -> Term:
    """Return what a leaf answers for: its usage, plus what it sold, less what it bought."""
    parts = [used, *_terms(chain, place, (("sold", 1), ("bought", -1)))]
    return used if len(parts) == 1 else derived("sum", "need", LABEL["need_traded"], used.unit, parts)


def traded(chain: Chain, place: Place, sign: int = 1) -> list[Term]:
    """Return what trade takes off what the region hands down: it is held to physical use; nothing where none."""
    figure = sign * chain.account.moved(place)
    return [Term("traded", LABEL["traded"], figure, UNIT[place[1]], "see")] if figure else []


def granted(chain: Chain, place: Place, sign: int) -> list[Term]:
    """Return what the region granted out of its reserve; nothing where none."""
    leaves = [(leaf, place[1], place[2]) for leaf in chain.case.leaves]
    figure = sum(chain.account.flow(leaf, "granted") for leaf in leaves)
    return [Term("granted", LABEL["granted_all"], figure, UNIT[place[1]], "see", sign=sign)] if figure else []


def lifts(chain: Chain, place: Place, sign: int = 1) -> list[Term]:
    """Return what lifts or lowers the total of a leaf: grant, banking and borrowing of this year and the last."""
    region, quantity, year = place
    if chain.account.children[region]:
        return []
    found = list(_terms(chain, place, (("granted", sign), ("borrowed", sign), ("banked", -sign))))
    earlier = [before for before in chain.case.years if before < year]
    if earlier:
        before = region, quantity, max(earlier)
        carry = float(chain.account.settings["bank"].carry)
        amounts = (("carried", carry * chain.account.flow(before, "banked"), sign),
                   ("repaid", chain.account.flow(before, "borrowed"), -sign))  # fmt: skip
        found += [Term(n, LABEL[n], amount, UNIT[quantity], "see", sign=s) for n, amount, s in amounts if amount]
    return found


def _terms(chain: Chain, place: Place, wanted: tuple[tuple[str, int], ...]) -> Iterator[Term]:
    for name, sign in wanted:
        amount = chain.account.flow(place, name)
        if amount:
            yield Term(name, LABEL[name], amount, UNIT[place[1]], "see", sign=sign)
