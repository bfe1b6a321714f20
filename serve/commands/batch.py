"""JSON lines in, one JSON line out for each; a line that cannot be read or answered says so and the rest goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tools import ToolError

from .printing import complain, show_json


def run_batch(file: str, answer: Callable[[Mapping[str, Any]], BaseModel]) -> int:
    """`answer` takes one line's object. StoreUnavailable ends the batch: no later line would fare better."""
    wrong = 0
    for number, line in _lines(file):
        given: Mapping[str, Any] = {}
        try:
            given = _read(line, number)
            show_json({"id": given.get("id"), **answer(given).model_dump(mode="json")})
        except ToolError as error:
            wrong += 1
            show_json({"id": given.get("id"), "line": number, "error": str(error)})
    if wrong:
        complain(f"{wrong} 行没有结果，原因在各行的 error 里")
    return 0


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    try:
        source = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ToolError(f"批量文件 {file} 打不开：{error.strerror}") from error
    with source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                yield number, line


def _read(line: bytes, number: int) -> Mapping[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise ToolError(f"第 {number} 行不是合法的 JSON：{error}") from error
    if not isinstance(given, dict):
        raise ToolError(f"第 {number} 行应是一个 JSON 对象")
    return given
