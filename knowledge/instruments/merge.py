"""Held instruments and the register, put together by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .instrument import Instrument, Version


def merge_register(held: Iterable[Instrument], registered: Iterable[Instrument]) -> list[Instrument]:
    """By id, sorted. `held` come with the versions whose texts are held.

    The held text's own facts go first. The register adds what it lacks, confirms the first day of the same version,
    and adds a newer version whose text is not held: the held one ends when that begins.
    """
    facts = {instrument.id: instrument for instrument in registered}
    merged = {instrument.id: _merged(instrument, facts.pop(instrument.id, None)) for instrument in held}
    return [one for _, one in sorted({**facts, **merged}.items())]


def _merged(held: Instrument, registered: Instrument | None) -> Instrument:
    if registered is None:
        return held
    return replace(
        held,
        issuer=held.issuer or registered.issuer,
        number=held.number or registered.number,
        short_titles=tuple(dict.fromkeys([*held.short_titles, *registered.short_titles])),
        successor=held.successor or registered.successor,
        articles=registered.articles or held.articles,
        note=held.note or registered.note,
        sources=tuple(dict.fromkeys([*held.sources, *registered.sources])),
        versions=_versions(held.versions, registered.versions),
    )


def _versions(held: tuple[Version, ...], registered: tuple[Version, ...]) -> tuple[Version, ...]:
    if not held:
        return registered
    facts = {version.version_date: version for version in registered}
    versions = [_confirmed(version, facts.pop(version.version_date, None)) for version in held]
    newest = max(versions, key=lambda v: v.version_date)
    newer = [v for v in facts.values() if v.version_date > newest.version_date and not _same_text(v, newest)]
    return tuple(sorted([*versions, *newer], key=lambda v: v.version_date))


def _confirmed(version: Version, fact: Version | None) -> Version:
    """The same version with what the register knows of its life."""
    if fact is None:
        return version
    if fact.effective_confirmed and not version.effective_confirmed:
        starts = max(fact.effective_from, version.version_date)
        version = replace(version, effective_from=starts, effective_confirmed=True)
    if fact.effective_to is not None and version.effective_to is None:
        version = replace(version, effective_to=fact.effective_to, ends_by=fact.ends_by, repealed_by=fact.repealed_by)
    return version


def _same_text(registered: Version, held: Version) -> bool:
    """One text dated by its publication here and by its passing there takes effect on one day."""
    return (
        registered.effective_confirmed and held.effective_confirmed and registered.effective_from == held.effective_from
    )
