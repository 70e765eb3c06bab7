"""What a tab is (页签): its place in the address, its name, and how its page is built for one desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.web.desk import Desk, News


@dataclass(frozen=True, slots=True)
class View:
    """A page that was built (页面), which repaints itself from the desk.

    show: called whenever the tab comes to the front. hear: called with news while the tab is in front.
    """

    show: Callable[[], None]
    hear: Callable[[News], None]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab (页签); `build` puts the page into the present container. `shown` says whether it is offered."""

    key: str
    title: str
    build: Callable[[Desk], View]
    shown: Callable[[Desk], bool] = lambda desk: True
