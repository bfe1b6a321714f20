"""From stored facts and the register to a catalogue with every version's end derived."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from .catalogue import Catalogue
from .instruments.instrument import Instrument, Version
from .instruments.register import load_register
from .instruments.validity import Relation, derive_versions
from .truth.store import TruthStore

CORPUS_END = "corpus_end"


def derive(truth: TruthStore, generation: int | None) -> Catalogue:
    rows = {row.row: row for row in truth.versions(generation)}
    stored = {instrument.id: instrument for instrument in truth.instruments()}
    registered = {instrument.id: instrument for instrument in load_register()}
    ids = {
        name: i.id for i in [*registered.values(), *stored.values()] for name in (i.title, i.id.partition("#")[0], i.id)
    }
    relations = [
        replace(relation, target=ids.get(relation.target, relation.target))
        for row, relation in truth.relations()
        if row in rows
    ]
    held: dict[str, list[Version]] = defaultdict(list)
    for row in rows.values():
        held[row.version.instrument].append(row.version)
    ending: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        ending[relation.target].append(relation)
    instruments = {}
    for id_ in sorted({*stored, *registered}):
        merged = _merge(stored.get(id_), registered.get(id_), held[id_])
        versions = derive_versions(merged.versions, ending[id_])
        instruments[id_] = replace(merged, versions=tuple(versions), text_held=bool(held[id_]))
    end = truth.meta(CORPUS_END)
    return Catalogue(
        generation=truth.generation if generation is None else generation,
        rows=rows,
        instruments=instruments,
        relations=relations,
        corpus_end=date.fromisoformat(end) if end else date.min,
    )


def _merge(stored: Instrument | None, registered: Instrument | None, held: list[Version]) -> Instrument:
    """The held text's own facts first; the register adds what it lacks and confirms dates of the same version."""
    if stored is None or registered is None:
        one = stored or registered
        assert one is not None
        return replace(one, versions=tuple(held or one.versions))
    facts = {v.version_date: v for v in registered.versions}
    versions = [_confirmed(v, facts.pop(v.version_date, None)) for v in held] or list(registered.versions)
    return replace(
        stored,
        issuer=stored.issuer or registered.issuer,
        number=stored.number or registered.number,
        short_titles=tuple(dict.fromkeys([*stored.short_titles, *registered.short_titles])),
        successor=stored.successor or registered.successor,
        articles=registered.articles or stored.articles,
        note=stored.note or registered.note,
        sources=tuple(dict.fromkeys([*stored.sources, *registered.sources])),
        versions=tuple(versions),
    )


def _confirmed(version: Version, fact: Version | None) -> Version:
    if fact is None or version.effective_confirmed or not fact.effective_confirmed:
        return version
    return replace(version, effective_from=max(fact.effective_from, version.version_date), effective_confirmed=True)
