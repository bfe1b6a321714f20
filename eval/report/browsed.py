"""The samples as the page's script reads them: plain text, long texts cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import JsonValue
from pydantic_core import to_json

from ..exchange import Cited, Question
from ..places import Place
from ..runs.sample import Sample

_LONGEST = 3000
_LONGEST_QUOTE = 80
_SHOWN_ELSEWHERE = {"text", "texts", "quotes", "notices"}
_NAMES = {
    "gold": "应引",
    "also": "也可引",
    "facts": "要点",
    "must_say": "应说",
    "must": "应说其一",
    "must_not": "不应出现",
    "must_not_cite": "不得作依据",
    "refused": "拒答",
    "notice": "提示",
    "why": "理由",
    "places": "依据",
    "place": "条文",
    "told": "提到的旧法或新法",
    "declined": "说没有",
    "law": "法律",
    "version": "文本",
    "article": "条",
    "paragraph": "款",
    "item": "项",
    "text": "原文",
    "intent": "意图",
    "tool": "工具",
    "arguments": "参数",
    "missing": "缺的参数",
    "called": "调用",
    "value": "数值",
    "unit": "单位",
    "year": "年份",
    "direction": "方向",
    "scope": "口径",
    "ask_back": "应问",
    "outcome": "处置",
    "bank": "题库",
    "risk": "风险",
    "says": "应说出的毛病",
    "area_m2": "面积（平方米）",
    "longitude": "经度",
    "latitude": "纬度",
    "about": "所问的一项",
    "checks": "各项结论",
    "whole": "整体结论",
}


def browsed(sample: Sample, task: str, run: int) -> dict[str, Any]:
    reply = sample.reply
    return {
        "id": sample.id,
        "task": task,
        "run": run,
        "state": sample.state,
        "asked": _asked(sample),
        "expected": _told(sample.expected),
        "said": _cut((reply.text or reply.reason or reply.fault) if reply else ""),
        "parsed": _told(_without_repetition(sample.parsed)),
        "cited": _listed(reply.cited if reply else ()),
        "retrieved": _listed(reply.retrieved if reply and not reply.cited else ()),
        "called": "\n".join(f"{c.tool} {to_json(c.arguments).decode()}" for c in reply.called) if reply else "",
        "steps": " → ".join(reply.steps) if reply else "",
        "notices": "、".join(reply.notices) if reply else "",
        "fault": sample.fault,
        "scores": {name: [line.value, line.reason] for name, line in sample.scores.items()},
        "timing": _timing(sample),
    }


def _without_repetition(parsed: JsonValue) -> JsonValue:
    """The answer's own words and what it cites stand beside it already."""
    return {k: v for k, v in parsed.items() if k not in _SHOWN_ELSEWHERE} if isinstance(parsed, dict) else parsed


def _asked(sample: Sample) -> str:
    if not isinstance(sample.asked, Question):
        return f"{sample.asked.tool} {to_json(sample.asked.arguments).decode()}"
    turns = sample.asked.messages
    text = turns[0].content if len(turns) == 1 else "\n".join(f"{turn.role}：{turn.content}" for turn in turns)
    return _cut(text + (f"（按 {sample.asked.as_of} 的法律）" if sample.asked.as_of else ""))


def _listed(cited: Sequence[Cited]) -> str:
    lines = (f"{c.address}{f'（{c.status}）' if c.status else ''} {c.quote[:_LONGEST_QUOTE]}".strip() for c in cited)
    return "\n".join(lines)


def _told(value: JsonValue) -> str:
    """Name and value a line, provisions as people write them, without what is empty."""
    if isinstance(value, dict) and not _is_place(value):
        lines = [f"{_NAMES.get(n, n)}：{_plain(one)}" for n, one in value.items() if one not in (None, [], "", {})]
        return _cut("\n".join(lines))
    return _cut(_plain(value))


def _plain(value: JsonValue) -> str:
    if isinstance(value, dict):
        if _is_place(value):
            return str(Place(**value))  # type: ignore[arg-type]
        return "，".join(f"{_NAMES.get(n, n)} {_plain(one)}" for n, one in value.items() if one not in (None, [], ""))
    if isinstance(value, list):
        return "；".join(map(_plain, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value if isinstance(value, str) else to_json(value).decode()


def _is_place(value: dict[str, JsonValue]) -> bool:
    return value.keys() == set(Place.__dataclass_fields__)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字）"


def _timing(sample: Sample) -> str:
    parts = [f"{sample.milliseconds:.0f} 毫秒"]
    reply = sample.reply
    if reply and reply.first_token_ms is not None:
        parts.append(f"首字 {reply.first_token_ms:.0f} 毫秒")
    if reply and reply.tokens_out is not None:
        parts.append(f"写 {reply.tokens_out} 个词元")
    return "，".join(parts + (["用的是以前的应答"] if sample.reused else []))
