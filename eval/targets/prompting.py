"""How a question is put to a model that knows nothing of us: the day, the form of the answer, passages to go by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from knowledge import SearchHit

from ..exchange import OfferedTool, Question, Turn

_ROLE = "你是国土空间规划和相关法律方面的助手，用中文回答。"
_LONGEST_PASSAGE = 500
"""Characters: four of them leave a context of 4,096 tokens room for the answer."""


def messages_of(question: Question, passages: Sequence[SearchHit] = ()) -> list[Turn]:
    told = [_ROLE, *([_day(question.as_of)] if question.as_of else []), *([question.form] if question.form else [])]
    if passages:
        told.append("依据下面的条文回答，写明法律名称和条号；条文里没有的，就说没有依据。")
    system = Turn(role="system", content="".join(told))
    *before, last = [turn for turn in question.messages if turn.role != "system"]
    own = [turn for turn in question.messages if turn.role == "system"]
    asked = "\n\n".join([*(_passage(n, hit) for n, hit in enumerate(passages, 1)), last.content])
    return [system, *own, *before, Turn(role="user", content=asked)]


def tools_in_words(tools: Sequence[OfferedTool]) -> str:
    """For a model that cannot be offered tools otherwise."""
    lines = [f"- {tool.name}：{tool.description}；参数：{_parameters(tool)}" for tool in tools]
    return (
        "可用的工具：\n" + "\n".join(lines) + "\n需要工具时，tool 写工具名，arguments 写参数；"
        "不需要工具、要反问或不能办时，tool 写 none，say 写要说的话。"
    )


def tool_schema(tools: Sequence[OfferedTool]) -> dict[str, object]:
    """What such a model is held to."""
    return {
        "type": "object",
        "properties": {
            "tool": {"type": "string", "enum": [*(tool.name for tool in tools), "none"]},
            "arguments": {"type": "object"},
            "say": {"type": "string"},
        },
        "required": ["tool", "arguments", "say"],
        "additionalProperties": False,
    }


def _day(day: date) -> str:
    return f"按{day.year}年{day.month}月{day.day}日有效的法律回答。"


def _passage(n: int, hit: SearchHit) -> str:
    return f"[{n}] 《{hit.instrument}》{hit.article}：{hit.text[:_LONGEST_PASSAGE]}"


def _parameters(tool: OfferedTool) -> str:
    listed = tool.parameters.get("properties")
    needed = tool.parameters.get("required")
    required = needed if isinstance(needed, list) else []
    names = listed.keys() if isinstance(listed, dict) else []
    return json.dumps({name: "必填" if name in required else "可选" for name in names}, ensure_ascii=False)
