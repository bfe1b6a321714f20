"""The trap files: as many as promised, each as its name says, the truth derived twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas
import pytest
import shapely

from eval.task import AnyCase, Making
from eval.tasks.crs_traps import CRS_TRAPS, TRAPS
from eval.tasks.traps.county import true_area
from eval.tasks.traps.web_map_offset import shifted


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traps") / "made"


@pytest.fixture(scope="module")
def cases(folder: Path) -> Sequence[AnyCase]:
    return CRS_TRAPS.cases(Making(0, folder))


def test_sixty_files_and_more_are_made_a_quarter_of_them_sound(cases: Sequence[AnyCase], folder: Path) -> None:
    assert len(cases) >= 60
    assert 15 <= sum(trap.sound for trap in TRAPS) <= len(TRAPS) // 3
    missing = [case.id for case in cases if not (folder / str(case.asked.arguments["path"])).exists()]
    assert missing == ["nowhere"]


def test_what_is_asked_does_not_depend_on_where_the_files_lie(cases: Sequence[AnyCase], tmp_path: Path) -> None:
    elsewhere = CRS_TRAPS.cases(Making(0, tmp_path / "other"))
    assert [case.asked.model_dump() for case in cases] == [case.asked.model_dump() for case in elsewhere]
    assert all(Path(str(case.asked.resolved()["path"])).is_absolute() for case in cases)


def test_the_true_area_is_near_the_plane_area_and_not_the_same(cases: Sequence[AnyCase], folder: Path) -> None:
    (plane,) = geopandas.read_file(folder / "sound_zone.gpkg").area
    truth = next(case.expected.area_m2 for case in cases if case.id == "sound_zone")
    assert 1e-5 < abs(plane / truth - 1) < 1e-3


def test_a_square_degree_at_the_equator_has_its_known_area() -> None:
    # 111,319.49 m of longitude by 110,574.4 m of latitude, slightly less for the meridians' convergence.
    assert true_area([shapely.box(0, 0, 1, 1)]) == pytest.approx(12_308_778_361, rel=1e-6)


def test_the_web_maps_offset_is_some_hundred_metres_and_the_known_one() -> None:
    longitude, latitude = shifted(116.404, 39.915)
    assert longitude == pytest.approx(116.41024449916938, abs=1e-9)
    assert latitude == pytest.approx(39.91640428150164, abs=1e-9)
