"""What is typed for a decomposition (分解选项): shares by quantity, weights by factor."""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizer.domain.case import Quantity
from optimizer.errors import WrongUsage
from optimizer.systems.decompose.index import NAMES
from optimizer.tables.numbers import Wrong, parse_number
from optimizer.text import decompose as words
from optimizer.text.words import QUANTITY


def by_quantity(option: str, texts: Sequence[str], quantities: Sequence[Quantity]) -> dict[Quantity, float]:
    """Return the shares typed as `17%` or `carbon=17%`, by quantity; a bare figure is per cent.

    Raises WrongUsage when a share is none, names another quantity, or does not say which of two it means.
    """
    found: dict[Quantity, float] = {}
    for text in texts:
        name, equals, share = text.rpartition("=")
        if equals:
            known = [q for q in quantities if name.strip() in (q, QUANTITY[q])]
            if not known:
                raise WrongUsage(words.OTHER_QUANTITY.format(option=option, text=text))
        elif len(quantities) > 1:
            raise WrongUsage(words.WHICH_QUANTITY.format(option=option))
        quantity = known[0] if equals else quantities[0]
        if quantity in found:
            raise WrongUsage(words.TWICE.format(option=option))
        found[quantity] = share_of(option, share)
    return found


def weights_of(texts: Sequence[str]) -> dict[str, float]:
    """Return the weights typed as `intensity=0.5`, by factor; raise WrongUsage for what is not understood."""
    found: dict[str, float] = {}
    for text in texts:
        name, _, typed = text.partition("=")
        number = parse_number(typed.strip())
        name = _NAMED.get(name.strip(), name.strip())
        if name not in NAMES or name in found or isinstance(number, Wrong) or not math.isfinite(number.value):
            raise WrongUsage(words.BAD_WEIGHT.format(text=text, names="、".join(NAMES)))
        found[name] = number.value
    if found and not any(found.values()):
        raise WrongUsage(words.ZERO_WEIGHTS)
    return found


_NAMED = {label: name for name, label in words.FACTOR.items()}


def share_of(option: str, text: str) -> float:
    """Return a share typed as `17%`; a bare figure is per cent; raise WrongUsage outside 0 to 100 %."""
    number = parse_number(text.strip())
    if isinstance(number, Wrong):
        raise WrongUsage(words.BAD_SHARE.format(option=option, text=text))
    share = number.value if number.percent else number.value / 100.0
    if not 0.0 <= share < 1.0:
        raise WrongUsage(words.BAD_SHARE.format(option=option, text=text))
    return share
