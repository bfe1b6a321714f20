"""What a command prints: results on stdout, one sentence on stderr when it cannot."""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic import BaseModel


def show(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def show_piece(text: str) -> None:
    """Part of a line, at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def show_json(value: BaseModel | dict[str, Any]) -> None:
    """One object on one line."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    show(json.dumps(plain, ensure_ascii=False))


def complain(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
