"""The stamp of a run (测算标识): what was run, on which data, under which edition, by which versions."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

import optimizer
from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.rules.policy import Policy
from optimizer.text.report import TIME


@dataclass(frozen=True, slots=True)
class Stamp:
    """What identifies a run on every sheet (测算标识); `run` follows from the inputs alone, not from `time`."""

    run: str
    case: str
    model: str
    checksum: str
    pack: str
    pack_title: str
    versions: Mapping[str, str]
    time: str
    outcome: Outcome


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    found = {"shuangkong": optimizer.__version__}
    for name in ("pyomo", "highspy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found | {"python": platform.python_version()}


def now() -> str:
    """Return the present local time as Chinese text."""
    moment = datetime.now()
    return TIME.format(year=moment.year, month=moment.month, day=moment.day, clock=f"{moment:%H:%M}")


def make_stamp(case: Case, policy: Policy, outcome: Outcome, options: Mapping[str, object], time: str = "") -> Stamp:
    """Return the stamp of a run; the same case, pack, versions and options give the same run id on any machine.

    options: what the command line added (time limit, as-of date …), plain values.
    time: static text for the tables (default: now).
    """
    used = versions()
    facts = [case.checksum, policy.edition.stamp, used, {key: options[key] for key in sorted(options)}]
    digest = hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
    return Stamp(
        run=f"SK-{digest[:12]}", case=case.name, model=case.model, checksum=case.checksum,
        pack=policy.edition.stamp, pack_title=policy.edition.title, versions=used,
        time=time or now(), outcome=outcome,
    )  # fmt: skip
