"""The records that are trained on: no double, nothing of the evaluation, and a part of the sources kept back."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from .overlap import Examined, asked_in, plain
from .record import FOLDER, AbstainRecord, Record, Records, WordRecord, read_records

KEPT_BACK = 0.06
"""Share of the sources whose records are never trained on."""
_LAW = re.compile(r"^(.+?)第")


@dataclass
class Collection:
    training: Records = field(default_factory=dict)
    held_out: Records = field(default_factory=dict)
    """For watching the training; the evaluation has questions of its own."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """(id, why)"""


def collect(folder: Path = FOLDER, examined: Examined | None = None) -> Collection:
    known = examined or Examined()
    made = Collection()
    seen: dict[str, str] = {}
    for name, records in read_records(folder).items():
        made.training[name], made.held_out[name] = [], []
        for record in records:
            why = _refused(record, name, known, seen)
            if why:
                made.refused.append((record.id, why))
            elif _share(source_of(record)) < KEPT_BACK:
                made.held_out[name].append(record)
            else:
                made.training[name].append(record)
    return made


def source_of(record: Record) -> str:
    """What must not stand on both sides: a law whose text is quoted, else the record itself."""
    references = (
        record.gold if isinstance(record, WordRecord) else record.near if isinstance(record, AbstainRecord) else ()
    )
    law = _LAW.match(references[0]) if references else None
    return law[1] if law else record.id


def _refused(record: Record, name: str, examined: Examined, seen: dict[str, str]) -> str | None:
    asked = asked_in(record)
    double = seen.setdefault(f"{name[:10]}:{plain(asked)}", record.id)
    single = len(getattr(record, "messages", ())) < 2  # a follow-up of two words may stand in many conversations
    if double != record.id and single:
        return f"与 {double} 重复"
    repeated = examined.overlaps(asked) if single and len(plain(asked)) >= 8 else None
    return f"与评测题 {repeated} 重复" if repeated else None


def _share(source: str) -> float:
    return int.from_bytes(hashlib.sha256(source.encode()).digest()[:4], "big") / 2**32
