"""Zero- and low-carbon parks (零碳、低碳园区): the share of power that renewables cover (domain.md L 39)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from optimizer.domain.monitor import Park, ParkTest
from optimizer.systems.exact import exact


def park_tests(parks: Iterable[Park], lines: Mapping[str, Any]) -> tuple[ParkTest, ...]:
    """Return the test of every park and year with power; a share on a line reaches it.

    lines: the pack's park parameters. growth: change of renewable power on the year before, None without one.
    """
    known = {(park.park, park.year): park for park in parks}
    zero, low = exact(float(lines["zero_carbon"])), exact(float(lines["low_carbon"]))
    found = []
    for park in known.values():
        if not park.total:
            continue
        share, before = park.renewable / park.total, known.get((park.park, park.year - 1))
        growth = park.renewable / before.renewable - 1 if before is not None and before.renewable else None
        found.append(ParkTest(park, share, share >= zero, share >= low, growth))
    return tuple(found)
