"""A question to search hits: exact references first, then what words, vectors and citations find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from knowledge.catalogue import Catalogue
from knowledge.errors import UnknownReference
from knowledge.instruments.instrument import NATIONAL, Version
from knowledge.lookup import find
from knowledge.passages.store import Where
from knowledge.projections import Projections
from knowledge.provisions.address import Address
from knowledge.provisions.numerals import int_to_chinese
from knowledge.provisions.structure import split_article
from knowledge.results import FoundBy, SearchHit
from knowledge.truth.store import StoredArticle, TruthStore

from .best_paragraph import best_paragraph
from .question import Question, read_question
from .rank import Asked, rank
from .support import coverage, support

_SPARE = 5
_AMENDING = 0.7
"""What an amending decision's article counts for: the amended law itself is what people cite."""


@dataclass(frozen=True)
class Searcher:
    catalogue: Catalogue
    truth: TruthStore
    projections: Projections

    def search(
        self, text: str, *, as_of: date, region: str | None, kind: str | None, limit: int, grade: int
    ) -> tuple[list[SearchHit], float]:
        """Best first; and how well anything held supports an answer, 0 to 1."""
        question = read_question(text, self.catalogue.titles)
        exact = list(self._referenced(question, as_of, grade))
        found, best_cosine = self._found(question, as_of, region, kind, limit, grade)
        seen = {hit.address for hit in exact}
        hits = [*exact, *(hit for hit in found if hit.address not in seen)][:limit]
        shares = [coverage(hit.text, question.core_terms) for hit in hits[:3]]
        return hits, 1.0 if exact else support(best_cosine, max(shares, default=0.0))

    @cached_property
    def _instruments(self) -> dict[int, str]:
        """Instrument by article id."""
        rows = self.catalogue.rows
        return {id_: rows[row].version.instrument for id_, row in self.truth.article_ids().items() if row in rows}

    def _referenced(self, question: Question, as_of: date, grade: int) -> Iterator[SearchHit]:
        for reference in question.references:
            for id_ in reference.ids:
                if reference.article is None:
                    continue
                address = Address(id_, None, reference.article, reference.paragraph, reference.item)
                try:
                    found = find(f"{address}", self.catalogue, self.truth, as_of=as_of, grade=grade)
                except UnknownReference:
                    continue
                if found.stored and found.version:
                    yield self._hit(
                        found.stored, found.version, as_of, (1.0, 1.0), ("reference",), question, reference.paragraph
                    )

    def _found(
        self, question: Question, as_of: date, region: str | None, kind: str | None, limit: int, grade: int
    ) -> tuple[list[SearchHit], float]:
        where = Where(on=as_of, regions=_upwards(region), kinds=(kind,) if kind else None, grade=grade)
        named = self._named_versions(question.named, as_of)
        ranked, best_cosine = rank(
            Asked(question.words, len(question.text), self.projections.embed.query(question.spelt)),
            words=self.projections.words,
            vectors=self.projections.vectors,
            where=where,
            named_where=replace(where, on=None, versions=named) if named else None,
            instrument_of=lambda id_: self._instruments.get(id_, ""),
            limit=limit + _SPARE,
        )
        stored = self.truth.articles([r.id for r in ranked])
        hits = []
        for r in ranked:
            article = stored.get(r.id)
            if article is not None and self.catalogue.sees(article.version_row):
                version = self.catalogue.version(article.version_row)
                supported = support(r.cosine, coverage(article.article.text, question.core_terms))
                amending = version.instrument in self.catalogue.amending and version.instrument not in question.named
                score = r.score * _AMENDING if amending else r.score
                hits.append(self._hit(article, version, as_of, (score, supported), r.found_by, question))
        return sorted(hits, key=lambda hit: -hit.score)[:limit], best_cosine

    def _named_versions(self, named: Sequence[str], as_of: date) -> tuple[str, ...]:
        instruments = (self.catalogue.instruments[id_] for id_ in named if id_ in self.catalogue.instruments)
        versions = (instrument.version_on(as_of) for instrument in instruments)
        return tuple(v.id for v in versions if v is not None and v.text_held)

    def _hit(
        self,
        stored: StoredArticle,
        version: Version,
        as_of: date,
        scores: tuple[float, float],
        found_by: tuple[FoundBy, ...],
        question: Question,
        paragraph: int | None = None,
    ) -> SearchHit:
        article = stored.article
        if paragraph is None:
            paragraph, quote = best_paragraph(article.text, question.core_terms)
        else:
            paragraph, quote = _named_paragraph(article.text, paragraph)
        instrument = self.catalogue.instruments[version.instrument]
        address = Address(instrument.id, version.version_date.isoformat(), article.number)
        return SearchHit(
            instrument=instrument.id,
            title=instrument.title,
            kind=instrument.kind,
            version=version.version_date.isoformat(),
            address=str(address),
            article=article.label,
            paragraph=f"第{int_to_chinese(paragraph)}款" if paragraph else None,
            quote=quote,
            text=article.text,
            headings=article.headings,
            status=version.status_on(as_of),
            effective_from=version.effective_from,
            effective_confirmed=version.effective_confirmed,
            effective_to=version.effective_to,
            score=round(scores[0], 4),
            support=round(scores[1], 4),
            found_by=found_by,
        )


def _named_paragraph(text: str, number: int) -> tuple[int | None, str]:
    paragraphs = [part for part in split_article(text) if part.kind == "paragraph"]
    if number > len(paragraphs):
        return None, text.strip()
    part = paragraphs[number - 1]
    return number, text[part.start : part.end].strip()


def _upwards(region: str | None) -> tuple[str, ...] | None:
    """A county's rules are its own, its city's, its province's and the nation's."""
    if region is None:
        return None
    return tuple(dict.fromkeys([region, region[:4] + "00", region[:2] + "0000", NATIONAL]))
