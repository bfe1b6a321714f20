"""The published schema of a table of plan targets, and one of its rows as a figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from tools import ToolError
from tools.indicators.library import Binding, library
from tools.indicators.names import canonical
from tools.indicators.targets import Comparison, PlanLevel, PlanTarget, Standing
from tools.indicators.units import unit


@dataclass(frozen=True)
class Column:
    name: str
    chinese: tuple[str, ...]
    required: bool = True


COLUMNS = (
    Column("plan", ("规划", "规划名称")),
    Column("plan_level", ("规划层级", "层级", "级别")),
    Column("region", ("区划", "区划代码", "行政区划代码")),
    Column("indicator", ("指标", "指标名称")),
    Column("value", ("指标值", "数值", "值")),
    Column("unit", ("单位",)),
    Column("direction", ("方向",)),
    Column("year", ("年份", "年", "目标年")),
    Column("binding", ("属性", "指标属性", "约束性")),
    Column("scope", ("口径", "范围")),
    Column("source_page", ("页码", "来源页", "出处")),
    Column("standing", ("目标或现状", "status"), required=False),
)
_DIRECTIONS: dict[str, Comparison] = {
    **dict.fromkeys(("≥", ">=", "不低于", "不少于", "不小于"), "≥"),
    **dict.fromkeys(("≤", "<=", "不高于", "不超过", "不多于", "不大于"), "≤"),
    **dict.fromkeys(("=", "等于"), "="),
}
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
MOST_DIGITS = 30
LONGEST = 200


def column_of(header: str) -> str | None:
    """The column a heading stands for, in English or Chinese."""
    said = _folded(header).lower()
    return next((c.name for c in COLUMNS if said == c.name or said in c.chinese), None)


def figure_of(row: Mapping[str, str]) -> tuple[PlanTarget | None, tuple[str, ...]]:
    """The figure, or every reason why the row is none."""
    said = {column.name: _folded(row.get(column.name, "")) for column in COLUMNS}
    faults: list[str] = []
    standing: Any = said["standing"] or "目标"
    if standing not in get_args(Standing):
        faults.append(f"standing“{standing}”应是目标或现状")
    for name in ("plan", "indicator"):
        if not said[name]:
            faults.append(f"缺少 {name}")
    faults += [f"{name} 超过 {LONGEST} 字" for name in said if len(said[name]) > LONGEST]
    if said["plan_level"] not in get_args(PlanLevel):
        faults.append(f"plan_level“{said['plan_level']}”应是{'、'.join(get_args(PlanLevel))}之一")
    if not re.fullmatch(r"[0-9]{6}", said["region"]):
        faults.append(f"region“{said['region']}”应是六位数字")
    if not re.fullmatch(r"(19|20|21)[0-9]{2}年?", said["year"]):
        faults.append(f"year“{said['year']}”应是四位年份")
    value, wrong = _value(said["value"])
    faults += wrong
    faults += _unit_faults(said["unit"], said["indicator"])
    direction = _DIRECTIONS.get(said["direction"])
    if direction is None and (said["direction"] or standing == "目标"):
        faults.append(f"direction“{said['direction']}”应是 ≥、≤ 或 =")
    binding: Any = said["binding"] or None
    if binding not in get_args(Binding) and (binding or standing == "目标"):
        faults.append(f"binding“{binding or ''}”应是约束性、预期性或建议性")
    if faults or value is None:
        return None, tuple(faults)
    level: Any = said["plan_level"]
    return (
        PlanTarget(
            plan=said["plan"].strip("《》"),
            plan_level=level,
            region=said["region"],
            indicator=said["indicator"],
            value=value,
            unit=said["unit"],
            direction=direction if standing == "目标" else None,
            year=int(said["year"][:4]),
            binding=binding,
            scope=said["scope"],
            source_page=said["source_page"],
            standing=standing,
        ),
        (),
    )


def _folded(text: str) -> str:
    """Full-width digits and signs as plain ones; superscripts stay, so that a unit is kept as it was written."""
    plain = unicodedata.normalize("NFKC", text) if text.isascii() else "".join(map(_narrow, text))
    return plain.strip()


def _narrow(character: str) -> str:
    return unicodedata.normalize("NFKC", character) if character in _FULL_WIDTH else character


_FULL_WIDTH = frozenset("０１２３４５６７８９．－＋＝＞＜％　ＡＢＣＤＥＦＧ")


def _value(said: str) -> tuple[Decimal | None, list[str]]:
    plain = said.replace(",", "") if _GROUPED.fullmatch(said) else said
    if not _PLAIN.fullmatch(plain) or len(plain) > MOST_DIGITS:
        return None, [f"value“{said[:40]}”不是数字（不带单位、百分号，最多 {MOST_DIGITS} 位）"]
    try:
        return Decimal(plain), []
    except InvalidOperation:
        return None, [f"value“{said[:40]}”不是数字"]


def _unit_faults(written: str, indicator: str) -> list[str]:
    """A unit nobody knows, or one that measures something else than the indicator does: 亩 for a number of people."""
    try:
        given = unit(written)
    except ToolError as error:
        return [str(error)]
    known = library().measures.get(canonical(indicator))
    if known is None:
        return []
    expected = unit(known.unit)
    counted = unit(known.unit.partition("/")[0])  # 人均…面积 is often written in m² alone
    if given.powers in (expected.powers, counted.powers):
        return []
    return [f"“{indicator}”不能用“{written}”作单位，应是{known.unit}一类的单位"]
