"""Whether the right tool is called with the right arguments, in a form the tool takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from pydantic import JsonValue

from ..exchange import Called
from ..places import place_of_address, place_of_reference
from ..task import Score
from .json_schema import fault_of
from .wording import plain

NOTHING = "none"


Agrees = Callable[[str, JsonValue, JsonValue], bool]
"""Of an argument's name, the value said and the right one."""


def argument_accuracy(
    said: Mapping[str, JsonValue], right: Mapping[str, JsonValue], agrees: Agrees | None = None
) -> Score:
    """Share of the names said or wanted whose values agree: by `same_value` unless the task knows better."""
    alike = agrees or (lambda _, one, other: same_value(one, other))
    names = sorted({name for name in (*said, *right) if said.get(name) is not None or right.get(name) is not None})
    if not names:
        return Score(1.0)
    wrong = [name for name in names if not alike(name, said.get(name), right.get(name))]
    shown = "、".join(f"{name}={said.get(name)!r}" for name in wrong)[:200]
    return Score(1 - len(wrong) / len(names), f"不符：{shown}" if wrong else "")


def same_value(said: JsonValue, right: JsonValue) -> bool:
    """Numbers by value, references by what they mean, texts without their punctuation."""
    if said is None or right is None:
        return said is right
    if isinstance(said, bool) or isinstance(right, bool):
        return said is right
    if isinstance(said, Mapping) and isinstance(right, Mapping):
        return said.keys() == right.keys() and all(same_value(said[name], right[name]) for name in right)
    if isinstance(said, list) and isinstance(right, list):
        return len(said) == len(right) and all(map(same_value, said, right))
    numbers = _number(said), _number(right)
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(said, str) and isinstance(right, str):
        return plain(said) == plain(right) or _same_place(said, right)
    return False


def as_declared(arguments: Mapping[str, JsonValue], schema: Mapping[str, Any]) -> dict[str, JsonValue]:
    """What the tool would read: numbers written as text as numbers, its own defaults left out though spelt out."""
    declared: Mapping[str, Mapping[str, Any]] = schema.get("properties", {})
    read = {name: _typed(value, declared.get(name, {})) for name, value in arguments.items()}
    defaults = {name: one["default"] for name, one in declared.items() if "default" in one}
    return {name: value for name, value in read.items() if name not in defaults or value != defaults[name]}


def schema_validity(call: Called, schemas: Mapping[str, Mapping[str, JsonValue]]) -> Score:
    """1 when the tool is one of those offered and takes such arguments."""
    if not call.sound:
        return Score(0.0, f"{call.tool} 的参数不是 JSON 对象")
    if call.tool not in schemas:
        return Score(0.0, f"没有工具 {call.tool}")
    fault = fault_of(call.arguments, schemas[call.tool])
    return Score(0.0 if fault else 1.0, f"{call.tool}：{fault}" if fault else "")


def _typed(value: JsonValue, declared: Mapping[str, Any]) -> JsonValue:
    if declared.get("type") not in ("integer", "number") or not isinstance(value, str):
        return value
    number = _number(value.strip())
    if number is None:
        return value
    return int(number) if number.denominator == 1 else float(number)


def _number(value: JsonValue) -> Fraction | None:
    if isinstance(value, int | float):
        return Fraction(str(value))
    if isinstance(value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return Fraction(value)
    return None


def _same_place(said: str, right: str) -> bool:
    places = []
    for text in (said, right):
        try:
            places.append(place_of_address(text) if "/" in text else place_of_reference(text))
        except ValueError:
            return False
    return bool(places[0].article) and places[0] == places[1]
