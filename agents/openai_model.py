"""A model behind an OpenAI-compatible endpoint: vLLM and others, with retries and a circuit breaker."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import httpx

from .models import Message, ModelUnavailable
from .settings import ServedModel

_RETRIED = {408, 409, 425, 429, 500, 502, 503, 504}


class ServedChatModel:
    def __init__(self, settings: ServedModel) -> None:
        self._settings = settings
        key = settings.api_key.get_secret_value() if settings.api_key else None
        self._client = httpx.Client(
            base_url=settings.base_url.rstrip("/"),
            timeout=settings.timeout_seconds,
            headers={"Authorization": f"Bearer {key}"} if key else {},
        )
        self._failures = 0
        self._paused_until = 0.0

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
        if time.monotonic() < self._paused_until:
            raise ModelUnavailable(f"模型 {self.name} 连续失败，暂停调用")
        body: dict[str, Any] = {
            "model": self.name,
            "messages": list(messages),
            "max_tokens": max_tokens,
            "temperature": temperature,
        }
        if schema is not None:
            wanted = {"name": "answer", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": wanted}
        try:
            text = self._post(body)
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            self._failures += 1
            if self._failures >= self._settings.failures_before_pause:
                self._paused_until = time.monotonic() + self._settings.pause_seconds
                self._failures = 0
            raise ModelUnavailable(f"模型 {self.name} 没有应答（{type(error).__name__}）") from error
        self._failures = 0
        return text

    def close(self) -> None:
        self._client.close()

    def _post(self, body: dict[str, Any]) -> str:
        for attempt in range(self._settings.retries + 1):
            last = attempt == self._settings.retries
            try:
                response = self._client.post("/chat/completions", json=body)
            except httpx.TransportError:
                if last:
                    raise
            else:
                if response.status_code not in _RETRIED or last:
                    response.raise_for_status()
                    return str(response.json()["choices"][0]["message"]["content"])
            time.sleep(min(0.25 * 2**attempt, 4))
        raise ValueError("unreachable")
