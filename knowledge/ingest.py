"""Documents into the truth store: one transaction a call, then the outbox carries them to the projections."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from .catalogue import Catalogue
from .document import Document
from .instruments.instrument import Instrument
from .truth.rows import fingerprint
from .truth.store import TruthStore

Outcome = Literal["added", "replaced", "unchanged"]


class Ingest:
    """Collects what one generation changes; used inside `truth.writing()`."""

    def __init__(self, truth: TruthStore) -> None:
        self._truth = truth
        self.generation = truth.generation + 1
        self._held = {row.version.id: row for row in truth.versions()}
        self._known = {instrument.id: instrument for instrument in truth.instruments()}
        self.changed = False

    def add(self, document: Document) -> Outcome:
        """Insert, replace the same version's text, or notice that nothing changed."""
        version_id = document.version.id
        held = self._held.get(version_id)
        if held is not None and held.fingerprint == fingerprint(document):
            return "unchanged"
        self._save(document.instrument)
        row = self._truth.add_version(document, self.generation)
        self._truth.enqueue("put", row, version_id)
        if held is not None:
            self._end(held.row, version_id)
        self.changed = True
        return "added" if held is None else "replaced"

    def forget(self, instrument: str) -> int:
        """End every version of it; how many articles go."""
        gone = 0
        for version_id, row in self._held.items():
            if row.version.instrument == instrument:
                gone += len(self._truth.articles_of(row.row))
                self._end(row.row, version_id)
        self._truth.remove_instrument(instrument)
        self.changed = True
        return gone

    def finish(self) -> None:
        """Announce the generation, and refilter versions whose dates another text's arrival changed."""
        if not self.changed:
            return
        self._truth.set_meta("building", str(self.generation))
        before = Catalogue.read(self._truth)
        after = Catalogue.read(self._truth, generation=self.generation)
        for row in after.rows:
            if row in before.rows and before.version(row) != after.version(row):
                self._truth.enqueue("refilter", row, after.version(row).id)

    def _end(self, row: int, version_id: str) -> None:
        self._truth.end_version(row, self.generation)
        self._truth.enqueue("forget", row, version_id)

    def _save(self, instrument: Instrument) -> None:
        merged = replace(instrument, versions=())
        if self._known.get(merged.id) != merged:
            self._truth.save_instrument(merged)
            self._known[merged.id] = merged
