"""SentencePiece's unigram split: of all ways to cut a text into known pieces, the likeliest.

Written here because the library's form of these 250,000 pieces takes 280 MB of memory; this takes a fifth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

_SPACE = "▁"
_UNKNOWN_PENALTY = 10.0
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Half a surrogate pair, as a broken JSON string can carry it, is no text."""


class Unigram:
    """`scores` are logarithms; 0 marks a control piece, which no text can contain. `replaced` maps code points."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], unknown: int, replaced: Mapping[int, str]
    ) -> None:
        self._ids = {piece: n for n, piece in enumerate(pieces) if scores[n] != 0.0}
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._replaced = {**_HALVES, **replaced}
        self._longest: dict[str, int] = {}
        """Length of the longest piece that begins with a character."""
        for piece in self._ids:
            self._longest[piece[0]] = max(self._longest.get(piece[0], 1), len(piece))

    def ids(self, text: str) -> list[int]:
        written = re.sub(" {2,}", " ", text.translate(self._replaced))
        return self._likeliest((written if written.startswith(" ") else f" {written}").replace(" ", _SPACE))

    def _likeliest(self, text: str) -> list[int]:
        """Viterbi: for every position the best score of what stands before it, and the piece that ends there."""
        best = [0.0] + [-math.inf] * len(text)
        ending: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start, first in enumerate(text):
            score = best[start]
            for end in range(start + 1, min(start + self._longest.get(first, 1), len(text)) + 1):
                piece = self._ids.get(text[start:end])
                if piece is not None and score + self._scores[piece] > best[end]:
                    best[end] = score + self._scores[piece]
                    ending[end] = (start, piece)
            if score + self._unknown_score > best[start + 1]:
                best[start + 1] = score + self._unknown_score
                ending[start + 1] = (start, self._unknown)
        found = []
        at = len(text)
        while at:
            at, piece = ending[at]
            found.append(piece)
        return found[::-1]
