"""Training records as they are written down, one JSON line each, checked when they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

FOLDER = Path(__file__).parent / "records"


class RecordFault(Exception):
    """A record that cannot be trained on; the message names file and line."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(min_length=3)


class Turn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    role: Literal["user", "assistant"]
    content: str = Field(min_length=1, max_length=4000)


class _Conversation(_Record):
    messages: tuple[Turn, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_with_the_user(self) -> _Conversation:
        if self.messages[-1].role != "user":
            raise ValueError("the last turn is to be the user's")
        return self

    def turns(self) -> list[dict[str, str]]:
        return [turn.model_dump() for turn in self.messages]


class UnderstandRecord(_Conversation):
    intent: Literal["tool", "none", "refuse", "clarify"]
    tool: str | None
    arguments: dict[str, Any]
    missing: tuple[str, ...]
    style: Literal["lay", "professional", "terse", "misspelt"]

    @model_validator(mode="after")
    def _a_tool_or_none(self) -> UnderstandRecord:
        if (self.intent == "tool") != (self.tool is not None):
            raise ValueError("a tool belongs to the intent `tool` and to no other")
        return self


class RewriteRecord(_Conversation):
    standalone: str = Field(min_length=2, max_length=400)
    gold: tuple[str, ...] = ()


class WordRecord(_Record):
    question: str = Field(min_length=2)
    as_of: str | None = None
    gold: tuple[str, ...] = Field(min_length=1)
    answer: str = Field(min_length=8)
    """each sentence ends with the provision it rests on in braces"""


class AbstainRecord(_Record):
    question: str = Field(min_length=2)
    near: tuple[str, ...] = Field(min_length=1)
    """provisions that look related and do not answer"""
    says: str = Field(min_length=4)


class ToolResultRecord(_Record):
    question: str = Field(min_length=2)
    result: dict[str, Any]
    answer: str = Field(min_length=4)


Record = UnderstandRecord | RewriteRecord | WordRecord | AbstainRecord | ToolResultRecord
_FILES: dict[str, type[Record]] = {
    "understand_a": UnderstandRecord,
    "understand_b": UnderstandRecord,
    "rewrite": RewriteRecord,
    "word": WordRecord,
    "abstain": AbstainRecord,
    "tool_result": ToolResultRecord,
}
Records = Annotated[dict[str, list[Record]], "by file"]


def read_records(folder: Path = FOLDER) -> Records:
    """RecordFault at the first line that is none, or at an id that stands twice."""
    found: Records = {}
    seen: set[str] = set()
    for name, kind in _FILES.items():
        found[name] = []
        for number, record in _lines(folder / f"{name}.jsonl", kind):
            if record.id in seen:
                raise RecordFault(f"{name}.jsonl 第 {number} 行的编号 {record.id} 已经用过")
            seen.add(record.id)
            found[name].append(record)
    return found


def _lines(path: Path, kind: type[Record]) -> Iterator[tuple[int, Record]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RecordFault(f"{path} 打不开：{error.strerror}") from error
    for number, line in enumerate(lines, 1):
        try:
            yield number, kind.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            raise RecordFault(f"{path.name} 第 {number} 行不是一条记录：{error}") from error
