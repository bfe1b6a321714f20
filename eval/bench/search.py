"""How long a search takes with every filter on: at the size that arrives, and several times that."""

from __future__ import annotations

import random
import time
from pathlib import Path

from knowledge import KnowledgeBase, KnowledgeSettings, open_knowledge_base
from knowledge.corpus.law_text import with_region
from knowledge.corpus.national_laws import read_national_laws
from knowledge.projections import Progress
from serve.commands.printing import show

from ..bm25 import Bm25
from ..metrics import percentile
from .machine import machine_line, resident_megabytes

_REGIONS = ("110000", "310000", "330000", "440000", "510000", "420000", "370000")
_QUESTIONS = 200


def bench_search(base: KnowledgeBase) -> int:
    questions = sample_questions(base)
    show(machine_line())
    size = base.check().counts["articles"]
    p50, p95 = timed(base, questions)
    show(
        f"{size} 条，筛选全开（日期、地区、种类、密级）：p50 {p50:.1f} 毫秒，p95 {p95:.1f} 毫秒（{len(questions)} 问）"
    )
    texts = [article.text for version in _versions(base) for article in base.articles(version)]
    peer = Bm25(texts)
    took = []
    for question in questions:
        started = time.perf_counter()
        peer.best(question, 10)
        took.append((time.perf_counter() - started) * 1000)
    show(f"对照 BM25（内存，无筛选）：p50 {percentile(took, 0.5):.1f} 毫秒，p95 {percentile(took, 0.95):.1f} 毫秒")
    show(f"常驻内存最高 {resident_megabytes()} MB")
    return 0


def bench_search_at(size: int, work: Path, progress: Progress) -> int:
    """The national laws again under further regions until `size` is reached; both sizes timed in one run."""
    base = open_knowledge_base(KnowledgeSettings(folder=work), progress=progress)
    try:
        questions = sample_questions(base)
        small = timed(base, questions)
        for region in _REGIONS:
            if base.check().counts["articles"] >= size:
                break
            base.add_documents([with_region(d, region) for d in read_national_laws()], progress=progress)
        large = timed(base, questions)
        show(machine_line())
        show(f"26196 条：p50 {small[0]:.1f} 毫秒，p95 {small[1]:.1f} 毫秒")
        count = base.check().counts["articles"]
        show(f"{count} 条：p50 {large[0]:.1f} 毫秒，p95 {large[1]:.1f} 毫秒，p95 之比 {large[1] / small[1]:.2f}")
        show(f"常驻内存最高 {resident_megabytes()} MB")
    finally:
        base.close()
    return 0


def timed(base: KnowledgeBase, questions: list[str]) -> tuple[float, float]:
    for question in questions[:10]:
        base.search(question)
    took = [
        base.search(question, region="330106", kind="法律", limit=10, grade=0).milliseconds for question in questions
    ]
    return percentile(took, 0.5), percentile(took, 0.95)


def sample_questions(base: KnowledgeBase) -> list[str]:
    """Half a sentence of random articles, as people paste them: the words vary as the corpus does."""
    chance = random.Random(7)
    texts = [
        article.text for version in _versions(base) for article in base.articles(version) if len(article.text) > 60
    ]
    picked = chance.sample(texts, _QUESTIONS)
    return [text[(start := chance.randrange(0, len(text) - 40)) : start + chance.randrange(12, 40)] for text in picked]


def _versions(base: KnowledgeBase) -> list[str]:
    return [v.id for i in base.instruments() if i.region == "000000" for v in i.versions if v.text_held]
