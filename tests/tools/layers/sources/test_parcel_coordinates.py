"""Coordinates for land approval: X is the northing, rings by their number, zones as they are named."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from stored_layers import SYSTEM, parcel_text, parcels

from tools import ToolError
from tools.crs import LocalFrame
from tools.layers import LayerFault
from tools.layers.sources import Source, open_source
from tools.layers.sources.parcel_text import read_parcels
from tools.layers.stored_features import StoredFeatures


def opened(folder: Path, text: str | bytes) -> Source:
    path = folder / "勘界.txt"
    path.write_bytes(text.encode("gbk") if isinstance(text, str) else text)
    return open_source(path, "勘界")


def described(**said: str) -> str:
    return parcel_text(parcels(), **said)


def block(*lines: str, head: str = "4,1,1,东湖,面,,,,@") -> str:
    return "\n".join(["[属性描述]", "坐标系=2000国家大地坐标系", "带号=38", "[地块坐标]", head, *lines])


def ring(number: int, *points: tuple[float, float]) -> list[str]:
    return [f"J{n},{number},{3_366_000 + y},{38_512_000 + x}" for n, (x, y) in enumerate(points, 1)]


SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]
HOLE = [(20, 20), (40, 20), (40, 40), (20, 40)]
ISLAND = [(25, 25), (35, 25), (35, 35), (25, 35)]
APART = [(300, 0), (400, 0), (400, 50), (300, 50)]


def test_the_first_number_is_the_northing(tmp_path: Path) -> None:
    (shape,) = opened(tmp_path, block(*ring(1, *SQUARE, SQUARE[0]), head="5,1,1,东湖,面,,,,@")).read().geometry
    assert shape.bounds == (38_512_000, 3_366_000, 38_512_100, 3_366_100)


def test_fields_of_the_line_of_a_parcel_become_columns(tmp_path: Path) -> None:
    frame = opened(tmp_path, described()).read()
    assert frame["地块名称"].tolist() == parcels()["名称"].tolist()
    assert frame["面积(公顷)"].tolist() == pytest.approx((parcels().geometry.area / 1e4).round(4).tolist())
    assert frame["地类编码"].tolist() == parcels()["DLBM"].tolist()
    assert frame.index.tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("closed", [True, False])
def test_rings_may_close_or_not(tmp_path: Path, closed: bool) -> None:
    rings = [[*points, points[0]] if closed else points for points in (SQUARE, HOLE)]
    lines = [line for number, points in enumerate(rings, 1) for line in ring(number, *points)]
    (shape,) = opened(tmp_path, block(*lines, head=f"{len(lines)},1,1,东湖,面,,,,@")).read().geometry
    assert shape.area == 10_000 - 400


def test_rings_are_holes_islands_or_plots_by_where_they_lie(tmp_path: Path) -> None:
    rings = [APART, ISLAND, HOLE, SQUARE]
    lines = [line for number, points in enumerate(rings, 1) for line in ring(number, *points)]
    (shape,) = opened(tmp_path, block(*lines, head="16,1,1,东湖,面,,,,@")).read().geometry
    assert shape.area == 5_000 + 100 + 10_000 - 400
    assert len(shape.geoms) == 3
    assert shape.is_valid


def test_a_ring_that_closes_is_followed_by_another_of_the_same_number(tmp_path: Path) -> None:
    lines = ring(1, *SQUARE, SQUARE[0], *HOLE, HOLE[0])
    (shape,) = opened(tmp_path, block(*lines, head="10,1,1,东湖,面,,,,@")).read().geometry
    assert shape.area == 10_000 - 400


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_it_is_read_in_every_encoding_and_with_every_line_end(tmp_path: Path, encoding: str, newline: str) -> None:
    text = described().replace("\r\n", newline)
    assert opened(tmp_path, text.encode(encoding)).read()["地块名称"].tolist() == parcels()["名称"].tolist()


@pytest.mark.parametrize(
    ("said", "system"),
    [
        ({}, "EPSG:4526"),
        ({"带号": ""}, "EPSG:4526"),
        ({"几度分带": "", "带号": ""}, "EPSG:4526"),
        ({"坐标系": "CGCS2000"}, "EPSG:4526"),
        ({"坐标系": "80国家大地坐标系"}, "EPSG:2362"),
        ({"坐标系": "1980西安坐标系"}, "EPSG:2362"),
        ({"坐标系": "北京54坐标系"}, "EPSG:2414"),
        ({"坐标系": "2000ff", "几度分带": "3度"}, "EPSG:4526"),
        ({"坐标系": ""}, None),
    ],
)
def test_the_system_is_the_one_its_description_names(tmp_path: Path, said: dict[str, str], system: str | None) -> None:
    assert opened(tmp_path, described(**said)).header().crs == system


def test_eastings_without_their_zone_are_of_the_zone_described(tmp_path: Path) -> None:
    plain = parcels().copy()
    plain["geometry"] = shapely.transform(plain.geometry.to_numpy(), lambda p: p - np.array([38_000_000, 0]))
    assert opened(tmp_path, parcel_text(plain)).header().crs == "EPSG:4547"
    assert opened(tmp_path, parcel_text(plain, 几度分带="6", 带号="19")).header().crs == "EPSG:4508"
    assert opened(tmp_path, parcel_text(plain, 带号="")).header().crs is None


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match="3 度分带、带号 20，没有这样的带"):
        opened(tmp_path, described(带号="20")).header()


def test_a_zone_that_its_coordinates_contradict_is_refused(tmp_path: Path) -> None:
    stored = StoredFeatures("勘界", lambda: opened(tmp_path, described(带号="39")))
    with pytest.raises(ToolError, match=r"EPSG:4527（带号 39），坐标的带号却是 38.*像是 EPSG:4526"):
        stored.features()


@pytest.mark.parametrize("written", ["本市独立坐标系", "WGS84", "什么坐标"])
def test_a_system_that_is_not_known_is_refused_not_guessed(tmp_path: Path, written: str) -> None:
    stored = StoredFeatures("勘界", lambda: opened(tmp_path, described(坐标系=written)))
    with pytest.raises(ToolError, match="“勘界”"):
        stored.features()


def test_another_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match="计量单位是“千米”"):
        opened(tmp_path, described(计量单位="千米")).header()


def test_degrees_are_latitude_first_as_metres_are_northing_first(tmp_path: Path) -> None:
    degrees = parcels("EPSG:4490")
    text = parcel_text(degrees, 计量单位="度", 带号="").replace(".3f", "")
    lines = [f"J{n},1,{y!r},{x!r}" for n, (x, y) in enumerate(degrees.geometry.iloc[0].exterior.coords, 1)]
    head = text[: text.index("[地块坐标]")]
    source = opened(tmp_path, "\n".join([*head.splitlines(), "[地块坐标]", "6,1,1,东湖,面,,,,@", *lines]))
    assert source.header().crs == "EPSG:4490"
    assert shapely.equals_exact(source.read().geometry.iloc[0], degrees.geometry.iloc[0], 1e-12)


def test_an_area_that_contradicts_the_geometry_is_noticed_with_the_unit_that_fits(tmp_path: Path) -> None:
    text = described()
    for shape in parcels().geometry:
        text = text.replace(f",{shape.area / 1e4:.4f},", f",{shape.area / 1e4 * 15:.4f},")
    notices = StoredFeatures("勘界", lambda: opened(tmp_path, text)).notices
    assert [notice.kind for notice in notices] == ["面积属性"]
    assert "像是以亩为单位，不是公顷" in notices[0].text
    assert StoredFeatures("勘界", lambda: opened(tmp_path, described())).notices == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (block(*ring(1, *SQUARE[:3]), head="4,1,1,东湖,面,,,,@"), "“东湖”写有 4 个界址点，实际 3 个"),
        (block(*ring(1, *SQUARE), head="9,1,1,东湖,面,,,,@"), "文件可能不完整"),
        (block(*ring(1, *SQUARE[:2]), head="2,1,1,东湖,面,,,,@"), "只有 2 个不同的界址点"),
        (block(*ring(1, *SQUARE[:1] * 4)), "只有 1 个不同的界址点"),
        (block(), "没有界址点"),
        (block("J1,1,3366000"), "第 6 行应是“点号,圈号,X,Y”"),
        (block("J1,1,东湖,38512000"), "第 6 行的坐标不是数字"),
        (block("J1,1,nan,38512000"), "无穷大或空值"),
        (block("J1,1,inf,38512000"), "无穷大或空值"),
        ("[属性描述]\n坐标系=2000国家大地坐标系\n", "没有 \\[地块坐标\\]"),
        ("[地块坐标]\nJ1,1,3366000,38512000\n", "前面没有地块行"),
        ("今天天气很好\n", "不是报批坐标文件"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LayerFault, match=said) as fault:
        opened(tmp_path, text).read()
    assert "“勘界”" in str(fault.value)


def test_rings_that_cross_are_no_valid_polygon(tmp_path: Path) -> None:
    across = [(x + 50, y + 50) for x, y in SQUARE]
    lines = [*ring(1, *SQUARE), *ring(2, *across)]
    (shape,) = opened(tmp_path, block(*lines, head="8,1,1,东湖,面,,,,@")).read().geometry
    assert not shape.is_valid


def test_points_and_lines_stay_points_and_lines(tmp_path: Path) -> None:
    for kind, geometry in (("点", "MultiPoint"), ("线", "MultiLineString")):
        source = opened(tmp_path, block(*ring(1, *SQUARE), head=f"4,0,1,东湖,{kind},,,,@"))
        assert source.read().geom_type.tolist() == [geometry]
        assert source.header().geometry == "Unknown"


def test_transformation_parameters_are_told_nowhere(tmp_path: Path) -> None:
    stored = StoredFeatures("勘界", lambda: opened(tmp_path, described(转换参数="12.345,-67.89,1,2,3,4,5")))
    told = repr(stored.header) + repr(stored.notices) + str(stored.features().to_dict())
    assert "12.345" not in told


@given(
    st.floats(73.6, 134.9),
    st.floats(3.6, 53.5),
    st.integers(3, 12),
    st.integers(0, 1 << 30),
    st.booleans(),
    st.booleans(),
)
def test_what_is_written_is_read_again(
    lon: float, lat: float, corners: int, seed: int, hole: bool, closed: bool
) -> None:
    chance = np.random.default_rng(seed)
    turn = (np.arange(corners) + chance.uniform(0, 0.9, corners)) / corners * 2 * np.pi
    away = chance.uniform(100, 500, corners)
    shell = np.round(np.c_[away * np.cos(turn), away * np.sin(turn)], 3)
    rings = [shell] + ([np.round(shell * 0.3, 3)] if hole else [])
    east, north = 500_000 + int(lon) * 1_000, 1_000_000 + int(lat) * 100_000
    lines = [
        f"J{n},{number},{north + y:.3f},{east + x:.3f}"
        for number, points in enumerate(rings, 1)
        for n, (x, y) in enumerate(np.vstack([points, points[:1]]) if closed else points, 1)
    ]
    text = "\n".join(["[属性描述]", "a=b", "[地块坐标]", f"{len(lines)},1,1,x,面,,,,@", *lines])
    (parcel,) = read_parcels(text, "勘界").parcels
    assert [len(points) for points in parcel.rings] == [corners] * len(rings)
    assert np.allclose(parcel.rings[0], shell + np.array([east, north]), atol=1e-9)


@given(st.text(st.sampled_from("[]属性描述地块坐标=,@J12.3-\n\r，"), max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parcels_read = read_parcels(text, "勘界").parcels
    except LayerFault as fault:
        assert "\n" not in str(fault)  # noqa: PT017 - either is right
    else:
        assert parcels_read


def test_zones_of_the_format_agree_with_the_geometry(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"名称": ["x"], "DLBM": ["0101"]},
        geometry=[LocalFrame(111.4, 31.0).to_degrees(shapely.box(-50, -50, 50, 50))],
        crs=4490,
    )
    for system, width, zone in (("EPSG:4525", "3", "37"), ("EPSG:4497", "6", "19"), ("EPSG:4546", "3", "37")):
        text = parcel_text(frame.to_crs(system), 几度分带=width, 带号=zone)
        found = StoredFeatures("勘界", lambda t=text: opened(tmp_path, t)).features().geometry.iloc[0]
        assert found.centroid.distance(frame.geometry.iloc[0].centroid) < 1e-8
    assert SYSTEM == "EPSG:4526"
