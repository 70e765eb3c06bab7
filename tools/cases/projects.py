"""Project rows (项目): published capacity × unit coefficient gives energy and carbon; value added by a stated ratio."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from cases.reference import Reference


def build_projects(ref: Reference) -> pd.DataFrame:
    """Return the projects of the case, one row each, in the order of the project table (措施 P068 left out)."""
    given = ref.assumptions["project"]
    listed = ref.table("im_projects").set_index("project_id")
    return pd.DataFrame([_project(ref, pid, listed.loc[pid], rule) for pid, rule in given.items()])


def _project(ref: Reference, pid: str, row: pd.Series, rule: dict[str, Any]) -> dict[str, Any]:
    """Return one row of projects.csv; energies 万吨标准煤, carbon 万吨CO2, money 亿元."""
    parts = _parts(ref, row, rule)
    energy, carbon = sum(p["energy"] for p in parts), sum(p["carbon"] for p in parts)
    if rule.get("avoided"):
        carbon -= float(row["co2_avoided_t"]) / 1e4
    investment = float(row["investment_yi_yuan"])
    assumed = math.isnan(investment)
    base = rule.get("investment", sum(p["investment"] for p in parts)) if assumed else investment
    ratio = ref.assumptions["project_rule"]["value_added_per_investment"]["value"][row["sector"]]
    status, start, notes = _schedule(ref, row, rule)
    if assumed:
        notes.append(f"投资未公布，按单位投资估{base:.1f}亿元计增加值")
    product = next((p["feed_product"] for p in parts if p["feed_product"]), "")
    return {
        "project": pid, "name": row["project"].replace(" (existing)", "（现有）"), "sector": row["sector"],
        "region": rule.get("region", row["league"]), "energy": energy,
        "energy_calorific": sum(p["energy_calorific"] for p in parts),
        "feedstock": _down(sum(p["feedstock"] for p in parts)), "feedstock_product": product,
        "nonfossil": _down(sum(p["nonfossil"] for p in parts)), "carbon": carbon, "value_added": base * ratio,
        "start_year": start, "ramp": _ramp(ref, status), "status": status,
        "investment": investment, "coal": sum(p["coal"] for p in parts),
        "benchmark": "标杆" if any(p["benchmark"] for p in parts) else "",
        "source": _source(pid, row, parts), "evidence": _evidence(parts, rule),
        "note": "；".join(notes),
    }  # fmt: skip


def _ramp(ref: Reference, status: str) -> str:
    """Return the shares of full output; a project that is not up for approval adds nothing in the plan."""
    return "0" if status == "rejected" else str(ref.assumptions["project_rule"]["ramp"]["value"])


def _parts(ref: Reference, row: pd.Series, rule: dict[str, Any]) -> list[dict[str, Any]]:
    if "coal_power" in rule:
        return [_coal_power(ref, row, rule)]
    if rule.get("cogeneration"):
        return [_cogeneration(ref, row)]
    return [_item(ref, name, amount, row, rule) for name, amount in rule["items"]]


def _item(ref: Reference, name: str, amount: float, row: pd.Series, rule: dict[str, Any]) -> dict[str, Any]:
    """Return energy and carbon of one product: amount × coefficient of [product] in assumptions.toml."""
    product = ref.assumptions["product"][name]
    calorific = float(product["energy"]) if "energy" in product else _benchmark(ref, product["benchmark"])
    power = float(product["power"])
    feed = product.get("feed_share", 0.0) * calorific
    fuel = calorific - feed - power * 10 * ref.factor("power_calorific")
    green = _green(ref, product, row, rule)
    process = product.get("process", 0.0)
    if "process_row" in product:
        process = ref.lookup("process_factors", "value", product=product["process_row"])
    burnt = fuel * ref.factor("coal_carbon") if product.get("fuel_carbon", True) else 0.0
    carbon = burnt + process + power * (1 - green) * 10 * ref.factor("fossil_power_carbon")
    equivalent = calorific + power * 10 * (ref.factor("power_equivalent") - ref.factor("power_calorific"))
    return {
        "name": name, "energy": amount * equivalent, "energy_calorific": amount * calorific,
        "feedstock": amount * feed, "feed_product": product.get("feed_product", "") if feed else "",
        "nonfossil": amount * power * 10 * ref.factor("power_equivalent") * green, "carbon": amount * carbon,
        "coal": amount * (fuel + feed) if product.get("coal") else 0.0,
        "investment": amount * product.get("investment", 0.0), "benchmark": "benchmark" in product,
        "source": product["source"], "evidence": product["evidence"],
    }  # fmt: skip


def _coal_power(ref: Reference, row: pd.Series, rule: dict[str, Any]) -> dict[str, Any]:
    """Return a coal power plant as a conversion plant (加工转换企业): it keeps only what it does not pass on.

    等价值: own use of electricity. 当量值: input minus output. Carbon: coal burnt minus the credit for the
    electricity and heat supplied, which their users count.
    """
    kind = ref.assumptions["coal_power"][rule["coal_power"]]
    generated = rule["capacity"] * kind["hours"] / 100
    supplied = generated * (1 - kind["own_use"])
    figures = re.search(r"([\d.]+) 亿kWh generated", str(row["energy_or_carbon_figures"]))
    if figures:
        generated, supplied = float(figures[1]), float(row["power_output_wan_kwh"]) / 1e4
    heat = _number(row["heat_output_gj"]) / 1e4
    coal = supplied * 10 * kind["coal_rate"] + heat * ref.factor("boiler_input")
    return {
        "name": rule["coal_power"], "energy": (generated - supplied) * 10 * ref.factor("power_equivalent"),
        "energy_calorific": coal - supplied * 10 * ref.factor("power_calorific") - heat * ref.factor("heat_calorific"),
        "feedstock": 0.0, "feed_product": "", "nonfossil": 0.0,
        "carbon": coal * ref.factor("coal_carbon") - _credit(ref, supplied, heat), "coal": coal,
        "investment": 0.0, "benchmark": False, "source": kind["source"],
        "evidence": "估算" if figures else kind["evidence"],
    }  # fmt: skip


def _cogeneration(ref: Reference, row: pd.Series) -> dict[str, Any]:
    """Return a plant that burns published coal and passes on published electricity and heat."""
    coal = float(row["raw_coal_wt"]) * ref.factor("lignite_coal")
    supplied, heat = _number(row["power_output_wan_kwh"]) / 1e4, _number(row["heat_output_gj"]) / 1e4
    passed = heat * ref.factor("heat_calorific")
    factor = ref.lookup("fuel_emission_factors", "co2_t_per_unit", fuel="褐煤", basis="GJ per t")
    return {
        "name": "factor.lignite_coal", "energy": coal - supplied * 10 * ref.factor("power_equivalent") - passed,
        "energy_calorific": coal - supplied * 10 * ref.factor("power_calorific") - passed,
        "feedstock": 0.0, "feed_product": "", "nonfossil": 0.0,
        "carbon": float(row["raw_coal_wt"]) * factor - _credit(ref, supplied, heat), "coal": coal,
        "investment": 0.0, "benchmark": False, "source": "fuel_emission_factors.csv 褐煤",
        "evidence": "估算",
    }  # fmt: skip


def _credit(ref: Reference, supplied: float, heat: float) -> float:
    """Return the carbon that passes on with electricity (亿千瓦时) and heat (万吉焦), 万吨CO2."""
    power = supplied * 10 * ref.factor("fossil_power_carbon") * ref.factor("export_credit")
    return power + heat * ref.factor("heat_carbon")


def _benchmark(ref: Reference, name: str) -> float:
    """Return the 标杆值 of a product in 万吨标准煤 per 万吨 (published in kgce/t)."""
    return ref.lookup("energy_benchmarks", "benchmark_level", product=name) / 1000


def _green(ref: Reference, product: dict[str, Any], row: pd.Series, rule: dict[str, Any]) -> float:
    """Return the non-fossil share of the electricity: published, by rule, by product, or that of the grid."""
    if rule.get("published_green"):
        return float(row["green_electricity_wan_kwh"]) / float(row["electricity_wan_kwh"])
    grid = 1 - ref.factor("grid_carbon") / ref.factor("fossil_power_carbon")
    return float(rule.get("green", product.get("green", grid)))


def _schedule(ref: Reference, row: pd.Series, rule: dict[str, Any]) -> tuple[str, int, list[str]]:
    """Return status, first year and notes by the stated rules."""
    rules = ref.assumptions["project_rule"]
    text = str(row["status"]) if isinstance(row["status"], str) else ""
    notes = [rule["note"]] if "note" in rule else []
    start = rules["start_year"]
    year = next((y for word, y in start["value"] if word in text), None)
    if year is None:
        year = start["default_renewable"] if row["sector"] in start["renewable_sectors"] else start["default"]
        year = start["large_start"] if _number(row["investment_yi_yuan"]) >= start["large_investment"] else year
    early = re.search(r"\b(20\d\d)\b", text)
    if "operation" in text or "completed" in text:
        return "rejected", year, [*notes, "已投产，计入存量，不作候选"]
    if early and int(early[1]) <= rules["early_year"]["value"]:
        return "rejected", year, [*notes, f"{early[1]}年前后的项目：已建成则在存量中，否则已放弃，不作候选"]
    if "construction" in text or "started" in text:
        return "must", year, [*notes, "在建，按必上"]
    return "candidate", year, [*notes, f"原状态：{text}"] if text else notes


def _evidence(parts: list[dict[str, Any]], rule: dict[str, Any]) -> str:
    """Return 假设 when the league or any coefficient is assumed, else 估算."""
    return "假设" if "region" in rule or any(p["evidence"] == "假设" for p in parts) else "估算"


def _source(pid: str, row: pd.Series, parts: list[dict[str, Any]]) -> str:
    """Return where capacity and factors come from."""
    names = "、".join(p["name"] for p in parts)
    factors = "；".join(dict.fromkeys(p["source"] for p in parts))
    capacity = f"规模和投资：im_projects.csv {pid}（{row['source']}）"
    return f"{capacity}；系数：assumptions.toml {names}（{factors}）；增加值：投资×行业系数（假设）"


def _number(value: Any) -> float:
    """Return a number, a blank counting as nothing published (0)."""
    return 0.0 if pd.isna(value) else float(value)


def _down(value: float) -> float:
    """Cut to 0.01 so that deductions never exceed the energy after rounding."""
    return math.floor(value * 100 + 1e-9) / 100
