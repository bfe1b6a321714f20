"""Which instruments and versions one generation holds, with every date derived: read once, then only looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .instruments.instrument import Instrument, Version
from .instruments.validity import Relation
from .provisions.titles import TitleIndex
from .truth.rows import VersionRow
from .truth.store import TruthStore


@dataclass(frozen=True)
class Catalogue:
    generation: int
    rows: Mapping[int, VersionRow]
    """Visible version rows by row id."""
    instruments: Mapping[str, Instrument]
    """With their versions' ends derived from everything held and registered."""
    relations: Sequence[Relation]
    corpus_end: date
    """Latest version date of the packaged national laws."""

    @classmethod
    def read(cls, truth: TruthStore, *, generation: int | None = None) -> Catalogue:
        from .derive import derive

        return derive(truth, generation)

    @cached_property
    def titles(self) -> TitleIndex:
        known = self.instruments.values()
        return TitleIndex(
            ((i.id, i.title, i.short_titles) for i in known), ((i.number, i.id) for i in known if i.number)
        )

    @cached_property
    def amending(self) -> frozenset[str]:
        """Instruments that only change others (修正案, 修改决定): their words stand in what they changed."""
        return frozenset(r.by for r in self.relations if r.kind == "amends")

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {row.version.id: row.row for row in self.rows.values()}

    @cached_property
    def _derived(self) -> dict[str, Version]:
        return {version.id: version for i in self.instruments.values() for version in i.versions}

    def version(self, row: int) -> Version:
        return self._derived[self.rows[row].version.id]

    def version_by_id(self, version_id: str) -> Version | None:
        return self._derived.get(version_id)

    def row_of(self, version_id: str) -> int | None:
        """Row of a version whose text is held."""
        return self._row_of.get(version_id)

    def sees(self, version_row: int) -> bool:
        return version_row in self.rows
