"""Every layer of the county opens, is sound, and says of itself what a check has to know."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from measuring import Stored, areas

from tools.demo_county.zones import CLASSES

FIELDS = {
    "DLTB": {"BSM", "DLBM", "QSXZ", "TBMJ", "TBDLMJ", "KCXS", "CZCSXM", "ZLDWDM"},
    "YJJBNT": {"YJJBNTTBBH", "DLBM", "YJJBNTMJ"},
    "STBHHX": {"GKFQ", "LHLX"},
    "CZKFBJ": {"GHFQDM", "GHFQMC"},
    "GHYDYH": {"YDYHFLDM"},
    "GHTJ": {"RJLSX", "JZMDSX", "JZGDSX", "LDLXX"},
    "ZRBHQ": {"GKFQ"},
    "FJMSQ": {"FQ"},
    "SD": {"JB"},
    "WWBHFW": {"JB"},
    "CSHX": {"SSLX"},
    "YYSSY": {"JB"},
    "DZYFQ": {"JB"},
    "KCZY": {"ZLX"},
    "GL": {"GLDJ", "SFGS", "KZQKD"},
    "TL": {"TLLX", "DQLX"},
    "DL": {"DYDJ", "SSLX"},
    "LWDL": {"DLDJ"},
    "GGSS": {"SSLX", "MJ"},
    "RK": {"RKSL"},
    "JZW": {"JZGD", "JZMJ"},
}


def test_every_layer_opens_and_its_geometry_is_valid(stored: Stored) -> None:
    for layer in stored.workspace.layers:
        features = layer.features()
        assert len(features), layer.name
        assert features["valid"].all(), layer.name
        assert layer.edition is not None
        assert layer.source
        assert layer.coverage is not None


def test_the_layers_come_in_three_systems_and_several_formats(stored: Stored) -> None:
    assert {layer.crs for layer in stored.workspace.layers} == {"EPSG:4490", "EPSG:4526", "EPSG:4547"}
    assert {layer.path.suffix for layer in stored.workspace.layers} == {".gpkg", ".geojson", ".shp", ".parquet"}


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_a_kind_has_the_fields_that_rules_and_indicators_read(stored: Stored, kind: str) -> None:
    assert FIELDS[kind] <= set(stored.newest(kind).columns)


def test_every_kind_of_zone_is_held_or_known_not_to_exist(stored: Stored) -> None:
    held = [*CLASSES, "GHYDYH", "GHTJ", "DLTB", "GL", "TL", "DL", "BXWL", "LWDL", "GGSS", "RK", "JZW", "BTSBM"]
    assert {stored.workspace.standing(kind).state for kind in held} == {"held"}
    absent = [stored.workspace.standing(kind) for kind in ("HY", "WJMHD", "CJAX", "GJGY")]
    assert {one.state for one in absent} == {"absent"}
    assert all(one.source and one.date for one in absent)


def test_a_line_says_what_it_is_measured_from(stored: Stored) -> None:
    said = {layer.measured_from for layer in stored.workspace.layers if layer.kind in ("GL", "TL", "DL")}
    assert said == {"公路用地外缘", "中心线", "路堤坡脚", "边导线"}


def test_an_area_attribute_is_the_area_of_its_shape(stored: Stored) -> None:
    for kind, field in (("DLTB", "TBMJ"), ("YJJBNT", "YJJBNTMJ"), ("STBHHX", "MJ"), ("GHYDYH", "TBMJ"), ("LD", "MJ")):
        features = stored.newest(kind)
        measured = areas(features.geometry)
        assert np.abs(measured - features[field].to_numpy()).max() < 0.02, kind


def test_layers_that_end_before_the_county_say_where(stored: Stored) -> None:
    whole = stored.workspace.boundary
    assert whole is not None
    for kind in ("GL", "DZWXQ"):
        newest = max(stored.workspace.of_kind(kind), key=lambda layer: str(layer.edition))
        assert newest.coverage is not None
        share = newest.coverage.area / whole.area
        assert 0.3 < share < 0.98, kind
        assert shapely.covers(newest.coverage.buffer(1e-8), newest.features().geometry.to_numpy()).all(), kind


def test_buildings_stand_within_parcels_that_are_built_on(stored: Stored) -> None:
    buildings, parcels = stored.metres("建筑物"), stored.metres("地类图斑")
    tree = shapely.STRtree(parcels.geometry.to_numpy())
    building, parcel = tree.query(buildings.geometry.to_numpy(), predicate="within")
    assert len(np.unique(building)) == len(buildings)
    assert set(parcels.DLBM.iloc[parcel].str[:2]) <= {"05", "06", "07", "08", "10"}


def test_a_facility_stands_on_ground_of_its_use(stored: Stored) -> None:
    facilities = stored.newest("GGSS")
    schools = facilities[facilities.SSLX.isin(["小学", "中学", "幼儿园"])]
    assert len(schools) >= 3
    for place in schools.geometry:
        met, _ = stored.overlaps("GHYDYH", place)
        assert set(met.YDYHFLDM.str[:2]) == {"08"}
