"""What a planner says of each ground for each of five projects (`site_verdicts.csv`), and the projects' facts."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from tools import ToolError

from ...banks import DATA
from ...scorers.verdicts import SEVERITY

VERDICTS, PROJECTS = "site_verdicts.csv", "site_projects.toml"


@dataclass(frozen=True)
class Row:
    ground: str
    """Class of the zone, or how the site lies; `外` outside it; a prefix of a plan's code; empty: any."""
    verdicts: Mapping[str, str]
    """Project → verdict."""
    basis: str


@cache
def rows() -> dict[str, tuple[Row, ...]]:
    """Check → its rows; ToolError when the table is not there or broken."""
    found: dict[str, list[Row]] = {}
    try:
        with (DATA / VERDICTS).open(encoding="utf-8", newline="") as file:
            for number, line in enumerate(csv.DictReader(file), 2):
                said = {name: line[name] for name in projects()}
                wrong = next((one for one in said.values() if one not in SEVERITY), None)
                if wrong is not None:
                    raise ToolError(f"{VERDICTS} 第 {number} 行的“{wrong}”不是审查结论")
                found.setdefault(line["check"], []).append(Row(line["ground"], said, line["basis"]))
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise ToolError(f"结论表 {VERDICTS} 读不出来：{error}") from error
    return {check: tuple(one) for check, one in found.items()}


@cache
def projects() -> dict[str, dict[str, JsonValue]]:
    """Name → facts."""
    try:
        return tomllib.loads((DATA / PROJECTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ToolError(f"项目事实 {PROJECTS} 读不出来：{error}") from error
