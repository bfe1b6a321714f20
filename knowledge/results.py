"""What the knowledge base answers with: wire forms of search and provision. A contract that other programs read."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .instruments.instrument import Status

FoundBy = Literal["reference", "words", "vectors", "graph", "title"]
NoticeKind = Literal[
    "text_not_held",
    "not_yet_in_force",
    "superseded",
    "repealed",
    "false_premise",
    "before_earliest_text",
    "after_corpus_end",
    "other_field",
    "effective_date_unconfirmed",
    "amended_since",
    "status_unknown",
    "conflicting_dates",
    "instruction_ignored",
]


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Notice(Wire):
    kind: NoticeKind
    text: str
    """One Chinese sentence for the planner."""


class SearchHit(Wire):
    instrument: str
    """Short title, 土地管理法."""
    title: str
    kind: str
    version: str
    """ISO version date."""
    address: str
    article: str
    """第三十五条"""
    paragraph: str | None = None
    """第一款: the one that answers best, when the article has several."""
    quote: str
    """Verbatim stretch of the stored text, the best paragraph or the whole short article."""
    text: str
    """The whole article."""
    headings: tuple[str, ...] = ()
    status: Status
    effective_from: date
    effective_confirmed: bool
    effective_to: date | None = None
    score: float
    """Falls with the place in the list, 1 for an exact reference; comparable within one question."""
    support: float
    """How well it supports an answer, 0 to 1, calibrated: comparable between questions."""
    found_by: tuple[FoundBy, ...]


class Link(Wire):
    """One citation edge seen from a provision."""

    address: str
    instrument: str
    article: str | None = None
    """第三十五条第一款; None when the whole instrument is cited."""
    relation: Literal["cites", "repeals", "amends"] = "cites"


class ProvisionView(Wire):
    instrument: str
    title: str
    number: str | None = None
    """文号"""
    version: str | None
    address: str
    article: str | None
    paragraph: str | None = None
    """第一款"""
    item: str | None = None
    """第一项"""
    text: str | None
    """Of the article, paragraph or item asked for. None when not held, or when a whole instrument was named."""
    text_held: bool
    status: Status
    effective_from: date | None
    effective_confirmed: bool
    effective_to: date | None
    successor: str | None = None
    headings: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    cites: tuple[Link, ...] = ()
    cited_by: tuple[Link, ...] = ()
    notices: tuple[Notice, ...] = ()
    corpus_end: date


class SearchResults(Wire):
    question: str
    as_of: date
    results: tuple[SearchHit, ...]
    supported: bool
    """False: nothing held supports an answer (calibrated threshold)."""
    notices: tuple[Notice, ...] = ()
    corpus_end: date
    milliseconds: float


class Fault(Wire):
    """Something `kb check` found wrong."""

    store: Literal["truth", "words", "vectors", "graph"]
    kind: Literal["missing", "orphan", "stale", "corrupt", "pending"]
    id: str
    text: str


class CheckReport(Wire):
    generation: int
    counts: dict[str, int]
    """instruments, versions, articles, words, vectors, graph_nodes, graph_edges, outbox"""
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not self.faults


class FileOutcome(Wire):
    file: str
    outcome: Literal["added", "replaced", "unchanged", "refused"]
    instrument: str | None = None
    articles: int = 0
    notices: tuple[str, ...] = ()


class IngestReport(Wire):
    files: tuple[FileOutcome, ...]
    generation: int
