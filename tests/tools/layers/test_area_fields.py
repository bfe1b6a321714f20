"""Area attributes against the geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from region import FRAME, box, frame

from tools.crs import ellipsoidal_area
from tools.layers.area_fields import area_notices

PLOTS = [box(x * 200, 0, 20 + x * 10) for x in range(10)]
AREAS = ellipsoidal_area(PLOTS)


def notices(**columns: Any) -> list[str]:
    made = frame(*PLOTS, feature_id=[f"{n}号" for n in range(10)], **columns)
    return [notice.text for notice in area_notices("图", made)]


@pytest.mark.parametrize("field", ["TBMJ", "tbmj", "MJ", "YJJBNTTBMJ", "面积", "地块面积", "Shape_Area"])
def test_areas_that_agree_are_not_mentioned(field: str) -> None:
    assert notices(**{field: np.round(AREAS, 2)}) == []


@pytest.mark.parametrize(
    ("field", "size", "told"),
    [
        ("TBMJ", 10_000 / 15, "像是以亩为单位，不是平方米"),
        ("TBMJ", 1e4, "像是以公顷为单位，不是平方米"),
        ("MJ", 1e6, "像是以平方公里为单位，不是平方米"),
        ("面积(公顷)", 1, "像是以平方米为单位，不是公顷"),
        ("面积（亩）", 1e4, "像是以公顷为单位，不是亩"),
        ("MJ_HA", 10_000 / 15, "像是以亩为单位，不是公顷"),
    ],
)
def test_another_unit_is_named(field: str, size: float, told: str) -> None:
    (text,) = notices(**{field: AREAS / size})
    assert told in text
    assert text.startswith("图层“图”有 10 个图斑")


@pytest.mark.parametrize(
    ("field", "size"), [("面积(公顷)", 1e4), ("面积_亩", 10_000 / 15), ("MJ_HA", 1e4), ("MJ_M2", 1)]
)
def test_a_unit_in_the_name_of_the_field_is_believed(field: str, size: float) -> None:
    assert notices(**{field: AREAS / size}) == []


def test_a_few_that_differ_are_counted_and_the_worst_is_named() -> None:
    values = AREAS.copy()
    values[[2, 7]] *= [1.02, 3]
    (text,) = notices(TBMJ=values)
    assert "有 2 个图斑的 TBMJ 与图形面积相差 1% 以上，最甚的 7号" in text


def test_square_degrees_are_no_area() -> None:
    (text,) = notices(Shape_Area=shapely.area(PLOTS))
    assert "数值像是平方度，不能当面积用" in text


def test_the_plane_of_a_zone_is_no_contradiction() -> None:
    far = frame(*PLOTS, system="EPSG:4497").geometry.area.to_numpy()
    assert notices(TBMJ=far) == []


def test_net_areas_zero_and_missing_ones_and_text_are_let_be() -> None:
    assert notices(TBDLMJ=AREAS * 0.8, YJJBNTMJ=AREAS * 0.8) == []
    assert notices(TBMJ=np.where(np.arange(10) < 5, 0, AREAS)) == []
    assert notices(TBMJ=[None] * 10) == []
    assert notices(面积=["不详"] * 9 + [str(AREAS[9])]) == []


def test_rounding_to_a_ten_thousandth_of_a_hectare_is_no_contradiction() -> None:
    small = FRAME.to_degrees(np.array([shapely.box(x, 0, x + 7, 7) for x in range(0, 100, 10)]))
    made = frame(*small, feature_id=list("abcdefghij"), **{"面积(公顷)": np.round(ellipsoidal_area(small) / 1e4, 4)})
    assert area_notices("图", made) == ()
