"""What a report says, before it is Word or PDF: headings, paragraphs, tables, figures in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["plain", "good", "warning", "bad", "quiet"]
"""How a verdict or a note is set off; never by colour alone, the words say it too."""


@dataclass(frozen=True)
class Heading:
    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Shares of the page's width."""
    numeric: frozenset[int] = frozenset()
    """Columns set flush right."""


@dataclass(frozen=True)
class Figure:
    caption: str
    png: bytes


_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


def printable(words: str) -> str:
    """Without the control characters that neither Word nor PDF can hold: names in layers may carry anything."""
    return words.translate(_UNPRINTABLE)


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True)
class Report:
    title: str
    subtitle: str
    verdict: tuple[str, Tone] | None
    facts: tuple[tuple[str, str], ...]
    """Name and value, under the title."""
    blocks: tuple[Block, ...] = field(default=())
    footer: str = ""
