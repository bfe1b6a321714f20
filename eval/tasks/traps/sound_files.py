"""Sound files, unusual as they may look: a gate that refuses them is no better than one that lets traps pass."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from .county import in_system, write
from .of_systems import DEGREES, MERIDIAN_120, SIX_DEGREE_20, SIX_DEGREE_117, ZONE_40
from .trap import Trap, Write


def in_its_system(system: str, count: int = 1) -> Write:
    def make(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
        write(path, [in_system(parcel, system) for parcel in parcels[:count]], system)
        return parcels[:count]

    return make


def system_told_apart(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    """The file names no system, whoever hands it in does."""
    write(path, [in_system(parcels[0], ZONE_40)], None)
    return parcels[:1]


def zipped_shapefile(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    inner = path.parent / "zipped"
    inner.mkdir(exist_ok=True)
    write(inner / "site.shp", [in_system(parcels[0], ZONE_40)], ZONE_40)
    with zipfile.ZipFile(path, "w") as packed:
        for part in sorted(inner.iterdir()):
            packed.write(part, part.name)
    return parcels[:1]


def layer_named(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    write(path, parcels[:1], DEGREES, table="红线")
    write(path, parcels[1:2], DEGREES, table="红线（修改）")
    return parcels[1:2]


def with_a_hole(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    inner = shapely.affinity.scale(parcels[0], 0.4, 0.4)
    shape = shapely.Polygon(parcels[0].exterior.coords, [inner.exterior.coords])
    write(path, [shape], DEGREES)
    return [shape]


def of_two_parts(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    write(path, [shapely.MultiPolygon([parcels[0], parcels[2]])], DEGREES)
    return [parcels[0], parcels[2]]


def with_heights(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    write(path, [shapely.force_3d(parcels[0], 35.0)], DEGREES)
    return parcels[:1]


def of_many_corners(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    shape = parcels[0].segmentize(1e-6)
    write(path, [shape], DEGREES)
    return [shape]


def area_in_degrees_beside(path: Path, parcels: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    """An attribute that claims an area, taken in square degrees: the geometry decides."""
    frame = geopandas.GeoDataFrame({"MJ": [parcels[0].area]}, geometry=[parcels[0]], crs=DEGREES)
    frame.to_file(path, layer=path.stem, engine="pyogrio")
    return parcels[:1]


SOUND_FILES = (
    Trap("sound_degrees", "完好", ".gpkg", in_its_system(DEGREES)),
    Trap("sound_geojson", "完好", ".geojson", in_its_system("EPSG:4326")),
    Trap("sound_zone", "完好", ".gpkg", in_its_system(ZONE_40)),
    Trap("sound_meridian", "完好", ".gpkg", in_its_system(MERIDIAN_120)),
    Trap("sound_shapefile", "完好", ".shp", in_its_system(MERIDIAN_120)),
    Trap("sound_six_degree", "完好", ".gpkg", in_its_system(SIX_DEGREE_20)),
    Trap("sound_six_degree_plain", "完好", ".gpkg", in_its_system(SIX_DEGREE_117)),
    Trap("sound_three_parts", "完好", ".gpkg", in_its_system(ZONE_40, 3)),
    Trap("sound_zip", "完好", ".zip", zipped_shapefile),
    Trap("sound_told", "完好", ".shp", system_told_apart, crs=ZONE_40),
    Trap("sound_layer_named", "完好", ".gpkg", layer_named, layer="红线（修改）"),
    Trap("sound_hole", "完好", ".gpkg", with_a_hole),
    Trap("sound_multipolygon", "完好", ".gpkg", of_two_parts),
    Trap("sound_heights", "完好", ".gpkg", with_heights),
    Trap("sound_many_corners", "完好", ".gpkg", of_many_corners),
    Trap("sound_area_beside", "完好", ".gpkg", area_in_degrees_beside),
)
