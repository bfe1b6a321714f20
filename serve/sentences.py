"""What pydantic found wrong, as one Chinese sentence for whoever typed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Location = tuple[int | str, ...]

SHOWN = 40
"""Characters of a wrong value that are repeated back."""

_WRONG = {
    "missing": "没有给出",
    "extra_forbidden": "不在可用的项之中",
    "json_invalid": "不是合法的 JSON",
    "string_type": "应为文字",
    "string_unicode": "不是合法的 UTF-8 文字",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不得小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "不得大于 {le}",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "union_tag_invalid": "应为 {expected_tags} 之一",
    "union_tag_not_found": "没有给出",
    "too_short": "至少要有 {min_length} 个",
    "too_long": "最多 {max_length} 个",
    "model_type": "应为 JSON 对象",
    "model_attributes_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "path_type": "应为路径",
    "value_error": "{error}",
}


def sentence(fault: Mapping[str, Any], name: str, *, show_value: bool = True) -> str:
    """`name` says where; the value is left out where it may be a secret."""
    kind, context, value = fault["type"], fault.get("ctx", {}), fault.get("input")
    if kind == "string_too_short":
        return f"{name}不能为空"
    if kind == "string_too_long":
        return f"{name}有 {len(str(value))} 字，最多 {context['max_length']} 字"
    if kind.startswith(("date_", "datetime_")):
        wrong = "不是日期，应写成 2026-08-15 的样子"
    elif kind in _WRONG:
        wrong = _WRONG[kind].format(**{key: _listed(word) for key, word in context.items()})
    else:
        wrong = f"不对（{fault['msg']}）"
    given = show_value and kind not in ("missing", "extra_forbidden") and isinstance(value, str | int | float)
    return f"{name}“{shortened(str(value))}”{wrong}" if given else f"{name} {wrong}"


def sentences(faults: Iterable[Mapping[str, Any]], name: Callable[[Location], str]) -> str:
    """Every fault once, `；` between; `name` turns a location into what the asker calls it."""
    return "；".join(dict.fromkeys(sentence(fault, name(fault["loc"])) for fault in faults))


def shortened(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _listed(word: Any) -> str:
    """pydantic's `'a', 'b' or 'c'` as `a、b、c`; anything else as it is."""
    quoted = re.findall(r"'([^']*)'", str(word))
    return "、".join(quoted) if quoted else str(word)
