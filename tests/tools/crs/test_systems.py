"""Which system a number, a URN or a WKT means, in the spellings of the software that writes them."""

from __future__ import annotations

import json

import pyproj
import pytest

from tools.crs import CrsFault
from tools.crs.systems import Grid, reference_system, says_nothing
from tools.crs.zones import zone_system

ZONES = [*range(4491, 4555)]


def esri(
    name: str = "CGCS2000_3_Degree_GK_CM_114E",
    geographic: str = "GCS_China_Geodetic_Coordinate_System_2000",
    datum: str = "D_China_2000",
    spheroid: str = '"CGCS2000",6378137.0,298.257222101',
    projection: str = "Gauss_Kruger",
    easting: float = 500000.0,
    northing: float = 0.0,
    meridian: float = 114.0,
    unit: str = '"Meter",1.0',
    prime: str = '"Greenwich",0.0',
) -> str:
    return (
        f'PROJCS["{name}",GEOGCS["{geographic}",DATUM["{datum}",SPHEROID[{spheroid}]],PRIMEM[{prime}],'
        f'UNIT["Degree",0.0174532925199433]],PROJECTION["{projection}"],PARAMETER["False_Easting",{easting}],'
        f'PARAMETER["False_Northing",{northing}],PARAMETER["Central_Meridian",{meridian}],'
        f'PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT[{unit}]]'
    )


@pytest.mark.parametrize("spelling", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019", "PROJJSON", "URN"])
def test_every_national_zone_is_known_in_every_spelling(spelling: str) -> None:
    for number in ZONES:
        crs = pyproj.CRS.from_epsg(number)
        written = {"PROJJSON": crs.to_json, "URN": lambda n=number: f"urn:ogc:def:crs:EPSG::{n}"}.get(spelling)
        system = reference_system(written() if written else crs.to_wkt(spelling), "地块")
        plain = reference_system(f"EPSG:{number}", "地块")
        assert (system.datum, system.grid) == ("CGCS2000", plain.grid), number
        assert system.means_the_same_as(plain)
        assert reference_system(system.name, "地块").grid == plain.grid, f"{number} was named {system.name}"


@pytest.mark.parametrize(
    ("wkt", "name"),
    [
        (esri(), "EPSG:4547"),
        (esri("CGCS2000_3_Degree_GK_Zone_38", easting=38500000.0), "EPSG:4526"),
        (esri("CGCS2000_GK_Zone_19", easting=19500000.0, meridian=111.0), "EPSG:4497"),
        (esri(geographic="GCS_China_2000", spheroid='"CGCS2000",6378137.0,298.257222101004'), "EPSG:4547"),
        (
            esri("自定义", "China Geodetic Coordinate System 2000", "China 2000", projection="Transverse_Mercator"),
            "EPSG:4547",
        ),
        (esri("CGCS2000_3_Degree_GK_Zone_38", easting=39500000.0, meridian=117.0), "EPSG:4527"),
    ],
    ids=["ArcGIS 中央经线", "ArcGIS 带号", "ArcGIS 六度带", "SuperMap", "QGIS", "名称与参数不符时以参数为准"],
)
def test_a_projection_file_is_named_by_its_parameters(wkt: str, name: str) -> None:
    assert reference_system(wkt, "地块").name == name


def test_a_projection_of_the_city_keeps_its_own_name_and_origin() -> None:
    system = reference_system(esri("本市独立坐标", meridian=114.3333, northing=-3_000_000.0), "地块")
    assert system.name == "本市独立坐标"
    assert system.grid == Grid(114.3333, 500_000.0, -3_000_000.0)


@pytest.mark.parametrize("written", ["EPSG:4490", "EPSG:4490+5737", "urn:ogc:def:crs:EPSG::4490", "EPSG:4480"])
def test_degrees_are_degrees_with_or_without_heights(written: str) -> None:
    system = reference_system(written, "地块")
    assert (system.datum, system.in_degrees) == ("CGCS2000", True)


@pytest.mark.parametrize("written", ["EPSG:4326", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:32650"])
def test_wgs84_is_told_from_cgcs2000(written: str) -> None:
    assert reference_system(written, "地块").datum == "WGS84"


def test_seven_parameters_in_a_file_are_not_believed() -> None:
    wkt = esri("Xian_1980_3_Degree_GK_Zone_38", "GCS_Xian_1980", "D_Xian_1980", '"Xian_1980",6378140.0,298.257')
    shifted = wkt.replace("298.257]]", "298.257],TOWGS84[100,-50,3,0,0,0,0]]")
    assert reference_system(shifted, "地块").datum == "西安80"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("什么", "读不懂"),
        ('LOCAL_CS["Nonearth",UNIT["Meter",1.0]]', "没有写明坐标系"),
        ("EPSG:3857", "不是高斯"),
        ("EPSG:4258", "没有到 2000 国家大地坐标系的严密转换"),
        (esri(datum="D_Unknown", geographic="GCS_Unknown"), "没有到 2000 国家大地坐标系的严密转换"),
        (esri(spheroid='"Krasovsky_1940",6378245.0,298.3'), "没有到 2000 国家大地坐标系的严密转换"),
        (esri(easting=500.0, unit='"Kilometer",1000.0'), "单位不是度或米"),
        (esri(prime='"Ferro",-17.6666666666667'), "起始子午线"),
        ("EPSG:4479", "单位不是度或米"),
    ],
)
def test_what_has_no_exact_way_to_cgcs2000_is_refused_by_the_name_of_the_layer(written: str, said: str) -> None:
    with pytest.raises(CrsFault, match=said) as fault:
        reference_system(written, "东湖地块")
    assert "“东湖地块”" in str(fault.value)


@pytest.mark.parametrize(
    ("written", "nothing"),
    [
        ('LOCAL_CS["Nonearth",UNIT["Meter",1.0]]', True),
        ('ENGCRS["x",EDATUM["Unknown"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["m",1]]', True),
        (
            'GEOGCS["Undefined geographic SRS",DATUM["unknown",SPHEROID["unknown",6378137,298.25]],UNIT["deg",0.0174]]',
            True,
        ),
        ("EPSG:4490", False),
        ("EPSG:4258", False),
        ("什么", False),
    ],
)
def test_what_software_writes_for_no_system_is_told_from_an_unknown_one(written: str, nothing: bool) -> None:
    assert says_nothing(written) is nothing


def test_a_name_with_a_line_break_stays_on_one_line() -> None:
    crs = json.loads(pyproj.CRS.from_epsg(4258).to_json())
    crs.pop("id")
    crs["name"] = "a\nb"
    with pytest.raises(CrsFault) as fault:
        reference_system(json.dumps(crs), "一\n二")
    assert "\n" not in str(fault.value)


def test_zone_numbers_are_those_of_epsg() -> None:
    for zones, width in ((range(25, 46), 3), (range(13, 24), 6)):
        for zone in zones:
            for prefixed in (True, False):
                number = zone_system(zone, width, prefixed=prefixed)
                assert number is not None
                grid = reference_system(number, "").grid
                assert grid is not None
                assert grid.central_meridian == (zone * 3 if width == 3 else zone * 6 - 3)
                assert grid.prefix == (zone if prefixed else None)
    assert zone_system(46, 3, prefixed=True) is None
