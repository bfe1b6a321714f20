"""`eval retrieval`: any collection with relevance judgements through our index and search, written as a TREC run."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from knowledge.passages.e5_conversion import converted_model
from knowledge.passages.onnx_embedder import OnnxEmbedder
from knowledge.retrieve.passage_index import PassageIndex
from serve.commands.printing import complain, show, show_json
from serve.commands.progress import Bar
from serve.settings import Settings
from tools import ToolError

from ..bm25 import Bm25
from ..metrics import percentile
from ..retrieval.collection import Collection, read_collection
from ..retrieval.measured import Measure, measured
from ..retrieval.trec import Hits, write_run
from ..runs.printed import interval_text

_LIMIT = 100


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, metavar="文件", help="段落，.jsonl 或 .jsonl.gz")
    parser.add_argument("--queries", type=Path, required=True, metavar="文件", help="问题，.jsonl 或 .jsonl.gz")
    parser.add_argument("--qrels", type=Path, required=True, metavar="文件", help="哪些段落相关，TSV 或 .jsonl")
    parser.add_argument("--out", type=Path, metavar="文件", help="检索结果写成 TREC run 文件")
    parser.add_argument("--limit", type=int, default=_LIMIT, metavar="条数", help="每问取几条，缺省 100")
    parser.add_argument("--bm25", action="store_true", help="旁列对照者：同一批段落上的 BM25")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    if args.limit < 1:
        raise ToolError("--limit 不得小于 1")
    bar = Bar()
    collection = read_collection(args.corpus, args.queries, args.qrels)
    hits, took = _searched(collection, settings, args.limit, bar)
    figures = {"guiyan": _figures(hits, collection)}
    if args.bm25:
        figures["bm25"] = _figures(_peer(collection, args.limit, bar), collection)
    bar.close()
    if args.out:
        write_run(args.out, hits)
        complain(f"检索结果写在 {args.out}")
    if args.json:
        plain = {name: [one.model_dump() for one in listed] for name, listed in figures.items()}
        show_json({"queries": len(hits), "passages": len(collection.passages), "figures": plain})
        return 0
    show(f"{len(collection.passages)} 段，{len(hits)} 问（有相关段落的），每问取 {args.limit} 条")
    for name, listed in figures.items():
        show("本系统" if name == "guiyan" else "对照 BM25")
        for one in listed:
            show(f"  {one.name:<8} {one.mean:.3f}{interval_text(one.low, one.high)}")
    show(f"每问用时 p50 {percentile(took, 0.5):.1f} 毫秒，p95 {percentile(took, 0.95):.1f} 毫秒")
    return 0


def _searched(collection: Collection, settings: Settings, limit: int, bar: Bar) -> tuple[Hits, list[float]]:
    """The index of a collection is kept for the next time."""
    embedder = OnnxEmbedder(converted_model(settings.knowledge.folder / "embedding"))
    index = PassageIndex(
        settings.evaluation.folder / "retrieval" / f"{collection.digest}-{embedder.model_id}", embedder
    )
    hits, took = {}, []
    try:
        index.add(collection.passages, bar)
        for n, (id_, text) in enumerate(collection.queries.items(), 1):
            started = time.perf_counter()
            hits[id_] = index.search(text, limit)
            took.append((time.perf_counter() - started) * 1000)
            bar("检索", n, len(collection.queries))
    finally:
        index.close()
    return hits, took


def _peer(collection: Collection, limit: int, bar: Bar) -> Hits:
    peer = Bm25([f"{passage.title} {passage.text}" for passage in collection.passages])
    hits = {}
    for n, (id_, text) in enumerate(collection.queries.items(), 1):
        best = peer.best(text, limit)
        hits[id_] = [(collection.passages[place].id, float(len(best) - rank)) for rank, place in enumerate(best)]
        bar("检索（BM25）", n, len(collection.queries))
    return hits


def _figures(hits: Hits, collection: Collection) -> tuple[Measure, ...]:
    return measured({query: [id_ for id_, _ in listed] for query, listed in hits.items()}, collection.judgements)
