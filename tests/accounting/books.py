"""Accounting books for tests: a folder of CSV files with the headings that the product documents."""

from __future__ import annotations

from pathlib import Path

from optimizer.domain.accounting import Accounts
from optimizer.errors import InputRejected
from optimizer.systems.accounting.accounting import make_accounts
from optimizer.systems.accounting.read import read_book

HEADERS = {
    "regions": "地区,上级",
    "activity": "region,year,fuel,amount,unit",
    "process": "region,year,product,output（万吨）",
    "power": "地区,年份,化石电力调入（亿kWh）,化石电力调出（亿kWh）",
    "enterprises": "enterprise,region,year,energy（万吨标准煤）,carbon（万吨CO2）",
    "nonfossil": "region,year,period,identified（亿kWh）,traded（亿kWh）,retired（亿kWh）,offtake（亿kWh）",
    "province": "year,period,nonfossil_total（亿kWh）,nonfossil_local（亿kWh）,fossil_on_grid（亿kWh）,net_import（亿kWh）",
    "feedstock": "region,year,product,amount（万吨标准煤）,non_energy",
    "years": "region,year,gdp（亿元）,energy_gross（万吨标准煤）,nonfossil（万吨标准煤）,edition",
    "factors": "kind,item,factor,unit,source",
    "green": "region,year,green（亿kWh）",
    "electricity": "region,year,bought（亿kWh）,sent（亿kWh）,other（万吨标准煤）,kappa",
}
POWER = ["甲,2025,0,120", "乙,2025,90,0", "丙,2025,55,0"]
NONFOSSIL = ["甲,2025,,20,30,10,600", "乙,2025,,10,20,0,400", "丙,2025,,0,10,5,219"]
PROVINCE = ["2025,,540,500,700,100"]
YEARS = ["全区,2025,1800,2700,250,", "全区,2030,2300,3000,350,"]
FEEDSTOCK = ["全区,2025,烯烃,300,", "全区,2030,烯烃,400,"]


def write_book(folder: Path, **tables: list[str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([HEADERS[name], *rows]) + "\n", encoding="utf-8")
    return folder


def accounts_of(folder: Path, edition: str = "", **tables: list[str]) -> Accounts:
    return make_accounts(read_book(write_book(folder, **tables), edition))


def problems_of(folder: Path, **tables: list[str]) -> list[tuple[str, str]]:
    """Return code and place of the errors of a book that is rejected."""
    try:
        accounts_of(folder, **tables)
    except InputRejected as rejected:
        return [(issue.code, str(issue.where)) for issue in rejected.issues if issue.severity == "error"]
    return []
