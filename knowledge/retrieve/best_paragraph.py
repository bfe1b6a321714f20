"""Which paragraph (款) of an article to quote for a question."""

from __future__ import annotations

from collections.abc import Collection

from knowledge.provisions.structure import Part, split_article

from .bigrams import terms

_SHORT = 800
"""Characters: up to here an article is quoted whole, exceptions and all."""


def best_paragraph(text: str, wanted: Collection[str]) -> tuple[int | None, str]:
    """(paragraph number or None for an undivided or short article, which is quoted whole; the words as they stand)."""
    if len(text) <= _SHORT:
        return None, text.strip()
    paragraphs = [part for part in split_article(text) if part.kind == "paragraph"]
    if len(paragraphs) < 2:
        return None, text.strip()
    wanted = set(wanted)
    best = max(paragraphs, key=lambda part: (_share(text, part, wanted), -part.number))
    return best.number, text[best.start : best.end].strip()


def _share(text: str, part: Part, wanted: set[str]) -> float:
    found = set(terms(text[part.start : part.end]))
    return len(found & wanted) / (8 + len(found)) ** 0.5 if wanted else 0.0
