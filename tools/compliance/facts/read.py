"""Project facts from FACTS.toml or from the JSON of a tool call; whatever is wrong is said in one sentence."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from ...tool import ToolError
from .approvals import Approval, Approvals
from .project import ProjectFacts, Use

LARGEST_FILE = 1_000_000
"""Bytes; a page of facts is a thousandth of it."""

_TABLES: dict[str, type[BaseModel]] = {"use": Use, "approvals": Approvals}
_ALSO = {"use_code": "use.code", "use_name": "use.name", "use_scheme": "use.scheme"}
_REASONS = {
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "greater_than_equal": "不得为负",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "string_pattern_mismatch": "不是用地分类编码",
    "model_type": "应为一张表",
    "model_attributes_type": "应为一张表",
    "missing": "没有写",
}


def read_facts(path: Path) -> ProjectFacts:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ToolError(f"{path} 有 {path.stat().st_size} 字节，不像一份项目事实")
        given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ToolError(f"没有项目事实文件 {path}") from None
    except OSError as error:
        raise ToolError(f"项目事实文件 {path} 打不开：{error.strerror}") from None
    except UnicodeDecodeError:
        raise ToolError(f"{path} 不是 UTF-8 编码；请另存为 UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ToolError(f"{path} 不是合法的 TOML：{error}") from None
    return facts_of(given, str(path))


def facts_of(given: Mapping[str, Any], where: str = "项目事实") -> ProjectFacts:
    """`use_code`, `use.code` and {use: {code}} say the same; null is the same as leaving a key out."""
    nested = _nested(given, where)
    _refuse_unknown(nested, where)
    try:
        return ProjectFacts.model_validate(nested)
    except ValidationError as error:
        raise ToolError(f"{where}里{_first(error)}") from None


def _nested(given: Mapping[str, Any], where: str) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in given.items():
        if value is None:
            continue
        path = _ALSO.get(key, key).split(".")
        at = nested
        for part in path[:-1]:
            inside = at.setdefault(part, {})
            if not isinstance(inside, dict):
                raise ToolError(f"{where}里 {key} 写了两次，意思不同")
            at = inside
        if isinstance(value, Mapping) and isinstance(at.get(path[-1]), dict):
            at[path[-1]].update(_nested(value, where))
        elif path[-1] in at:
            raise ToolError(f"{where}里 {'.'.join(path)} 写了两次")
        else:
            at[path[-1]] = _nested(value, where) if isinstance(value, Mapping) else value
    if isinstance(nested.get("use"), str):
        nested["use"] = {"code": nested["use"]}
    return nested


def _refuse_unknown(nested: Mapping[str, Any], where: str) -> None:
    _known(nested, ProjectFacts, "", where)
    for table, model in _TABLES.items():
        inside = nested.get(table)
        if isinstance(inside, Mapping):
            _known(inside, model, f"{table}.", where)
            for name, value in inside.items():
                if table == "approvals" and isinstance(value, Mapping):
                    _known(value, Approval, f"approvals.{name}.", where)


def _known(given: Mapping[str, Any], model: type[BaseModel], before: str, where: str) -> None:
    names = list(model.model_fields)
    for key in given:
        if key in names:
            continue
        near = difflib.get_close_matches(key, names, n=3, cutoff=0.5)
        near += [name for name in names if key in name or name in key][:2] if not near else []
        hint = f"相近的有：{'、'.join(before + name for name in near)}" if near else "可用的键见项目事实表"
        raise ToolError(f"{where}里不认识“{before}{key}”；{hint}")


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"] if not str(part).startswith(("function", "constrained")))
    context = fault.get("ctx", {})
    if fault["type"] == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected")))
        wrong = f"应为 {'、'.join(allowed)} 之一"
    else:
        wrong = _REASONS.get(fault["type"], "写得不对")
    return f" {place} 写的是“{str(fault.get('input'))[:40]}”，{wrong}"
