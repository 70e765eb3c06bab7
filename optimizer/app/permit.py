"""A permit (许可): who acts, and whether the role at this moment allows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.domain.record import Role
from optimizer.errors import NotAllowed
from optimizer.text import access as words

ORDER = tuple(Role)
"""Each role may do what the ones before it may."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Who acts; `standing` is asked anew every time and returns the role, None when the login has ended."""

    who: str
    standing: Callable[[], Role | None]

    def may(self, role: Role) -> bool:
        """Whether this is allowed to the holder of `role` and above, at this moment."""
        has = self.standing()
        return has is not None and ORDER.index(has) >= ORDER.index(role)

    def need(self, role: Role) -> None:
        """Raise NotAllowed, with what would be needed, where `may` is False."""
        has = self.standing()
        if has is None:
            raise NotAllowed(words.ENDED)
        if ORDER.index(has) < ORDER.index(role):
            raise NotAllowed(words.NOT_ALLOWED.format(has=words.ROLE[has], need=words.ROLE[role]))

    def need_work(self) -> None:
        """Raise NotAllowed for those who may only look."""
        self.need(Role.ANALYST)


def local(who: str) -> Permit:
    """Return the permit of the one who sits at this machine and needs no login."""
    return Permit(who, lambda: Role.ADMIN)
