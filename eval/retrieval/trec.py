"""TREC run files: `query Q0 passage rank score tag`, a line a hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.errors import StoreUnavailable

from ..runs.folder import write_whole

TAG = "guiyan"
Hits = Mapping[str, Sequence[tuple[str, float]]]
"""Query id → (passage id, score), best first."""


def write_run(path: Path, hits: Hits) -> None:
    """Scores fall strictly with the rank, as evaluation programs sort by score and break ties in their own way."""
    lines = []
    for query, listed in hits.items():
        last = float("inf")
        for rank, (passage, score) in enumerate(listed, 1):
            last = min(score, last - 1e-9)
            lines.append(f"{_word(query)} Q0 {_word(passage)} {rank} {last:.9f} {TAG}\n")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "".join(lines))
    except OSError as error:
        raise StoreUnavailable(f"{path} 写不进去：{error.strerror}") from error


def _word(id_: str) -> str:
    """Ids with spaces would break the columns."""
    return "_".join(id_.split())
