"""Terms of a text for the word index: Chinese by overlapping character pairs, Latin words and numbers whole.

Pairs beat a word segmenter on law text (see knowledge/README.md), and a word nobody has seen still matches.
"""

from __future__ import annotations

import re
import unicodedata

_RUNS = re.compile(r"[㐀-鿿]+|[a-z0-9]+(?:\.[0-9]+)*")


def terms(text: str) -> list[str]:
    """In order, repeated as they occur; full-width forms and case folded."""
    found: list[str] = []
    for run in _runs(text):
        if run[0] < "㐀":
            found.append(run)
        else:
            found.extend(_pairs(run) or [run])
    return found


def characters_and_pairs(text: str) -> list[str]:
    """As `terms`, and every single character."""
    found: list[str] = []
    for run in _runs(text):
        if run[0] < "㐀":
            found.append(run)
        else:
            found.extend(run)
            found.extend(_pairs(run))
    return found


def _runs(text: str) -> list[str]:
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]
