"""Chinese text into sentences, quotations and item lists kept whole, [n] kept with the sentence it closes."""

from __future__ import annotations

import re

_END = "。！？!?\n"
_OPEN, _CLOSE = "“「『（(《", "”」』）)》"
_MARKS = re.compile(r"\s*(?:\[\d{1,3}\])+")


def sentences(text: str) -> list[str]:
    """In order, without white space around; joined they are the text, but for that."""
    found: list[str] = []
    start = place = depth = 0
    while place < len(text):
        character = text[place]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        place += 1
        if character in _END and (depth == 0 or character == "\n"):
            depth = 0
            while place < len(text) and text[place] in "。！？!?”」』）)":
                place += 1
            marks = _MARKS.match(text, place)
            if marks and "\n" not in marks[0]:
                place = marks.end()
            found.append(text[start:place].strip())
            start = place
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
