"""How well an article supports an answer to a question: 0 to 1, comparable between questions."""

from __future__ import annotations

from collections.abc import Collection
from math import exp

# Where questions that the law answers part from those it does not, measured over both kinds (knowledge/README.md):
# the best cosine of e5 lies above 0.89 for the former, below for the latter; shared words move it a little.
_MIDDLE, _SLOPE = 0.8885, 150.0
_SHARE, _PULL = 0.3, 3.0


def support(cosine: float, covered: float) -> float:
    """`covered`: share of the question's character pairs that the article has."""
    return 1 / (1 + exp(-(_SLOPE * (cosine - _MIDDLE) + _PULL * (covered - _SHARE))))


def coverage(text: str, question_terms: Collection[str]) -> float:
    """Share of the question's character pairs that the article has."""
    if not question_terms:
        return 0.0
    return sum(1 for term in question_terms if term in text) / len(question_terms)
