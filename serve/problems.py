"""Every error as an RFC 9457 problem document, and the table that says which error is which status."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from knowledge.errors import StoreUnavailable, UnknownReference
from tools import ToolError

MEDIA_TYPE = "application/problem+json"
BUG = "程序出错，不是问题本身造成的；服务的输出里有详情"

TITLES = {
    400: "请求读不懂",
    403: "不允许",
    404: "没有找到",
    405: "不支持这种方法",
    413: "请求太大",
    422: "不能这样回答",
    500: "程序出错",
    503: "存储不可用",
}


class Fault(BaseModel):
    pointer: str
    """Where in the request, as a JSON pointer: #/question."""
    detail: str


class Problem(BaseModel):
    """RFC 9457. `detail` is one sentence for whoever asked."""

    model_config = ConfigDict(frozen=True)

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...] = ()


class Refused(Exception):
    """A problem ready to be sent, where no room below has an error for it."""

    def __init__(self, shown: Problem) -> None:
        super().__init__(shown.detail)
        self.shown = shown


def problem(status: int, detail: str, errors: tuple[Fault, ...] = ()) -> Problem:
    phrase = HTTPStatus(status).phrase
    name = phrase.lower().replace(" ", "-")
    title = TITLES.get(status, phrase)
    return Problem(type=f"urn:guiyan:problem:{name}", title=title, status=status, detail=detail, errors=errors)


def of(error: Exception) -> Problem:
    """Anything not listed is a bug: its words go to the log, not to the asker."""
    match error:
        case Refused():
            return error.shown
        case UnknownReference():
            return problem(404, str(error))
        case ToolError():
            return problem(422, str(error))
        case StoreUnavailable():
            return problem(503, str(error))
    return problem(500, BUG)


def answered(shown: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(shown.model_dump(mode="json"), status_code=shown.status, headers=headers, media_type=MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {status: {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses}
