"""A model's sentences held against what they cite, one by one: what is shown while it writes is what stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .answer import Dropped
from .citations.check import check_answer
from .citations.evidence import Evidence
from .grounds import Ground

CITED = re.compile(r"\[\d+\]")


class Wording:
    """Sentences go in as they come; those that hold can be shown at once."""

    def __init__(self, grounds: Sequence[Ground], day: date) -> None:
        self._evidence = [
            Evidence(
                n=n,
                address=ground.address,
                text=ground.text,
                quote=ground.quote,
                status=ground.status,
                instrument=ground.instrument,
                article=ground.article,
            )
            for n, ground in enumerate(grounds, 1)
        ]
        self._day = day
        self._waiting: list[str] = []
        self.kept: list[str] = []
        self.dropped: list[Dropped] = []

    def take(self, sentence: str) -> list[str]:
        """What can be shown now: a connective waits for a cited sentence to follow it."""
        checked = check_answer(sentence, self._evidence, as_of=self._day)
        self.dropped += checked.dropped
        if not checked.text.strip():
            return []
        self._waiting.append(checked.text.strip())
        if not CITED.search(checked.text):
            return []
        shown, self._waiting = self._waiting, []
        self.kept += shown
        return shown
