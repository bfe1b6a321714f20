"""Somebody else's OpenAI-compatible endpoint: streamed, tried again while busy, never taken at less than its word."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import httpx
from pydantic import SecretStr

from ..exchange import Asked, Question, Reply, Turn
from .chat_stream import Garbled, read_stream
from .prompting import messages_of
from .retriever import cannot_but_answer
from .target import Identity, TargetFailed

_BUSY = {408, 409, 425, 429, 500, 502, 503, 504}
_MEANS = {401: "；请检查密钥", 403: "；请检查密钥的权限", 404: "；请检查地址和模型名", 400: "；它不接受这样的请求"}
_LONGEST_WAIT_S = 30.0
_CONNECT_S = 10.0


class Endpoint:
    at_once = 8

    def __init__(
        self,
        url: str,
        model: str,
        *,
        api_key: SecretStr | None,
        max_tokens: int,
        seed: int,
        patience_s: float = 120,
        tries: int = 5,
    ) -> None:
        self._tries = tries
        self._model = model
        self._wanted = {"max_tokens": max_tokens, "temperature": 0}
        self._extras: dict[str, Any] = {"seed": seed, "stream_options": {"include_usage": True}}
        key = {"Authorization": f"Bearer {api_key.get_secret_value()}"} if api_key else {}
        self._client = httpx.Client(
            base_url=url.rstrip("/") + "/", headers=key, timeout=httpx.Timeout(patience_s, connect=_CONNECT_S)
        )
        options = {**{name: str(value) for name, value in self._wanted.items()}, "seed": str(seed)}
        self.identity = Identity(kind="endpoint", model=model, endpoint=url, options=options)

    def cannot(self, asked: Asked) -> str | None:
        return cannot_but_answer(asked)

    def close(self) -> None:
        self._client.close()

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        return self.reply_to(asked, messages_of(asked))

    def reply_to(self, question: Question, turns: Sequence[Turn]) -> Reply:
        """TargetFailed once trying again is no use."""
        for tried in range(1, self._tries + 1):
            try:
                return self._once(self._body(question, turns))
            except _Busy as busy:
                if tried == self._tries:
                    raise TargetFailed(f"{busy.why}，试了 {self._tries} 次") from busy
                time.sleep(min(_LONGEST_WAIT_S, 0.5 * 2 ** (tried - 1)) if busy.wait is None else busy.wait)
        raise AssertionError("the last round returns or raises")

    def _once(self, body: dict[str, Any]) -> Reply:
        started = time.perf_counter()
        try:
            with self._client.stream("POST", "chat/completions", json=body) as response:
                if response.status_code >= 400:
                    response.read()
                    raise self._refusal(response)
                return read_stream(response, started)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _Busy(f"连不上 {self._client.base_url}") from error
        except httpx.TimeoutException as error:
            raise TargetFailed(f"{self._client.timeout.read:g} 秒内没有应答") from error
        except httpx.HTTPError as error:
            raise _Busy(f"连接中断（{type(error).__name__}）") from error
        except Garbled as error:
            raise TargetFailed(f"应答不是 OpenAI 格式：{error}") from error

    def _body(self, question: Question, turns: Sequence[Turn]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [turn.model_dump() for turn in turns],
            "stream": True,
            **self._wanted,
            **self._extras,
        }
        if question.tools:
            body["tools"] = [{"type": "function", "function": tool.model_dump()} for tool in question.tools]
        return body

    def _refusal(self, response: httpx.Response) -> Exception:
        status = response.status_code
        if status in _BUSY:
            return _Busy(f"返回 {status}", _wait(response.headers.get("Retry-After", "")))
        if status == 400 and self._extras:
            # Some servers turn down what they do not know: then it goes without seed and token counts.
            self._extras = {}
            return _Busy(f"返回 400：{_said(response)}", 0.0)
        return TargetFailed(f"返回 {status}{_MEANS.get(status, '')}：{_said(response)}")


class _Busy(Exception):
    """Worth another try, after `wait` seconds where the endpoint says so."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


def _wait(header: str) -> float | None:
    return min(_LONGEST_WAIT_S, float(header)) if header.replace(".", "", 1).isdigit() else None


def _said(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"]["message"])[:200]
    except (json.JSONDecodeError, KeyError, TypeError):
        return response.text[:200]
