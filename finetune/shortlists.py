"""The tools that a model is shown for a conversation, and the classifier's guess: as they will come when it answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.passages.embedding import Embedder
from knowledge.skills.cards import ToolCard
from knowledge.skills.choose import LISTED, Choice
from knowledge.skills.classifier import ToolClassifier, ToolWeights, features

from .classify import fitted
from .record import UnderstandRecord

_PARTS = 5
_STRANGE = 2
"""Tools that are shown as if the classifier had never seen them."""


@dataclass(frozen=True)
class Shortlist:
    cards: list[ToolCard]
    guess: Choice


class Shortlists:
    """Of each record by a classifier that has not seen it, so that its guess is as often wrong as it will be.

    Two lists for a record: one of known tools; one in which two tools are strange, the wanted one among them as a rule.
    """

    def __init__(
        self, cards: Mapping[str, ToolCard], records: Sequence[UnderstandRecord], embedder: Embedder, seed: int
    ) -> None:
        self._cards = list(cards.values())
        self._embedder = embedder
        self._seed = seed
        self._weights = _weights(records, embedder)

    def of(self, record: UnderstandRecord) -> Iterator[Shortlist]:
        weights = self._weights[_part(record)]
        yield self._by(ToolClassifier(self._embedder, weights), record)
        draw = random.Random(f"{self._seed}:{record.id}")
        known = [card.name for card in self._cards if card.name in weights.labels]
        strange = draw.sample(known, _STRANGE)
        if record.tool in known and record.tool not in strange and draw.random() < 0.7:
            strange[0] = record.tool
        yield self._by(ToolClassifier(self._embedder, weights.without(*strange)), record)

    def _by(self, classifier: ToolClassifier, record: UnderstandRecord) -> Shortlist:
        """The wanted tool is always on it: a list without it teaches nothing."""
        cards = classifier.nearest(record.turns(), self._cards, LISTED)
        if record.tool is not None and record.tool not in {card.name for card in cards}:
            cards[-1] = next(card for card in self._cards if card.name == record.tool)
        return Shortlist(cards, classifier.guess(record.turns(), cards))


def _weights(records: Sequence[UnderstandRecord], embedder: Embedder) -> list[ToolWeights]:
    """Of each part, learnt from all the others."""
    parts = np.array([_part(record) for record in records])
    seen = features(embedder, [record.turns() for record in records])
    made = []
    for part in range(_PARTS):
        others = [n for n in range(len(records)) if parts[n] != part]
        made.append(fitted(seen[others], [records[n] for n in others], embedder.model_id))
    return made


def _part(record: UnderstandRecord) -> int:
    return random.Random(record.id).randrange(_PARTS)
