"""Planner-exam questions linked to the articles they test: ours against BM25, question by question."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import KnowledgeBase
from knowledge.provisions.numerals import article_key
from knowledge.today import today
from serve.commands.printing import show

from ..bm25 import Bm25
from ..metrics import estimate, hit_at, paired_difference, percentile, reciprocal_rank
from .machine import machine_line

_KS = (1, 5, 10)


@dataclass(frozen=True)
class _Question:
    id: str
    text: str
    with_options: str
    gold: frozenset[str]
    """`土地管理法/35`: the article whatever its version."""
    amended: bool
    """The law has been amended since the question was set: the article may bear another number now."""


def bench_exam(base: KnowledgeBase, folder: Path) -> int:
    """`folder` holds queries.jsonl: id, question, options, gold (title, article, ids that name versions)."""
    held, texts = _held(base)
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [_question(row, base) for row in rows]
    answerable = [q for q in questions if q.gold & set(held)]
    peer = Bm25(texts)
    show(machine_line())
    show(f"{len(questions)} 题，其中 {len(answerable)} 题的条文在本库；其余 {len(questions) - len(answerable)} 题不计")
    same = [q for q in answerable if not q.amended]
    for group, name in (
        (answerable, "全部"),
        (same, "所考法律此后未修订"),
        (_but(answerable, same), "此后修订过，条号可能已变"),
    ):
        for form, words in (("只用题干", lambda q: q.text), ("题干加选项", lambda q: q.with_options)):
            show(f"\n{name}（{len(group)} 题），{form}")
            if group:
                _compare(base, group, words, held, peer)
    return 0


def _but(questions: Sequence[_Question], left_out: Sequence[_Question]) -> list[_Question]:
    return [q for q in questions if q not in left_out]


def _compare(
    base: KnowledgeBase,
    questions: Sequence[_Question],
    words: Callable[[_Question], str],
    held: Sequence[str],
    peer: Bm25,
) -> None:
    ours, theirs, took = [], [], []
    for question in questions:
        found = base.search(words(question), limit=10)
        took.append(found.milliseconds)
        ours.append([f"{hit.instrument}/{article_key(hit.article) or hit.article}" for hit in found.results])
        theirs.append([held[n] for n in peer.best(words(question), 10)])
    for k in _KS:
        a = [hit_at(found, q.gold, k) for found, q in zip(ours, questions, strict=True)]
        b = [hit_at(found, q.gold, k) for found, q in zip(theirs, questions, strict=True)]
        show(f"  R@{k:<3} 本系统 {estimate(a)}  BM25 {estimate(b)}  差 {paired_difference(a, b)}")
    a = [reciprocal_rank(found, q.gold) for found, q in zip(ours, questions, strict=True)]
    b = [reciprocal_rank(found, q.gold) for found, q in zip(theirs, questions, strict=True)]
    show(f"  MRR@10 本系统 {estimate(a)}  BM25 {estimate(b)}  差 {paired_difference(a, b)}")
    show(f"  用时 p50 {percentile(took, 0.5):.1f} 毫秒，p95 {percentile(took, 0.95):.1f} 毫秒")


def _held(base: KnowledgeBase) -> tuple[list[str], list[str]]:
    """Address without version, and the text BM25 sees: title, headings, words. Of the version to read today."""
    held, texts = [], []
    for instrument in base.instruments():
        version = instrument.version_on(today())
        if version is None or not version.text_held:
            continue
        for article in base.articles(version.id):
            held.append(f"{instrument.id}/{article.number}")
            texts.append(f"{instrument.id} {' '.join(article.headings)} {article.text}")
    return held, texts


def _question(row: dict[str, Any], base: KnowledgeBase) -> _Question:
    gold = frozenset(f"{g['title']}/{article_key(g['article']) or g['article']}" for g in row["gold"])
    options = row.get("options") or {}
    with_options = " ".join([row["question"], *options.values()])
    return _Question(row["id"], row["question"], with_options, gold, any(_amended(g, base) for g in row["gold"]))


def _amended(gold: dict[str, Any], base: KnowledgeBase) -> bool:
    """Its ids name versions, `行政法/立法法(2015-03-15)#第八十二条`, other than the one to read today."""
    named = {day for id_ in gold.get("ids", ()) for day in re.findall(r"\((\d{4}-\d{2}-\d{2})\)", id_)}
    found = base.resolve(gold["title"])
    version = found[0].version_on(today()) if found else None
    return version is not None and bool(named - {version.version_date.isoformat()})
