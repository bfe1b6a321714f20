"""`slope.tif`: the slope of the ground in degrees, taken from heights on a grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
import shapely
from rasterio.features import geometry_mask

from .county import County
from .ground import Floats
from .shapes import origin
from .sheet import BUREAU
from .size import ZONE_CRS

FILE = "slope.tif"
PIXEL = 25.0
"""m"""
NO_DATA = -9999.0
EDITION = "2023-12-31"
_BAND = 200
"""Rows of heights at a time."""


def write_slope(path: Path, county: County) -> None:
    """Where the county is; elsewhere no data."""
    west, south, east, north = (float(n) for n in county.shapes.outline.bounds)
    west, south = np.floor(west / PIXEL) * PIXEL, np.floor(south / PIXEL) * PIXEL
    width, height = int(np.ceil((east - west) / PIXEL)), int(np.ceil((north - south) / PIXEL))
    north = south + height * PIXEL
    transform = rasterio.Affine(PIXEL, 0.0, west, 0.0, -PIXEL, north)
    x = west + (np.arange(-1, width + 1) + 0.5) * PIXEL - origin()[0]
    y = north - (np.arange(-1, height + 1) + 0.5) * PIXEL - origin()[1]
    heights = np.concatenate([_heights(county, x, rows) for rows in np.array_split(y, max(1, len(y) // _BAND))])
    down, right = np.gradient(heights, PIXEL)
    slope = np.degrees(np.arctan(np.hypot(down, right)))[1:-1, 1:-1].astype(np.float32)
    outline = shapely.get_parts(county.shapes.outline)
    slope[geometry_mask(outline, (height, width), transform)] = NO_DATA
    profile = {
        "driver": "GTiff", "width": width, "height": height, "count": 1, "dtype": "float32", "crs": ZONE_CRS,
        "transform": transform, "nodata": NO_DATA, "compress": "deflate", "predictor": 3, "tiled": True,
    }  # fmt: skip
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(np.round(slope, 3), 1)
        raster.set_band_unit(1, "degree")
        raster.update_tags(KIND="PD", NAME="坡度", EDITION=EDITION, SOURCE=f"{BUREAU}：数字高程模型")


def _heights(county: County, x: Floats, y: Floats) -> Floats:
    at = np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)
    return county.country.ground.height(at).reshape(len(y), len(x))
