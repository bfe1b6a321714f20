"""Opens the folder of Qdrant's embedded engine, or makes it; turns the engine's errors into sentences."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import qdrant_edge as edge

from knowledge.errors import StoreUnavailable

from .payload import INTEGERS, KEYWORDS


def open_shard(path: Path, dimensions: int) -> edge.EdgeShard:
    with refusing(f"向量库 {path.parent} 打不开", "它可由库中文本重建：./guiyan kb rebuild"):
        if not path.exists():
            _make(path, dimensions)
        if not any((path / "segments").iterdir()):
            # the engine would take this for an empty store
            raise FileNotFoundError("缺数据段")
        return edge.EdgeShard.load(str(path), edge.EdgeConfig(vectors=_vectors(dimensions)))


@contextmanager
def refusing(what: str, way_out: str) -> Iterator[None]:
    """The engine raises bare `Exception`, and panics that are no `Exception` when a file is damaged."""
    try:
        yield
    except Exception as error:
        raise StoreUnavailable(f"{what}（{error}）；{way_out}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise StoreUnavailable(f"{what}（文件损坏：{error}）；{way_out}") from error


def _make(path: Path, dimensions: int) -> None:
    """Under another name first: a kill in between leaves nothing that looks like a store."""
    unfinished = path.with_name(f"{path.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    shard = edge.EdgeShard.create(str(unfinished), edge.EdgeConfig(vectors=_vectors(dimensions)))
    for name in INTEGERS:
        shard.update(edge.UpdateOperation.create_field_index(name, edge.PayloadSchemaType.Integer))
    for name in KEYWORDS:
        shard.update(edge.UpdateOperation.create_field_index(name, edge.PayloadSchemaType.Keyword))
    shard.flush()
    shard.close()
    unfinished.rename(path)


def _vectors(dimensions: int) -> edge.EdgeVectorParams:
    return edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Cosine)
