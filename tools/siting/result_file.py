"""Candidates' geometries as a GeoPackage, whole or not at all; the same candidates always under the same name."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from shapely.geometry.base import BaseGeometry

from ..tool import ToolError
from .results import Candidate

LAYER = "candidates"


def write_candidates(folder: Path, use: str, shapes: Sequence[BaseGeometry], told: Sequence[Candidate]) -> Path:
    """ToolError where the folder cannot be written to."""
    frame = geopandas.GeoDataFrame(
        [_row(one) for one in told], geometry=np.array(shapes, dtype=object), crs="EPSG:4490"
    )
    content = b"".join(shapely.to_wkb(frame.geometry.to_numpy())) + repr([one.score for one in told]).encode()
    path = folder / f"siting-{use}-{hashlib.sha256(content).hexdigest()[:12]}.gpkg"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".siting-") as building:
            unfinished = Path(building) / path.name
            pyogrio.write_dataframe(frame, unfinished, layer=LAYER, geometry_type="Polygon")
            unfinished.replace(path)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise ToolError(f"选址结果写不进 {folder}：{error}；请检查文件夹的权限和磁盘空间") from error
    return path


def _row(one: Candidate) -> dict[str, Any]:
    return {
        "id": one.id,
        "rank": one.rank,
        "score": one.score,
        "area_m2": one.area_m2,
        "place": one.place,
        "verdict": one.precheck.verdict if one.precheck else None,
        "parcels": ",".join(one.parcel_ids),
        **{f"score_{factor.factor}": factor.score for factor in one.factors},
    }
