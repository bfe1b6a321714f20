"""Between the words of the project and the columns of the truth store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.document import Document
from knowledge.instruments.instrument import Instrument, Version


@dataclass(frozen=True)
class VersionRow:
    row: int
    version: Version
    notices: tuple[str, ...]
    fingerprint: str


def instrument_values(instrument: Instrument) -> tuple[Any, ...]:
    return (
        instrument.id,
        instrument.title,
        instrument.kind,
        instrument.issuer,
        instrument.number,
        instrument.region,
        instrument.grade,
        json.dumps(instrument.short_titles, ensure_ascii=False),
        instrument.successor,
        instrument.articles,
        int(instrument.confirmed),
        instrument.note,
        json.dumps(instrument.sources, ensure_ascii=False),
    )


def instrument_of(row: Sequence[Any]) -> Instrument:
    return Instrument(
        id=row[0],
        title=row[1],
        kind=row[2],
        issuer=row[3],
        number=row[4],
        region=row[5],
        grade=row[6],
        short_titles=tuple(json.loads(row[7])),
        successor=row[8],
        articles=row[9],
        confirmed=bool(row[10]),
        note=row[11],
        sources=tuple(json.loads(row[12])),
    )


def version_facts(version: Version) -> str:
    """The facts its own source states; what other texts do to it is derived when read."""
    return json.dumps(
        {
            "version_date": version.version_date.isoformat(),
            "effective_from": version.effective_from.isoformat(),
            "effective_confirmed": version.effective_confirmed,
            "effective_to": None if version.effective_to is None else version.effective_to.isoformat(),
            "ends_by": version.ends_by,
            "repealed_by": version.repealed_by,
            "repeal_undated": version.repeal_undated,
            "source": version.source,
        },
        ensure_ascii=False,
    )


def version_of(row: Sequence[Any]) -> VersionRow:
    facts = json.loads(row[3])
    for key in ("version_date", "effective_from", "effective_to"):
        facts[key] = None if facts[key] is None else date.fromisoformat(facts[key])
    return VersionRow(row[0], Version(instrument=row[2], **facts), tuple(json.loads(row[4])), row[5])


def fingerprint(document: Document) -> str:
    """Equal for equal text and facts, so that ingesting the same again changes nothing."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(version_facts(document.version).encode())
    for article in document.articles:
        digest.update("\x1f".join([article.number, article.label, *article.headings, article.text, "\x1e"]).encode())
    return digest.hexdigest()
