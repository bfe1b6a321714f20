"""The facade: what is known, as of a date. Everything above this folder talks to it alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from .catalogue import Catalogue
from .checker import check
from .corpus.law_text import read_folder
from .document import Article, Document
from .errors import UnknownReference, UnreadableDocument
from .folder_lock import FolderLock
from .ingest import Ingest
from .instruments.instrument import NATIONAL, Instrument, Version
from .lookup import Found, find, view
from .projections import Progress, Projections, settle
from .provisions.address import Address
from .provisions.numerals import article_label, int_to_chinese
from .provisions.plain_writing import plainly_written
from .provisions.titles import Mention, QuestionReference, parse_question_reference
from .results import CheckReport, FileOutcome, IngestReport, Link, ProvisionView, SearchResults
from .retrieve.search import Searcher
from .targets.plan_targets import PlanTargets
from .time_notices import after_corpus_end
from .today import today
from .truth.store import TruthStore


class KnowledgeBase:
    def __init__(
        self, truth: TruthStore, projections: Projections, lock: FolderLock, *, support_threshold: float
    ) -> None:
        self.targets = PlanTargets(truth)
        self._truth = truth
        self._projections = projections
        self._lock = lock
        self._writing = threading.Lock()
        self._threshold = support_threshold
        self._read_catalogue()

    @property
    def corpus_end(self) -> date:
        return self._catalogue.corpus_end

    @property
    def generation(self) -> int:
        return self._catalogue.generation

    def search(
        self,
        question: str,
        *,
        as_of: date | None = None,
        region: str | None = None,
        kind: str | None = None,
        limit: int = 10,
        grade: int = 0,
    ) -> SearchResults:
        started = time.perf_counter()
        day = as_of or today()
        hits, support = self._searcher.search(question, as_of=day, region=region, kind=kind, limit=limit, grade=grade)
        return SearchResults(
            question=question,
            as_of=day,
            results=tuple(hits),
            supported=bool(hits) and support >= self._threshold,
            notices=(after_corpus_end(day, self.corpus_end),) if day > self.corpus_end else (),
            corpus_end=self.corpus_end,
            milliseconds=round((time.perf_counter() - started) * 1000, 2),
        )

    def provision(
        self, reference: str, *, as_of: date | None = None, grade: int = 0, links: bool = True
    ) -> ProvisionView:
        """`links`: what it cites and what cites it, which the graph is asked for."""
        day = as_of or today()
        found = find(reference, self._catalogue, self._truth, as_of=day, grade=grade)
        shown = view(found, as_of=day, corpus_end=self.corpus_end)
        if not links:
            return shown
        return shown.model_copy(update={"cites": tuple(self._cites(found)), "cited_by": tuple(self._cited_by(found))})

    def who_cites(self, reference: str, *, as_of: date | None = None) -> list[Link]:
        found = find(reference, self._catalogue, self._truth, as_of=as_of or today(), grade=0)
        return self._cited_by(found)

    def amendments_since(self, instrument: str, version_date: str, day: date) -> list[Version]:
        """Amendments in force by `day` that the text passed on `version_date` came before, oldest first."""
        found = {
            r.by: r.on
            for r in self._catalogue.relations
            if r.kind == "amends" and r.target == instrument and r.on is not None and r.on <= day
        }
        amending = [self._catalogue.instruments[by].version_on(on) for by, on in found.items()]
        later = [v for v in amending if v is not None and v.version_date.isoformat() > version_date]
        return sorted(later, key=lambda v: v.version_date)

    def resolve(self, name: str) -> list[Instrument]:
        ids = self._catalogue.titles.resolve(plainly_written(name))
        return [self._catalogue.instruments[id_] for id_ in ids]

    def only(self, name: str) -> Instrument:
        """The one instrument `name` means; UnknownReference when none or several."""
        instruments = self.resolve(name)
        if len(instruments) == 1:
            return instruments[0]
        if instruments:
            raise UnknownReference(f"“{name}”对应多部文件：{'、'.join(i.id for i in instruments)}；请写全称")
        near = self._catalogue.titles.near(name, limit=5)
        raise UnknownReference(f"本库没有“{name}”" + (f"；名称相近的有：{'、'.join(near)}" if near else ""))

    def references(self, text: str) -> list[QuestionReference]:
        """Exact references in a question."""
        return parse_question_reference(plainly_written(text), self._catalogue.titles)

    def mentions(self, text: str) -> list[Mention]:
        """Instruments named in free text; a title in 《》 that nothing here bears has no ids."""
        return self._catalogue.titles.mentions(plainly_written(text))

    def named(self, text: str) -> list[str]:
        """Ids of the instruments a text names, in order."""
        return list(dict.fromkeys(id_ for mention in self.mentions(text) for id_ in mention.ids))

    def near(self, name: str) -> list[str]:
        """Titles like `name`, for a hint."""
        return self._catalogue.titles.near(name, limit=5)

    def instruments(self, text: str = "") -> list[Instrument]:
        wanted = text.strip()
        return [i for i in self._catalogue.instruments.values() if wanted in i.title or wanted in i.id]

    def articles(self, version_id: str) -> list[Article]:
        """Of a held version, in order; UnknownReference when it is not held."""
        row = self._catalogue.row_of(version_id)
        if row is None:
            raise UnknownReference(f"本库没有收入{version_id}的正文")
        return [stored.article for stored in self._truth.articles_of(row)]

    def add(
        self, folder: Path, *, region: str = NATIONAL, kind: str | None = None, progress: Progress | None = None
    ) -> IngestReport:
        """Take in every law text under `folder`; a file that cannot be read is refused by name, the others go in."""
        outcomes: list[FileOutcome] = []
        documents: list[tuple[Path, Document]] = []
        for path, read in read_folder(folder, region=region, kind=kind):
            if isinstance(read, UnreadableDocument):
                outcomes.append(FileOutcome(file=str(path), outcome="refused", notices=(str(read),)))
            else:
                documents.append((path, read))
            if progress:
                progress("读取文件", len(outcomes) + len(documents), 0)
        with self._writing:
            with self._truth.writing():
                ingest = Ingest(self._truth)
                for path, document in documents:
                    outcomes.append(
                        FileOutcome(
                            file=str(path),
                            outcome=ingest.add(document),
                            instrument=document.instrument.id,
                            articles=len(document.articles),
                            notices=document.notices,
                        )
                    )
                ingest.finish()
            self._settle(progress)
        return IngestReport(files=tuple(sorted(outcomes, key=lambda o: o.file)), generation=self.generation)

    def add_documents(self, documents: Iterable[Document], *, progress: Progress | None = None) -> None:
        with self._writing:
            with self._truth.writing():
                ingest = Ingest(self._truth)
                for document in documents:
                    ingest.add(document)
                ingest.finish()
            self._settle(progress)

    def forget(self, name: str) -> int:
        """Remove an instrument's texts everywhere; how many articles went."""
        instrument = self.only(name)
        if not any(v.text_held for v in instrument.versions):
            raise UnknownReference(f"《{instrument.id}》只有登记信息，没有正文可以移除")
        with self._writing:
            with self._truth.writing():
                ingest = Ingest(self._truth)
                gone = ingest.forget(instrument.id)
                ingest.finish()
            self._settle(None)
        return gone

    def check(self) -> CheckReport:
        with self._writing:
            return check(self._truth, self._projections, self._catalogue)

    def close(self) -> None:
        self._projections.close()
        self._truth.close()
        self._lock.release()

    def _settle(self, progress: Progress | None) -> None:
        settle(self._truth, self._projections, progress)
        self._read_catalogue()

    def _read_catalogue(self) -> None:
        self._catalogue = Catalogue.read(self._truth)
        self._searcher = Searcher(self._catalogue, self._truth, self._projections)

    def _cites(self, found: Found) -> list[Link]:
        edges = self._projections.graph.pointing_from([_node(found)], kinds=("cites",)) if found.stored else []
        return sorted({self._link(edge.object, edge.detail) for edge in edges}, key=lambda link: link.address)

    def _cited_by(self, found: Found) -> list[Link]:
        ids = [_node(found)]
        if found.address.article:
            ids.append(f"{found.instrument.id}/{found.address.article}")
        edges = self._projections.graph.pointing_at(ids, kinds=("cites", "repeals", "amends"))
        links = {self._link(edge.subject, "", edge.kind) for edge in edges}
        return sorted(links, key=lambda link: link.address)

    def _link(self, node: str, detail: str, relation: str = "cites") -> Link:
        address = Address.parse(node)
        label = article_label(address.article) if address.article else None
        for part, unit in zip(detail.split("/"), "款项", strict=False):
            if label and part.isdigit():
                label += f"第{int_to_chinese(int(part))}{unit}"
        return Link.model_validate(
            {"address": node, "instrument": address.instrument, "article": label, "relation": relation}
        )


def _node(found: Found) -> str:
    if found.stored is None or found.version is None:
        return found.instrument.id
    return f"{found.version.id}/{found.stored.article.number}"
