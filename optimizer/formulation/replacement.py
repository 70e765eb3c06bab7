"""What projects must replace (应置换量) as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain.case import QUANTITIES, Case
from optimizer.rules.facts import ENERGY, Array, Limits, Measures, Projects, Tree
from optimizer.rules.further import Replacement


def replacement_of(
    case: Case, settings: Any, tree: Tree, projects: Projects, measures: Measures, limits: Limits
) -> Replacement:
    """Return volumes (万t) and ratios K × P, start P (index of the plan year), site P, and what may serve (M)."""
    frame = case.projects.iloc[projects.record]
    years = np.array(case.years)
    running = np.where((projects.ramp > 0).any(axis=1), (projects.ramp > 0).argmax(axis=1), len(years))
    typed = frame["start_year"].to_numpy(float)
    start = np.where(np.isnan(typed), running, np.searchsorted(years, np.nan_to_num(typed)))
    node = {name: n for n, name in enumerate(tree.names)}
    site = frame["region"].map(node).to_numpy(int)
    ratio, two_high = frame["replacement_ratio"].to_numpy(float), frame["two_high"].to_numpy(bool)
    asked = ~np.isnan(ratio) | two_high | settings.all_projects
    if settings.form == "henan":
        coal = np.nan_to_num(frame["coal"].to_numpy(float))
        ratios = [_henan(settings, projects), np.zeros(len(site))]
        bases = [np.maximum(projects.use[ENERGY] - coal, 0.0), np.zeros(len(site))]
    elif settings.form == "bands":
        allowed = [_last(limits.intensity[k])[site] * projects.value_added for k in range(len(QUANTITIES))]
        pairs = list(zip(projects.use, allowed, strict=True))
        ratios = [_bands(settings, use, room) for use, room in pairs]
        bases = [np.maximum(use - room, 0.0) for use, room in pairs]
    else:
        ratios, bases = [np.full(len(site), settings.two_high_ratio)] * 2, list(projects.use)
    asks = np.stack([np.where(asked, np.where(np.isnan(ratio), own, ratio), 0.0) for own in ratios])
    volume = asks * np.nan_to_num(np.stack(bases))
    for k, quantity in enumerate(QUANTITIES):
        if settings.form != "henan" and quantity not in settings.quantities:
            volume[k] = 0.0
    tradable = case.measures["tradable"].iloc[measures.record].to_numpy(bool)
    return Replacement(np.maximum(volume, 0.0), np.where(volume > 0, asks, 0.0), start, site, tradable)


def _last(intensity: Array) -> Array:
    """Return each node's target of the last year that has one; NaN where there is none."""
    found: Array = np.full(len(intensity), np.nan)
    for column in intensity.T:
        found = np.where(np.isnan(column), found, column)
    return found


def _bands(settings: Any, use: Array, allowed: Array) -> Array:
    band = sum((use > cut * allowed).astype(int) for cut in settings.band_cuts)
    found: Array = np.array(settings.band_ratios)[band]
    return found


def _henan(settings: Any, projects: Projects) -> Array:
    """Return B·C/C̄; without value added the whole of A."""
    added = projects.value_added
    intensity = np.divide(projects.use[ENERGY], added, out=np.zeros_like(added), where=added > 0)
    found: Array = np.where(added > 0, settings.henan_b * intensity / (settings.henan_mean or 1.0), 1.0)
    return found
