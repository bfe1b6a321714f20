"""What a node answers with beside search, provision and answer: instruments, its own health, a removal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from agents.answer import Answer
from knowledge.instruments.instrument import Instrument, Status
from knowledge.results import Wire


class VersionSummary(Wire):
    version: str
    status: Status
    """Today."""
    effective_from: date
    effective_confirmed: bool
    effective_to: date | None
    text_held: bool


class InstrumentSummary(Wire):
    instrument: str
    title: str
    kind: str
    number: str | None
    """文号"""
    issuer: str | None
    region: str
    text_held: bool
    successor: str | None
    versions: tuple[VersionSummary, ...]


class Instruments(Wire):
    instruments: tuple[InstrumentSummary, ...]
    corpus_end: date


class Forgotten(Wire):
    instrument: str
    articles: int
    """How many went."""
    targets: int = 0
    """How many figures of a plan went."""


class Attachment(Wire):
    site: str
    """Number by which tools and questions name it."""
    name: str
    bytes: int


class Health(Wire):
    service: str = "guiyan"
    instance: str
    """New at every start: tells a service from another one that took its port."""
    version: str
    pid: int
    started: datetime
    generation: int
    corpus_end: date
    model: str
    """Kind of language model: none, embedded, openai."""


class ToolDescription(Wire):
    name: str
    description: str
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]


class Tools(Wire):
    tools: tuple[ToolDescription, ...]


class Piece(Wire):
    """What arrives while an answer is made: steps as they end, the checked text, at last the whole answer."""

    kind: Literal["step", "text", "answer"]
    text: str = ""
    answer: Answer | None = None


class Advance(Wire):
    """How far a long work has come; `total` 0: not known."""

    what: str
    done: int
    total: int


def summary(instrument: Instrument, day: date) -> InstrumentSummary:
    return InstrumentSummary(
        instrument=instrument.id,
        title=instrument.title,
        kind=instrument.kind,
        number=instrument.number,
        issuer=instrument.issuer,
        region=instrument.region,
        text_held=instrument.text_held,
        successor=instrument.successor,
        versions=tuple(
            VersionSummary(
                version=version.version_date.isoformat(),
                status=version.status_on(day),
                effective_from=version.effective_from,
                effective_confirmed=version.effective_confirmed,
                effective_to=version.effective_to,
                text_held=version.text_held,
            )
            for version in instrument.versions
        ),
    )
