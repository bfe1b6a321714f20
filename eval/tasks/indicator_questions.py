"""Is a plan's figure told with value, unit, year, direction and scope, asked back where several fit, never made up?"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Literal

from pydantic import BaseModel

from knowledge import Wire
from tools import ToolError

from ..banks import DATA, Row, read_bank
from ..exchange import ANSWERING, Question, Reply, Turn
from ..scorers.numbers import quantities
from ..scorers.refusals import refuses
from ..scorers.wording import holds
from ..task import Case, Making, Score, Scorer, Task, Unparsed

_DIRECTIONS = {
    "≥": "≥|>=|不低于|不少于|不小于|以上|至少|最少|下限",
    "≤": "≤|<=|不超过|不高于|不大于|以内|至多|最多|上限",
}
_UNITS = {"平方公里": "km2", "平方千米": "km2", "平方米": "m2", "立方米": "m3", "hm2": "公顷"}
_DIMENSIONS = {
    "year": r"年|何时|现状|目标",
    "scope": r"口径|范围|全域|全县|全市|全镇|中心城区|镇区|哪一?部分",
    "plan_level": r"哪一?级|级别|层级|[省市县乡]级|哪一?[部个份]规划|[省市县乡镇]的?规划",
    "direction": r"上限|下限|不低于|不超过|方向|≥|≤",
    "region": r"哪(?:里|个|一个)?(?:地方|地区|省|市|县|镇|区域)|地区|区划|何处",
    "indicator": r"哪(?:个|一个|一?项|种)?指标|指标|指的是|指哪",
}
_ASKS = re.compile(r"[？?]|请(?:写明|说明|指明|问|明确|选)")
_SENTENCE = re.compile(r"[^。！？?\n]*[。！？?\n]?")
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")

Outcome = Literal["told", "asked", "declined"]


class Value(BaseModel):
    value: str
    unit: str
    year: str
    direction: str | None
    scope: str
    plan_level: str
    binding: str | None


class IndicatorRow(Row):
    question: str
    expected: Value | None
    ask_back: tuple[str, ...] | None
    lacks: str | None


class Due(Wire):
    value: str | None
    unit: str | None
    year: str | None
    direction: str | None
    scope: str | None
    ask_back: tuple[str, ...]
    """A first question on any one of these is right."""


class Said(Wire):
    outcome: Outcome
    text: str


ThisCase = Case[Question, Due]


def _cases(_: Making) -> Sequence[ThisCase]:
    return [
        Case(
            row.id,
            Question(messages=(Turn(role="user", content=row.question),), plans=plans()),
            _due(row),
            "",
            "查得到" if row.expected else "要反问" if row.ask_back else "没有这个数",
        )
        for row in read_bank("indicator_questions", IndicatorRow)
    ]


@cache
def plans() -> tuple[str, ...]:
    """Names in the table that must be taken in first (kb add-targets)."""
    path = DATA / "indicator_plans.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(sorted({row["plan"] for row in csv.DictReader(file)}))
    except (OSError, KeyError) as error:
        raise ToolError(f"规划指标表 {path.name} 读不出来：{error}") from error


def _due(row: IndicatorRow) -> Due:
    found = row.expected
    return Due(
        value=found.value if found else None,
        unit=found.unit if found else None,
        year=found.year if found else None,
        direction=found.direction if found else None,
        scope=found.scope if found else None,
        ask_back=row.ask_back or (),
    )


def _read(_: ThisCase, reply: Reply) -> Said:
    text = reply.text or reply.reason
    if not text.strip() and reply.refused is None:
        raise Unparsed("没有回答")
    asks = bool(reply.missing) or bool(_ASKS.search(text))
    outcome: Outcome = "declined" if refuses(reply) else "asked" if asks else "told"
    return Said(outcome=outcome, text=text)


def _right(case: ThisCase, said: Said) -> Score:
    due = case.expected
    if due.ask_back:
        return _asked_back(case, said)
    if due.value is None:
        made_up = said.outcome == "told" and bool(_NUMBER.search(said.text))
        return Score(float(not made_up), "没有这个数，却给了数" if made_up else "")
    parts = [part(case, said) for part in (_value, _unit)]
    wrong = [part.reason for part in parts if part.value != 1]
    return Score(0.0 if wrong else 1.0, "；".join(wrong))


def _asked_back(case: ThisCase, said: Said) -> Score:
    if said.outcome != "asked":
        return Score(0.0, "几个数都合适，没有反问")
    questions = "".join(one for one in _SENTENCE.findall(said.text) if _ASKS.search(one))
    open_ = [name for name in case.expected.ask_back if re.search(_DIMENSIONS[name], questions)]
    return Score(1.0 if open_ else 0.0, "" if open_ else f"应问{'、'.join(case.expected.ask_back)}")


def _value(case: ThisCase, said: Said) -> Score:
    """As the plan has it, or the same amount in another unit: the unit is judged beside."""
    due = case.expected
    told = any(_bare(number) == _bare(str(due.value)) for number in _NUMBER.findall(said.text))
    if not told:
        right = quantities(f"{due.value}{due.unit}")
        told = any(q.unit == r.unit and _near(q.value, r.value) for r in right for q in quantities(said.text))
    return Score(float(told), "" if told else f"没有给出 {due.value} {due.unit}")


def _near(said: Fraction, right: Fraction) -> bool:
    """As good as four decimals of a converted figure tell."""
    return abs(said - right) <= abs(right) / 100_000


def _unit(case: ThisCase, said: Said) -> Score:
    """Right behind the value; 人均 35 平方米 is 35 m²/人."""
    text, unit = _written(said.text), _written(str(case.expected.unit))
    whole, _, per = unit.partition("/")
    units = {unit, whole} if per in ("人", "千人") and re.search("人均|每人|每千", text) else {unit}
    value = re.escape(_bare(str(case.expected.value)))
    told = any(re.search(rf"(?<![\d.]){value}(?:\.0+|(?<=\.\d)0+)?{re.escape(one)}", text) for one in units)
    return Score(float(told), "" if told else f"没有写明单位 {case.expected.unit}")


def _written(text: str) -> str:
    """Units in one writing, without spaces and separators."""
    text = re.sub(r"[\s,，*]+", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"百分之(\d+(?:\.\d+)?)", r"\1%", text)
    for words, short in _UNITS.items():
        text = text.replace(words, short)
    return text


def _year(case: ThisCase, said: Said) -> Score:
    told = str(case.expected.year) in said.text
    return Score(float(told), "" if told else f"没有写明 {case.expected.year} 年")


def _direction(case: ThisCase, said: Said) -> Score:
    told = bool(re.search(_DIRECTIONS[str(case.expected.direction)], said.text))
    return Score(float(told), "" if told else f"没有写明 {case.expected.direction}")


def _scope(case: ThisCase, said: Said) -> Score:
    told = holds(said.text, str(case.expected.scope))
    return Score(float(told), "" if told else f"没有写明口径 {case.expected.scope}")


def _bare(number: str) -> str:
    digits = number.replace(",", "").replace("，", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _has(name: str) -> Callable[[ThisCase], bool]:
    return lambda case: bool(case.expected.model_dump()[name])


INDICATOR_QUESTIONS = Task(
    name="indicator_questions",
    title="指标查询",
    claim="规划指标的数值、单位、年份、方向、口径查得准；几个数都合适就反问，没有的数不编",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(
        Scorer("right", "处置正确", _right),
        Scorer("value", "数值", _value, applies=_has("value")),
        Scorer("unit", "单位", _unit, applies=_has("unit")),
        Scorer("year", "年份", _year, applies=_has("year")),
        Scorer("direction", "方向", _direction, applies=lambda case: case.expected.direction in _DIRECTIONS),
        Scorer("scope", "口径", _scope, applies=_has("scope")),
        Scorer("asked_back", "该反问的反问", _asked_back, applies=lambda case: bool(case.expected.ask_back)),
    ),
    kinds=ANSWERING,
)
