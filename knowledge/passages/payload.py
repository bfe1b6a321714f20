"""What is stored beside a vector to filter by: the same in every vector store."""

from __future__ import annotations

from .store import Point

INTEGERS = ("holds_from", "holds_to", "grade")
KEYWORDS = ("region", "kind", "version")


def payload_of(point: Point) -> dict[str, int | str]:
    return {
        "version": point.version_id,
        "holds_from": point.holds_from,
        "holds_to": point.holds_to,
        "grade": point.grade,
        "region": point.region,
        "kind": point.kind,
    }
