"""What may be asked of a node, the same from a shell, over REST and in a batch; the limits are kept here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from agents.state import Spoken
from knowledge.instruments.instrument import NATIONAL, Kind
from knowledge.results import Wire
from tools import ToolError

from .sentences import Location, sentences

QUESTION_LIMIT = 4000
"""Characters."""
TURN_LIMIT = 40_000
"""Characters of one earlier turn of a conversation: answers quote whole articles."""

CALLED = {
    "question": "问题",
    "messages": "对话记录",
    "content": "对话里的话",
    "as_of": "日期",
    "region": "区划代码",
    "kind": "文件种类",
    "limit": "条数",
    "reference": "条文引用",
    "conversation": "对话编号",
    "folder": "文件夹",
    "instrument": "文件名称",
    "file": "文件",
    "site": "用地文件",
    "workspace": "工作区",
    "date": "审查日期",
    "facts": "项目事实",
    "crs": "坐标系",
    "layer": "图层",
    "tolerance_m2": "容差",
    "report": "报告文件",
    "bundle": "证据包",
    "geojson": "重叠图形文件",
    "attachments": "附件",
}


def _iso_date(given: Any) -> date:
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise ValueError("不是日历上的一天") from None
    if type(given) is date:
        return given
    raise ValueError("不是日期，应写成 2026-08-15 的样子")


def _six_digits(code: str) -> str:
    if not re.fullmatch("[0-9]{6}", code):
        raise ValueError("应是六位数字，如 330100")
    return code


def _absolute(folder: Path) -> Path:
    if not folder.is_absolute():
        raise ValueError("应是完整路径")
    return folder


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_LIMIT)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Region = Annotated[
    str, AfterValidator(_six_digits), Field(description="六位行政区划代码", json_schema_extra={"pattern": "^[0-9]{6}$"})
]
AsOf = Annotated[IsoDate | None, Field(description="按哪一天的法律；缺省为今天")]
Conversation = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="接着哪一次对话问")]


Attached = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]


class SearchRequest(Wire):
    question: Question
    as_of: AsOf = None
    region: Region | None = None
    kind: Kind | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 10


class ProvisionRequest(Wire):
    reference: Annotated[Name, Field(description="土地管理法第三十五条第二款")]
    as_of: AsOf = None


class Message(Wire):
    role: Literal["user", "assistant"]
    content: Annotated[str, StringConstraints(min_length=1, max_length=TURN_LIMIT)]

    def spoken(self) -> Spoken:
        return {"role": self.role, "content": self.content}


def _check_last(messages: Sequence[Message]) -> None:
    last = messages[-1]
    if last.role != "user" or not last.content.strip():
        raise ValueError("messages 的最后一句应是提问（role 为 user），不能为空")
    if len(last.content) > QUESTION_LIMIT:
        raise ValueError(f"问题有 {len(last.content)} 字，最多 {QUESTION_LIMIT} 字")


class AskRequest(Wire):
    """Either a question, or the whole conversation so far with the question last."""

    question: Question | None = None
    messages: Annotated[tuple[Message, ...] | None, Field(min_length=1, max_length=200)] = None
    as_of: AsOf = None
    region: Region | None = None
    conversation: Conversation | None = None
    attachments: Annotated[
        tuple[Attached, ...], Field(max_length=10, description="随问题提交的附件编号，见 /api/v1/sites")
    ] = ()
    site: Annotated[Attached | None, Field(description="对话里早先提交的附件编号；用 conversation 时不必写")] = None
    facts: Annotated[dict[str, Any], Field(default_factory=dict, description="项目事实，键见工具 check_compliance")]

    @model_validator(mode="after")
    def _one_question(self) -> AskRequest:
        if (self.question is None) == (self.messages is None):
            raise ValueError("要么给出 question，要么给出 messages")
        if self.messages:
            _check_last(self.messages)
        return self


class UnderstandRequest(Wire):
    messages: Annotated[tuple[Message, ...], Field(min_length=1, max_length=200)]
    """The conversation, what is asked last."""
    as_of: Annotated[IsoDate | None, Field(description="谈话的那一天，“去年”“上月”由此算起；缺省为今天")] = None

    @model_validator(mode="after")
    def _asked_last(self) -> UnderstandRequest:
        _check_last(self.messages)
        return self


class AddRequest(Wire):
    folder: Annotated[Path, AfterValidator(_absolute), Field(description="本机上的文件夹，完整路径")]
    region: Region = NATIONAL
    kind: Kind | None = None


class AddTargetsRequest(Wire):
    file: Annotated[Path, AfterValidator(_absolute), Field(description="本机上的规划指标表（CSV、XLSX），完整路径")]


class ForgetRequest(Wire):
    instrument: Name


OnThisMachine = Annotated[Path, AfterValidator(_absolute)]
"""A whole path on the machine of the service."""


class CheckRequest(Wire):
    """A compliance check of a file on this machine, and what to write of it."""

    site: OnThisMachine
    workspace: OnThisMachine | None = None
    date: IsoDate | None = None
    facts: Annotated[dict[str, Any], Field(default_factory=dict)]
    layer: Annotated[str, Field(max_length=200)] | None = None
    crs: Annotated[str, Field(max_length=2000)] | None = None
    repair: bool = False
    tolerance_m2: Annotated[float, Field(ge=0, le=1000)] = 1.0
    report: OnThisMachine | None = None
    bundle: OnThisMachine | None = None
    geojson: OnThisMachine | None = None


class ReplayRequest(Wire):
    bundle: OnThisMachine
    workspace: OnThisMachine | None = None


Asked = TypeVar("Asked", bound=BaseModel)


def understood(model: type[Asked], given: Mapping[str, Any]) -> Asked:
    """`given` as a request; ToolError says in one sentence what is wrong with it."""
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        raise ToolError(sentences(error.errors(), called)) from error


def called(location: Location) -> str:
    """A place in a request in the asker's words."""
    named = [part for part in location if isinstance(part, str) and part not in ("body", "query", "path", "header")]
    return CALLED.get(named[-1], named[-1]) if named else "请求"
