"""The slope raster is the slope of the ground, where the county is."""

from __future__ import annotations

import numpy as np
import rasterio
import shapely
from measuring import Stored
from rasterio.features import geometry_mask


def test_the_raster_covers_the_county_and_nothing_else(stored: Stored) -> None:
    with rasterio.open(stored.folder / "slope.tif") as raster:
        slope = raster.read(1)
        assert raster.crs.to_epsg() == 4547
        assert raster.tags()["KIND"] == "PD"
        outside = geometry_mask(list(stored.metres("县级行政区").geometry), slope.shape, raster.transform)
        assert ((slope == raster.nodata) == outside).mean() > 0.9999
        held = slope[slope != raster.nodata]
    assert 0 <= held.min() < 1
    assert 15 < held.max() < 80


def test_fields_of_a_steeper_grade_lie_on_steeper_ground(stored: Stored) -> None:
    parcels = stored.metres("地类图斑")
    fields = parcels[parcels.GDPDJB.isin(["1", "2", "3", "4"])]
    middles = shapely.get_coordinates(shapely.centroid(fields.geometry.to_numpy()))
    with rasterio.open(stored.folder / "slope.tif") as raster:
        at = np.array([value[0] for value in raster.sample(middles)])
    means = [at[(grade == fields.GDPDJB).to_numpy()].mean() for grade in sorted(set(fields.GDPDJB))]
    assert means == sorted(means)
