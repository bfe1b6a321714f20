"""Skill *rewrite*: a follow-up as a question that stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .dialogue import dialogue

MOST_TOKENS = 96


def rewrite_prompt(messages: Sequence[Mapping[str, str]]) -> str:
    return f"把最后一问改写成不看上文也懂的一句话\n{dialogue(messages)}\n改写："
