"""Whether a value fits a JSON Schema, for the words that tool declarations use; any other word is an error.

`jsonschema` would know the whole standard, but it is no dependency of ours; a tool's own model judges more strictly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import JsonValue

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}
_SAID_ONLY = {"title", "description", "default", "examples", "$defs", "$schema", "strict", "$id", "deprecated"}


def fault_of(value: JsonValue, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> str | None:
    """The first fault, in Chinese; None when it fits. ValueError for a schema word that is not known here."""
    top = schema if root is None else root
    unknown = [word for word in schema if word not in _CHECKS and word not in _SAID_ONLY]
    if unknown:
        raise ValueError(f"JSON Schema word {unknown[0]!r} is not known here")
    checks = (_CHECKS[word](value, schema[word], schema, top) for word in schema if word in _CHECKS)
    return next((fault for fault in checks if fault), None)


def _type(value: JsonValue, wanted: Any, *_: Any) -> str | None:
    names = [wanted] if isinstance(wanted, str) else wanted
    for name in names:
        if isinstance(value, bool) and name != "boolean":
            continue
        if isinstance(value, _TYPES[name]) or (name == "integer" and isinstance(value, float) and value.is_integer()):
            return None
    return f"{_shown(value)} 应为 {'、'.join(names)}"


def _properties(value: JsonValue, wanted: Any, _: Any, root: Mapping[str, Any]) -> str | None:
    if not isinstance(value, dict):
        return None
    faults = ((name, fault_of(value[name], schema, root)) for name, schema in wanted.items() if name in value)
    return next((f"{name}：{fault}" for name, fault in faults if fault), None)


def _required(value: JsonValue, wanted: Sequence[str], *_: Any) -> str | None:
    missing = [name for name in wanted if isinstance(value, dict) and name not in value]
    return f"缺少 {missing[0]}" if missing else None


def _additional(value: JsonValue, wanted: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> str | None:
    if not isinstance(value, dict):
        return None
    extra = [name for name in value if name not in schema.get("properties", {})]
    if wanted is False:
        return f"没有参数 {extra[0]}" if extra else None
    if wanted is True:
        return None
    return next((fault for name in extra if (fault := fault_of(value[name], wanted, root))), None)


def _items(value: JsonValue, wanted: Any, _: Any, root: Mapping[str, Any]) -> str | None:
    listed = value if isinstance(value, list) else []
    return next((fault for one in listed if (fault := fault_of(one, wanted, root))), None)


def _any_of(value: JsonValue, wanted: Sequence[Any], _: Any, root: Mapping[str, Any]) -> str | None:
    faults = [fault_of(value, schema, root) for schema in wanted]
    return None if None in faults else faults[0]


def _all_of(value: JsonValue, wanted: Sequence[Any], _: Any, root: Mapping[str, Any]) -> str | None:
    return next((fault for schema in wanted if (fault := fault_of(value, schema, root))), None)


def _reference(value: JsonValue, wanted: str, _: Any, root: Mapping[str, Any]) -> str | None:
    found: Any = root
    for part in wanted.removeprefix("#/").split("/"):
        found = found[part]
    return fault_of(value, found, root)


def _enum(value: JsonValue, wanted: Sequence[Any], *_: Any) -> str | None:
    return None if value in wanted else f"{_shown(value)} 应为 {'、'.join(map(str, wanted))} 之一"


def _length(value: JsonValue, wanted: int, sign: int) -> str | None:
    fits = not isinstance(value, str | list) or sign * (len(value) - wanted) >= 0
    return None if fits else f"{_shown(value)} 的长度应{'不少于' if sign > 0 else '不超过'} {wanted}"


def _bound(value: JsonValue, wanted: float, sign: int, *, strict: bool) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    over = sign * (value - wanted)
    return None if over > 0 or (over == 0 and not strict) else f"{_shown(value)} 越过了 {wanted:g}"


def _format(value: JsonValue, wanted: str, *_: Any) -> str | None:
    if wanted != "date" or not isinstance(value, str):
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"{_shown(value)} 不是 ISO 日期"
    return None


def _shown(value: JsonValue) -> str:
    return repr(value)[:40]


_CHECKS: dict[str, Any] = {
    "type": _type,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "anyOf": _any_of,
    "oneOf": _any_of,
    "allOf": _all_of,
    "$ref": _reference,
    "enum": _enum,
    "const": lambda value, wanted, *_: _enum(value, [wanted]),
    "pattern": lambda value, wanted, *_: (
        f"{_shown(value)} 不合格式" if isinstance(value, str) and not re.search(wanted, value) else None
    ),
    "format": _format,
    "minLength": lambda value, wanted, *_: _length(value, wanted, 1),
    "maxLength": lambda value, wanted, *_: _length(value, wanted, -1),
    "minItems": lambda value, wanted, *_: _length(value, wanted, 1),
    "maxItems": lambda value, wanted, *_: _length(value, wanted, -1),
    "minimum": lambda value, wanted, *_: _bound(value, wanted, 1, strict=False),
    "maximum": lambda value, wanted, *_: _bound(value, wanted, -1, strict=False),
    "exclusiveMinimum": lambda value, wanted, *_: _bound(value, wanted, 1, strict=True),
    "exclusiveMaximum": lambda value, wanted, *_: _bound(value, wanted, -1, strict=True),
}
