"""From stored facts and the register to a catalogue with every version's end derived."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from .catalogue import Catalogue
from .instruments.instrument import Version
from .instruments.merge import merge_register
from .instruments.register import load_register
from .instruments.targets import can_reach, resolve_targets
from .instruments.validity import Relation, derive_versions
from .truth.store import TruthStore

CORPUS_END = "corpus_end"


def derive(truth: TruthStore, generation: int | None) -> Catalogue:
    rows = {row.row: row for row in truth.versions(generation)}
    stored = {instrument.id: instrument for instrument in truth.instruments()}
    registered = load_register()
    known = {**{instrument.id: instrument for instrument in registered}, **stored}
    relations = resolve_targets((relation for row, relation in truth.relations() if row in rows), known)
    held: dict[str, list[Version]] = defaultdict(list)
    for row in rows.values():
        held[row.version.instrument].append(row.version)
    ending: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if can_reach(relation, known):
            ending[relation.target].append(relation)
    instruments = {}
    texts = [replace(instrument, versions=tuple(held[id_])) for id_, instrument in stored.items()]
    for merged in merge_register(texts, registered):
        versions = derive_versions(merged.versions, ending[merged.id])
        instruments[merged.id] = replace(merged, versions=tuple(versions), text_held=bool(held[merged.id]))
    end = truth.meta(CORPUS_END)
    return Catalogue(
        generation=truth.generation if generation is None else generation,
        rows=rows,
        instruments=instruments,
        relations=relations,
        corpus_end=date.fromisoformat(end) if end else date.min,
    )
