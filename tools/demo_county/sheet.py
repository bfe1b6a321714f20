"""One layer of the county: its features and how they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import geopandas
import numpy as np

from .country import Mask
from .mesh import Geometries
from .size import REGION, ZONE_CRS

BUREAU = "示例县自然资源局"
SURVEYED = date(2024, 12, 31)
"""年度国土变更调查"""
PLANNED = date(2023, 6, 30)
"""approval of the county's 国土空间总体规划"""
LINED = date(2022, 10, 31)
"""三区三线划定成果"""
ENCODING = {".shp": "GBK"}


@dataclass(frozen=True)
class Sheet:
    name: str
    kind: str
    features: geopandas.GeoDataFrame
    """in the county's zone (metres)"""
    file: str
    crs: str
    """as stored"""
    edition: date
    source: str = BUREAU
    table: str | None = None
    code_scheme: str | None = None
    measured_from: str | None = None
    covers: Mask | None = None
    """cells of which the layer is complete; None: the whole county"""
    grade: int = 0

    @property
    def path(self) -> PurePosixPath:
        """Within the workspace."""
        return PurePosixPath(self.file)

    @property
    def coverage(self) -> str:
        return "boundary" if self.covers is None else f"coverage/{self.name}.geojson"


def features(shapes: Geometries, **columns: Any) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(columns, geometry=np.asarray(shapes, dtype=object), crs=ZONE_CRS)


def serials(layer: int, count: int) -> list[str]:
    """标识码 BSM: region, layer number, eight-digit serial; 18 characters."""
    return [f"{REGION}{layer:04d}{n:08d}" for n in range(1, count + 1)]
