"""Who works at the terminal (经办人)."""

from __future__ import annotations

import getpass

from optimizer.errors import WrongUsage
from optimizer.text import ledger as words


def operator(typed: str) -> str:
    """Return who books: the name that was typed, else the one who is logged in."""
    if typed.strip():
        return typed.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise WrongUsage(words.NO_WHO) from None
