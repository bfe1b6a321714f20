"""statistics.csv of a workspace: what was counted or reported (population, production, water …), by region and year."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ..tool import ToolError
from .units import unit

FILE = "statistics.csv"
COLUMNS = ("region", "item", "value", "unit", "year", "source")


@dataclass(frozen=True)
class Statistic:
    region: str
    """6, 9 or 12 digits"""
    item: str
    value: Decimal
    unit: str
    year: int
    source: str


def read_statistics(folder: Path) -> tuple[Statistic, ...]:
    """Empty where the workspace has no table; ToolError names the row of one that cannot be read."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise ToolError(f"{FILE} 缺少列：{'、'.join(missing)}；表头应为 {','.join(COLUMNS)}")
            rows = tuple(_row(plain, number) for number, plain in enumerate(reader, start=2))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ToolError(f"{FILE} 读不懂：{error}；请存成 UTF-8 编码的 CSV") from None
    except OSError as error:
        raise ToolError(f"{FILE} 打不开：{error.strerror}") from None
    _refuse_twice(rows)
    return rows


def _row(plain: dict[str, str], number: int) -> Statistic:
    said = {name: (plain.get(name) or "").strip() for name in COLUMNS}
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", said["region"]):
        raise ToolError(f"{FILE} 第{number}行的区划代码“{said['region']}”应是6、9或12位数字")
    if not said["item"] or not re.fullmatch(r"\d{4}", said["year"]):
        raise ToolError(f"{FILE} 第{number}行缺少项目名称，或年份“{said['year']}”不是四位数字")
    try:
        value = Decimal(said["value"])
    except InvalidOperation:
        raise ToolError(f"{FILE} 第{number}行“{said['item']}”的数值“{said['value']}”不是数字") from None
    if not value.is_finite():
        raise ToolError(f"{FILE} 第{number}行“{said['item']}”的数值“{said['value']}”不是数字")
    try:
        unit(said["unit"])
    except ToolError as error:
        raise ToolError(f"{FILE} 第{number}行“{said['item']}”：{error}") from None
    return Statistic(said["region"], said["item"], value, said["unit"], int(said["year"]), said["source"])


def _refuse_twice(rows: tuple[Statistic, ...]) -> None:
    seen: dict[tuple[str, str, int], int] = {}
    for number, row in enumerate(rows, start=2):
        first = seen.setdefault((row.region, row.item, row.year), number)
        if first != number:
            raise ToolError(f"{FILE} 第{first}行与第{number}行都是{row.region}{row.year}年的“{row.item}”；请只留一个")
