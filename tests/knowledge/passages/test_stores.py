"""What every vector store promises, proved on each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.passages.edge_store import EdgeStore
from knowledge.passages.server_store import ServerStore
from knowledge.passages.store import PassageStore, Point, Vector, Where
from knowledge.settings import ServerVectors

ANY = Where()
DIMENSIONS = 8


@pytest.fixture(params=["edge", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PassageStore]:
    opened: PassageStore
    if request.param == "edge":
        opened = EdgeStore(tmp_path / "vectors", DIMENSIONS)
    else:
        opened = ServerStore(ServerVectors(url=":memory:"), DIMENSIONS)
    yield opened
    opened.close()


def direction(axis: int, *, lean: float = 0.0) -> Vector:
    """A unit vector along `axis`, leaning towards the next one."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[axis] = 1
    vector[(axis + 1) % DIMENSIONS] = lean
    return vector / np.float32(np.linalg.norm(vector))


def point(
    number: int,
    vector: Vector | None = None,
    *,
    held: tuple[int, int] = (20200101, 99999999),
    region: str = "000000",
    kind: str = "法律",
    grade: int = 0,
) -> Point:
    return Point(
        number, direction(0) if vector is None else vector, "土地管理法@2019-08-26", *held, region, kind, grade
    )


def found(store: PassageStore, where: Where, vector: Vector | None = None) -> list[int]:
    return [hit for hit, _ in store.nearest(direction(0) if vector is None else vector, where=where, limit=10)]


def test_an_empty_store_finds_nothing(store: PassageStore) -> None:
    assert found(store, ANY) == []
    assert store.count() == 0
    assert list(store.ids()) == []


def test_the_nearest_come_first_with_their_cosine(store: PassageStore) -> None:
    store.put([point(1, direction(0, lean=0.5)), point(2, direction(0)), point(3, direction(3))])
    hits = store.nearest(direction(0), where=ANY, limit=2)
    assert [hit for hit, _ in hits] == [2, 1]
    assert [score for _, score in hits] == pytest.approx([1.0, direction(0) @ direction(0, lean=0.5)], abs=1e-3)


def test_a_longer_vector_is_no_nearer(store: PassageStore) -> None:
    store.put([point(1, direction(0, lean=0.2) * 9), point(2, direction(0))])
    assert found(store, ANY) == [2, 1]


def test_a_version_is_found_from_its_first_day_until_the_day_it_no_longer_holds(store: PassageStore) -> None:
    store.put([point(1, held=(20200101, 20260815))])
    assert found(store, Where(on=date(2019, 12, 31))) == []
    assert found(store, Where(on=date(2020, 1, 1))) == [1]
    assert found(store, Where(on=date(2026, 8, 14))) == [1]
    assert found(store, Where(on=date(2026, 8, 15))) == []


def test_only_the_regions_asked_for_are_found(store: PassageStore) -> None:
    store.put([point(1, region="000000"), point(2, region="330100"), point(3, region="440000")])
    assert sorted(found(store, Where(regions=("330100", "000000")))) == [1, 2]
    assert found(store, Where(regions=())) == []


def test_only_the_kinds_asked_for_are_found(store: PassageStore) -> None:
    store.put([point(1, kind="法律"), point(2, kind="行政法规"), point(3, kind="标准")])
    assert sorted(found(store, Where(kinds=("法律", "标准")))) == [1, 3]


def test_what_is_graded_above_the_caller_stays_hidden(store: PassageStore) -> None:
    store.put([point(1, grade=0), point(2, grade=1), point(3, grade=2)])
    assert found(store, ANY) == [1]
    assert sorted(found(store, Where(grade=1))) == [1, 2]


def test_all_conditions_hold_at_once(store: PassageStore) -> None:
    store.put(
        [
            point(1, held=(20200101, 20260815), region="330100", kind="行政法规", grade=1),
            point(2, held=(20260815, 99999999), region="330100", kind="行政法规", grade=1),
            point(3, held=(20200101, 20260815), region="440000", kind="行政法规", grade=1),
            point(4, held=(20200101, 20260815), region="330100", kind="法律", grade=1),
            point(5, held=(20200101, 20260815), region="330100", kind="行政法规", grade=2),
        ]
    )
    where = Where(on=date(2025, 1, 1), regions=("330100",), kinds=("行政法规",), grade=1)
    assert found(store, where) == [1]


def test_putting_an_id_again_replaces_vector_and_filters(store: PassageStore) -> None:
    store.put([point(1, direction(0), region="330100")])
    store.put([point(1, direction(4), region="440000")])
    assert store.count() == 1
    assert found(store, Where(regions=("330100",))) == []
    ((hit, score),) = store.nearest(direction(4), where=Where(regions=("440000",)), limit=1)
    assert (hit, round(score, 3)) == (1, 1.0)


def test_what_is_forgotten_is_not_found_counted_or_listed(store: PassageStore) -> None:
    store.put([point(n) for n in (1, 2, 3)])
    store.forget([1, 3, 99])
    assert found(store, ANY) == [2]
    assert store.count() == 1
    assert list(store.ids()) == [2]


def test_nothing_to_put_or_forget_changes_nothing(store: PassageStore) -> None:
    store.put([point(1)])
    store.put([])
    store.forget([])
    assert list(store.ids()) == [1]


def test_every_id_is_listed_once_also_beyond_one_page(store: PassageStore) -> None:
    store.put([point(n, direction(n % DIMENSIONS)) for n in range(1, 10_502)])
    assert sorted(store.ids()) == list(range(1, 10_502))
    assert store.count() == 10_501


def test_optimising_changes_no_answer(store: PassageStore) -> None:
    store.put([point(n, direction(n % DIMENSIONS, lean=n / 100), region=f"33010{n % 3}") for n in range(1, 60)])
    where = Where(regions=("330101",))
    before = store.nearest(direction(2), where=where, limit=10)
    store.optimize()
    assert store.nearest(direction(2), where=where, limit=10) == before
