"""Cases in EvalScope's three general shapes: `general_qa`, `general_mcq`, `general_fc`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from tools import ToolError

from ..exchange import OfferedTool, Question, Turn
from ..runs.sample import Sample

LETTERS = "ABCDEFGHIJ"


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class QaRow(_Row):
    """`question` or `query`, or `messages`; `answer` or `response`."""

    messages: tuple[Turn, ...]
    answer: str = ""

    @model_validator(mode="before")
    @classmethod
    def _either_name(cls, row: dict[str, Any]) -> dict[str, Any]:
        messages = row.get("messages")
        if not messages:
            asked = row.get("question") or row.get("query")
            if not isinstance(asked, str):
                raise ValueError("没有 question、query 或 messages")
            told = [{"role": "system", "content": row["system"]}] if row.get("system") else []
            messages = [*told, {"role": "user", "content": asked}]
        return {"messages": messages, "answer": row.get("answer") or row.get("response") or ""}


class McqRow(_Row):
    """A question with options A to J; several right ones are a list or several letters."""

    id: str
    question: str
    options: dict[str, str]
    answer: tuple[str, ...]
    category: str = ""

    @model_validator(mode="before")
    @classmethod
    def _columns(cls, row: dict[str, Any]) -> dict[str, Any]:
        options = {}
        for letter in LETTERS:
            if row.get(letter) in (None, ""):
                break
            options[letter] = str(row[letter])
        if len(options) < 2:
            raise ValueError("选项不足两个（A、B……）")
        answer = row.get("answer")
        letters = [str(one).strip() for one in answer] if isinstance(answer, list) else [*str(answer or "")]
        right = tuple(sorted({one for one in letters if one.strip(" ,，、;；")}))
        if not right or not set(right) <= options.keys():
            raise ValueError(f"answer“{answer}”不是选项的字母")
        facts = {"id": str(row.get("id", "")), "question": row.get("question"), "category": row.get("category") or ""}
        return {**facts, "options": options, "answer": right}


class FcRow(_Row):
    messages: tuple[Turn, ...] = Field(min_length=1)
    tools: tuple[OfferedTool, ...]
    should_call_tool: bool = False

    @model_validator(mode="before")
    @classmethod
    def _unwrapped(cls, row: dict[str, Any]) -> dict[str, Any]:
        """Lists may stand as JSON text; a tool stands under `function`."""
        messages, tools = (json.loads(v) if isinstance(v := row.get(k, []), str) else v for k in ("messages", "tools"))
        offered = [{k: v for k, v in tool["function"].items() if k in OfferedTool.model_fields} for tool in tools]
        return {"messages": messages, "tools": offered, "should_call_tool": row.get("should_call_tool", False)}


Row = TypeVar("Row", bound=BaseModel)


def read_rows(path: Path, form: type[Row]) -> list[Row]:
    """Every line of a JSON lines or CSV file; ToolError that names the first broken one."""
    rows: list[Row] = []
    for number, row in _lines(path):
        try:
            rows.append(form.model_validate({"id": str(len(rows)), **row}))
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise ToolError(f"{path} 第 {number} 行读不懂：{said.removeprefix('Value error, ')}") from error
    if not rows:
        raise ToolError(f"{path} 里没有题")
    return rows


def write_cases(path: Path, samples: Sequence[Sample]) -> int:
    """The cases of a run as `general_fc` where tools are offered, else as `general_qa`; how many were written.

    Multiple-choice cases come from such a file already, and calls of our own tools have no shape there.
    """
    lines = [line for sample in samples if (line := _line(sample)) is not None]
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return len(lines)


def _line(sample: Sample) -> dict[str, JsonValue] | None:
    asked, expected = sample.asked, sample.expected
    if not isinstance(asked, Question) or asked.choices:
        return None
    messages: list[JsonValue] = [turn.model_dump() for turn in asked.messages]
    if not asked.tools:
        answer = expected if isinstance(expected, str) else json.dumps(expected, ensure_ascii=False)
        return {"id": sample.id, "messages": messages, "response": answer}
    tools: list[JsonValue] = [{"type": "function", "function": tool.model_dump()} for tool in asked.tools]
    call = expected is True or (isinstance(expected, dict) and expected.get("intent") == "tool")
    return {"id": sample.id, "messages": messages, "tools": tools, "should_call_tool": call}


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(f"题目文件 {path} 读不出来：{error}；应是 UTF-8 的 CSV 或 JSON lines") from error
    if path.suffix.lower() == ".csv":
        yield from enumerate(csv.DictReader(text.splitlines(keepends=True)), 2)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ToolError(f"{path} 第 {number} 行不是合法的 JSON：{error}") from error
            if not isinstance(row, dict):
                raise ToolError(f"{path} 第 {number} 行应是一个 JSON 对象")
            yield number, row
