"""Mean slope (坡度, degrees) of many polygons from a raster; what the raster does not tell is not guessed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import rasterio
import rasterio.errors
import rasterio.windows
import shapely

from ..crs.gate import check_stored
from ..crs.systems import no_system, reference_system
from ..indicators.amount import Lack
from ..layers import Layer, Workspace
from ..tool import ToolError
from .plane import Plane
from .polygons import Polygons
from .scanline import Floats, Runs, runs_of

KIND = "PD"
SUFFIXES = (".tif", ".tiff")
STEEPEST = 90.0
LEAST_SHARE = 0.5
"""A polygon with a value for less of its ground than this has none."""
_CELLS_AT_A_TIME = 1 << 22


def is_raster(layer: Layer) -> bool:
    return layer.path.suffix.lower() in SUFFIXES


def tagged_rasters(folder: Path) -> dict[Path, dict[str, str]]:
    """GeoTIFFs in a workspace's folder that say themselves that they hold slope (tag KIND=PD), with their tags."""
    found: dict[Path, dict[str, str]] = {}
    for path in sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES):
        with suppress(rasterio.errors.RasterioIOError), rasterio.open(path) as raster:
            if raster.tags().get("KIND") == KIND:
                found[path] = raster.tags()
    return found


@dataclass(frozen=True, eq=False)
class SlopeRaster:
    name: str
    path: Path

    @classmethod
    def of(cls, name: str, path: Path, workspace: Workspace) -> SlopeRaster:
        """Lack for a file outside the workspace, or one that cannot be taken for a slope raster."""
        if not path.resolve().is_relative_to(workspace.folder.resolve()):
            raise Lack(f"图层“{name}”的文件写在工作区以外；请放进工作区")
        slope = cls(name, path.resolve())
        try:
            slope._projection  # noqa: B018 - opens the file and its reference system
        except ToolError as fault:
            raise Lack(str(fault)) from fault
        slope._refuse_other_values()
        return slope

    def means(self, shapes: Polygons, plane: Plane) -> Floats:
        """Degrees; NaN where the raster has no value for half of the polygon. `shapes` in the plane."""
        with self._opened() as raster:
            to_cell = ~raster.transform
            grid = self._projection

            def cells(points: Floats) -> Floats:
                degrees = plane.degrees(points)
                east, north = grid.transform(degrees[:, 0], degrees[:, 1])
                return np.column_stack(to_cell @ (np.asarray(east), np.asarray(north)))

            runs = runs_of(shapes, cells)
            total, valid = self._sums(raster, runs, len(shapes))
            asked = np.bincount(runs.owner, runs.last - runs.first, minlength=len(shapes))
            means = np.full(len(shapes), np.nan)
            known = (valid > 0) & (valid >= LEAST_SHARE * asked)
            means[known] = total[known] / valid[known]
            small = np.flatnonzero(asked == 0)
            middles = shapely.get_coordinates(shapely.point_on_surface(shapes[small]))
            means[small] = self._at(raster, cells(middles))
        return means

    def _sums(self, raster: Any, runs: Runs, count: int) -> tuple[Floats, Floats]:
        """(sum of values, number of values) of each polygon."""
        total, valid = np.zeros(count), np.zeros(count)
        rows = max(1, _CELLS_AT_A_TIME // raster.width)
        for top in range(0, raster.height, rows):
            here = np.flatnonzero((runs.row >= top) & (runs.row < top + rows))
            if not len(here):
                continue
            values, known = self._block(raster, top, min(rows, raster.height - top))
            first, last = (np.clip(edge[here], 0, raster.width) for edge in (runs.first, runs.last))
            row = runs.row[here] - top
            for target, cells in ((total, values), (valid, known)):
                along = np.pad(np.cumsum(cells, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
                target += np.bincount(runs.owner[here], along[row, last] - along[row, first], minlength=count)
        return total, valid

    def _refuse_other_values(self) -> None:
        with self._opened() as raster:
            rows = max(1, _CELLS_AT_A_TIME // raster.width)
            for top in range(0, raster.height, rows):
                values, _ = self._block(raster, top, min(rows, raster.height - top))
                if values.max(initial=0) > STEEPEST or values.min(initial=0) < 0:
                    raise Lack(f"图层“{self.name}”有不在0至90之间的值，不像以度为单位的坡度；请换成度，并写明无数据值")

    def _at(self, raster: Any, points: Floats) -> Floats:
        """The cell each point lies in."""
        found = np.full(len(points), np.nan)
        column, row = np.floor(points).astype(np.int64).T if len(points) else np.zeros((2, 0), dtype=np.int64)
        inside = (row >= 0) & (row < raster.height) & (column >= 0) & (column < raster.width)
        for line in np.unique(row[inside]):
            here = inside & (row == line)
            values, known = self._block(raster, int(line), 1)
            found[here] = np.where(known[0, column[here]], values[0, column[here]], np.nan)
        return found

    def _block(self, raster: Any, top: int, rows: int) -> tuple[Any, Any]:
        window = rasterio.windows.Window(0, top, raster.width, rows)
        read = raster.read(1, window=window, masked=True)
        values = np.asarray(read.filled(0), dtype=np.float64)
        known = ~np.ma.getmaskarray(read) & np.isfinite(values)
        return np.where(known, values, 0.0), known

    def _opened(self) -> Any:
        try:
            return rasterio.open(self.path)
        except rasterio.errors.RasterioIOError:
            raise Lack(
                f"图层“{self.name}”：文件 {self.path.name} 打不开，可能没有或已损坏；请重新导出 GeoTIFF"
            ) from None

    @cached_property
    def _projection(self) -> pyproj.Transformer:
        """From degrees of the raster's own datum, which are taken for CGCS2000 where it is WGS84."""
        with self._opened() as raster:
            if raster.crs is None:
                raise no_system(self.name)
            system = reference_system(raster.crs.to_wkt(), self.name)
            check_stored(system, tuple(raster.bounds), self.name)
        if system.datum not in ("CGCS2000", "WGS84"):
            raise Lack(f"图层“{self.name}”是{system.datum}坐标的栅格，用不了；请先转成 CGCS2000")
        crs = system.crs
        return pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
