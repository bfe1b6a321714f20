"""How well an article supports an answer to a question: 0 to 1, comparable between questions."""

from __future__ import annotations

from collections.abc import Collection
from math import exp

from .bigrams import terms
from .rank import Ranked

# Logistic regression on the development half of eval/data's banks; see knowledge/README.md.
_BIAS, _COSINE, _COVERAGE = -40.0, 42.0, 5.0


def support(ranked: Ranked, text: str, question_terms: Collection[str]) -> float:
    covered = coverage(text, question_terms)
    return 1 / (1 + exp(-(_BIAS + _COSINE * ranked.cosine + _COVERAGE * covered)))


def coverage(text: str, question_terms: Collection[str]) -> float:
    """Share of the question's character pairs that the article has."""
    if not question_terms:
        return 0.0
    there = set(terms(text))
    return sum(1 for term in question_terms if term in there) / len(question_terms)
