"""Errors on their way out: a problem document, or OpenAI's error shape under /v1."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from knowledge.errors import StoreUnavailable
from tools import ToolError

from .chat.errors import chat_error, status_of
from .problems import Fault, Problem, Refused, answered, of, problem
from .requests import called
from .sentences import sentence, sentences

_SAID_BY_FASTAPI = {
    "There was an error parsing the body": "请求体读不懂：应是 UTF-8 的 JSON",
    "Not Found": "没有这个地址：{path}",
    "Method Not Allowed": "{path} 不支持 {method}",
}


def say_errors_well(app: FastAPI) -> None:
    for error in (RequestValidationError, HTTPException, Refused, ToolError, StoreUnavailable, Exception):
        app.add_exception_handler(error, _answer)


async def _answer(request: Request, error: Exception) -> JSONResponse:
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else None
    return shaped(request.url.path, _problem(request, error), headers)


def shaped(path: str, shown: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    if path.startswith("/v1/"):
        return JSONResponse(chat_error(shown).model_dump(), status_code=status_of(shown), headers=headers)
    return answered(shown, headers)


def _problem(request: Request, error: Exception) -> Problem:
    if isinstance(error, RequestValidationError):
        faults = [Fault(pointer=_pointer(e["loc"]), detail=sentence(e, called(e["loc"]))) for e in error.errors()]
        return problem(422, sentences(error.errors(), called), tuple(faults))
    if isinstance(error, HTTPException):
        words = _SAID_BY_FASTAPI.get(error.detail)
        told = words.format(path=request.url.path, method=request.method) if words else error.detail
        return problem(error.status_code, told)
    return of(error)


def _pointer(location: tuple[int | str, ...]) -> str:
    return "#" + "".join(f"/{part}" for part in location[1:])
