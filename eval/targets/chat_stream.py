"""A chat completion out of its stream of events: text, tool calls, tokens, the time to the first piece."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from ..exchange import Called, Reply


class Garbled(Exception):
    """What came is no chat completion."""


@dataclass
class _Gathered:
    started: float
    text: list[str] = field(default_factory=list)
    calls: dict[int, dict[str, str]] = field(default_factory=dict)
    first_ms: float | None = None
    usage: Mapping[str, Any] | None = None

    def take(self, delta: Mapping[str, Any]) -> None:
        """`delta` of a stream, or the whole `message` where the endpoint does not stream."""
        said = delta.get("content") or ""
        calls = delta.get("tool_calls") or []
        if self.first_ms is None and (said or calls or delta.get("reasoning_content")):
            self.first_ms = (time.perf_counter() - self.started) * 1000
        if said:
            self.text.append(said)
        for place, call in enumerate(calls):
            kept = self.calls.setdefault(call.get("index", place), {"name": "", "arguments": ""})
            function = call.get("function") or {}
            kept["name"] += function.get("name") or ""
            kept["arguments"] += function.get("arguments") or ""

    def reply(self) -> Reply:
        usage = self.usage or {}
        return Reply(
            text="".join(self.text),
            called=tuple(_called(**call) for _, call in sorted(self.calls.items())),
            first_token_ms=None if self.first_ms is None else round(self.first_ms, 2),
            tokens_in=usage.get("prompt_tokens"),
            tokens_out=usage.get("completion_tokens", len(self.text) or None),
            tokens_by="usage" if "completion_tokens" in usage else "pieces" if self.text else None,
        )


def read_stream(response: httpx.Response, started: float) -> Reply:
    """Garbled when it is no chat completion, or breaks off before its end."""
    gathered = _Gathered(started)
    try:
        for event in _events(response):
            gathered.usage = event.get("usage") or gathered.usage
            for choice in event.get("choices") or []:
                gathered.take(choice.get("delta") or choice.get("message") or {})
        return gathered.reply()
    except (AttributeError, TypeError, ValueError) as error:
        raise Garbled(str(error)[:100]) from error


def _events(response: httpx.Response) -> Iterator[Mapping[str, Any]]:
    if "text/event-stream" not in response.headers.get("content-type", ""):
        response.read()
        whole = _parsed(response.text)
        if not whole.get("choices"):
            raise Garbled(f"没有 choices：{response.text[:80]!r}")
        yield whole
        return
    seen = False
    for line in response.iter_lines():
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            return
        event = _parsed(data)
        if "error" in event:
            raise Garbled(str(event["error"])[:100])
        seen = seen or bool(event.get("choices"))
        yield event
    if not seen:
        raise Garbled("没有内容")


def _parsed(text: str) -> Mapping[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise Garbled(f"不是 JSON 对象：{text[:80]!r}")
    return value


def _called(name: str, arguments: str) -> Called:
    try:
        given = json.loads(arguments or "{}")
    except ValueError:
        given = None
    if isinstance(given, dict):
        return Called(tool=name, arguments=given)
    return Called(tool=name, arguments={"written": arguments}, sound=False)
