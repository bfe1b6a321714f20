"""What is embedded for an article."""

from __future__ import annotations

_STATE = "中华人民共和国"


def passage_text(title: str, text: str) -> str:
    """Short title and text. Headings are left to the word index: here they cost as many questions as they won."""
    return f"{title.removeprefix(_STATE)} {text}"
