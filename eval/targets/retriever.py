"""Our own search, and BM25 over the same provisions as the peer to measure it by."""

from __future__ import annotations

from knowledge import KnowledgeBase
from knowledge.corpus.national_laws import corpus_fingerprint
from knowledge.today import today

from ..bm25 import Bm25
from ..exchange import Asked, Cited, Question, Reply
from ..runs.provenance import code_digest
from .target import Identity

LIMIT = 10
CORES = 2


def knowledge_id(base: KnowledgeBase) -> str:
    return f"{corpus_fingerprint()} 第{base.generation}代"


def cannot_but_answer(asked: Asked) -> str | None:
    return None if isinstance(asked, Question) else "只答问题，不接受工具调用"


def cannot_choose_tools(asked: Asked) -> str | None:
    if isinstance(asked, Question) and asked.tools:
        return "不选择工具"
    return cannot_but_answer(asked)


class Retriever:
    at_once = CORES

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.identity = Identity(
            kind="retriever", knowledge=knowledge_id(base), code=code_digest(), options={"limit": str(LIMIT)}
        )

    def cannot(self, asked: Asked) -> str | None:
        return cannot_choose_tools(asked)

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        found = self._base.search(asked.text, as_of=asked.as_of, limit=LIMIT)
        return Reply(
            retrieved=tuple(Cited(address=hit.address, quote=hit.quote, status=hit.status) for hit in found.results),
            refused=not found.supported,
            notices=tuple(notice.kind for notice in found.notices),
        )


class Bm25Retriever:
    """Over the version to read today of every law held, whatever day is asked about: BM25 knows no time."""

    at_once = CORES

    def __init__(self, base: KnowledgeBase) -> None:
        self._addresses, self._texts, seen = [], [], []
        for instrument in base.instruments():
            version = instrument.version_on(today())
            if version is None or not version.text_held:
                continue
            for article in base.articles(version.id):
                self._addresses.append(f"{version.id}/{article.number}")
                self._texts.append(article.text)
                seen.append(f"{instrument.id} {' '.join(article.headings)} {article.text}")
        self._index = Bm25(seen)
        self.identity = Identity(kind="retriever", model="BM25", knowledge=knowledge_id(base))

    def cannot(self, asked: Asked) -> str | None:
        return cannot_choose_tools(asked)

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        best = self._index.best(asked.text, LIMIT)
        return Reply(retrieved=tuple(Cited(address=self._addresses[n], quote=self._texts[n]) for n in best))
