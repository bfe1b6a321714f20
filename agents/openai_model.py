"""A model behind an OpenAI-compatible endpoint: vLLM and others, with retries and a circuit breaker."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from .breaker import Breaker
from .models import Message, ModelUnavailable
from .settings import ServedModel

_BUSY = {408, 425, 429, 500, 502, 503, 504}
_MEANS = {401: "；请检查 api_key", 403: "；请检查 api_key 的权限", 404: "；请检查 base_url 和 model"}


class OpenAIModel:
    def __init__(self, settings: ServedModel) -> None:
        self._settings = settings
        key = settings.api_key.get_secret_value() if settings.api_key else None
        self._client = httpx.Client(
            base_url=settings.base_url.rstrip("/") + "/",
            timeout=httpx.Timeout(settings.timeout_seconds, connect=min(settings.timeout_seconds, 5)),
            headers={"Authorization": f"Bearer {key}"} if key else {},
        )
        self._breaker = Breaker(settings.failures_before_pause, settings.pause_seconds)

    @property
    def name(self) -> str:
        return self._settings.model

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 512,
        temperature: float = 0.0,
    ) -> str:
        body = self._body(messages, max_tokens, temperature)
        if schema is not None:
            wanted = {"name": "answer", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": wanted}
        with self._guarded():
            response = self._send(body)
            return str(response.json()["choices"][0]["message"]["content"] or "")

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 512, temperature: float = 0.0
    ) -> Generator[str, None, None]:
        body = {**self._body(messages, max_tokens, temperature), "stream": True}
        with self._guarded():
            response = self._send(body, stream=True)
            try:
                yield from _pieces(response)
            finally:
                response.close()

    def close(self) -> None:
        self._client.close()

    def _body(self, messages: Sequence[Message], max_tokens: int, temperature: float) -> dict[str, Any]:
        return {
            "model": self.name,
            "messages": list(messages),
            "max_tokens": max_tokens,
            "temperature": temperature,
        }

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Every failure as ModelUnavailable; those of the endpoint itself count towards the pause."""
        if self._breaker.open:
            raise ModelUnavailable(f"模型 {self.name} 连续失败，暂停调用 {self._settings.pause_seconds:g} 秒")
        try:
            yield
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            if status in _BUSY:
                self._breaker.failed()
            raise ModelUnavailable(f"模型 {self.name} 返回 {status}{_MEANS.get(status, '')}") from error
        except httpx.TimeoutException as error:
            self._breaker.failed()
            raise ModelUnavailable(f"模型 {self.name} 在 {self._settings.timeout_seconds:g} 秒内没有应答") from error
        except httpx.HTTPError as error:
            self._breaker.failed()
            raise ModelUnavailable(f"模型 {self.name} 连接不上：{self._settings.base_url}") from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            self._breaker.failed()
            raise ModelUnavailable(f"模型 {self.name} 的应答不是 OpenAI 格式") from error
        self._breaker.succeeded()

    def _send(self, body: dict[str, Any], *, stream: bool = False) -> httpx.Response:
        for wait in [*(0.25 * 2**n for n in range(self._settings.retries)), None]:
            try:
                response = self._client.send(
                    self._client.build_request("POST", "chat/completions", json=body), stream=stream
                )
            except (httpx.ConnectError, httpx.RemoteProtocolError):
                if wait is None:
                    raise
            else:
                if response.status_code < 400:
                    return response
                response.close()
                if response.status_code not in _BUSY or wait is None:
                    response.raise_for_status()
            time.sleep(wait or 0)
        raise AssertionError("the last round returns or raises")


def _pieces(response: httpx.Response) -> Iterator[str]:
    """Deltas out of server-sent events."""
    for line in response.iter_lines():
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            return
        choices = json.loads(data).get("choices") or []
        piece = choices[0].get("delta", {}).get("content") if choices else None
        if piece:
            yield str(piece)
