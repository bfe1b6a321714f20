"""Skill *word*, of a tool's result: its figures and verdict in one or two sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

MOST_TOKENS = 160


def tell_prompt(question: str, result: Mapping[str, Any]) -> str:
    plain = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return f"转述工具的结果，数字和结论一字不改\n{plain}\n问：{' '.join(question.split())}\n答："
