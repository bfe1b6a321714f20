"""Questions as the laws are written: traditional characters to simplified, full-width digits and letters to narrow."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PAIRS = Path(__file__).with_name("traditional_characters.txt")


def plainly_written(text: str) -> str:
    """Character by character, so places in it stay places in `text`; a character that laws use themselves stays."""
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """Full-width brackets and marks belong to titles and stay."""
    lines = _PAIRS.read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    ranges = (range(ord(first), ord(last) + 1) for first, last in ("０９", "ＡＺ", "ａｚ"))
    wide = {code: chr(code - (ord("Ａ") - ord("A"))) for codes in ranges for code in codes}
    return {ord(pair[0]): pair[1] for pair in pairs} | wide
