"""A tool as the model reads it: one line out of the tool's own declaration, and the slots that code cannot fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tools import AnyTool

FILLED_BY_CODE = frozenset(
    {
        "reference", "as_of", "date", "from", "to", "site", "document", "area_m2", "year", "facts", "limit", "kind",
        "crs",
        "layer", "layers", "unit", "walking_m_per_min", "snap_m", "question", "weights", "plan_level", "repair",
    }
)  # fmt: skip
"""Arguments that are read out of the conversation by parsers, or are the conversation itself."""
_LABELS = {
    "region": "地区", "instrument": "文件", "indicator": "指标", "scope": "口径", "use": "用途", "constraints": "条件",
    "profile": "成果类型",
}  # fmt: skip
"""What common arguments are called; of others the first words of their description."""
_BEHIND: dict[str, tuple[tuple[str, str], ...]] = {"check_compliance": (("facts.project_kind", "项目"),)}
"""Words that stand deeper in an argument."""
_GLOSS = re.compile(r"\s*[（(].*$|[。；;].*$", re.DOTALL)
_LABEL = re.compile(r"[，,：:。；;（(、].*$", re.DOTALL)
_TEXT = ("string", "object", "array", "integer", "number")


@dataclass(frozen=True)
class ToolCard:
    name: str
    gloss: str
    """查规划指标和现状值"""
    slots: tuple[tuple[str, str], ...]
    """(argument, 指标名称): in the order in which the model writes their values"""
    required: tuple[str, ...]

    @property
    def line(self) -> str:
        labels = "、".join(label for _, label in self.slots)
        return f"{self.gloss}（{labels}）" if labels else self.gloss


def card_of(tool: AnyTool) -> ToolCard:
    return card_from_schema(tool.name, tool.description, tool.input_model.model_json_schema())


def card_from_schema(name: str, description: str, schema: Mapping[str, Any]) -> ToolCard:
    """Also of a tool that is known by its JSON schema only."""
    properties: Mapping[str, Mapping[str, Any]] = schema.get("properties", {})
    slots = tuple(
        (argument, _LABELS.get(argument) or _LABEL.sub("", str(field.get("description", argument))) or argument)
        for argument, field in properties.items()
        if argument not in FILLED_BY_CODE and _is_text(field)
    )
    slots += _BEHIND.get(name, ())
    return ToolCard(name, _GLOSS.sub("", description.splitlines()[0]), slots, tuple(schema.get("required", ())))


def _is_text(field: Mapping[str, Any]) -> bool:
    options: Iterable[Mapping[str, Any]] = field.get("anyOf", [field])
    return any(option.get("type") == "string" and "format" not in option for option in options)
