"""What is written as true agrees with the stored geometry, measured by others' code."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from measuring import GEOD, Stored, area, areas

from tools.demo_county.zones.catalog import ILLEGAL


def test_the_layers_are_those_of_the_workspace_with_as_many_features(stored: Stored, truth: dict[str, Any]) -> None:
    layers = stored.workspace.layers
    assert [one["name"] for one in truth["layers"]] == [layer.name for layer in layers]
    assert [one["features"] for one in truth["layers"]] == [len(layer.features()) for layer in layers]


def test_the_parcels_have_the_county_s_area(stored: Stored, truth: dict[str, Any]) -> None:
    parcels = stored.newest("DLTB")
    measured = areas(parcels.geometry)
    assert measured.sum() == pytest.approx(truth["area_m2"], abs=0.1)
    for code, told in truth["land"]["survey"].items():
        assert measured[(code == parcels.DLBM).to_numpy()].sum() == pytest.approx(told, abs=0.01), code
    assert sum(truth["land"]["owners"].values()) == pytest.approx(truth["area_m2"], abs=0.1)


def test_farmland_net_of_its_bunds_is_the_sum_of_the_parcels_own(stored: Stored, truth: dict[str, Any]) -> None:
    parcels = stored.newest("DLTB")
    fields = parcels[parcels.DLBM.str.startswith("01")]
    assert fields.TBDLMJ.sum() == pytest.approx(truth["land"]["farmland_net_m2"], abs=0.02 * len(fields))


def test_every_zone_has_the_area_it_is_told_to_have(stored: Stored, truth: dict[str, Any]) -> None:
    for kind, told in truth["zones"].items():
        features = stored.newest(kind)
        assert areas(features.geometry).sum() == pytest.approx(told["stored_m2"], rel=1e-7, abs=0.01), kind
        assert sum(told["classes"].values()) == pytest.approx(told["area_m2"], abs=0.01), kind


def test_two_zones_have_in_common_what_they_are_told_to(stored: Stored, truth: dict[str, Any]) -> None:
    kinds = list(truth["zones"])
    for n, one in enumerate(kinds):
        shapes = stored.newest(one).geometry.to_numpy()
        for other in kinds[n + 1 :]:
            told = truth["pairs"].get(f"{one}|{other}", {"area_m2": 0.0, "within_m2": 0.0})
            found = _common(shapes, stored.newest(other).geometry.to_numpy())
            assert abs(found - told["area_m2"]) <= max(0.5, 1e-6 * found) + told["within_m2"], (one, other)


def _common(left: Any, right: Any) -> float:
    tree = shapely.STRtree(right)
    here, there = tree.query(left, predicate="intersects")
    return float(areas(shapely.intersection(left[here], right[there])).sum()) if len(here) else 0.0


def test_a_conflict_is_where_it_is_told_to_be(stored: Stored, truth: dict[str, Any]) -> None:
    parcels = stored.newest("DLTB").set_index("BSM")
    aside = {one["kind"]: set(one["towns"]) for one in truth["disagreements"]}
    assert len(truth["conflicts"]) >= 7
    for conflict in truth["conflicts"]:
        shapes = parcels.loc[conflict["parcels"]].geometry.to_numpy()
        assert areas(shapes).sum() == pytest.approx(conflict["area_m2"], abs=0.01)
        for kind in set(conflict["kinds"]) - {"DLTB", "GHYDYH"}:
            covered = sum(stored.entered(kind, shape) for shape in shapes)
            slack = 2.0 * sum(_round(shape) for shape in shapes) if aside.get(kind) else 0.0
            assert conflict["area_m2"] - covered <= 0.05 + slack, (conflict["name"], kind)


def _round(shape: Any) -> float:
    """m around a shape in degrees."""
    return float(GEOD.geometry_length(shape.boundary))


def test_kinds_that_may_not_overlap_do_so_only_at_the_conflicts(truth: dict[str, Any]) -> None:
    for pair in ILLEGAL:
        told = (truth["pairs"].get("|".join(pair)) or truth["pairs"]["|".join(reversed(pair))])["area_m2"]
        sown = sum(one["area_m2"] for one in truth["conflicts"] if set(one["kinds"]) == set(pair))
        assert told == pytest.approx(sown, abs=0.01), pair
        assert told > 0


def test_an_edition_lies_aside_in_its_towns_and_nowhere_else(stored: Stored, truth: dict[str, Any]) -> None:
    towns = stored.workspace.layer("乡级行政区").features()
    parcels = shapely.STRtree(shapely.points(shapely.get_coordinates(stored.newest("DLTB").geometry.to_numpy())))
    for one in truth["disagreements"]:
        at = np.unique(shapely.get_coordinates(stored.newest(one["kind"]).geometry.to_numpy()), axis=0)
        nearest = parcels.geometries[parcels.nearest(shapely.points(at))]
        off = shapely.distance(shapely.points(at), nearest) * 111_000
        named = shapely.union_all(towns.geometry[towns.XZQMC.isin(one["towns"])].to_numpy())
        inside = shapely.contains_xy(named, at[:, 0], at[:, 1])
        assert off[~inside].max() < 1e-3, one["kind"]
        assert 0.1 < off[inside].max() <= one["most_m"] * 1.2, one["kind"]


def test_people_of_the_grid_are_the_people_of_the_county(stored: Stored, truth: dict[str, Any]) -> None:
    assert stored.newest("RK").RKSL.sum() == truth["people"]["常住人口"]
    assert sum(town["people"] for town in truth["towns"]) == truth["people"]["常住人口"]
    assert truth["people"]["城镇常住人口"] + truth["people"]["乡村常住人口"] == truth["people"]["常住人口"]


def test_the_towns_make_up_the_county(stored: Stored, truth: dict[str, Any]) -> None:
    towns = stored.workspace.layer("乡级行政区").features().set_index("XZQDM")
    for told in truth["towns"]:
        assert area(towns.geometry[told["code"]]) == pytest.approx(told["area_m2"], abs=0.02)
        assert sum(told["land"].values()) == pytest.approx(told["area_m2"], abs=0.02)
