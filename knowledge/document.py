"""What ingest hands to the knowledge base: one version of one instrument, its articles in order."""

from __future__ import annotations

from dataclasses import dataclass

from .instruments.instrument import Instrument, Version


@dataclass(frozen=True)
class Article:
    """One article (条), annex (附) or unnumbered text, as the source has it."""

    number: str
    """`35`, `17之1`, `附1`; `0` for unnumbered text."""
    label: str
    """As printed: 第三十五条, 附件一; empty for unnumbered text."""
    text: str
    """Without the label. Stored as given; parts are offsets into it."""
    headings: tuple[str, ...] = ()
    """编 / 分编 / 章 / 节 above it, outermost first."""


@dataclass(frozen=True)
class Document:
    instrument: Instrument
    version: Version
    articles: tuple[Article, ...]
    notices: tuple[str, ...] = ()
    """What a steward should know: gaps in the numbering, lines not understood, a text that stops short."""
