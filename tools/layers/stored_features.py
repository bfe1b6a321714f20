"""Features of one stored layer in EPSG:4490: by the file's own index, or whole and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import Any

import geopandas
import numpy as np
import pandas
import shapely

from ..crs.conversion import NULL_TRANSFORMATION, Conversion
from ..crs.systems import no_system, reference_system
from .faults import LayerFault
from .notices import Notice
from .sources import Bounds, Header, Source

CGCS2000 = "EPSG:4490"
SMALL = 20_000
"""A layer of no more features is read whole and kept: finding a box is then a matter of microseconds."""


class StoredFeatures:
    """Opens nothing until asked. One object serves several threads."""

    def __init__(
        self, name: str, open_: Callable[[], Source], declared_crs: str | None, *, repair: bool = False
    ) -> None:
        self.name = name
        self._open = open_
        self._declared_crs = declared_crs
        self._repair = repair
        self._lock = threading.Lock()
        self._whole: Any = None

    @cached_property
    def source(self) -> Source:
        source = self._open()
        self._stamp = source.stamp()
        return source

    @cached_property
    def header(self) -> Header:
        return self.source.header()

    @cached_property
    def conversion(self) -> Conversion:
        declared = self.header.crs or self._declared_crs
        if declared is None:
            raise no_system(self.name)
        return Conversion(reference_system(declared, self.name))

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        conversion = self.conversion
        notices = self.header.notices
        if conversion.system.datum == "WGS84":
            notices += (Notice("精度", f"图层“{self.name}”按{NULL_TRANSFORMATION}处理"),)
        return notices

    def features(self, bounds: Bounds | None = None) -> Any:
        if bounds is not None and self._whole is None and self.header.indexed and self.header.count > SMALL:
            found = self._finished(self.source.read(self.conversion.stored_bounds(bounds)))
            self._unchanged()
            return found[shapely.intersects(shapely.box(*bounds), shapely.box(*found.geometry.bounds.to_numpy().T))]
        whole = self._all()
        return (
            whole if bounds is None else whole.iloc[np.sort(whole.sindex.query(shapely.box(*bounds), predicate=None))]
        )

    def _all(self) -> Any:
        with self._lock:
            if self._whole is None:
                whole = self._finished(self.source.read())
                self._unchanged()
                self._whole = whole
            return self._whole

    def _finished(self, stored: Any) -> Any:
        """Features with geometry, in EPSG:4490, with their ids and whether their geometry is valid."""
        there = ~(shapely.is_missing(stored.geometry) | shapely.is_empty(stored.geometry))
        stored = stored[np.asarray(there)]
        shapes = self.conversion.to_cgcs2000(stored.geometry.to_numpy())
        valid = shapely.is_valid(shapes)
        if self._repair and not valid.all():
            shapes = np.where(valid, shapes, shapely.make_valid(shapes))
            valid = shapely.is_valid(shapes)
        frame = stored.drop(columns=stored.geometry.name)
        frame["feature_id"] = self._ids(frame)
        frame["valid"] = valid
        return geopandas.GeoDataFrame(pandas.DataFrame(frame), geometry=shapes, crs=CGCS2000)

    def _ids(self, frame: Any) -> Any:
        return frame["BSM"].astype(str) if self._numbered_by_bsm else frame.index.astype(str)

    @cached_property
    def _numbered_by_bsm(self) -> bool:
        if "BSM" not in self.header.fields:
            return False
        values = self.source.column("BSM")
        return bool(values.notna().all() and values.is_unique)

    def _unchanged(self) -> None:
        if self.source.stamp() != self._stamp:
            raise LayerFault(f"图层“{self.name}”的文件 {self.source.path.name} 在读取期间被改动；请等写完后重新打开")
