"""The port `Statutes` of `tools`, over whatever answers `provision`: the knowledge base, or a running service."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Protocol

from tools.statutes import StatuteText

from .results import ProvisionView


class Provisions(Protocol):
    @property
    def corpus_end(self) -> date: ...

    def provision(self, reference: str, *, as_of: date | None = None, links: bool = True) -> ProvisionView: ...


class KnowledgeStatutes:
    """Remembers what it was asked: a compliance check reads the same hundred provisions again and again."""

    def __init__(self, provisions: Provisions, generation: Callable[[], int] = lambda: 0) -> None:
        """`generation` changes when the texts do, and what was remembered is forgotten."""
        self._provisions = provisions
        self._generation = generation
        self._of = generation()
        self._known: dict[tuple[str, date], StatuteText] = {}
        self._lock = threading.Lock()

    @property
    def corpus_end(self) -> date:
        return self._provisions.corpus_end

    def provision(self, reference: str, *, as_of: date) -> StatuteText:
        with self._lock:
            if self._generation() != self._of:
                self._of = self._generation()
                self._known.clear()
            found = self._known.get((reference, as_of))
        if found is None:
            found = _text(self._provisions.provision(reference, as_of=as_of, links=False))
            with self._lock:
                self._known[reference, as_of] = found
        return found


def _text(view: ProvisionView) -> StatuteText:
    parts = (view.article, view.paragraph, view.item)
    return StatuteText(
        instrument=view.instrument,
        version=view.version,
        address=view.address,
        article="".join(part for part in parts if part) or None,
        text=view.text,
        standing=view.status,
        effective_from=view.effective_from,
        effective_to=view.effective_to,
        notices=tuple(
            notice.text for notice in view.notices if notice.kind not in ("text_not_held", "after_corpus_end")
        ),
    )
