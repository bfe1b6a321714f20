"""The crosswalk as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..runs.printed import interval_text
from .crosswalk import NO_CLAUSE, Line, Result

HEAD = """\
# 与 GB/T 45288 等标准的对照

由 `./guiyan eval crosswalk` 写出。左边是标准里公开可知的要求，右边是本项目哪一项评测衡量它、最近的结果和证据。
**不宣称符合任何标准**：GB/T 45288.1、.2、.3 和 GB/T 45654 的条文文本我们没有，条目来自公开报道和公开实现；
没有测的写“未测”。方括号是 95% 置信区间。
"""


def markdown(lines: Sequence[Line]) -> str:
    parts = [HEAD]
    for standard in dict.fromkeys(line.standard for line in lines):
        parts.append(f"\n## {standard}\n")
        parts.append("| 条目 | 要求 | 用什么测 | 最近结果 | 证据 | 说明 |\n| --- | --- | --- | --- | --- | --- |")
        parts += [_row(line) for line in lines if line.standard == standard]
    return "\n".join(parts) + "\n"


def as_json(lines: Sequence[Line]) -> str:
    plain = [line.model_dump(mode="json") for line in lines]
    return json.dumps({"claims_conformance": False, "rows": plain}, ensure_ascii=False, indent=1) + "\n"


def _row(line: Line) -> str:
    measured = "<br>".join(f"`{name}`" for name in line.measured_by) or "—"
    results = "<br>".join(map(_result, line.results)) or line.state
    evidence = "<br>".join(dict.fromkeys(f"`{result.evidence}`" for result in line.results)) or "—"
    return f"| {line.part} | {line.item} | {measured} | {results} | {evidence} | {'；'.join(_remarks(line))} |"


def _result(result: Result) -> str:
    shown = f"{result.value:.3f}{interval_text(result.low, result.high)}"
    return f"{result.target}：{result.task}·{result.score} {shown}，n {result.n}"


def _remarks(line: Line) -> Iterator[str]:
    if not line.clause_text:
        yield f"{NO_CLAUSE}（{line.known}）"
    if line.ours:
        yield f"本项目的定义：{line.ours}"
    if line.against_bar:
        yield line.against_bar
    if line.note:
        yield line.note
