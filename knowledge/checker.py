"""`kb check`: every article is in every store exactly once, and nothing else is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .catalogue import Catalogue
from .projections import Projections
from .results import CheckReport, Fault
from .truth.store import TruthStore

_SHOWN = 50


def check(truth: TruthStore, projections: Projections, catalogue: Catalogue) -> CheckReport:
    visible = {id_ for id_, row in truth.article_ids().items() if catalogue.sees(row)}
    stored = truth.article_ids()
    sources = projections.graph.sources()
    held = {row.version.id for row in catalogue.rows.values()}
    faults = [*_truth_faults(truth, stored.items(), catalogue)]
    wholes, parts = projections.words.ids()
    faults += _difference("words", visible, wholes)
    faults += _difference("words", visible, parts)
    faults += _difference("vectors", visible, set(projections.vectors.ids()))
    faults += [_fault("graph", "missing", v, "这一版本没有进入图谱") for v in sorted(held - sources)]
    faults += [_fault("graph", "orphan", v, "图谱里有、库里没有的版本") for v in sorted(sources - held)]
    nodes, edges = projections.graph.count()
    return CheckReport(
        generation=truth.generation,
        counts={
            "instruments": len(catalogue.instruments),
            "versions": len(catalogue.rows),
            "articles": len(visible),
            "words": len(wholes),
            "vectors": projections.vectors.count(),
            "graph_nodes": nodes,
            "graph_edges": edges,
            "outbox": len(truth.outbox()),
        },
        faults=tuple(faults),
    )


def _truth_faults(truth: TruthStore, stored: Iterable[tuple[int, int]], catalogue: Catalogue) -> Iterator[Fault]:
    damage = truth.damage()
    if damage:
        yield _fault("truth", "corrupt", "truth.sqlite", damage)
    for pending in truth.outbox():
        yield _fault("truth", "pending", pending.version_id, f"待办 {pending.action} 尚未完成")
    for id_, row in stored:
        if not catalogue.sees(row):
            yield _fault("truth", "orphan", str(id_), "条文所属的版本已不在库中")


def _difference(store: str, visible: set[int], there: set[int]) -> list[Fault]:
    missing = [
        _fault(store, "missing", str(id_), "库里有、索引里没有的条文") for id_ in sorted(visible - there)[:_SHOWN]
    ]
    orphans = [
        _fault(store, "orphan", str(id_), "索引里有、库里没有的条文") for id_ in sorted(there - visible)[:_SHOWN]
    ]
    return missing + orphans


def _fault(store: str, kind: str, id_: str, text: str) -> Fault:
    return Fault.model_validate({"store": store, "kind": kind, "id": id_, "text": text})
