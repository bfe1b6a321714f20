"""The tuned model in this process: Gemma 3 270M with our adapter, its prompt read as it is, callers side by side."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

from .embedded_engine import EmbeddedEngine

_AT_ONCE = 2
"""Callers; the machine has two cores."""


class EmbeddedWriter:
    def __init__(self, folder: Path, adapter: Path | None, *, threads: int = 2, context_tokens: int = 2048) -> None:
        """`folder`: where the weights are put together; `adapter`: None leaves the base as it is."""
        self._adapter = adapter
        self._engine = EmbeddedEngine(
            folder, threads=threads, context_tokens=context_tokens, at_once=_AT_ONCE, adapter=adapter
        )

    @property
    def name(self) -> str:
        return self._adapter.name if self._adapter else "gemma-3-270m"

    def write(self, prompt: str, *, max_tokens: int, grammar: str | None = None, pattern: str | None = None) -> str:  # noqa: ARG002
        return str(self._engine.answer("completion", _body(prompt, max_tokens, grammar)).get("text") or "")

    def write_on(self, prompt: str, *, max_tokens: int) -> Generator[str, None, None]:
        choices = self._engine.stream("completion", _body(prompt, max_tokens, None))
        try:
            for choice in choices:
                if text := choice.get("text"):
                    yield str(text)
        finally:
            choices.close()

    def close(self) -> None:
        self._engine.close()


def _body(prompt: str, max_tokens: int, grammar: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {"prompt": prompt, "max_tokens": max_tokens, "temperature": 0.0, "cache_prompt": True}
    return {**body, "grammar": grammar} if grammar else body
