"""What is embedded for an article."""

from __future__ import annotations

from collections.abc import Sequence

_STATE = "中华人民共和国"


def passage_text(title: str, headings: Sequence[str], label: str, text: str) -> str:  # noqa: ARG001
    """Title and text."""
    return f"{title.removeprefix(_STATE)} {text}"
