"""STARD, statute retrieval for lay questions: ours over its own collection, against BM25 over the same."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path

from knowledge.passages.embedding import Embedder, Progress
from knowledge.projections import RECIPE
from knowledge.retrieve.passage_index import Passage, PassageIndex
from serve.commands.printing import show

from ..bm25 import Bm25
from ..metrics import estimate, paired_difference, recall_at, reciprocal_rank
from .machine import machine_line


def bench_stard(folder: Path, work: Path, embedder: Embedder, progress: Progress) -> int:
    """`folder` holds corpus.jsonl.gz, queries.jsonl, qrels.tsv; `work` keeps the index for the next run.

    An index made with another model or another way of indexing is left alone: each has a folder of its own.
    """
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        corpus = [json.loads(line) for line in lines]
    passages = [Passage(row["id"], row["title"], row["text"]) for row in corpus]
    gold: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, passage, *_ = line.split("\t")
        gold[query].add(passage)
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    index = PassageIndex(work / f"{embedder.model_id}-{RECIPE}", embedder)
    try:
        index.add(passages, progress)
        peer = Bm25([f"{p.title} {p.text}" for p in passages])
        ours, theirs, golds = [], [], []
        for n, query in enumerate(queries):
            relevant = gold.get(str(query["query_id"]))
            if relevant:
                ours.append([id_ for id_, _ in index.search(query["query"], 100)])
                theirs.append([passages[place].id for place in peer.best(query["query"], 100)])
                golds.append(relevant)
            progress("检索", n + 1, len(queries))
    finally:
        index.close()
    show(machine_line())
    show(f"STARD：{len(golds)} 问，{len(passages)} 条")
    for k in (10, 100):
        a = [recall_at(found, g, k) for found, g in zip(ours, golds, strict=True)]
        b = [recall_at(found, g, k) for found, g in zip(theirs, golds, strict=True)]
        show(f"  R@{k:<3} 本系统 {estimate(a)}  BM25 {estimate(b)}  差 {paired_difference(a, b)}")
    a = [reciprocal_rank(found, g) for found, g in zip(ours, golds, strict=True)]
    b = [reciprocal_rank(found, g) for found, g in zip(theirs, golds, strict=True)]
    show(f"  MRR@10 本系统 {estimate(a)}  BM25 {estimate(b)}  差 {paired_difference(a, b)}")
    return 0
